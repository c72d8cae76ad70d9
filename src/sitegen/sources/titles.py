"""Titles of issues: ``[Paper Note] Title, First+, VENUE'YY, YYYY.MM`` in all its variants."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

_PREFIX: Final = re.compile(r"\A\s*\[\s*Paper\s*Note\s*\]\s*", re.IGNORECASE)
_DATE: Final = re.compile(r",\s*(?P<year>(?:19|20)\d{2})(?:[./-](?P<month>0?[1-9]|1[0-2]))?\s*\Z")
_VENUE: Final = re.compile(
    r"(?P<sep>,|\.)\s+(?P<name>[A-Za-z](?:(?!\. )[^,])*?)\s*"
    r"(?:['’‘`´](?P<year>\d{2}|\d{4})|(?<=[A-Za-z])(?P<tight>\d{2}))\s*\Z"
)
_NOBODY: Final = re.compile(r",\s*N[_/]A\s*\Z")
_NAME: Final = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_]?[\w.'’-]*){0,4}")
_LOWER: Final = re.compile(r"\b(?:and|or|of|the|for|with|in|on|to|a|an|is|are|via|by|using)\b")
_SPACE: Final = re.compile(r"\s+")
_RECENT: Final = 60


@dataclass(frozen=True, slots=True)
class Title:
    """What the title of an issue says."""

    text: str
    """The title of the paper alone."""
    marked: bool = False
    """Whether it says that it is a paper's note."""
    author: str = ""
    """The first author."""
    and_others: bool = False
    """Whether there are more."""
    venue: str = ""
    """Where it was published."""
    year: int | None = None
    """The year that stands with the venue."""
    first_year: int | None = None
    """The year of the date at the end."""
    month: int | None = None
    """The month of that date."""


def read_title(title: str, authors: tuple[str, ...] = ()) -> Title:
    """Take the title of an issue apart; `authors` are those of its text, if it names any."""
    text = _SPACE.sub(" ", title).strip()
    read = Title(_PREFIX.sub("", text), marked=bool(_PREFIX.match(text)))
    dated = _DATE.search(read.text)
    if dated:
        month = int(dated["month"]) if dated["month"] else None
        cut = read.text[: dated.start()]
        read = replace(read, text=cut, first_year=int(dated["year"]), month=month)
    venue = _VENUE.search(read.text)
    if venue:
        year = _whole_year(venue["year"] or venue["tight"])
        read = replace(read, text=read.text[: venue.start()], venue=venue["name"], year=year)
    read = replace(read, text=_NOBODY.sub("", read.text))
    return _without_author(read, ". " if venue and venue["sep"] == "." else ", ", authors)


def _whole_year(digits: str) -> int:
    year = int(digits)
    return year if year > 99 else year + (2000 if year < _RECENT else 1900)  # noqa: PLR2004 - two digits


def _without_author(read: Title, separator: str, authors: tuple[str, ...]) -> Title:
    rest, found, last = read.text.rpartition(separator)
    name = last.strip().removesuffix("+").strip()
    if not found or not rest.strip() or not name:
        return read
    plus = last.strip().endswith("+")
    if plus or _is_first(name, authors) or (not authors and _is_name(name, read)):
        return replace(read, text=rest.strip(), author=name, and_others=plus)
    return read


def _is_first(name: str, authors: tuple[str, ...]) -> bool:
    folded = name.casefold()
    return bool(authors) and (authors[0].casefold() == folded or authors[0].casefold().endswith(f" {folded}"))


def _is_name(name: str, read: Title) -> bool:
    """Whether a last part without further evidence reads like a name: where date or venue follow it."""
    follows = read.venue or read.first_year
    return bool(follows) and _NAME.fullmatch(name) is not None and _LOWER.search(name) is None
