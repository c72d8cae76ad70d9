"""How much was written: entries, notes, words, characters and formulas, by month; tags by use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sitegen.model import SLOT_CLOSE, SLOT_OPEN
from sitegen.site.model import Edition, Piece

_FORMULA: Final = re.compile(f"{SLOT_OPEN}m[0-9]+{SLOT_CLOSE}")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_UNSPACED: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff々〆]+"
)
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Count:
    """How much there is of everything."""

    entries: int = 0
    """Diary entries."""
    notes: int = 0
    """Notes and articles."""
    words: int = 0
    """Words of scripts with spaces between them; Japanese text has none."""
    characters: int = 0
    """Characters without spaces, of all scripts."""
    formulas: int = 0
    """Formulas."""

    def __add__(self, other: Count) -> Count:
        return Count(
            self.entries + other.entries,
            self.notes + other.notes,
            self.words + other.words,
            self.characters + other.characters,
            self.formulas + other.formulas,
        )


@dataclass(frozen=True, slots=True)
class MonthCount:
    """What was written in a month."""

    year: int
    """Year."""
    month: int
    """1 to 12."""
    count: Count
    """How much."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures of a site in one language."""

    language: str
    """The language."""
    months: tuple[MonthCount, ...]
    """Every month from the first to the last that holds something, empty ones too."""
    undated: Count
    """What has no date."""
    tags: tuple[tuple[str, int], ...]
    """Tags with the number of their texts, the most used first."""

    @property
    def total(self) -> Count:
        """Everything."""
        return total([*(month.count for month in self.months), self.undated])


def statistics(edition: Edition) -> Statistics:
    """Count what an edition holds of its own; texts that it shows from other languages are counted there."""
    own = {
        (month.year, month.month): total(map(counted, _own((*month.entries, *month.items), edition)))
        for month in edition.months
    }
    known = {key: count for key, count in own.items() if count != Count()}
    uses = [(tag.name, len(_own(tag.pieces, edition))) for tag in edition.tags.values()]
    return Statistics(
        language=edition.language,
        months=tuple(MonthCount(*key, known.get(key, Count())) for key in _span(known)),
        undated=total(counted(piece) for piece in _own(edition.pieces, edition) if piece.date is None),
        tags=tuple(sorted((use for use in uses if use[1]), key=lambda use: (-use[1], use[0]))),
    )


def _own(pieces: Iterable[Piece], edition: Edition) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.document.language == edition.language)


def counted(piece: Piece) -> Count:
    """Count one text."""
    text, html = piece.section.text, piece.section.html
    return Count(
        entries=int(piece.entry is not None),
        notes=int(piece.entry is None),
        words=len(_WORD.findall(_UNSPACED.sub(" ", text))),
        characters=len(_SPACE.sub("", text)),
        formulas=len(_FORMULA.findall(html)),
    )


def total(counts: Iterable[Count]) -> Count:
    """Add up."""
    return sum(counts, Count())


def _span(keys: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Every month from the first to the last."""
    known = sorted(keys)
    if known:
        (first, start), (last, end) = known[0], known[-1]
        for number in range(first * 12 + start - 1, last * 12 + end):
            yield number // 12, number % 12 + 1
