"""Dates as bloggers write them: in titles, headings, headers; English, Japanese, ISO.

A `Stamp` is what was written, a `Moment` what it means in the site's time zone.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from sitegen.errors import Problem
from sitegen.model import Document, Precision

MONTHS: Final = range(1, 13)
"""Months that exist."""

_CREATED_AND_UPDATED: Final = 2
_MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KANJI_DAYS: Final = "月火水木金土日"
_ZONES: Final = {"JST": 9, "UTC": 0, "GMT": 0}

_DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_NAME = rf"(?P<weekday>{_DAY_NAME})\.?,?\s+"
_AFTER = rf"(?:\s*[(（]?\s*(?P<weekday>{_DAY_NAME}\b\.?|[月火水木金土日](?:曜日?|(?=\s*[)）])))\s*[)）]?)?"
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
_YEAR = r"(?P<year>[12１２]\d{3})"
_DAY = r"(?P<day>\d{1,2})"
_ZONE = r"(?:\s*(?P<zone>Z|[+-](?:0\d|1[0-4]):?[0-5]\d|JST|UTC|GMT))?"
_END = r"(?=$|[\s,，、*(（#:：])"

_FORMS: Final = tuple(
    re.compile(form + _END, re.IGNORECASE)
    for form in (
        rf"(?:{_NAME})?{_MONTH}\s+{_DAY},?\s+(?:{_TIME}\s+(?:(?P<zone>[A-Z]{{2,5}})\s+)?)?{_YEAR}",
        rf"(?:{_NAME})?{_DAY}\s+{_MONTH},?\s+{_YEAR}(?:,?\s+{_TIME}{_ZONE})?",
        rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep){_DAY}{_AFTER}(?:(?:T|,?\s+){_TIME}{_ZONE})?",
        rf"(?:{_YEAR}\s*年\s*)?(?P<month>\d{{1,2}})\s*月\s*{_DAY}\s*日{_AFTER}(?:,?\s*{_TIME}{_ZONE})?",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}[-/](?P<month>\d{{1,2}})",
        rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月",
    )
)
_CLOCK: Final = re.compile(_TIME + _END)
_REPORT: Final = re.compile(r"月報\s*(?P<months>[12]\d{3}/\d{1,2}(?:\s*[,、，]\s*[12]\d{3}/\d{1,2})*)\s*$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as it was written; the day need not exist."""

    year: int | None
    """None where only month and day are written (``1月6日``)."""
    month: int
    """1 to 12."""
    day: int | None
    """As written; None where only the month is."""
    time: dt.time | None = None
    """Time of day as written."""
    precision: Precision = "day"
    """How much is written."""
    zone: dt.tzinfo | None = None
    """The time's own zone, where it is written."""
    weekday: int | None = None
    """0 for Monday, where it is written."""
    end: int = 0
    """Offset behind the date in the text that was read."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that exists, in the site's zone."""

    day: dt.date
    """The day; the first of the month where `precision` is ``month``."""
    time: dt.time | None = None
    """Time of day."""
    precision: Precision = "day"
    """How much is known."""

    def aware(self, zone: str) -> dt.datetime:
        """The moment as a date-time of the zone; midnight where the time is not known."""
        return dt.datetime.combine(self.day, self.time or dt.time(), ZoneInfo(zone))


def read_stamp(text: str) -> Stamp | None:
    """The date that `text` begins with."""
    matches = (form.match(text) for form in _FORMS)
    stamps = (_stamp(match) for match in matches if match)
    return next((stamp for stamp in stamps if stamp), None)


def whole_stamp(text: str) -> Stamp | None:
    """The date that `text` is."""
    stamp = read_stamp(text.strip())
    return stamp if stamp and stamp.end == len(text.strip()) else None


def two_stamps(text: str) -> tuple[Stamp, ...]:
    """The one or two dates (created, updated) that `text` is; empty where it is anything else."""
    parts = re.split(r"\s*[,、，]\s*(?=[12]\d{3}\D)", text.strip())
    stamps = tuple(stamp for stamp in map(whole_stamp, parts) if stamp and stamp.year)
    return stamps if len(stamps) == len(parts) <= _CREATED_AND_UPDATED else ()


def report_months(title: str) -> tuple[Stamp, ...]:
    """The months of a monthly report's title (``月報 2026/01, 2026/02``)."""
    found = _REPORT.match(title.strip())
    if not found:
        return ()
    stamps = (whole_stamp(part) for part in re.split(r"[,、，]", found["months"]))
    return tuple(stamp for stamp in stamps if stamp)


