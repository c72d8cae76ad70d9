"""The files that the search page reads: which term stands where, and the texts for excerpts.

A reader who searches gets the few parts of the index that hold the terms, then the texts of
what is shown. Texts are numbered from old to new, so that a new one leaves the files of
the others as they are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from operator import sub
from typing import Final

from sitegen import urls
from sitegen.i18n import format_date
from sitegen.model import RenderedSection
from sitegen.output.press import Leaf, Press, title_text
from sitegen.output.search_terms import fold, shard, terms
from sitegen.site.model import Edition, Piece
from sitegen.site.translations import Place

TEXTS: Final = 16
"""Texts in one file."""

OPEN, CLOSE = "\ue000", "\ue001"
"""Stand around a formula in a text."""

_PER_SHARD: Final = 40
_MOST_SHARDS: Final = 256


def shards(count: int) -> int:
    """Tell in how many parts the index of `count` texts stands."""
    return min(_MOST_SHARDS, 1 << max(0, (count - 1) // _PER_SHARD).bit_length())


def search_leaves(press: Press) -> Iterator[tuple[str, Leaf]]:
    """Give the files of every language's search."""
    for edition in press.site.editions.values() if press.config.search else ():
        language, count = edition.language, len(edition.everything)
        for number in range(shards(count)):
            leaf = partial(_terms, press, edition, number)
            yield urls.search_terms(number, language, press.config), leaf
        for start in range(0, count, TEXTS):
            some = edition.everything[::-1][start : start + TEXTS]
            leaf = partial(_texts, press, edition, some)
            yield urls.search_texts(start // TEXTS, language, press.config), leaf


def _terms(press: Press, edition: Edition, number: int) -> bytes:
    return press.indexes.get(edition.language, lambda: _index(press, edition))[number]


def _index(press: Press, edition: Edition) -> tuple[bytes, ...]:
    """Make all parts of the index: each term with the numbers of its texts.

    A number is doubled, and one more where the term stands in the title or a tag; each is
    given as what lies between it and the one before.
    """
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for place, piece in enumerate(reversed(edition.everything)):
        head = (title_text(piece, edition.language), *_tags(press, edition, piece))
        first = terms(fold("\n".join(head)))
        for term in first:
            numbers[term].append(2 * place + 1)
        for term in set[str]().union(*map(terms, _folded(press, piece))) - first:
            numbers[term].append(2 * place)
    parts: list[dict[str, list[int]]] = [{} for _ in range(shards(len(edition.everything)))]
    for term in sorted(numbers):
        places = numbers[term]
        parts[shard(term, len(parts))][term] = [places[0], *map(sub, places[1:], places)]
    return tuple(_json(part) for part in parts)


def _folded(press: Press, piece: Piece) -> Iterator[str]:
    for place, section in _sections(press, piece):
        yield press.words.get(place, _folded_section, section)
    yield fold("\n".join((_said(piece), _facts(press, piece))))


def _folded_section(section: RenderedSection) -> str:
    return fold("\n".join((section.text, *(heading.text for heading in section.headings))))


def _texts(press: Press, edition: Edition, some: Sequence[Piece]) -> bytes:
    return _json([_row(press, edition, piece) for piece in some])


def _row(press: Press, edition: Edition, piece: Piece) -> list[object]:
    """Give address, title, its language, that of the text, date as data and as read, place, tags, text."""
    item = press.item(piece, edition.language)
    return [
        item.url,
        item.title_text,
        item.title_language,
        item.language if item.language != edition.language else "",
        item.date.date().isoformat() if item.date else "",
        format_date(item.date, edition.language) if item.date else "",
        item.collection,
        _tags(press, edition, piece),
        "\n".join(line for line in _lines(press, piece) if line),
    ]


def _tags(press: Press, edition: Edition, piece: Piece) -> list[str]:
    return [link.name for link in press.tags_of(piece, edition.language)]


def _lines(press: Press, piece: Piece) -> Iterator[str]:
    """Give what a piece says: its text with the formulas marked, its headings, and facts of its paper."""
    yield _said(piece)
    for _, section in _sections(press, piece):
        yield _marked(section.text, section.formulas)
        yield from (heading.text for heading in section.headings)
    yield _facts(press, piece)


def _sections(press: Press, piece: Piece) -> Iterator[tuple[Place, RenderedSection]]:
    """Give the texts of a piece: an entry's own, a note's, or those of all notes on a paper."""
    if piece.entry is not None:
        yield piece.place, piece.section
        return
    paper = press.site.library.by_document.get(piece.document.path)
    for document in paper.documents if paper else (piece.document,):
        for section in press.site.rendered[document.path].sections:
            yield (document.path, section.key), section


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
