"""What the templates of the diary see: entries, days, months, years and the archive."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.model import Precision
from sitegen.output.views import Item, PageLink, Stale, TagLink


@dataclass(frozen=True, slots=True)
class EntryView:
    """A diary entry in full."""

    anchor: str
    """Its id."""
    url: str
    """Its permalink; where it is not translated, its place in its own language."""
    day: dt.date
    """Its date."""
    time: dt.time | None
    """Its time of day."""
    precision: Precision
    """How much of date and time is known."""
    iso: str
    """For ``<time datetime>``: ``2026-01-06T12:16:54+09:00``, ``2026-01-06`` or ``2026-01``."""
    title: Markup | None
    """Its title."""
    tags: tuple[TagLink, ...]
    """Its tags."""
    body: Markup
    """Its text; empty where it is not translated."""
    draft: bool
    """Whether its file is a draft."""
    language: str
    """Its language; not the page's where it is not translated."""
    title_language: str = ""
    """The language of the title, where it is not the page's; else ""."""
    stale: Stale | None = None
    """Said where its original has changed since it was translated."""
    future: bool = False
    """Whether its date is still to come; such entries are shown only where drafts are."""


@dataclass(frozen=True, slots=True)
class DayView:
    """The entries of one day."""

    day: dt.date
    """The date."""
    anchor: str
    """Id of the day's heading: ``day-2026-01-06``."""
    entries: tuple[EntryView, ...]
    """In order of time; never empty."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A cell of a calendar."""

    day: dt.date
    """The date."""
    url: str | None
    """The day in its month's report; None where nothing was written."""
    count: int
    """Entries, notes and articles of that day."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """One month as a table."""

    year: int
    """Year."""
    month: int
    """1 to 12."""
    url: str | None
    """The month's report; None where the month is empty."""
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    """Rows of seven, Monday first; None outside the month."""
    count: int
    """Entries, notes and articles of the month."""


@dataclass(frozen=True, slots=True)
class MonthPage:
    """``month.html``: the monthly report."""

    calendar: Calendar
    """The month as a table."""
    title: Markup | None
    """The title that the diary file gave this month; None where it gave none."""
    preamble: Markup | None
    """What stands before the first entry of the file."""
    days: tuple[DayView, ...]
    """Days with their entries, in order."""
    undated: tuple[EntryView, ...]
    """Entries of the month without a day."""
    items: tuple[Item, ...]
    """Notes and articles of the month, by date."""
    previous: PageLink | None
    """The month before that holds something."""
    next: PageLink | None
    """The month after that holds something."""
    year_url: str
    """The year's page."""
    both: str | None = None
    """The page that shows its entries beside their translations; None where there is none."""


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month in the list of its year."""

    year: int
    """Year."""
    month: int
    """1 to 12."""
    url: str
    """Its report."""
    items: tuple[Item, ...]
    """Titled entries, notes and articles, by date."""
    count: int
    """Everything in the month, untitled entries included."""


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year with its size."""

    year: int
    """Year."""
    url: str
    """Its page."""
    count: int
    """Entries, notes and articles."""


@dataclass(frozen=True, slots=True)
class Memories:
    """What was written on one day of the year, in the years before."""

    day: dt.date
    """The day of the build."""
    items: tuple[Item, ...]
    """Newest first; never empty."""


@dataclass(frozen=True, slots=True)
class YearPage:
    """``year.html``: the year in dots, then its months."""

    year: int
    """Year."""
    calendars: tuple[Calendar, ...]
    """Twelve, January first."""
    months: tuple[YearMonth, ...]
    """Months that hold something, in order."""
    previous: PageLink | None
    """The year before that holds something."""
    next: PageLink | None
    """The year after."""
    memories: Memories | None = None
    """What was written on this day; None where nothing was."""


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """One year of the archive."""

    link: YearLink
    """The year."""
    months: tuple[YearMonth, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """``archive.html``: everything by year and month."""

    years: tuple[ArchiveYear, ...]
    """Newest first."""
    undated: tuple[Item, ...]
    """What has no date, by title."""
