"""Problems put where an author can act on them.

A digest and a page of issues hold many documents in one file; and what others have
written, the author of the site cannot mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from sitegen.errors import Problem
from sitegen.model import Document, Kind

_FOR_AUTHORS: Final = frozenset(
    {
        "math-unclosed", "html-unbalanced", "html-removed", "image-remote", "image-alt", "image-missing",
        "link-broken", "anchor-broken", "note-missing", "card-missing", "include-missing", "code-language",
        "code-options", "footnote-missing", "language-simplified", "language-latin", "pair-headings",
        "pair-block", "tag-unregistered",
    }
)  # fmt: skip
"""What only the author of a text can mend."""


def located(problems: Iterable[Problem], documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Name the file and line of every problem; leave out what is no concern of the site's author.

    `documents` are all by their path.
    """
    for problem in problems:
        document = documents.get(problem.path)
        if document is None:
            yield problem
        elif document.trusted or problem.code not in _FOR_AUTHORS:
            yield _foreign(_placed(problem, document), document)


def _placed(problem: Problem, document: Document) -> Problem:
    if document.kind is not Kind.ISSUES:
        return replace(problem, path=document.source)
    message = f"issue {document.slug}: {problem.message}"[:499]
    return replace(problem, path=document.source, line=document.body_line, column=0, message=message)


def _foreign(problem: Problem, document: Document) -> Problem:
    if document.trusted or problem.code != "math-syntax":
        return problem
    return replace(problem, code="math-foreign", hint="Others wrote it; the page shows its source.")
