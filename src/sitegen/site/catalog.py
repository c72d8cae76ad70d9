"""All documents made into the site: what is published, by month, tag and collection."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.model import Document, RenderedDocument
from sitegen.site.model import Edition, Neighbours, Piece, Site, Tag
from sitegen.site.months import months
from sitegen.site.pieces import by_time, newest_first, pieces, tag_key
from sitegen.site.translations import twins
from sitegen.urls import UrlTable


def catalog(  # noqa: PLR0913
    config: SiteConfig,
    documents: Sequence[Document],
    rendered: Mapping[str, RenderedDocument],
    table: UrlTable,
    now: dt.datetime,
    *,
    drafts: bool = False,
) -> Site:
    """Make the site of `documents`, at the moment `now`.

    Drafts and what is dated after `now` are left out unless `drafts` is set. A document
    that is missing in `rendered` or in `table` is left out too: a problem told of it before.
    """
    usable = [doc for doc in documents if doc.path in rendered and doc.path in table.documents]
    everything = [
        piece
        for doc in sorted(usable, key=lambda doc: doc.path)
        for piece in pieces(doc, rendered[doc.path], table, config)
        if drafts or _is_public(piece, now)
    ]
    shown = list({piece.document.path: piece.document for piece in everything}.values())
    return Site(
        config=config,
        table=table,
        editions=_editions(config, everything),
        documents={doc.path: doc for doc in shown},
        rendered={doc.path: rendered[doc.path] for doc in shown},
        neighbours=_neighbours(everything),
        twins=twins(shown),
        hidden=frozenset(doc.path for doc in documents) - {doc.path for doc in shown},
        today=now.astimezone(ZoneInfo(config.timezone)).date(),
    )


def _is_public(piece: Piece, now: dt.datetime) -> bool:
    return not piece.document.draft and (piece.date is None or piece.date <= now)


def _editions(config: SiteConfig, everything: Sequence[Piece]) -> dict[str, Edition]:
    slugs = _slugs(everything)
    return {
        language: _edition(
            language, [piece for piece in everything if piece.document.language == language], config, slugs
        )
        for language in config.languages
    }


def _edition(language: str, found: Sequence[Piece], config: SiteConfig, slugs: Mapping[str, str]) -> Edition:
    texts = [piece for piece in found if piece.entry is None]
    names = [collection.name for collection in config.collections]
    lists = {name: newest_first(p for p in texts if p.document.collection == name) for name in names}
    return Edition(
        language=language,
        pieces=newest_first(found),
        months=months(found),
        tags=_tags(found, slugs),
        collections={name: listed for name, listed in lists.items() if listed},
    )


def _spellings(piece: Piece) -> Iterable[str]:
    """Give every tag of a piece as written."""
    return (*(piece.entry.tags if piece.entry else ()), *piece.document.tags)


def _slugs(everything: Sequence[Piece]) -> dict[str, str]:
    """Give the slug of every tag key of the whole site, so that languages agree on it."""
    written = {name for piece in everything for name in _spellings(piece) if tag_key(name)}
    slugs = urls.tag_slugs(sorted(written))
    return {tag_key(name): slug for name, slug in slugs.items()}


def _tags(found: Sequence[Piece], slugs: Mapping[str, str]) -> dict[str, Tag]:
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    carriers: dict[str, list[Piece]] = defaultdict(list)
    for piece in found:
        for name in _spellings(piece):
            spelled[tag_key(name)][name.strip()] += 1
        for key in piece.tags:
            carriers[key].append(piece)
    return {
        key: Tag(key, _most_frequent(spelled[key]), slugs[key], newest_first(carriers[key]))
        for key in sorted(carriers)
    }


def _most_frequent(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def _neighbours(everything: Sequence[Piece]) -> dict[str, Neighbours]:
    rows: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in everything:
        if piece.entry is None and piece.date is not None:
            rows[piece.document.collection, piece.document.language].append(piece)
    return {path: beside for row in rows.values() for path, beside in _beside(by_time(row))}


def _beside(row: Sequence[Piece]) -> Iterable[tuple[str, Neighbours]]:
    padded: list[Piece | None] = [None, *row, None]
    for older, piece, newer in zip(padded, row, itertools.islice(padded, 2, None), strict=False):
        yield piece.document.path, Neighbours(older, newer)
