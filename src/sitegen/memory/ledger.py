"""What was read of which text, noted while it is read.

A step that looks into texts has to run again only when the parts that it saw are other
ones. The ledger gives the texts, notes what is asked for, and knows what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final, TypeVar

from sitegen.memory.memo import Lasting, Memory
from sitegen.model import Reference, RenderedDocument

K = TypeVar("K")
V = TypeVar("V")
_Part = tuple[str | None, str]
Reads = dict[str, dict[_Part, object]]
"""What was read: by path of the document, then by key of the section (None: the document) and field."""


class Ledger:
    """Gives the texts of documents, and notes what is read of them."""

    def __init__(self) -> None:
        self._load: Callable[[str], RenderedDocument] = _nothing
        self._frames: list[Reads] = []
        self._turns: list[frozenset[str]] = []

    @property
    def clock(self) -> int:
        """Counts the changes."""
        return len(self._turns)

    def turn(self, load: Callable[[str], RenderedDocument], changed: Iterable[str]) -> None:
        """Read texts with `load` from now on; those at the paths `changed` may be other ones."""
        self._load = load
        self._turns.append(frozenset(changed))

    def body(self, path: str) -> RenderedDocument:
        """Give a whole document; whoever takes it has no note made."""
        return self._load(path)

    def read(self, path: str, part: _Part) -> Any:  # noqa: ANN401 - as many types as fields
        """Give one field of a document, or of a section of it."""
        value = _field(self._load(path), part)
        for frame in self._frames:
            frame.setdefault(path, {})[part] = value
        return value

    @contextmanager
    def reading(self) -> Iterator[Reads]:
        """Note what is read in the meantime."""
        reads: Reads = {}
        self._frames.append(reads)
        try:
            yield reads
        finally:
            self._frames.pop()

    def note(self, reads: Reads) -> None:
        """Note that something rests on what was read before."""
        for frame in self._frames:
            for path, parts in reads.items():
                frame.setdefault(path, {}).update(parts)

    def is_current(self, reads: Reads, since: int) -> bool:
        """Whether what was read, and was current at a moment of the clock, would be read again."""
        later = {path for turn in self._turns[since:] for path in turn if path in reads}
        return all(self._is_same(path, reads[path]) for path in later)

    def _is_same(self, path: str, parts: Mapping[_Part, object]) -> bool:
        try:
            body = self._load(path)
        except KeyError:
            return False
        return all(_equal(_field(body, part), value) for part, value in parts.items())


class Traced:
    """A value with all that was read for it; made again when that has changed."""

    __slots__ = ("_arguments", "_ledger", "_reads", "_since", "_value")

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._arguments: tuple[object, ...] | None = None
        self._reads: Reads = {}
        self._since = 0
        self._value: Any = None

    def __call__(self, function: Callable[..., V], *arguments: object) -> V:
        """Give what `function` gives for these very objects as arguments."""
        if not self._is_current(arguments):
            with self._ledger.reading() as reads:
                self._value = function(*arguments)
            self._arguments, self._reads = arguments, reads
        self._since = self._ledger.clock
        self._ledger.note(self._reads)
        value: V = self._value
        return value

    def _is_current(self, arguments: tuple[object, ...]) -> bool:
        known = self._arguments
        if known is None or len(known) != len(arguments):
            return False
        same = all(a is b for a, b in zip(known, arguments, strict=True))
        return same and self._ledger.is_current(self._reads, self._since)


class TracedMemory(Memory[K, V]):
    """Values that are made when they are first asked for, and again when what was read has changed."""

    __slots__ = ("_ledger", "_traces")

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger
        self._traces: dict[K, Traced] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Give the value of `key`; `make` gives it where it is not known, or not what it was."""
        return self._traces.setdefault(key, Traced(self._ledger))(lambda: make())  # noqa: PLW0108 - no argument


class TracedLasting(Lasting[K]):
    """Results by key, made again when the arguments or what was read for them have changed."""

    __slots__ = ("_ledger", "_traces")

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger
        self._traces: dict[K, Traced] = {}

    def get(self, key: K, function: Callable[..., V], *arguments: object) -> V:
        """Give what `function` gives for these very objects."""
        return self._traces.setdefault(key, Traced(self._ledger))(function, *arguments)


def _nothing(path: str) -> RenderedDocument:
    raise KeyError(path)


def _field(body: RenderedDocument, part: _Part) -> object:
    key, name = part
    if key is None:
        return getattr(body, name)
    section = next((section for section in body.sections if section.key == key), None)
    return getattr(section, name) if section else _EMPTY[name]


def _equal(now: object, before: object) -> bool:
    """Whether two values are the same for any page; the lines of references are for messages alone."""
    if now is before:
        return True
    if isinstance(now, tuple) and isinstance(before, tuple) and now and isinstance(now[0], Reference):
        return _unplaced(now) == _unplaced(before)
    return now == before


def _unplaced(references: tuple[Any, ...]) -> list[Reference]:
    return [replace(reference, line=0, column=0) for reference in references]


_EMPTY: Final[Mapping[str, object]] = {"html": "", "text": "", "headings": (), "formulas": (), "blocks": ()}
