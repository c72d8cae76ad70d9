"""What rendering a document needs from elsewhere: the files it includes, its diagrams drawn."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Final

from sitegen.effects import diagrams, reading
from sitegen.errors import Problem
from sitegen.markup.links import include_targets
from sitegen.model import Document, Resources
from sitegen.scan import place

_DIAGRAM: Final = re.compile(
    r"^[ \t>]*(`{3,}|~{3,})[ \t]*@?(dot|neato)\b[^\n]*\n(.*?)^[ \t>]*\1", re.DOTALL | re.MULTILINE
)


def resources(
    site: Path, document: Document, drawable: tuple[str, ...]
) -> tuple[Resources, tuple[Problem, ...]]:
    """Gather what a document needs; a text by others gets nothing."""
    if not document.trusted:
        return Resources(), ()
    includes, outside = _includes(site, document)
    drawn, problems = _drawn(document, drawable)
    return Resources(includes, drawn, tuple(outside)), (*outside.values(), *problems)


def _includes(site: Path, document: Document) -> tuple[dict[str, str], dict[str, Problem]]:
    """The text of each file that a document includes, and what is wrong with those outside of the site."""
    found: dict[str, str] = {}
    outside: dict[str, Problem] = {}
    for target in include_targets(document.body):
        text = reading.read_include(site, posixpath.dirname(document.path), target)
        if isinstance(text, Problem):
            line, column = place(document.body, document.body.find(f"]({target})") + 2)
            message = f"the file {target[:200]} is outside the site's folder, so it was not read."
            hint = "Copy it into the site."
            outside[target] = Problem("include-outside", document.path, line, column, message, hint)
        elif text is not None:
            found[target] = text
    return found, outside


def _drawn(document: Document, drawable: tuple[str, ...]) -> tuple[dict[str, str], list[Problem]]:
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for match in _DIAGRAM.finditer(document.body) if drawable else ():
        if match[2] not in drawable:
            continue
        svg = diagrams.draw(match[2], match[3])
        if svg is None:
            line = document.body.count("\n", 0, match.start()) + 1
            message = f"{match[2]} could not draw this diagram."
            problems.append(
                Problem("diagram", document.path, line, 1, message, "Mend its source; it is shown as code.")
            )
        else:
            found[match[3]] = svg
    return found, problems
