"""The texts of all documents as pages show them, each read from where it is kept when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sitegen.engine.stages import Outlines
from sitegen.engine.steps import Rendered, Rendering
from sitegen.errors import Problem
from sitegen.memory.memo import Memory
from sitegen.model import RenderedDocument
from sitegen.site.shared_ids import share_one

Load = Callable[[Rendering, str], RenderedDocument]
"""Reads the text of a rendering; the second argument names its task."""
_Shared = tuple[RenderedDocument, tuple[Problem, ...]]


class Raw(Mapping[str, RenderedDocument]):
    """The rendered documents by path, each as it was rendered."""

    def __init__(self, outlines: Outlines, rendered: Mapping[str, Rendered], load: Load) -> None:
        self._homes = outlines.homes
        self._rendered = rendered
        self._load = load

    def rendering(self, path: str) -> Rendering:
        """What became of a document; KeyError where there is none."""
        task, index = self._homes[path]
        return self._rendered[task].renderings[index]

    def __getitem__(self, path: str) -> RenderedDocument:
        return self._load(self.rendering(path), self._homes[path][0])

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


class Bodies:
    """The documents as pages show them: the headings of translations have the ids of their originals."""

    def __init__(self, raw: Raw, outlines: Outlines, kept: Memory[tuple[bytes, ...], _Shared]) -> None:
        self._raw = raw
        self._outlines = outlines
        self._kept = kept

    def key(self, path: str) -> tuple[bytes, ...]:
        """What tells one text of a document from all others."""
        originals = sorted(self._outlines.originals.get(path, ()))
        return tuple(self._raw.rendering(other).key for other in (path, *originals))

    def body(self, path: str) -> RenderedDocument:
        """The text of a document; KeyError where there is none."""
        return self._shared(path)[0]

    def problems(self, path: str) -> tuple[Problem, ...]:
        """What is wrong between a translation and its original."""
        return self._shared(path)[1]

    def _shared(self, path: str) -> _Shared:
        if path not in self._outlines.originals:
            return self._raw[path], ()
        return self._kept.get(self.key(path), lambda: share_one(path, self._raw, self._outlines.places))
