"""What happened to the papers that there are notes on: new versions, publications."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.author.paper_facts import Facts
from sitegen.identity import identify
from sitegen.model import Document


@dataclass(frozen=True, slots=True)
class News:
    """One thing that the author may want to know."""

    path: str
    """The note."""
    title: str
    """The paper."""
    version: int
    """A version newer than the one of the note; 0 for none."""
    known: int
    """The version that the note names; 0 where it names none."""
    date: str
    """Of the newer version."""
    doi: str
    """A DOI that the note does not name; "" for none."""


def arxiv_names(documents: Iterable[Document]) -> dict[str, Document]:
    """The notes on arXiv papers, by id; of translations the one with the shortest name."""
    found: dict[str, Document] = {}
    for document in sorted(documents, key=lambda document: len(document.path)):
        own = identify(document.link) if document.link else None
        if own and own.kind == "arxiv":
            found.setdefault(own.name, document)
    return found


def news(notes: Mapping[str, Document], papers: Mapping[str, Facts]) -> list[News]:
    """What is new, in the order of the notes' paths."""
    found = (_one(document, papers[name]) for name, document in notes.items() if name in papers)
    return sorted((item for item in found if item), key=lambda item: item.path)


def _one(document: Document, facts: Facts) -> News | None:
    match = re.search(r"\dv(\d{1,3})(?:\.pdf)?/?$", document.link or "")
    known = int(match[1]) if match else 0
    is_newer = facts.version > known if known else _is_later(document, facts)
    doi = facts.doi if facts.doi and facts.doi not in document.body.lower() else ""
    if not is_newer and not doi:
        return None
    version = facts.version if is_newer else 0
    return News(document.path, facts.title, version, known, facts.updated or facts.published, doi)


def _is_later(document: Document, facts: Facts) -> bool:
    """Whether a version came after the note, where the note names none."""
    return bool(document.date and facts.updated and facts.updated > f"{document.date:%Y-%m-%d}")
