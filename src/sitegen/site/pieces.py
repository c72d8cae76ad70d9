"""Documents made into pieces: what lists, months, tags and feeds are made of."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from zoneinfo import ZoneInfo

from sitegen.config import SiteConfig
from sitegen.model import Document, Entry, Kind, RenderedText
from sitegen.site.model import Piece
from sitegen.site.outlines import Outline, SectionOutline
from sitegen.site.summaries import summary
from sitegen.urls import UrlTable

_NOTHING = SectionOutline(key="", title=None, lead="", is_empty=True)
_DATE_WORDS = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
    r"|\b(?:jst|utc|gmt|am|pm)\b|[年月日時分秒()（）]|[月火水木金土日]曜日?|[\d\s\W_]",
    re.IGNORECASE,
)


def tag_key(name: str) -> str:
    """Give what all spellings of a tag have in common: NFC, case folded."""
    if name.isascii():
        return name.strip().casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).strip().casefold())


def says_more_than_a_date(title: RenderedText | None) -> bool:
    """Whether a diary file's title is more than the date that the page shows anyway."""
    return title is not None and bool(_DATE_WORDS.sub("", title.text))


def section(outline: Outline, key: str) -> SectionOutline:
    """Find a section by key; an empty one where the source has no text there."""
    return next((part for part in outline.sections if part.key == key), replace(_NOTHING, key=key))


def pieces(document: Document, outline: Outline, table: UrlTable, config: SiteConfig) -> tuple[Piece, ...]:
    """Give the entries of a diary file in source order, or the one piece that a note or article is."""
    if document.kind is not Kind.DIARY:
        return (_text(document, outline, table),)
    zone = ZoneInfo(config.timezone)
    return tuple(_entry(document, outline, entry, table, zone) for entry in document.entries)


def by_time(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Order by date and time; of equals, in the order of paths and of the source; undated first."""
    return tuple(sorted(found, key=attrgetter("moment")))


def newest_first(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Order by date, newest first, and put what has no date at the end, by title."""
    ordered = by_time(found)
    undated = sorted((piece for piece in ordered if piece.date is None), key=_name)
    return (*(piece for piece in reversed(ordered) if piece.date is not None), *undated)


def _moment(
    date: dt.datetime | None, document: Document, line: int, *, date_only: bool
) -> tuple[float, int, str, int]:
    return date.timestamp() if date else float("-inf"), not date_only, document.path, line


def _name(piece: Piece) -> tuple[str, str]:
    return (piece.title.text if piece.title else "", piece.document.path)


def _text(document: Document, outline: Outline, table: UrlTable) -> Piece:
    body = outline.sections[0] if outline.sections else _NOTHING
    return Piece(
        document=document,
        outline=outline,
        entry=None,
        url=table.documents[document.path],
        title=outline.title,
        date=document.date,
        date_only=document.date_only,
        tags=_tag_keys(document.tags),
        summary=outline.description or summary(body.lead),
        moment=_moment(document.date, document, 0, date_only=document.date_only),
    )


def _entry(document: Document, outline: Outline, entry: Entry, table: UrlTable, zone: dt.tzinfo) -> Piece:
    body = section(outline, entry.anchor)
    date = dt.datetime.combine(entry.day, entry.time or dt.time(), zone)
    return Piece(
        document=document,
        outline=outline,
        entry=entry,
        url=table.entries[document.path, entry.anchor],
        title=_entry_title(entry, body, outline),
        date=date,
        date_only=entry.time is None,
        tags=_tag_keys((*entry.tags, *document.tags)),
        summary=summary(body.lead),
        moment=_moment(date, document, entry.first_line, date_only=entry.time is None),
    )


def _entry_title(entry: Entry, body: SectionOutline, outline: Outline) -> RenderedText | None:
    """Give the entry's own title, or the file's where the entry has no heading of its own."""
    if body.title is not None or entry.heading_line:
        return body.title
    return outline.title if says_more_than_a_date(outline.title) else None


def _tag_keys(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in map(tag_key, names) if key))
