"""Leading ``%`` lines, made into a Header.

What a line means is first a question of its position (the collection's ``header``
setting). Real headers miss a line or have one more, so a line that is plainly an
address, a date or a rating goes where it belongs, and the others share what is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain, count, repeat, takewhile
from typing import Final, Literal

from sitegen.errors import Problem
from sitegen.model import Fragment
from sitegen.sources import dates
from sitegen.sources.fields import Header, is_url, split_tags

_RATE: Final = re.compile(r"rate:\s*([1-5])\s*\Z", re.IGNORECASE)
_DATE_LIKE: Final = re.compile(r"[12]\d{3}\s*([-/.年]|$)")
_STOP: Final = re.compile(r"\b(a|an|the|of|for|to|in|with|is|are|by|and|on|from|via)\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(
    r"[。．！？!?、，]|\.(\s|$)|[一-龯ァ-ヶー](を|は|が|に|で|と|の|へ|から|する|した)[一-龯ぁ-んァ-ヶ]"
)
_LONGEST_TAGS: Final = 60
_LONGEST_TAG: Final = 20
_MOST_TAGS: Final = 8
_PLAIN: Final = ("description", "tags")


@dataclass(frozen=True, slots=True)
class _Line:
    """One ``%`` line."""

    number: int
    """1-based line in the file."""
    column: int
    """1-based column of its text."""
    text: str
    """Without ``%`` and surrounding spaces."""
    field: str | None
    """What its position means."""


_Read = tuple[Header, tuple[Problem, ...]]


def read(path: str, lines: list[str], meaning: tuple[str, ...], zone: str) -> _Read | None:
    """The header of a source that begins with ``%`` lines; None where it does not."""
    block = _block(lines, meaning)
    if not block:
        return None
    numbers = tuple(line.number for line in block)
    title = next((line for line in block if line.field == "title"), None)
    header = Header(title=_fragment(title) if title else None, lines=numbers, body_line=numbers[-1] + 1)
    block = [line for line in block if line is not title]
    header, rest, problems = _distinct(path, header, block, zone)
    skipped = {line.field for line in block if not line.text}
    free = tuple(name for name in meaning if name in _PLAIN and name not in skipped)
    header, unclear = _plain(path, header, rest, free)
    return header, (*problems, *unclear)


def _block(lines: list[str], meaning: tuple[str, ...]) -> list[_Line]:
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    leading = takewhile(lambda line: line.startswith("%"), lines[start:])
    fields = chain(meaning or ("title",), repeat(None))
    return [_line(n, line, name) for n, line, name in zip(count(start + 1), leading, fields, strict=False)]


def _line(number: int, line: str, field: str | None) -> _Line:
    text = line[1:].strip()
    return _Line(number, line.find(text, 1) + 1, text, field)


def _fragment(line: _Line) -> Fragment | None:
    return Fragment(line.text, line.number, line.column) if line.text else None


def _distinct(
    path: str, header: Header, block: list[_Line], zone: str
) -> tuple[Header, list[_Line], list[Problem]]:
    """Take the lines that say themselves what they are; give back the others."""
    rest: list[_Line] = []
    problems: list[Problem] = []
    for line in block:
        stamps = dates.two_stamps(line.text)
        rate = _RATE.match(line.text)
        if is_url(line.text) and not header.link:
            header = replace(header, link=line.text)
        elif rate and not header.rating:
            header = replace(header, rating=int(rate[1]))
        elif stamps and not header.date:
            header, found = _dated(path, header, line, stamps, zone)
            problems.extend(found)
        elif line.field == "date" and _DATE_LIKE.match(line.text):
            problems.append(_unclear(path, line, "is not a date that can be read"))
        elif line.text:
            rest.append(line)
    return header, rest, problems


def _dated(
    path: str, header: Header, line: _Line, stamps: tuple[dates.Stamp, ...], zone: str
) -> tuple[Header, list[Problem]]:
    problems = [
        problem
        for stamp in stamps
        for problem in dates.complaints(stamp, stamp.year or 0, path, line.number, line.column)
    ]
    moments = [dates.settle(stamp, zone) for stamp in stamps]
    updated = moments[1] if len(moments) > 1 else None
    return replace(header, date=moments[0], updated=updated), problems


def _plain(path: str, header: Header, rest: list[_Line], free: tuple[str, ...]) -> _Read:
    """Share the lines of words among description and tags."""
    if len(rest) == len(free):
        for line, name in zip(rest, free, strict=True):
            header = _put(header, line, name)
        return header, ()
    problems: list[Problem] = []
    for line in rest:
        name, sure = _guess(line, header, free, crowded=len(rest) > len(free))
        header = _put(header, line, name)
        if not sure:
            problems.append(_unclear(path, line, f"is taken for the {name}"))
    return header, tuple(problems)


def _guess(line: _Line, header: Header, free: tuple[str, ...], *, crowded: bool) -> tuple[str, bool]:
    """Whether a line of words is description or tags, and whether that is certain."""
    if crowded and line.field in free:
        return str(line.field), True
    shape = _shape(line.text)
    if header.tags or shape == "sentence":
        return "description", "description" in free and not header.description
    if shape == "tags":
        return "tags", "tags" in free
    name = line.field if line.field in free else "description"
    return str(name), line.field == "tags"


def _shape(text: str) -> Literal["sentence", "tags", "unclear"]:
    words = text.split()
    if _SENTENCE.search(text) or _STOP.search(text) or len(text) > _LONGEST_TAGS:
        return "sentence"
    short = len(words) <= _MOST_TAGS and max(map(len, words)) <= _LONGEST_TAG
    return "tags" if short else "unclear"


def _put(header: Header, line: _Line, name: str) -> Header:
    if name == "tags":
        return replace(header, tags=split_tags(line.text))
    if header.description is None:
        return replace(header, description=_fragment(line))
    longer = replace(header.description, text=f"{header.description.text} {line.text}")
    return replace(header, description=longer)


def _unclear(path: str, line: _Line, what: str) -> Problem:
    message = f"the header line `{line.text[:80]}` {what}."
    hint = "Write the lines that the collection's `header` setting names; an empty `%` line skips one."
    return Problem("header-line", path, line.number, line.column, message, hint)
