"""What documents need from elsewhere before they are rendered: included files, and drawn diagrams."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from sitegen.effects import diagrams, reading
from sitegen.effects.memo import remembered
from sitegen.errors import Problem
from sitegen.markup.links import include_targets
from sitegen.model import Document
from sitegen.scan import place

if TYPE_CHECKING:
    from pathlib import Path

_DIAGRAM: Final = re.compile(
    r"^[ \t>]*(`{3,}|~{3,})[ \t]*@?(dot|neato)\b[^\n]*\n(.*?)^[ \t>]*\1", re.DOTALL | re.MULTILINE
)


def includes(site: Path, document: Document) -> tuple[dict[str, str], dict[str, Problem]]:
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


def drawings(
    site: Path, documents: Sequence[Document], allowed: Iterable[str]
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Give the SVG of every diagram that the settings allow to draw, by document and source.

    What was drawn is kept for the next build; a diagram that cannot be drawn is told of.
    """
    drawable = tuple(name for name in allowed if diagrams.can_draw(name))
    wanted = [found for document in documents for found in _fences(document, drawable)] if drawable else []
    makers = {_key(name, source): partial(_drawn, name, source) for _, name, source, _ in wanted}
    made = remembered(site, "diagrams", makers) if makers else {}
    found: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for document, name, source, line in wanted:
        if svg := made[_key(name, source)]:
            found.setdefault(document.path, {})[source] = svg.decode()
        else:
            problems.append(_undrawable(document, name, line))
    return found, problems


def _fences(document: Document, drawable: tuple[str, ...]) -> Iterator[tuple[Document, str, str, int]]:
    for match in _DIAGRAM.finditer(document.body):
        if match[2] in drawable:
            yield document, match[2], match[3], document.body.count("\n", 0, match.start()) + 1


def _key(name: str, source: str) -> bytes:
    return hashlib.blake2b(f"{name}\n{source}".encode(), digest_size=20).digest()


def _drawn(name: str, source: str) -> bytes:
    """Give an SVG; b"" where there is none."""
    return (diagrams.draw(name, source) or "").encode()


def _undrawable(document: Document, name: str, line: int) -> Problem:
    message = f"{name} could not draw this diagram."
    return Problem("diagram", document.path, line, 1, message, "Mend its source; it is shown as code.")
