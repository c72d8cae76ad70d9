"""What rendering a document needs from elsewhere: files that it includes, drawings of its diagrams."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from sitegen.effects import diagrams, reading
from sitegen.errors import Problem
from sitegen.markup.links import include_targets
from sitegen.memo import Memory
from sitegen.model import Document, Resources
from sitegen.scan import place

_DIAGRAM: Final = re.compile(
    r"^[ \t>]*(`{3,}|~{3,})[ \t]*@?(dot|neato)\b[^\n]*\n(.*?)^[ \t>]*\1", re.DOTALL | re.MULTILINE
)
_DRAWINGS: Final = 256


@dataclass(frozen=True, slots=True)
class Needs:
    """What one document asks for."""

    path: str
    """The document."""
    includes: tuple[tuple[str, int, int], ...]
    """Each file as written, with line and column."""
    diagrams: tuple[tuple[str, str, int], ...]
    """Program, source and line of each diagram."""

    def __bool__(self) -> bool:
        return bool(self.includes or self.diagrams)


def needs(document: Document) -> Needs:
    """What `document` asks for."""
    body = document.body
    includes = tuple((name, *place(body, body.find(f"]({name})") + 2)) for name in include_targets(body))
    drawn = tuple((match[2], match[3], place(body, match.start())[0]) for match in _DIAGRAM.finditer(body))
    return Needs(document.path, includes, drawn)


class Gathering:
    """Gathers resources for the documents of one site; what was read or drawn is not read or drawn again."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._drawings: Memory[tuple[str, str], str | None] = Memory(_DRAWINGS)
        self._files: dict[tuple[str, str], str | Problem | None] = {}
        self.version = object()
        """Another object whenever something that was read may have changed."""

    def forget(self, paths: Iterable[str]) -> None:
        """Read again, when they are asked for, the files that may be meant by complete `paths`."""
        named = {os.path.basename(path) for path in paths}
        stale = [key for key in self._files if named.intersection(self._parts(key))]
        for key in stale:
            del self._files[key]
        if stale:
            self.version = object()

    @staticmethod
    def _parts(key: tuple[str, str]) -> Iterator[str]:
        yield from posixpath.join(*key).split("/")

    def resources(self, wanted: Needs, renderers: Sequence[str]) -> tuple[Resources, tuple[Problem, ...]]:
        """What a document needs; `renderers` are the diagram programs that the site allows."""
        includes, outside = self._includes(wanted)
        drawn, more = self._drawn(wanted, [name for name in renderers if diagrams.can_draw(name)])
        return Resources(includes, drawn, tuple(outside)), (*outside.values(), *more)

    def _includes(self, wanted: Needs) -> tuple[dict[str, str], dict[str, Problem]]:
        """The text of each file that a document includes, and what is wrong with those outside."""
        found: dict[str, str] = {}
        outside: dict[str, Problem] = {}
        for target, line, column in wanted.includes:
            text = self._file(posixpath.dirname(wanted.path), target)
            if isinstance(text, Problem):
                message = f"the file {target[:200]} is outside the site's folder, so it was not read."
                hint = "Copy it into the site."
                outside[target] = Problem("include-outside", wanted.path, line, column, message, hint)
            elif text is not None:
                found[target] = text
        return found, outside

    def _file(self, folder: str, target: str) -> str | Problem | None:
        if (folder, target) not in self._files:
            self._files[folder, target] = reading.read_include(self._site, folder, target)
        return self._files[folder, target]

    def _drawn(self, wanted: Needs, drawable: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
        found: dict[str, str] = {}
        problems: list[Problem] = []
        for renderer, source, line in wanted.diagrams:
            if renderer not in drawable:
                continue
            svg = self._drawings.get((renderer, source), partial(diagrams.draw, renderer, source))
            if svg is None:
                message = f"{renderer} could not draw this diagram."
                hint = "Mend its source; it is shown as code."
                problems.append(Problem("diagram", wanted.path, line, 1, message, hint))
            else:
                found[source] = svg
        return found, problems
