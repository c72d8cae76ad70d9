"""What depends on the reader's language: interface strings, and how dates and numbers are written."""

from __future__ import annotations

import datetime as dt
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date as babel_date
from babel.dates import format_skeleton, get_day_names
from babel.numbers import format_decimal

from sitegen.errors import Problem

Forms: TypeAlias = Mapping[str, str]
"""The wordings of one string by CLDR plural category; always with ``other``."""

_PATTERNS: Final[Mapping[tuple[str, str], str]] = {
    ("ja", "date"): "y年M月d日(EEE)",
    ("ja", "day"): "M月d日(EEE)",
    ("ja", "brief"): "M月d日",
    ("en", "date"): "d MMMM y",
    ("en", "day"): "EEEE d MMMM",
    ("en", "brief"): "d MMM",
}
_SKELETONS: Final[Mapping[str, str]] = {"day": "MMMMEEEEd", "brief": "MMMd"}


class YearAndMonth(Protocol):
    """A date, a calendar: whatever stands in one month."""

    @property
    def year(self) -> int:
        """The year."""

    @property
    def month(self) -> int:
        """1 to 12."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """The head of a calendar's column."""

    short: str
    """月, Mon."""
    name: str
    """月曜日, Monday."""


# ------------------------------------------------------------------ strings


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface strings of all languages."""

    strings: Mapping[str, Mapping[str, Forms]]
    """Forms by language and key."""

    @classmethod
    def parse(cls, sources: Mapping[str, str]) -> tuple[Texts, tuple[Problem, ...]]:
        """Read one TOML text per language code; what one language has, all must have."""
        strings: dict[str, Mapping[str, Forms]] = {}
        problems: list[Problem] = []
        for language, text in sorted(sources.items()):
            try:
                values = tomllib.loads(text)
            except tomllib.TOMLDecodeError as error:
                problems.append(_unreadable(language, error))
                values = {}
            strings[language] = {key: _forms(value) for key, value in values.items() if _is_usable(value)}
            problems += _unusable(language, values)
        reported = {problem.path for problem in problems}
        problems += [p for p in _missing(strings) if p.path not in reported]
        return cls(strings), tuple(problems)

    def has(self, key: str) -> bool:
        """Whether any language knows the string."""
        return any(key in strings for strings in self.strings.values())

    def get(self, language: str, key: str, **values: object) -> str:
        """Give the string with its ``{name}`` places filled; `count` chooses among plural forms.

        A language that lacks the string borrows it from another; a string that nobody has is its key.
        """
        forms = self._forms(language, key)
        wording = forms.get(_plural(language, values.get("count")), forms["other"])
        return _PLACE.sub(lambda place: _filled(place, language, values), wording)

    def _forms(self, language: str, key: str) -> Forms:
        for strings in (self.strings.get(language, {}), *self.strings.values()):
            if key in strings:
                return strings[key]
        return {"other": key}


_PLACE: Final = re.compile(r"\{(\w+)\}")


def _filled(place: re.Match[str], language: str, values: Mapping[str, object]) -> str:
    value = values.get(place[1], place[0])
    return format_number(value, language) if isinstance(value, int) else str(value)


def _plural(language: str, count: object) -> str:
    return _locale(language).plural_form(count) if isinstance(count, int) else "other"


def _is_usable(value: object) -> bool:
    if isinstance(value, dict):
        return "other" in value and all(isinstance(form, str) for form in value.values())
    return isinstance(value, str)


def _forms(value: str | dict[str, str]) -> Forms:
    return {"other": value} if isinstance(value, str) else value


def strings_path(language: str) -> str:
    """Name the file that holds a language's strings, relative to the site's folder."""
    return f"templates/strings/{language}.toml"


def _unreadable(language: str, error: tomllib.TOMLDecodeError) -> Problem:
    at = re.search(r"at line (\d+), column (\d+)", str(error))
    line, column = (int(at[1]), int(at[2])) if at else (0, 0)
    message = f"The interface strings cannot be read: {error}."
    hint = "Mend the TOML syntax there."
    return Problem("string-missing", strings_path(language), line, column, message, hint)


def _unusable(language: str, values: Mapping[str, object]) -> Iterator[Problem]:
    for key, value in values.items():
        if not _is_usable(value):
            message = f"The interface string {key!r} is neither a text nor a table of plural forms."
            hint = f'Write {key} = "…", or {key} = {{ one = "…", other = "…" }}.'
            yield Problem("string-missing", strings_path(language), 0, 0, message, hint)


def _missing(strings: Mapping[str, Mapping[str, Forms]]) -> Iterator[Problem]:
    owners = {key: language for language, known in sorted(strings.items(), reverse=True) for key in known}
    for language, known in sorted(strings.items()):
        for key in sorted(owners.keys() - known.keys()):
            message = f"The interface string {key!r} is missing; {strings_path(owners[key])} has it."
            yield Problem("string-missing", strings_path(language), 0, 0, message, f"Add a line {key} = …")


# ---------------------------------------------------------- names and dates


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=256)
def language_name(language: str, reader: str | None = None) -> str:
    """Give the language's name, in the reader's language or else in its own."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return language
    return string.capwords(locale.get_display_name(_locale(reader or language)) or language)


