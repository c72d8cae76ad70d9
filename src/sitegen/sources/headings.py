"""The headings of a diary file that open a day, a month, a time, or an undated text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Literal

from sitegen import scan
from sitegen.model import Fragment, Precision
from sitegen.sources.dates import Stamp, read_clock, read_stamp

_ATX: Final = re.compile(r" {0,3}(?P<marks>##|###)[ \t]+(?P<text>.*)\Z")
_TAIL: Final = re.compile(r"(?:[ \t]+#+)?(?:[ \t]*\{[^{}]*\})?[ \t]*\Z")
_TAG: Final = re.compile(r"(?:\A|[ \t])#(?P<tag>[^\s#]*[^\s#\d][^\s#]*)[ \t]*\Z")
_LEAD: Final = re.compile(r"[\s,，、:：]*")
_STARRED: Final = re.compile(r"\*(?P<text>[^\s*](?:.*[^\s*])?)\*\Z")
_INNER: Final = re.compile(r"\$[^$]*\$|`[^`]*`|\*\*|\\\*")


@dataclass(frozen=True, slots=True)
class DiaryHeading:
    """One heading of the second level, or one of the third that is a time."""

    line: int
    """1-based line."""
    column: int
    """1-based column of its text."""
    kind: Literal["dated", "time", "other"]
    """Whether it names a day or month, a time of day, or neither."""
    stamp: Stamp | None
    """The date, where it names one."""
    time: dt.time | None
    """The time of day of a time heading."""
    precision: Precision
    """Of the date or time."""
    title: Fragment | None
    """What stands behind date and time."""
    tags: tuple[str, ...]
    """Tags at its end."""


def diary_headings(body: str) -> tuple[DiaryHeading, ...]:
    """All headings that may open an entry, in order; none of those inside code or mathematics."""
    opaque = scan.opaque_lines(body)
    numbered = enumerate(body.split("\n"), 1)
    found = (_heading(number, line) for number, line in numbered if number not in opaque)
    return tuple(heading for heading in found if heading)


def _heading(number: int, line: str) -> DiaryHeading | None:
    match = _ATX.match(line)
    if not match:
        return None
    text = _TAIL.sub("", match["text"])
    column = match.start("text") + 1
    if match["marks"] == "###":
        return _time_heading(number, column, text)
    return _second_level(number, column, text)


def _time_heading(number: int, column: int, text: str) -> DiaryHeading | None:
    clock = read_clock(text)
    if not clock:
        return None
    time, precision, end = clock
    title, tags = _rest(number, column, text, end)
    return DiaryHeading(number, column, "time", None, time, precision, title, tags)


def _second_level(number: int, column: int, text: str) -> DiaryHeading:
    stamp = read_stamp(text)
    title, tags = _rest(number, column, text, stamp.end if stamp else 0)
    kind: Literal["dated", "other"] = "dated" if stamp else "other"
    return DiaryHeading(number, column, kind, stamp, None, stamp.precision if stamp else "day", title, tags)


def _rest(number: int, column: int, text: str, start: int) -> tuple[Fragment | None, tuple[str, ...]]:
    """Title and tags from what stands behind the date or time."""
    text, tags = _without_tags(text, start)
    lead = _LEAD.match(text, start) if start else None
    begin = lead.end() if lead else 0
    rest = text[begin:].rstrip()
    starred = _starred(rest)
    if starred:
        begin, rest = begin + 1, starred
    return (Fragment(rest, number, column + begin) if rest else None), tags


def _without_tags(text: str, start: int) -> tuple[str, tuple[str, ...]]:
    tags: list[str] = []
    while match := _TAG.search(text, start):
        tags.insert(0, match["tag"])
        text = text[: match.start()]
    return text, tuple(dict.fromkeys(tags))


def _starred(text: str) -> str | None:
    """The title inside ``*…*`` where that is all there is."""
    match = _STARRED.match(text)
    return match["text"] if match and "*" not in _INNER.sub("", match["text"]) else None
