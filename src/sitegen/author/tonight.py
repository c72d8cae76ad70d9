"""Open an entry in a diary file: a heading for now, in the file's own style, where it belongs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.author.date_style import restyled, telling
from sitegen.model import Precision
from sitegen.sources import dates
from sitegen.sources.headings import DiaryHeading, diary_headings


@dataclass(frozen=True, slots=True)
class Style:
    """How a diary writes its headings."""

    day: str | None
    """An example of a day's heading; None where a file is one day and has none."""
    time: Precision | None
    """How precise the times are; None where there are none."""


DEFAULT = Style("2026-01-06", "minute")
"""The style of a diary without headings."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A diary file with an entry to write in."""

    text: str
    """The whole file."""
    line: int
    """1-based line to write on."""
    added: bool
    """Whether anything was added."""


@dataclass(frozen=True, slots=True)
class _Day:
    """Where a day stands in a file."""

    first: int
    """Index of the line behind its heading."""
    end: int
    """Index of the line behind its text."""
    headings: tuple[DiaryHeading, ...]
    """The times in it."""


def style_of(texts: Sequence[str], *, daily: bool) -> Style:
    """Read the style off a diary's files, the most telling first."""
    style = Style(None, None)
    for text in texts:
        headings = diary_headings(text)
        lines = text.split("\n")
        days = [_written(h, lines) for h in headings if h.kind == "dated" and h.precision != "month"]
        times = [h.precision for h in headings if h.kind == "time"]
        style = Style(style.day or telling(days), style.time or (times[-1] if times else None))
    if daily:
        return Style(None, style.time)
    return style if style.day else DEFAULT


def open_entry(text: str, now: dt.datetime, style: Style, *, zone: str, title: str = "") -> Opened:
    """Add the headings that are missing for an entry written now.

    Where this minute, or in a diary without times this day, has its heading already, nothing is added.
    """
    headings = diary_headings(text)
    lines = text.split("\n")
    day = _whole(lines, headings) if style.day is None else _find(lines, headings, now, zone)
    if day and not _is_new(day, now, style):
        return Opened(text, _standing(day, now, lines), added=False)
    new = (
        []
        if day or not style.day
        else [f"## {_marked(restyled(style.day, now), title, last=not style.time)}"]
    )
    if style.time:
        new.append(f"### {_marked(_clock(now, style.time), title, last=True)}")
    newest_first = _is_descending(headings, zone, now.date())
    at = _place(lines, headings, day, newest_first=newest_first)
    return _inserted(lines, at, new)


def _written(heading: DiaryHeading, lines: Sequence[str]) -> str:
    text = lines[heading.line - 1][heading.column - 1 :]
    return text[: heading.stamp.end].rstrip() if heading.stamp else text


def _marked(heading: str, title: str, *, last: bool) -> str:
    return f"{heading} *{title}*" if title and last else heading


def _clock(now: dt.datetime, precision: Precision) -> str:
    return f"{now:%H:%M:%S}" if precision == "second" else f"{now:%H:%M}"


def _find(lines: Sequence[str], headings: Sequence[DiaryHeading], now: dt.datetime, zone: str) -> _Day | None:
    """The last part of the file that stands under today's date."""
    dated = [h for h in headings if h.kind == "dated"]
    starts = [h for h in dated if h.precision != "month" and _day(h, zone, now.date()) == now.date()]
    if not starts:
        return None
    first = starts[-1].line
    end = next((h.line - 1 for h in dated if h.line > first), len(lines))
    return _Day(first, end, tuple(h for h in headings if h.kind == "time" and first < h.line <= end))


def _whole(lines: Sequence[str], headings: Sequence[DiaryHeading]) -> _Day:
    return _Day(0, len(lines), tuple(h for h in headings if h.kind == "time"))


def _day(heading: DiaryHeading, zone: str, near: dt.date) -> dt.date | None:
    moment = dates.settle(heading.stamp, zone, near) if heading.stamp else None
    return moment.day if moment else None


def _is_new(day: _Day, now: dt.datetime, style: Style) -> bool:
    return bool(style.time) and not any(_is_this_minute(h, now) for h in day.headings)


def _is_this_minute(heading: DiaryHeading, now: dt.datetime) -> bool:
    time = heading.time
    return time is not None and (time.hour, time.minute) == (now.hour, now.minute)


def _standing(day: _Day, now: dt.datetime, lines: Sequence[str]) -> int:
    """The line to write on in what is there already."""
    same = [h.line for h in day.headings if _is_this_minute(h, now)]
    after = [h.line - 1 for h in day.headings if same and h.line > same[-1]]
    end = min([day.end, *after])
    while end > day.first and not lines[end - 1].strip():
        end -= 1
    return min(end + 2, len(lines))


def _is_descending(headings: Sequence[DiaryHeading], zone: str, near: dt.date) -> bool:
    days = [found for h in headings if h.kind == "dated" and (found := _day(h, zone, near))]
    return bool(days) and days[0] > days[-1]


def _place(
    lines: Sequence[str], headings: Sequence[DiaryHeading], day: _Day | None, *, newest_first: bool
) -> int:
    """Index of the line before which new headings go."""
    if newest_first:
        return day.first if day else next(h.line - 1 for h in headings if h.kind == "dated")
    return day.end if day else len(lines)


def _inserted(lines: list[str], at: int, new: Sequence[str]) -> Opened:
    """Put headings before line `at`, each between blank lines, with a blank line to write on."""
    before, after = lines[:at], lines[at:]
    while before and not before[-1].strip():
        before.pop()
    while after and not after[0].strip():
        after.pop(0)
    opened = [*before, *([""] if before else []), *(line for heading in new for line in (heading, ""))]
    return Opened("\n".join([*opened, "", *after]), len(opened) + 1, added=True)
