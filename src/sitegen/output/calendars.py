"""Months as tables, Monday first."""

from __future__ import annotations

import calendar as std
import datetime as dt
from collections.abc import Mapping, Sequence

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.output.diary_views import Calendar, CalendarDay
from sitegen.site.model import Month, Piece

_Days = Mapping[dt.date, Sequence[Piece]]


def calendar(month: Month, language: str, config: SiteConfig) -> Calendar:
    """Make the table of a month that holds something."""
    url = urls.href(urls.month(month.year, month.month, language, config), config)
    days = _days(month)
    return Calendar(
        month.year, month.month, url, _weeks(month.year, month.month, days, url, config), month.count
    )


def empty(year: int, month: int, config: SiteConfig) -> Calendar:
    """Make the table of a month that holds nothing."""
    return Calendar(year, month, None, _weeks(year, month, {}, "", config), 0)


def day_anchor(day: dt.date) -> str:
    """Give the id of a day's heading in the month's report."""
    return f"day-{day.isoformat()}"


def _days(month: Month) -> dict[dt.date, list[Piece]]:
    days: dict[dt.date, list[Piece]] = {}
    for piece in (*month.entries, *month.items):
        has_day = piece.entry is None or piece.entry.precision != "month"
        if has_day and piece.day is not None:
            days.setdefault(piece.day, []).append(piece)
    return days


def _weeks(
    year: int, month: int, days: _Days, url: str, config: SiteConfig
) -> tuple[tuple[CalendarDay | None, ...], ...]:
    weeks = std.Calendar(firstweekday=0).monthdayscalendar(year, month)
    return tuple(
        tuple(_cell(dt.date(year, month, day), days, url, config) if day else None for day in week)
        for week in weeks
    )


def _cell(day: dt.date, days: _Days, url: str, config: SiteConfig) -> CalendarDay:
    """Link a day to its heading in the report; where it has no entry, to its first note or article."""
    found = days.get(day, ())
    if not found:
        return CalendarDay(day, None, 0)
    has_heading = any(piece.entry is not None for piece in found)
    target = f"{url}#{day_anchor(day)}" if has_heading else urls.href(found[0].url, config)
    return CalendarDay(day, target, len(found))
