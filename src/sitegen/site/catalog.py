"""All documents made into the site: what is published, in the editions of its languages."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from sitegen.config import SiteConfig
from sitegen.model import Document, RenderedDocument
from sitegen.site.editions import borrowed, editions
from sitegen.site.model import Neighbours, Piece, Site
from sitegen.site.papers import joined, papers_by_language
from sitegen.site.pieces import by_time, pieces
from sitegen.site.shelves import library
from sitegen.site.translations import Place, twins, versions
from sitegen.url_plan import UrlTable


def catalog(  # noqa: PLR0913
    config: SiteConfig,
    documents: Sequence[Document],
    rendered: Mapping[str, RenderedDocument],
    table: UrlTable,
    now: dt.datetime,
    *,
    drafts: bool = False,
    made: Mapping[str, tuple[Piece, ...]] | None = None,
) -> Site:
    """Make the site of `documents`, at the moment `now`.

    Drafts and what is dated after `now` are left out unless `drafts` is set. A document
    that is missing in `rendered` or in `table` is left out too: a problem told of it before.
    `made` are the pieces of each document by path, where they are known already.
    """
    usable = [doc for doc in documents if doc.path in rendered and doc.path in table.documents]
    possible = [
        piece
        for doc in sorted(usable, key=lambda doc: doc.path)
        for piece in (pieces(doc, rendered[doc.path], table, config) if made is None else made[doc.path])
    ]
    everything = [piece for piece in possible if drafts or _is_public(piece, now)]
    shown = list({piece.document.path: piece.document for piece in everything}.values())
    merged, by_document = joined(everything)
    paired = twins(shown)
    together = _versions(versions(shown, paired), merged) | papers_by_language(by_document.values())
    seen = editions(config, merged, together, by_document)
    return Site(
        config=config,
        table=table,
        editions=seen,
        documents={doc.path: doc for doc in shown},
        rendered={doc.path: rendered[doc.path] for doc in shown},
        neighbours=_neighbours(merged),
        twins=paired,
        versions=together,
        borrowed=borrowed(config, seen, table),
        hidden=frozenset(doc.path for doc in documents) - {doc.path for doc in shown},
        library=library(seen, by_document),
        today=now.astimezone(ZoneInfo(config.timezone)).date(),
        future=frozenset(piece.place for piece in everything if _is_future(piece, now)),
        until=_until(possible, now, ZoneInfo(config.timezone)),
    )


def _is_future(piece: Piece, now: dt.datetime) -> bool:
    return piece.date is not None and piece.date > now


def _until(found: Iterable[Piece], now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Give the moment when the site is another one: when a text becomes present, or a day begins."""
    tomorrow = now.astimezone(zone).date() + dt.timedelta(days=1)
    dates = (piece.date for piece in found if piece.date is not None and piece.date > now)
    return min((dt.datetime.combine(tomorrow, dt.time(), zone), *dates))


def _is_public(piece: Piece, now: dt.datetime) -> bool:
    return not piece.document.draft and (piece.date is None or piece.date <= now)


def _versions(
    known: Mapping[Place, Mapping[str, Place]], everything: Sequence[Piece]
) -> dict[Place, dict[str, Piece]]:
    """Give each piece in every language that has it."""
    by_place = {piece.place: piece for piece in everything}
    return {
        place: {language: by_place[other] for language, other in known[place].items() if other in by_place}
        for place in by_place
    }


def _neighbours(everything: Sequence[Piece]) -> dict[str, Neighbours]:
    rows: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in everything:
        if piece.entry is None and piece.date is not None:
            shelf = "" if piece.document.paper else piece.document.collection
            rows[shelf, piece.document.language].append(piece)
    return {path: beside for row in rows.values() for path, beside in _beside(by_time(row))}


def _beside(row: Sequence[Piece]) -> Iterable[tuple[str, Neighbours]]:
    padded: list[Piece | None] = [None, *row, None]
    for older, piece, newer in zip(padded, row, itertools.islice(padded, 2, None), strict=False):
        yield piece.document.path, Neighbours(older, newer)