def read_clock(text: str) -> tuple[dt.time, Precision, int] | None:
    """The time of day that `text` begins with, its precision, and the offset behind it."""
    match = _CLOCK.match(text)
    return (_clock(match), "second" if match["second"] else "minute", match.end()) if match else None


def settle(stamp: Stamp, zone: str, near: dt.date | None = None) -> Moment | None:
    """What a stamp means: its day moved to the month's last where it does not exist.

    A stamp without a year is taken to lie as near as possible to `near`; None without that.
    """
    year = stamp.year or (_nearest_year(stamp, near) if near else None)
    if year is None:
        return None
    day = _existing(year, stamp)
    if stamp.time is None or stamp.zone is None:
        return Moment(day, stamp.time, stamp.precision)
    local = dt.datetime.combine(day, stamp.time, stamp.zone).astimezone(ZoneInfo(zone))
    return Moment(local.date(), local.time(), stamp.precision)


def complaints(stamp: Stamp, year: int, path: str, line: int, column: int) -> Iterable[Problem]:
    """What is wrong with a stamp: a day that does not exist, a weekday that the day does not have.

    `line` is 0 for a date that the file's path gives.
    """
    day = _existing(year, stamp)
    if stamp.day is not None and stamp.day != day.day:
        written = f"{year:04}-{stamp.month:02}-{stamp.day:02}"
        where = "" if line else " of the file's path"
        message = f"the date {written}{where} does not exist; {day.isoformat()} is taken."
        yield Problem("date-invalid", path, line, column, message, "Correct the date.")
    elif stamp.weekday not in (None, day.weekday()):
        message = f"{day.isoformat()} is a {calendar.day_name[day.weekday()]}, not what is written."
        yield Problem("weekday-mismatch", path, line, column, message, "Correct the date or the weekday.")


def _existing(year: int, stamp: Stamp) -> dt.date:
    last = calendar.monthrange(year, stamp.month)[1]
    wanted = 1 if stamp.day is None else stamp.day
    return dt.date(year, stamp.month, min(max(wanted, 1), last))


def _nearest_year(stamp: Stamp, near: dt.date) -> int:
    years = (near.year, near.year - 1, near.year + 1)
    return min(years, key=lambda year: abs(_existing(year, stamp) - near))


def _stamp(match: re.Match[str]) -> Stamp | None:
    parts = match.groupdict()
    month = _month_number(parts)
    if month not in MONTHS:
        return None
    day = int(parts["day"]) if parts.get("day") else None
    time = _clock(match) if parts.get("hour") else None
    return Stamp(
        year=int(parts["year"]) if parts.get("year") else None,
        month=month,
        day=day,
        time=time,
        precision=_precision(day, parts),
        zone=_zone(parts.get("zone")),
        weekday=_weekday(parts.get("weekday")),
        end=match.end(),
    )


def _month_number(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    return _MONTH_NAMES.index(name[:3].lower()) + 1 if name else int(parts["month"] or 0)


def _precision(day: int | None, parts: dict[str, str | None]) -> Precision:
    if day is None:
        return "month"
    if not parts.get("hour"):
        return "day"
    return "second" if parts.get("second") else "minute"


def _clock(match: re.Match[str]) -> dt.time:
    return dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))


def _zone(name: str | None) -> dt.tzinfo | None:
    if not name:
        return None
    if name.upper() == "Z":
        return dt.UTC
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return dt.timezone(dt.timedelta(minutes=-minutes if name[0] == "-" else minutes))
    hours = _ZONES.get(name.upper())
    return None if hours is None else dt.timezone(dt.timedelta(hours=hours))


def _weekday(name: str | None) -> int | None:
    if not name:
        return None
    if name[0] in _KANJI_DAYS:
        return _KANJI_DAYS.index(name[0])
    return _WEEKDAYS.index(name[:3].lower())


def in_zone(document: Document, zone: dt.tzinfo) -> Document:
    """A document with its times in a zone."""
    date, updated = document.date, document.updated
    return replace(
        document,
        date=date and date.astimezone(zone),
        updated=updated and updated.astimezone(zone),
        parts=tuple(replace(part, date=part.date and part.date.astimezone(zone)) for part in document.parts),
    )
