"""Which file of a diary a day belongs to, and what a new one begins with, after the files that are there."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.author.date_style import restyled
from sitegen.author.front_matter import front_matter
from sitegen.i18n import format_month
from sitegen.model import Document
from sitegen.sources.dates import report_months, whole_stamp

_DAY: Final = re.compile(
    r"(?P<year>\d{4})(?P<a>[-/])(?P<month>\d{2})(?P<b>[-/])(?P<day>\d{2})[a-z]?(?=[-_./]|\Z)"
)
_MONTH: Final = re.compile(r"(?P<year>\d{4})(?P<a>[-/])(?P<month>\d{2})(?=[-_./]|\Z)")


@dataclass(frozen=True, slots=True)
class Diary:
    """The files of a diary in one language, oldest first, and how it is filed."""

    documents: tuple[Document, ...]
    """Those with a date."""

    @property
    def newest(self) -> Document | None:
        """The file whose last entry is the latest."""
        return self.documents[-1] if self.documents else None

    @property
    def is_daily(self) -> bool:
        """Whether a file is a day."""
        newest = self.newest
        return newest is not None and bool(_DAY.search(newest.relative)) and not _is_long(newest)


def diary(documents: Sequence[Document], language: str) -> Diary:
    """Order the files of a diary."""
    own = [doc for doc in documents if doc.language == language and (doc.entries or doc.date)]
    return Diary(tuple(sorted(own, key=lambda doc: (_last_day(doc), doc.path))))


def file_of(known: Diary, day: dt.date) -> Document | None:
    """Find the file that holds, or is to hold, what is written on a day."""
    fitting = [doc for doc in known.documents if _holds(doc, day, daily=known.is_daily)]
    return fitting[-1] if fitting else None


def new_path(known: Diary, day: dt.date, language: str, default: str) -> str:
    """Name a new file for a day, inside the diary's folder, like the newest one is named."""
    newest = known.newest
    found = newest and (_DAY.search(newest.relative) or _MONTH.search(newest.relative))
    if newest is None or not found:
        return f"{day:%Y/%m}" + (".md" if language == default else f".{language}.md")
    name = f"{day:%Y}{found['a']}{day:%m}"
    if "day" in found.groupdict():
        last = day.day if known.is_daily else calendar.monthrange(day.year, day.month)[1]
        name += f"{found['b']}{last:02}"
    return newest.relative[: found.start()] + name + newest.relative[found.end() :]


def new_text(
    known: Diary, newest_text: str, now: dt.datetime, language: str, title: str | None = None
) -> str:
    """The header of a new file, in the form of the newest one's."""
    title = title or _title(known, now, language)
    for mark in ("% ", "# "):
        if newest_text.lstrip("\ufeff").startswith(mark):
            return f"{mark}{title}\n"
    return front_matter({"title": title})


def _title(known: Diary, now: dt.datetime, language: str) -> str:
    """The newest file's title with the date of today, where it is a date."""
    old = known.newest.title.text if known.newest and known.newest.title else ""
    if len(report_months(old)) == 1 or whole_stamp(old) or re.search(r"\d{4}\s*[-/年]\s*\d{1,2}", old):
        return restyled(old, now)
    return format_month(now.date(), language)


def _last_day(document: Document) -> dt.date:
    days = [entry.day for entry in document.entries]
    return max(days) if days else document.date.date() if document.date else dt.date.min


def _is_long(document: Document) -> bool:
    """Whether a file holds several days, or a month under its last day."""
    days = {entry.day for entry in document.entries}
    return (
        len(days) > 1 or any(entry.precision == "month" for entry in document.entries) or _is_report(document)
    )


def _is_report(document: Document) -> bool:
    return bool(document.title and report_months(document.title.text))


def _holds(document: Document, day: dt.date, *, daily: bool) -> bool:
    days = {entry.day for entry in document.entries}
    if daily:
        return days == {day} or (not days and document.date is not None and document.date.date() == day)
    if any((found.year, found.month) == (day.year, day.month) for found in days):
        return True
    match = _MONTH.search(document.relative)
    return bool(match and (match["year"], match["month"]) == (f"{day:%Y}", f"{day:%m}"))
