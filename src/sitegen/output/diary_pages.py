"""The pages of time: monthly reports, years, the archive."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from markupsafe import Markup, escape

from sitegen import urls
from sitegen.i18n import format_month, format_year
from sitegen.model import Entry
from sitegen.output import calendars
from sitegen.output.diary_views import (
    ArchivePage,
    ArchiveYear,
    Calendar,
    DayView,
    EntryView,
    MonthPage,
    YearLink,
    YearMonth,
    YearPage,
)
from sitegen.output.memories import memories
from sitegen.output.press import Press
from sitegen.output.sheets import Head, Plan, own_head, plan
from sitegen.output.views import PageLink
from sitegen.site.model import Edition, Month, Piece, Preamble
from sitegen.site.pairs import partner
from sitegen.summaries import summary

_MOST_ARCHIVED: Final = 1_500
"""Where there is more, the archive shows how much each month holds, and the reports show what."""
_Thing = TypeVar("_Thing")
_CLOSE_SET: Final = ("ja", "zh")


def month_pages(press: Press, edition: Edition) -> Iterator[Plan]:
    """Make the report of every month: its entries in full, then its notes and articles."""
    for older, month, newer in with_neighbours(edition.months):
        url = urls.month(month.year, month.month, edition.language, press.config)
        view = partial(_month_view, press, edition, month, (older, newer))
        yield Plan(url, partial(_month_head, press, edition, month), view)


def year_pages(press: Press, edition: Edition) -> Iterator[Plan]:
    """Make the page of every year."""
    for older, year, newer in with_neighbours(edition.years):
        yield plan(_year_head(press, edition, year), _year_view, press, edition, year, (older, newer))


def _year_view(press: Press, edition: Edition, year: int, beside: tuple[int | None, int | None]) -> YearPage:
    return YearPage(
        year=year,
        calendars=tuple(_calendar(press, edition, year, number) for number in range(1, 13)),
        months=tuple(year_month(press, edition, month) for month in edition.months if month.year == year),
        previous=_year_link(press, edition, beside[0]),
        next=_year_link(press, edition, beside[1]),
        memories=memories(press, edition),
    )


def archive_page(press: Press, edition: Edition) -> Plan:
    """Make the page of everything by year and month."""
    return plan(own_head(press, edition.language, "archive", urls.archive), _archive_view, press, edition)


def _archive_view(press: Press, edition: Edition) -> ArchivePage:
    undated = tuple(piece for piece in edition.everything if piece.date is None)
    return ArchivePage(
        years=tuple(_archive_year(press, edition, link) for link in year_links(press, edition)),
        undated=press.listed(undated, edition.language),
    )


def year_links(press: Press, edition: Edition) -> tuple[YearLink, ...]:
    """Give all years with their sizes, newest first."""
    return tuple(
        YearLink(
            year=year,
            url=urls.href(urls.year(year, edition.language, press.config), press.config),
            count=sum(month.count for month in edition.months if month.year == year),
        )
        for year in reversed(edition.years)
    )


def year_month(press: Press, edition: Edition, month: Month) -> YearMonth:
    """Give what a list of months shows of one."""
    titled = tuple(piece for piece in month.entries if piece.title)
    ordered = sorted((*titled, *month.items), key=lambda piece: (piece.date is None, piece.date))
    url = urls.month(month.year, month.month, edition.language, press.config)
    return YearMonth(
        year=month.year,
        month=month.month,
        url=urls.href(url, press.config),
        items=press.listed(tuple(ordered), edition.language),
        count=month.count,
    )


def with_neighbours(row: Sequence[_Thing]) -> Iterator[tuple[_Thing | None, _Thing, _Thing | None]]:
    """Give each of a row with the one before and the one after."""
    padded: list[_Thing | None] = [None, *row, None]
    return zip(padded, row, itertools.islice(padded, 2, None), strict=False)


def _month_head(press: Press, edition: Edition, month: Month) -> Head:
    language, config = edition.language, press.config
    twins = {
        code: urls.month(month.year, month.month, code, config)
        for code, other in press.site.editions.items()
        if any((twin.year, twin.month) == (month.year, month.month) for twin in other.months)
    }
    own = _title(press, month)
    plain = format_month(month, language)
    said = press.site.rendered[month.titled.path].title if month.titled else None
    parts: tuple[Piece | Preamble, ...] = (*month.preambles, *month.entries)
    return Head(
        kind="month",
        url=urls.month(month.year, month.month, language, config),
        language=language,
        title=own or escape(plain),
        title_text=said.text if said else plain,
        description=_description(month, language),
        twins=twins,
        alternates={code: twins[code] for code in twins if _is_written(press, month, code)},
        modified=max(piece.date for piece in (*month.entries, *month.items) if piece.date),
        has_code=any(part.section.has_code for part in parts if part.section),
    )


def _is_written(press: Press, month: Month, language: str) -> bool:
    """Whether anything of a month is in a language."""
    found = (
        m for m in press.site.editions[language].months if (m.year, m.month) == (month.year, month.month)
    )
    return any(p.document.language == language for m in found for p in (*m.entries, *m.items))


def _title(press: Press, month: Month) -> Markup | None:
    """Give the title that the month's file gave it."""
    if month.titled is None:
        return None
    first = next(piece for piece in month.entries if piece.document is month.titled)
    return press.title(first, first.rendered.title) if first.rendered.title else None


