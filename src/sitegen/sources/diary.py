"""Diary files: one Document, with an Entry for every day, time or undated text in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sitegen.config import Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.model import Document, Fragment, Kind, Source
from sitegen.sources import dates, header, paths
from sitegen.sources.dates import Moment, Stamp
from sitegen.sources.entries import Opening, entries_between, open_entries
from sitegen.sources.fields import Header
from sitegen.sources.headings import diary_headings
from sitegen.sources.post import Read, document, empty, path_moment


@dataclass(frozen=True, slots=True)
class _FileDate:
    """What a diary file says of its date outside its headings."""

    moment: Moment | None
    """The date; None where neither header nor path gives one."""
    titled: bool
    """Whether the title says something else than the date."""


def read_diary(source: Source, collection: Collection, config: SiteConfig) -> Read:
    """Read a diary file."""
    if not source.text.strip():
        return (), (empty(source),)
    head, problems = header.read_header(source, collection, config)
    day, found = _file_date(source, head, config)
    body = header.without_header(source.text, head)
    openings, more = _openings(source, body, head, day, config)
    post = document(source, collection, config, head, day.moment)
    problems = (*problems, *found, *more)
    if not openings and day.moment is None:
        return (post,), (*problems, _undated(source))
    return (_with_entries(post, openings, config),), problems


def _with_entries(post: Document, openings: tuple[Opening, ...], config: SiteConfig) -> Document:
    entries = entries_between(post.body, openings)
    if not entries:
        return replace(post, kind=Kind.DIARY)
    first = entries[0]
    date = Moment(first.day, first.time, first.precision).aware(config.timezone)
    body = _without_headings(post.body, openings)
    return replace(post, kind=Kind.DIARY, date=date, date_only=first.time is None, body=body, entries=entries)


def _without_headings(body: str, openings: tuple[Opening, ...]) -> str:
    """The body with the headings that open entries blanked; lines keep their numbers."""
    lines = body.split("\n")
    for opening in openings:
        if opening.line:
            lines[opening.line - 1] = ""
    return "\n".join(lines)


def _undated(source: Source) -> Problem:
    message = "neither the file's path, its header nor a heading gives a date; it becomes a page of its own."
    hint = "Name the file like 2026/01/06.md, or write a heading like `## 2026-01-06`."
    return Problem("date-missing", source.path, 0, 0, message, hint)


def _openings(
    source: Source, body: str, head: Header, day: _FileDate, config: SiteConfig
) -> tuple[tuple[Opening, ...], tuple[Problem, ...]]:
    headings = diary_headings(body)
    near = day.moment.day if day.moment else None
    dated = any(h.stamp and dates.settle(h.stamp, config.timezone, near) for h in headings)
    if dated:
        return open_entries(source.path, headings, None, config.timezone, near)
    if day.moment is None:
        return (), ()
    whole = _whole_file(source, head, day, day.moment, config)
    timed = any(h.kind == "time" for h in headings) and day.moment.precision != "month"
    if not timed:
        return (whole,), ()
    below, problems = open_entries(source.path, headings, day.moment.day, config.timezone, near)
    return (whole, *below), problems


def _whole_file(source: Source, head: Header, day: _FileDate, moment: Moment, config: SiteConfig) -> Opening:
    """The text under the file's header alone."""
    title: Fragment | None = head.title if day.titled else None
    part = paths.take_apart(source.relative, config.languages).part
    return Opening(0, head.body_line, moment, title, (), part if moment.time is None else "")


def _file_date(source: Source, head: Header, config: SiteConfig) -> tuple[_FileDate, tuple[Problem, ...]]:
    """Reconcile front matter, path and title: the first of them that gives a date wins.

    A title that agrees with the path has the better precision: a monthly report is
    filed under its month's last day, the title of a day has the time.
    """
    parts = paths.take_apart(source.relative, config.languages)
    on_path, problems = path_moment(source, parts, config)
    stamps = _title_stamps(head)
    titled = head.title is not None and not stamps
    if head.date:
        return _FileDate(head.date, titled), problems
    if not stamps:
        return _FileDate(on_path, titled), problems
    written = [m for stamp in stamps if (m := dates.settle(stamp, config.timezone))]
    if on_path is None:
        return _FileDate(written[0] if written else None, titled), problems
    agreed = next((m for m in written if _agree(on_path, m)), None)
    if agreed:
        return _FileDate(agreed, titled), (*problems, *_title_complaints(source, head, stamps))
    return _FileDate(on_path, titled), (*problems, _mismatch(source, head, on_path))


def _title_stamps(head: Header) -> tuple[Stamp, ...]:
    text = head.title.text if head.title else ""
    stamp = dates.whole_stamp(text)
    return (stamp,) if stamp else dates.report_months(text)


def _title_complaints(source: Source, head: Header, stamps: tuple[Stamp, ...]) -> tuple[Problem, ...]:
    if head.title is None or stamps[0].year is None:
        return ()
    line, column = head.title.line, head.title.column
    return tuple(dates.complaints(stamps[0], stamps[0].year, source.path, line, column))


def _agree(on_path: Moment, written: Moment) -> bool:
    if "month" in (on_path.precision, written.precision):
        return (on_path.day.year, on_path.day.month) == (written.day.year, written.day.month)
    return on_path.day == written.day


def _mismatch(source: Source, head: Header, on_path: Moment) -> Problem:
    title = head.title or Fragment("", 1)
    message = f"the title says `{title.text[:60]}`, the path {on_path.day.isoformat()}; the path is taken."
    hint = "Correct the title, or move the file."
    return Problem("date-mismatch", source.path, title.line, title.column, message, hint)
