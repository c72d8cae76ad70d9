"""All documents made into the site: what is published, by month, tag and collection."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.model import Document, RenderedDocument
from sitegen.site.library import Library
from sitegen.site.model import Edition, Neighbours, Piece, Site, Tag
from sitegen.site.months import months
from sitegen.site.papers import joined, paper_order
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
    merged, library = joined(everything)
    shown = list({piece.document.path: piece.document for piece in everything}.values())
    return Site(
        config=config,
        table=table,
        editions=_editions(config, everything, merged, library),
        documents={doc.path: doc for doc in shown},
        rendered={doc.path: rendered[doc.path] for doc in shown},
        neighbours=_neighbours(merged),
        twins=twins(shown),
        hidden=frozenset(doc.path for doc in documents) - {doc.path for doc in shown},
        library=library,
    )


def _is_public(piece: Piece, now: dt.datetime) -> bool:
    return not piece.document.draft and (piece.date is None or piece.date <= now)


def _editions(
    config: SiteConfig, everything: Sequence[Piece], merged: Sequence[Piece], library: Library
) -> dict[str, Edition]:
    names = _TagNames(_slugs(everything), _spelled(everything), config)
    return {
        language: _edition(
            language, [piece for piece in merged if piece.document.language == language], names, library
        )
        for language in config.languages
    }


@dataclass(frozen=True, slots=True)
class _TagNames:
    """How tags are written."""

    slugs: Mapping[str, str]
    """By key."""
    spelled: Mapping[tuple[str, str], Counter[str]]
    """How often each spelling occurs, by language and key."""
    config: SiteConfig
    """Which are hidden, which pinned."""

    @property
    def hidden(self) -> frozenset[str]:
        """Keys of the hidden tags."""
        return frozenset(map(tag_key, self.config.hidden_tags))

    @property
    def pinned(self) -> frozenset[str]:
        """Keys of the pinned tags."""
        return frozenset(map(tag_key, self.config.pinned_tags))


def _edition(language: str, found: Sequence[Piece], spelling: _TagNames, library: Library) -> Edition:
    config = spelling.config
    texts = [piece for piece in found if piece.entry is None]
    names = [collection.name for collection in config.collections]
    lists = {name: newest_first(p for p in texts if p.document.collection == name) for name in names}
    return Edition(
        language=language,
        pieces=newest_first(found),
        months=months(found),
        tags=_tags(language, found, spelling, library),
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


def _spelled(everything: Sequence[Piece]) -> dict[tuple[str, str], Counter[str]]:
    spelled: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for piece in everything:
        for name in _spellings(piece):
            spelled[piece.document.language, tag_key(name)][name.strip()] += 1
    return spelled


def _tags(language: str, found: Sequence[Piece], names: _TagNames, library: Library) -> dict[str, Tag]:
    carriers: dict[str, list[Piece]] = defaultdict(list)
    for piece in found:
        for key in piece.tags:
            carriers[key].append(piece)
    hidden, pinned = names.hidden, names.pinned
    return {
        key: Tag(
            key,
            _most_frequent(names.spelled[language, key]),
            names.slugs[key],
            _papers_first(carriers[key], library),
            is_hidden=key in hidden,
            is_pinned=key in pinned,
        )
        for key in sorted(carriers)
    }


def _papers_first(found: Sequence[Piece], library: Library) -> tuple[Piece, ...]:
    """Order what carries a tag: papers by year and date of the note, then everything else."""
    papers = {piece.document.path: library.by_document.get(piece.document.path) for piece in found}
    own = sorted((paper for paper in papers.values() if paper and paper.facts.is_paper), key=paper_order)
    listed = {paper.piece.document.path for paper in own}
    others = newest_first(piece for piece in found if piece.document.path not in listed)
    return (*(paper.piece for paper in own), *others)


def _most_frequent(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


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
