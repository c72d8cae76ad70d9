"""What rendering a document needs from elsewhere: files that it includes, drawings of its diagrams."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from sitegen.effects import diagrams, reading
from sitegen.errors import Problem
from sitegen.markup.links import include_targets
from sitegen.memo import Memory
from sitegen.model import Document, Resources

_DIAGRAM: Final = re.compile(
    r"^[ \t>]*(`{3,}|~{3,})[ \t]*@?(dot|neato)\b[^\n]*\n(.*?)^[ \t>]*\1", re.DOTALL | re.MULTILINE
)
_DRAWINGS: Final = 256


def has_needs(document: Document) -> bool:
    """Whether a document may need anything from elsewhere."""
    return bool(include_targets(document.body)) or _DIAGRAM.search(document.body) is not None


class Gathering:
    """Gathers resources for the documents of one site; a diagram is drawn once."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._drawings: Memory[tuple[str, str], str | None] = Memory(_DRAWINGS)

    def resources(
        self, document: Document, renderers: Sequence[str]
    ) -> tuple[Resources, tuple[Problem, ...]]:
        """What `document` needs; `renderers` are the diagram programs that the site allows."""
        includes, problems = self._includes(document)
        drawn, more = self._drawn(document, [name for name in renderers if diagrams.can_draw(name)])
        return Resources(includes, drawn), (*problems, *more)

    def _includes(self, document: Document) -> tuple[dict[str, str], list[Problem]]:
        found: dict[str, str] = {}
        problems: list[Problem] = []
        for target in include_targets(document.body):
            text = reading.read_include(self._site, posixpath.dirname(document.path), target)
            if isinstance(text, Problem):
                line = document.body[: document.body.find(target)].count("\n") + 1
                problems.append(replace(text, code="include-outside", path=document.path, line=line))
            elif text is not None:
                found[target] = text
        return found, problems

    def _drawn(self, document: Document, drawable: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
        found: dict[str, str] = {}
        problems: list[Problem] = []
        for match in _DIAGRAM.finditer(document.body) if drawable else ():
            if match[2] not in drawable:
                continue
            svg = self._drawing(match[2], match[3])
            if svg is None:
                problems.append(_undrawn(document, match))
            else:
                found[match[3]] = svg
        return found, problems

    def _drawing(self, renderer: str, source: str) -> str | None:
        return self._drawings.get((renderer, source), lambda: diagrams.draw(renderer, source))


def _undrawn(document: Document, match: re.Match[str]) -> Problem:
    line = document.body.count("\n", 0, match.start()) + 1
    message = f"{match[2]} could not draw this diagram."
    return Problem("diagram", document.path, line, 1, message, "Mend its source; it is shown as code.")
