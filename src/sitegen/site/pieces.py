"""Documents made into pieces: what lists, months, tags and feeds are made of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from sitegen.config import SiteConfig
from sitegen.memory.texts import Section, Text, Whole, joined
from sitegen.model import Document, Entry, Kind, RenderedDocument, RenderedSection, RenderedText
from sitegen.site.model import Piece
from sitegen.summaries import summary
from sitegen.url_plan import UrlTable

_LINES: Final = 160
_NOTHING = RenderedSection(key="", title=None, html="", text="", headings=(), has_code=False)
_DATE_WORDS = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
    r"|\b(?:jst|utc|gmt|am|pm)\b|[年月日時分秒()（）]|[月火水木金土日]曜日?|[\d\s\W_]",
    re.IGNORECASE,
)


def says_more_than_a_date(title: RenderedText | None) -> bool:
    """Whether a diary file's title is more than the date that the page shows anyway."""
    return title is not None and bool(_DATE_WORDS.sub("", title.text))


def section(rendered: RenderedDocument, key: str) -> RenderedSection:
    """Find a section by key; an empty one where the source has no text there."""
    return next((part for part in rendered.sections if part.key == key), replace(_NOTHING, key=key))


def whole(rendered: RenderedDocument) -> RenderedSection:
    """Give all parts of a note as one text."""
    if isinstance(rendered, Text):
        return rendered.whole
    return joined(rendered)


def summarised(part: RenderedSection) -> str:
    """Give one or two sentences of a text."""
    return part.summary if isinstance(part, (Section, Whole)) else summary(part.text, formulas=part.formulas)


def pieces(
    document: Document, rendered: RenderedDocument, table: UrlTable, config: SiteConfig
) -> tuple[Piece, ...]:
    """Give the entries of a diary file in source order, or the one piece that a note or article is."""
    if document.kind is not Kind.DIARY:
        return (_text(document, rendered, table, config),)
    return tuple(_entry(document, rendered, entry, table, config) for entry in document.entries)


def by_time(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Order by date and time; of equals, in the order of paths and of the source; undated first."""
    return tuple(sorted(found, key=_moment))


def newest_first(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Order by date, newest first, and put what has no date at the end, by title."""
    ordered = by_time(found)
    undated = sorted((piece for piece in ordered if piece.date is None), key=_name)
    return (*(piece for piece in reversed(ordered) if piece.date is not None), *undated)


def _moment(piece: Piece) -> tuple[float, int, str, int]:
    line = piece.entry.first_line if piece.entry else 0
    return piece.moment, not piece.date_only, piece.document.path, line


def _seconds(date: dt.datetime | None) -> float:
    return date.timestamp() if date else float("-inf")


def _name(piece: Piece) -> tuple[str, str]:
    return (piece.title.text if piece.title else "", piece.document.path)


def _text(document: Document, rendered: RenderedDocument, table: UrlTable, config: SiteConfig) -> Piece:
    body = rendered.sections[0] if rendered.sections else _NOTHING
    if document.parts:
        body = whole(rendered)
    said = rendered.description.text if rendered.description else ""
    return Piece(
        document=document,
        rendered=rendered,
        section=body,
        entry=None,
        url=table.documents[document.path],
        title=rendered.title,
        date=document.date,
        moment=_seconds(document.date),
        date_only=document.date_only,
        tags=_tag_keys(document.tags, config),
        summary=_shortened(document, said) or summarised(body),
    )


def _shortened(document: Document, said: str) -> str:
    """Give the description as a list shows it: an issue's is an abstract of its own."""
    return summary(said, _LINES) if document.kind is Kind.ISSUES else said


def _entry(
    document: Document, rendered: RenderedDocument, entry: Entry, table: UrlTable, config: SiteConfig
) -> Piece:
    body = section(rendered, entry.anchor)
    date = dt.datetime.combine(entry.day, entry.time or dt.time(), ZoneInfo(config.timezone))
    return Piece(
        document=document,
        rendered=rendered,
        section=body,
        entry=entry,
        url=table.entries[document.path, entry.anchor],
        title=_entry_title(entry, body, rendered),
        date=date,
        moment=_seconds(date),
        date_only=entry.time is None,
        tags=_tag_keys((*entry.tags, *document.tags), config),
        summary=summarised(body),
    )


def _entry_title(entry: Entry, body: RenderedSection, rendered: RenderedDocument) -> RenderedText | None:
    """Give the entry's own title, or the file's where the entry has no heading of its own."""
    if body.title is not None or entry.heading_line:
        return body.title
    return rendered.title if says_more_than_a_date(rendered.title) else None


def _tag_keys(names: Sequence[str], config: SiteConfig) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in map(config.taxonomy.key, names) if key))