@lru_cache(maxsize=64)
def locale(language: str) -> str:
    """Give language and territory as Open Graph wants them: ja_JP; the most likely where none is said."""
    try:
        plain = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return language.replace("-", "_")
    likely = get_global("likely_subtags").get(language.partition("-")[0], "")
    territory = plain.territory or likely.rpartition("_")[2]
    return f"{plain.language}_{territory}" if territory else plain.language


def _format(value: dt.date, style: str, language: str) -> str:
    return _formatted(dt.date(value.year, value.month, value.day), style, language)


@lru_cache(maxsize=8192)
def _formatted(value: dt.date, style: str, language: str) -> str:
    pattern = _PATTERNS.get((language.partition("-")[0], style))
    if pattern:
        return babel_date(value, pattern, _locale(language))
    if style not in _SKELETONS:
        return babel_date(value, "long", _locale(language))
    return format_skeleton(_SKELETONS[style], value, locale=_locale(language))


def format_date(value: dt.date, language: str) -> str:
    """Write 2026年1月6日(火); 6 January 2026."""
    return _format(value, "date", language)


def format_day(value: dt.date, language: str) -> str:
    """Write a day whose year is known: 1月6日(火); Tuesday 6 January."""
    return _format(value, "day", language)


def format_brief(value: dt.date, language: str) -> str:
    """Write as short as it gets: 1月6日; 6 Jan."""
    return _format(value, "brief", language)


def format_month(value: YearAndMonth, language: str) -> str:
    """Write 2026年1月; January 2026."""
    return format_skeleton("yMMMM", dt.date(value.year, value.month, 1), locale=_locale(language))


def format_month_name(value: YearAndMonth, language: str) -> str:
    """Write 1月; January."""
    return babel_date(dt.date(value.year, value.month, 1), "LLLL", _locale(language))


def format_year(value: int, language: str) -> str:
    """Write 2026年; 2026."""
    return format_skeleton("y", dt.date(value, 1, 1), locale=_locale(language))


def format_weekday(value: dt.date, language: str) -> str:
    """Write 火曜日; Tuesday."""
    return babel_date(value, "EEEE", _locale(language))


def format_clock(value: dt.time | dt.datetime, precision: str = "minute") -> str:
    """A time of day, ``12:16``; with seconds where `precision` is ``second``."""
    return value.strftime("%H:%M:%S" if precision == "second" else "%H:%M")


@lru_cache(maxsize=4096)
def format_number(value: int, language: str) -> str:
    """Write 1,234."""
    return format_decimal(value, locale=_locale(language))


def weekdays(language: str) -> tuple[Weekday, ...]:
    """Give the columns of a calendar, Monday first."""
    short = get_day_names("abbreviated", "stand-alone", _locale(language))
    names = get_day_names("wide", "stand-alone", _locale(language))
    return tuple(Weekday(short[day], names[day]) for day in range(7))
