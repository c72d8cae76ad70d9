"""The files that the search page reads: which term stands where, and the texts for excerpts.

A reader who searches gets the few parts of the index that hold the terms, then the texts of
what is shown. Texts are numbered from old to new, so that a new one leaves the files of
the others as they are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sitegen import urls
from sitegen.model import RenderedSection
from sitegen.output.press import Leaf, Press, title_text
from sitegen.output.search_terms import fold, shard, terms
from sitegen.site.model import Edition, Piece

TEXTS: Final = 16
"""Texts in one file."""

OPEN, CLOSE = "\ue000", "\ue001"
"""Stand around a formula in a text."""

_PER_SHARD: Final = 40
_MOST_SHARDS: Final = 256


@dataclass(frozen=True, slots=True)
class Found:
    """What a search may find."""

    pieces: tuple[Piece, ...]
    """The texts that stand at one address: one, or all notes on a paper."""
    number: int
    """Its number."""


def shards(count: int) -> int:
    """Tell in how many parts the index of `count` texts stands."""
    return min(_MOST_SHARDS, 1 << max(0, (count - 1) // _PER_SHARD).bit_length())


def findable(press: Press, edition: Edition) -> tuple[Found, ...]:
    """Give what readers of a language can find, from old to new."""
    found: dict[str, list[Piece]] = {}
    for piece in reversed(edition.everything):
        found.setdefault(press.url(piece, edition.language), []).append(piece)
    return tuple(Found(tuple(pieces), number) for number, pieces in enumerate(found.values()))


def search_leaves(press: Press) -> Iterator[tuple[str, Leaf]]:
    """Give the files of every language's search."""
    if not press.config.search:
        return
    for edition in press.site.editions.values():
        found = findable(press, edition)
        for number in range(shards(len(found))):
            yield (
                urls.search_terms(number, edition.language, press.config),
                partial(_terms, press, edition, found, number),
            )
        for number, start in enumerate(range(0, len(found), TEXTS)):
            yield (
                urls.search_texts(number, edition.language, press.config),
                partial(_texts, press, edition, found[start : start + TEXTS]),
            )


def _terms(press: Press, edition: Edition, found: Sequence[Found], number: int) -> bytes:
    key = edition.language
    return press.indexes.get(key, lambda: _index(press, edition, found))[number]


def _index(press: Press, edition: Edition, found: Sequence[Found]) -> tuple[bytes, ...]:
    """Make all parts of the index: each term with the numbers of its texts.

    A number is doubled, and one more where the term stands in the title or a tag; each is
    given as what lies between it and the one before.
    """
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    last: defaultdict[str, int] = defaultdict(int)
    for one in found:
        first = terms(fold("\n".join((_title(one, edition), *_tags(press, edition, one)))))
        for term in first.union(*(terms(text) for text in _folded(press, one))):
            number = 2 * one.number + (term in first)
            numbers[term].append(number - last[term])
            last[term] = number
    count = shards(len(found))
    parts: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for term in sorted(numbers):
        parts[shard(term, count)][term] = numbers[term]
    return tuple(_json(part) for part in parts)


def _folded(press: Press, one: Found) -> Iterator[str]:
    for piece in one.pieces:
        yield press.words.get(piece.place, _folded_section, piece.section)
        yield fold("\n".join((_said(piece), _facts(press, piece))))


def _folded_section(section: RenderedSection) -> str:
    return fold("\n".join((section.text, *(heading.text for heading in section.headings))))


def _title(one: Found, edition: Edition) -> str:
    return title_text(one.pieces[0], edition.language)


def _texts(press: Press, edition: Edition, some: Sequence[Found]) -> bytes:
    return _json([_row(press, edition, one) for one in some])


def _row(press: Press, edition: Edition, one: Found) -> list[object]:
    """Give address, title, its language, the text's, date, place, tags and text; "" for what is not said."""
    item = press.item(one.pieces[0], edition.language)
    return [
        item.url,
        item.title_text,
        item.title_language,
        item.language if item.language != edition.language else "",
        item.date.date().isoformat() if item.date else "",
        item.collection,
        _tags(press, edition, one),
        "\n".join(text for piece in one.pieces for text in _lines(press, piece) if text),
    ]


def _tags(press: Press, edition: Edition, one: Found) -> list[str]:
    links = (link for piece in one.pieces for link in press.tags_of(piece, edition.language))
    return list(dict.fromkeys(link.name for link in links))


def _lines(press: Press, piece: Piece) -> Iterator[str]:
    """Give what a piece says: its text with the formulas marked, its headings, and facts of its paper."""
    yield _said(piece)
    yield _marked(piece.section.text, piece.section.formulas)
    yield from (heading.text for heading in piece.section.headings)
    yield _facts(press, piece)


def _said(piece: Piece) -> str:
    """Give the description that its author wrote."""
    described = piece.rendered.description if piece.entry is None else None
    return described.text if described else ""


def _facts(press: Press, piece: Piece) -> str:
    """Give authors and venue of a paper; "" where a piece is on none."""
    paper = press.site.library.by_document.get(piece.document.path)
    return ", ".join((*paper.facts.authors, *filter(None, (paper.facts.venue,)))) if paper else ""


def _marked(text: str, formulas: Sequence[tuple[int, int]]) -> str:
    parts: list[str] = []
    last = 0
    for start, end in formulas:
        parts += (text[last:start], OPEN, text[start:end], CLOSE)
        last = end
    return "".join((*parts, text[last:]))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