def _description(month: Month, language: str) -> str:
    """Name what the month holds; where nothing has a title, give the first entry's summary."""
    named = [piece.title.text for piece in (*month.entries, *month.items) if piece.title]
    if not named:
        return next((piece.summary for piece in month.entries if piece.summary), "")
    return summary(("、" if language in _CLOSE_SET else ", ").join(named))


def _month_view(
    press: Press, edition: Edition, month: Month, beside: tuple[Month | None, Month | None]
) -> MonthPage:
    config, language = press.config, edition.language
    dated = [piece for piece in month.entries if not _is_undated(piece)]
    return MonthPage(
        calendar=calendars.calendar(month, language, config),
        title=_title(press, month),
        preamble=Markup().join(_preamble(press, part) for part in month.preambles) or None,
        days=_days(press, dated, language),
        undated=_entries(press, filter(_is_undated, month.entries), language),
        items=press.listed(month.items, language),
        both=_both(press, edition, month),
        previous=_month_link(press, edition, beside[0]),
        next=_month_link(press, edition, beside[1]),
        year_url=urls.href(urls.year(month.year, language, config), config),
    )


def _both(press: Press, edition: Edition, month: Month) -> str | None:
    """Give the page with the month's entries beside their translations."""
    own = (piece for piece in month.entries if piece.document.language == edition.language)
    if not any(partner(press.site, piece) for piece in own):
        return None
    url = urls.month(month.year, month.month, edition.language, press.config)
    return urls.href(urls.both(url), press.config)


def _is_undated(piece: Piece) -> bool:
    return piece.entry is not None and piece.entry.precision == "month"


def _preamble(press: Press, part: Preamble) -> Markup:
    if part.title is None:
        return press.body(part)
    title = press.title(part, part.title)
    return Markup('<p class="report-title"><strong>{}</strong></p>').format(title) + press.body(part)


def _days(press: Press, entries: Sequence[Piece], language: str) -> tuple[DayView, ...]:
    return tuple(
        DayView(day, calendars.day_anchor(day), _entries(press, found, language))
        for day, found in itertools.groupby(entries, key=lambda piece: piece.day)
        if day is not None
    )


def _entries(press: Press, pieces: Iterable[Piece], language: str) -> tuple[EntryView, ...]:
    return tuple(_entry(press, piece, piece.entry, language) for piece in pieces if piece.entry)


def _entry(press: Press, piece: Piece, entry: Entry, language: str) -> EntryView:
    is_own = piece.document.language == language
    return EntryView(
        anchor=piece.url.partition("#")[2] or entry.anchor,
        url=urls.href(piece.url, press.config),
        day=entry.day,
        time=entry.time,
        precision=entry.precision,
        iso=_iso(piece, entry.precision),
        title=press.title(piece, piece.title) if piece.title else None,
        title_language=press.title_language(piece, language),
        tags=press.tags_of(piece, language),
        body=press.body(piece) if is_own else Markup(),
        draft=piece.document.draft,
        future=press.is_future(piece),
        language=piece.document.language,
        stale=press.stale(piece),
    )


def _iso(piece: Piece, precision: str) -> str:
    if piece.date is None or precision == "month":
        return f"{piece.date:%Y-%m}" if piece.date else ""
    if piece.date_only:
        return piece.date.date().isoformat()
    return piece.date.isoformat(timespec="minutes" if precision == "minute" else "seconds")


def _month_link(press: Press, edition: Edition, month: Month | None) -> PageLink | None:
    if month is None:
        return None
    url = urls.month(month.year, month.month, edition.language, press.config)
    return PageLink(urls.href(url, press.config), escape(format_month(month, edition.language)))


def _calendar(press: Press, edition: Edition, year: int, number: int) -> Calendar:
    found = next((m for m in edition.months if (m.year, m.month) == (year, number)), None)
    if found is None:
        return calendars.empty(year, number, press.config)
    return calendars.calendar(found, edition.language, press.config)


def _year_head(press: Press, edition: Edition, year: int) -> Head:
    language, config = edition.language, press.config
    title = format_year(year, language)
    editions = press.site.editions.items()
    twins = {code: urls.year(year, code, config) for code, other in editions if year in other.years}
    return Head("year", urls.year(year, language, config), language, escape(title), title, twins=twins)


def _year_link(press: Press, edition: Edition, year: int | None) -> PageLink | None:
    if year is None:
        return None
    url = urls.year(year, edition.language, press.config)
    return PageLink(urls.href(url, press.config), escape(format_year(year, edition.language)))


def _archive_year(press: Press, edition: Edition, link: YearLink) -> ArchiveYear:
    found = [month for month in edition.months if month.year == link.year]
    months = (year_month(press, edition, month) for month in reversed(found))
    if len(edition.pieces) > _MOST_ARCHIVED:
        months = (replace(month, items=()) for month in months)
    return ArchiveYear(link, tuple(months))
