"""What rendering a text needs from elsewhere: files that it includes, drawings of its diagrams."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from sitegen.effects import diagrams, reading
from sitegen.effects.memo import remembered
from sitegen.effects.stamp import include_hash
from sitegen.errors import Problem
from sitegen.markup.links import include_targets
from sitegen.model import Document, Resources
from sitegen.scan import place

if TYPE_CHECKING:
    from pathlib import Path

_DIAGRAM: Final = re.compile(
    r"^[ \t>]*(`{3,}|~{3,})[ \t]*@?(dot|neato)\b[^\n]*\n(.*?)^[ \t>]*\1", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Needs:
    """What one document asks for."""

    path: str
    """The document."""
    includes: tuple[tuple[str, int, int], ...] = ()
    """Each file as written, with line and column."""
    diagrams: tuple[tuple[str, str, int], ...] = ()
    """Program, source and line of each diagram."""

    def __bool__(self) -> bool:
        return bool(self.includes or self.diagrams)


def needs(document: Document) -> Needs:
    """What `document` asks for; a text by others may not ask for anything."""
    if not document.trusted:
        return Needs(document.path)
    body = document.body
    includes = tuple((name, *place(body, body.find(f"]({name})") + 2)) for name in include_targets(body))
    drawn = tuple((m[2], m[3], body.count("\n", 0, m.start()) + 1) for m in _DIAGRAM.finditer(body))
    return Needs(document.path, includes, drawn)


class Gathering:
    """Gathers resources for the documents of one site; what was read is not read again."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._files: dict[tuple[str, str], str | Problem | None] = {}
        self.version = object()
        """Another object whenever something that was read may have changed."""

    def forget(self, paths: Iterable[str]) -> None:
        """Read again, when they are asked for, the files that may be meant by complete `paths`."""
        named = {path.rpartition("/")[2] for path in paths}
        stale = [key for key in self._files if named.intersection(posixpath.join(*key).split("/"))]
        for key in stale:
            del self._files[key]
        if stale:
            self.version = object()

    def seen(self) -> tuple[tuple[str, str, bytes], ...]:
        """The files that were asked for: folder, name as written, hash of what was found."""
        return tuple((*key, include_hash(found)) for key, found in self._files.items())

    def resources(
        self, wanted: Needs, drawn: Mapping[tuple[str, str], str]
    ) -> tuple[Resources, tuple[Problem, ...]]:
        """What a document needs; `drawn` gives diagrams by program and source, "" where drawing failed."""
        includes, outside = self._includes(wanted)
        asked = [(name, source, line) for name, source, line in wanted.diagrams if (name, source) in drawn]
        made = {source: svg for name, source, _ in asked if (svg := drawn[name, source])}
        undrawn = (
            _undrawable(wanted.path, name, line) for name, source, line in asked if not drawn[name, source]
        )
        return Resources(includes, made, tuple(outside)), (*outside.values(), *undrawn)

    def drawings(self, wanted: Sequence[Needs], allowed: Iterable[str]) -> dict[tuple[str, str], str]:
        """The SVG of every diagram that may be drawn, by program and source; "" where that fails.

        What was drawn is kept for the next build.
        """
        drawable = {name for name in allowed if diagrams.can_draw(name)}
        asked = {(name, source) for one in wanted for name, source, _ in one.diagrams if name in drawable}
        makers = {_key(name, source): partial(_drawn, name, source) for name, source in sorted(asked)}
        made = remembered(self._site, "diagrams", makers) if makers else {}
        return {(name, source): made[_key(name, source)].decode() for name, source in asked}

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


def _key(name: str, source: str) -> bytes:
    return hashlib.blake2b(f"{name}\n{source}".encode(), digest_size=20).digest()


def _drawn(name: str, source: str) -> bytes:
    """Give an SVG; b"" where there is none."""
    return (diagrams.draw(name, source) or "").encode()


def _undrawable(path: str, name: str, line: int) -> Problem:
    message = f"{name} could not draw this diagram."
    return Problem("diagram", path, line, 1, message, "Mend its source; it is shown as code.")
