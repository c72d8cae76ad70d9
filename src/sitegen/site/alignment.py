"""A text and its translation, block beside block.

Blocks with the same id belong together (headings have it); between them blocks pair in
order, formulas with formulas, code with code, prose with prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sitegen.errors import Problem
from sitegen.model import Block, RenderedSection
from sitegen.site.model import Site
from sitegen.site.translations import sources

_PROSE: Final = frozenset({"paragraph", "list", "quotation", "html"})
_LARGEST: Final = 250_000
_SAME, _ALIKE, _NEAR = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Row:
    """Two blocks that say the same; one that stands alone."""

    left: Block | None
    """Of the one text."""
    right: Block | None
    """Of the other."""

    @property
    def is_same(self) -> bool:
        """Whether both are equal, so that one of them is enough."""
        return self.left is not None and self.right is not None and self.left.digest == self.right.digest


def rows(left: RenderedSection, right: RenderedSection) -> tuple[Row, ...]:
    """Pair the blocks of two sections."""
    return tuple(_rows(left.blocks, right.blocks))


def _rows(left: Sequence[Block], right: Sequence[Block]) -> Iterator[Row]:
    i = j = 0
    for at, beside in _anchors(left, right):
        yield from _between(left[i:at], right[j:beside])
        yield Row(left[at], right[beside])
        i, j = at + 1, beside + 1
    yield from _between(left[i:], right[j:])


def _anchors(left: Sequence[Block], right: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Indices of the blocks with the same id, in the order of both texts."""
    places = {block.id: index for index, block in enumerate(right) if block.id}
    behind = -1
    for index, block in enumerate(left):
        place = places.get(block.id, -1) if block.id else -1
        if place > behind:
            yield index, place
            behind = place


def _between(left: Sequence[Block], right: Sequence[Block]) -> Iterator[Row]:
    if len(left) * len(right) > _LARGEST:
        here, there = len(left) // 2, len(right) // 2
        yield from _between(left[:here], right[:there])
        yield from _between(left[here:], right[there:])
        return
    best = _scores(left, right)
    i = j = 0
    while i < len(left) and j < len(right):
        score = _score(left[i], right[j])
        if score and best[i][j] == score + best[i + 1][j + 1]:
            yield Row(left[i], right[j])
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield Row(left[i], None)
            i += 1
        else:
            yield Row(None, right[j])
            j += 1
    yield from (Row(block, None) for block in left[i:])
    yield from (Row(None, block) for block in right[j:])


def _scores(left: Sequence[Block], right: Sequence[Block]) -> list[list[int]]:
    """For every two ends of the texts, the most that pairing their blocks in order is worth."""
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(len(right) - 1, -1, -1):
            score = _score(left[i], right[j])
            row[j] = max(below[j], row[j + 1], score + below[j + 1] if score else 0)
    return best


def _score(left: Block, right: Block) -> int:
    if left.kind == right.kind:
        return _SAME if left.digest == right.digest else _ALIKE
    return _NEAR if left.kind in _PROSE and right.kind in _PROSE else 0


# ----------------------------------------------------------------- problems


def unpaired(site: Site) -> tuple[Problem, ...]:
    """Name every block of a translated text that has no counterpart, with both places."""
    found: list[Problem] = []
    originals = sources(site.documents, site.config.languages)
    for place, known in sorted(site.versions.items()):
        other = next((p for p in known.values() if p.document.path == originals.get(place[0])), None)
        if other is not None:
            own = known[site.documents[place[0]].language]
            found += _alone(own.document.path, own.section, other.document.path, other.section)
    return tuple(found)


def _alone(path: str, own: RenderedSection, original: str, first: RenderedSection) -> Iterator[Problem]:
    """One problem for each run of blocks that stand alone."""
    here, there = _start(own), _start(first)
    for kind, run in groupby(rows(first, own), _side):
        found = list(run)
        if kind == "translation":
            blocks = [row.right for row in found if row.right]
            message = f"{_named(blocks)} has no counterpart in {original}:{there}."
            yield Problem("pair-block", path, blocks[0].line, 0, message, _HINT)
        elif kind == "original":
            blocks = [row.left for row in found if row.left]
            message = f"{original}:{blocks[0].line} has {_named(blocks)}, which has no counterpart here."
            yield Problem("pair-block", path, here, 0, message, _HINT)
        there = next((row.left.line for row in reversed(found) if row.left), there)
        here = next((row.right.line for row in reversed(found) if row.right), here)


def _side(row: Row) -> str:
    """Which text alone has a row's block; "" where both have it."""
    if row.left and row.right:
        return ""
    return "original" if row.left else "translation"


def _named(blocks: Sequence[Block]) -> str:
    shown = f"“{blocks[0].excerpt}”" if blocks[0].excerpt else f"a block ({blocks[0].kind})"
    more = len(blocks) - 1
    return shown if not more else f"{shown} and what follows it ({more} more)"


_HINT: Final = "Translate it, or give what belongs together the same id: {#name} on a line above each."


def _start(section: RenderedSection) -> int:
    return section.blocks[0].line if section.blocks else 0
