"""Write a date the way that an example is written: ``Tue 06 Jan 2026``, ``2026-01-06``, ``1月6日(火)``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_KANJI_DAYS: Final = "月火水木金土日"
_TEN: Final = 10
_TOKEN: Final = re.compile(
    r"(?P<clock>\b\d{1,2}:\d\d(?::\d\d)?)"
    r"|(?P<year>\b\d{4})"
    r"|(?P<name>\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
    r"|(?P<weekday>\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)"
    r"|(?P<kanji>(?<=[(（])[月火水木金土日](?=曜?日?[)）])|[月火水木金土日](?=曜))"
    r"|(?P<number>\d{1,2})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Writer:
    """Puts one moment into the places of an example, left to right."""

    moment: dt.datetime
    """The moment."""
    numbers: list[int]
    """What the plain numbers of the example mean, in order."""

    def __call__(self, match: re.Match[str]) -> str:
        """Give what stands in the place of one part of the example."""
        old, moment = match[0], self.moment
        if match.lastgroup == "clock":
            return f"{moment:%H:%M:%S}" if old.count(":") > 1 else f"{moment:%H:%M}"
        if match.lastgroup == "year":
            return f"{moment:%Y}"
        if match.lastgroup == "kanji":
            return _KANJI_DAYS[moment.weekday()]
        if match.lastgroup == "number":
            return self._number(old)
        names = calendar.month_name[moment.month] if match.lastgroup == "name" else _day_name(moment)
        return _cased(names if len(old) > 4 or old.lower() == "june" else names[:3], old)  # noqa: PLR2004

    def _number(self, old: str) -> str:
        value = self.numbers.pop(0) if self.numbers else int(old)
        return f"{value:02}" if len(old) > 1 else str(value)


def restyled(example: str, moment: dt.datetime) -> str:
    """Write `moment` as `example`, which is a date and perhaps a time, is written."""
    has_name = any(match.lastgroup == "name" for match in _TOKEN.finditer(example))
    numbers = [moment.day] if has_name else [moment.month, moment.day]
    return _TOKEN.sub(_Writer(moment, numbers), example)


def telling(examples: Iterable[str]) -> str | None:
    """Choose the example that shows best how numbers below ten are written; None where there is none."""
    found = list(examples)
    small = [text for text in found if re.search(r"(?<!\d)0?[1-9](?!\d|:)", text)]
    return next(reversed(small or found), None)


def _day_name(moment: dt.datetime) -> str:
    return calendar.day_name[moment.weekday()]


def _cased(name: str, old: str) -> str:
    if old.isupper():
        return name.upper()
    return name.lower() if old.islower() else name
