"""What the path of a source says: its key, its language, its date."""

from __future__ import annotations

import re
from collections.abc import Collection as Names
from dataclasses import dataclass
from typing import Final

from sitegen.sources.dates import MONTHS, Stamp

_EXTENSION: Final = re.compile(r"\.(md|markdown)\Z", re.IGNORECASE)
_DAY: Final = re.compile(
    r"(?:\A|/)(?P<year>[12]\d{3})[-/](?P<month>\d{2})[-/](?P<day>\d{2})(?P<part>[a-z]?)(?=\Z|[-_./])",
    re.ASCII,
)
_MONTH: Final = re.compile(r"(?:\A|/)(?P<year>[12]\d{3})[-/](?P<month>\d{2})(?:/index)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class PathParts:
    """A source's path, taken apart."""

    key: str
    """Without extension and language suffix."""
    language: str | None
    """The language of its suffix."""
    stamp: Stamp | None
    """The day, or the month, that it names."""
    part: str
    """The letter behind the day (``20c``); "" without one."""


def take_apart(relative: str, languages: Names[str]) -> PathParts:
    """Read the path of a source inside its collection."""
    key, language = _without_language(_EXTENSION.sub("", relative), languages)
    match = _DAY.search(key) or _MONTH.search(key)
    month = int(match["month"]) if match else 0
    if match is None or month not in MONTHS:
        return PathParts(key, language, None, "")
    parts = match.groupdict()
    year = int(parts["year"])
    if "day" not in parts:
        return PathParts(key, language, Stamp(year, month, None, precision="month"), "")
    return PathParts(key, language, Stamp(year, month, int(parts["day"])), parts["part"])


def _without_language(stem: str, languages: Names[str]) -> tuple[str, str | None]:
    base, dot, suffix = stem.rpartition(".")
    known = dot and base and not base.endswith("/") and suffix in languages
    return (base, suffix) if known else (stem, None)
