"""From the headings of a diary file to its entries: which day each belongs to, where each ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.errors import Problem
from sitegen.model import Entry, Fragment
from sitegen.sources import dates
from sitegen.sources.dates import Moment
from sitegen.sources.headings import DiaryHeading
from sitegen.urls import slugify


@dataclass(frozen=True, slots=True)
class Opening:
    """Where an entry begins."""

    line: int
    """1-based line of its heading; 0 under the file's header alone."""
    below: int
    """1-based line behind the heading."""
    moment: Moment
    """When it was written."""
    title: Fragment | None
    """Its title."""
    tags: tuple[str, ...]
    """Its tags."""
    suffix: str = ""
    """What its anchor has behind the date."""
    kept: bool = False
    """Whether it is an entry even without text."""


@dataclass(frozen=True, slots=True)
class _Open:
    """The day or month that a line of the file belongs to."""

    day: dt.date | None
    """The day."""
    month: dt.date | None
    """The first of the month."""


def open_entries(
    path: str, headings: Iterable[DiaryHeading], day: dt.date | None, zone: str, near: dt.date | None
) -> tuple[tuple[Opening, ...], tuple[Problem, ...]]:
    """Where the entries begin, `day` being open at the start."""
    current = _Open(day, None)
    openings: list[Opening] = []
    problems: list[Problem] = []
    for heading in headings:
        moment = _moment(heading, current, zone, near)
        if heading.stamp and moment:
            current = _opened(moment)
            near = moment.day
            place = (path, heading.line, heading.column)
            problems.extend(dates.complaints(heading.stamp, moment.day.year, *place))
        opening = _opening(heading, moment, current)
        if opening:
            openings.append(opening)
    return tuple(openings), tuple(problems)


def entries_between(body: str, openings: tuple[Opening, ...]) -> tuple[Entry, ...]:
    """The entries, each reaching to the next opening; anchors made unique in their order."""
    lines = body.split("\n")
    ends = [opening.line for opening in openings[1:]] + [len(lines) + 1]
    spans = [_span(lines, opening, end) for opening, end in zip(openings, ends, strict=True)]
    kept = [
        (opening, span)
        for opening, span in zip(openings, spans, strict=True)
        if opening.kept or span[0] <= span[1] or opening.title
    ]
    anchors = _distinct(_anchor(opening) for opening, _ in kept)
    return tuple(_entry(*pair, anchor) for pair, anchor in zip(kept, anchors, strict=True))


def _opened(moment: Moment) -> _Open:
    return _Open(None, moment.day) if moment.precision == "month" else _Open(moment.day, None)


def _moment(heading: DiaryHeading, current: _Open, zone: str, near: dt.date | None) -> Moment | None:
    if heading.stamp:
        return dates.settle(heading.stamp, zone, near)
    if heading.kind == "time" and current.day:
        return Moment(current.day, heading.time, heading.precision)
    return None


def _opening(heading: DiaryHeading, moment: Moment | None, current: _Open) -> Opening | None:
    if moment is None and heading.kind == "time":
        return None
    suffix = ""
    if moment is None:
        moment = _undated(current)
        suffix = slugify(heading.title.text) if heading.title else ""
    if moment is None:
        return None
    kept = moment.time is not None or bool(heading.tags) or heading.kind == "other"
    return Opening(heading.line, heading.line + 1, moment, heading.title, heading.tags, suffix, kept)


def _undated(current: _Open) -> Moment | None:
    """Where an undated heading belongs: the open day, else the open month."""
    if current.day:
        return Moment(current.day)
    return Moment(current.month, None, "month") if current.month else None


def _span(lines: list[str], opening: Opening, end: int) -> tuple[int, int]:
    """First and last line of the text, blank lines around it left out."""
    filled = [number for number in range(opening.below, end) if lines[number - 1].strip()]
    return (filled[0], filled[-1]) if filled else (opening.below, opening.below - 1)


def _anchor(opening: Opening) -> str:
    moment = opening.moment
    if moment.precision == "month":
        stem = moment.day.strftime("%Y-%m")
    elif moment.time is None:
        stem = moment.day.isoformat()
    else:
        clock = moment.time.strftime("%H%M%S" if moment.precision == "second" else "%H%M")
        stem = f"{moment.day.isoformat()}-{clock}"
    return f"{stem}-{opening.suffix}" if opening.suffix else stem


def _distinct(anchors: Iterable[str]) -> list[str]:
    """The same anchors, repeats told apart by ``-2``, ``-3``."""
    taken: set[str] = set()
    result: list[str] = []
    for anchor in anchors:
        name, number = anchor, 1
        while name in taken:
            number += 1
            name = f"{anchor}-{number}"
        taken.add(name)
        result.append(name)
    return result


def _entry(opening: Opening, span: tuple[int, int], anchor: str) -> Entry:
    return Entry(
        anchor=anchor,
        day=opening.moment.day,
        time=opening.moment.time,
        precision=opening.moment.precision,
        title=opening.title,
        tags=opening.tags,
        heading_line=opening.line,
        first_line=span[0],
        last_line=span[1],
    )
