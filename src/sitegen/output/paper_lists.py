"""The ways to papers: by year, by venue, by day."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import escape

from sitegen import paper_urls, urls
from sitegen.i18n import format_date, format_month, format_year
from sitegen.model import Document
from sitegen.output.assemble import assemble
from sitegen.output.diary_pages import with_neighbours
from sitegen.output.list_pages import leaves, numbered_title
from sitegen.output.paper_views import (
    CountLink,
    DigestEntry,
    DigestMonth,
    DigestPage,
    DigestsPage,
    PaperListPage,
    PapersPage,
)
from sitegen.output.press import Press
from sitegen.output.sheets import Head, Sheet, papers_title, sheet
from sitegen.output.views import PageLink
from sitegen.site.library import Day, Paper, Shelf
from sitegen.site.model import Edition
from sitegen.site.pieces import newest_first

_NEWEST: Final = 20


def paper_lists(press: Press, edition: Edition) -> Iterator[Sheet]:
    """Make every list of papers of a language."""
    shelf = press.site.library.shelves.get(edition.language)
    if shelf is None:
        return
    yield _index(press, shelf, edition.language)
    for group in _groups(press, shelf, edition.language):
        yield from _pages(press, edition, group)
    yield from _digests(press, shelf, edition.language)


def _index(press: Press, shelf: Shelf, language: str) -> Sheet:
    config = press.config
    newest = newest_first(paper.piece for paper in shelf.papers)[:_NEWEST]
    venues = sorted(shelf.venues, key=lambda venue: -len(venue.papers))
    view = PapersPage(
        count=len(shelf.papers),
        newest=press.listed(newest, language),
        years=tuple(
            _count(press, paper_urls.papers_of_year(year, language, config), str(year or ""), len(papers))
            for year, papers in shelf.years.items()
        ),
        venues=tuple(
            _count(press, paper_urls.venue(venue.slug, language, config), venue.name, len(venue.papers))
            for venue in venues
        ),
        daily=urls.href(paper_urls.daily(language, config), config) if shelf.days else None,
        bibtex_url=urls.href(paper_urls.papers_file("papers.bib", language, config), config),
        json_url=urls.href(paper_urls.papers_file("papers.json", language, config), config),
    )
    title = papers_title(press, language)
    twins = {code: paper_urls.papers(code, config) for code in press.site.library.shelves}
    head = Head("papers", paper_urls.papers(language, config), language, escape(title), title, twins=twins)
    return sheet(press, head, view)


def _count(press: Press, url: str, name: str, count: int) -> CountLink:
    return CountLink(urls.href(url, press.config), name, count)


# --------------------------------------------------------------- year, venue


@dataclass(frozen=True, slots=True)
class _Group:
    """A list of papers with its name."""

    url: str
    title: str
    papers: tuple[Paper, ...]
    twins: Mapping[str, str]


def _groups(press: Press, shelf: Shelf, language: str) -> Iterator[_Group]:
    config, shelves = press.config, press.site.library.shelves
    for year, papers in shelf.years.items():
        name = format_year(year, language) if year else press.texts.get(language, "year_unknown")
        title = press.texts.get(language, "papers_of", name=name)
        twins = {
            code: paper_urls.papers_of_year(year, code, config)
            for code, other in shelves.items()
            if year in other.years
        }
        yield _Group(paper_urls.papers_of_year(year, language, config), title, papers, twins)
    for venue in shelf.venues:
        twins = {
            code: paper_urls.venue(venue.slug, code, config)
            for code, other in shelves.items()
            if any(venue.slug == found.slug for found in other.venues)
        }
        yield _Group(paper_urls.venue(venue.slug, language, config), venue.name, venue.papers, twins)


def _pages(press: Press, edition: Edition, group: _Group) -> Iterator[Sheet]:
    list_url = urls.href(paper_urls.papers(edition.language, press.config), press.config)
    for leaf in leaves(press, group.url, tuple(paper.piece for paper in group.papers)):
        head = Head(
            kind="paper_list",
            url=leaf.url,
            language=edition.language,
            title=escape(group.title),
            title_text=numbered_title(press, edition, group.title, leaf.pager),
            twins=group.twins if leaf.pager.number == 1 else {},
        )
        view = PaperListPage(
            list_url, press.listed(leaf.pieces, edition.language), len(group.papers), leaf.pager
        )
        yield sheet(press, head, view)


# ------------------------------------------------------------------ digests


def _digests(press: Press, shelf: Shelf, language: str) -> Iterator[Sheet]:
    if not shelf.days:
        return
    for before, day, after in with_neighbours(shelf.days):
        yield _digest(press, day, (before, after), language)
    months = _months(shelf.days)
    config = press.config
    title = press.texts.get(language, "digests")
    twins = {
        code: paper_urls.daily(code, config)
        for code, other in press.site.library.shelves.items()
        if other.days
    }
    head = Head("digests", paper_urls.daily(language, config), language, escape(title), title, twins=twins)
    papers = urls.href(paper_urls.papers(language, config), config)
    shown = tuple(_month(press, days, language) for days in reversed(months))
    yield sheet(press, head, DigestsPage(papers, shown, None, None))
    for before_days, days, after_days in with_neighbours(months):
        yield _month_page(press, days, (before_days, after_days), language)


def _months(days: Sequence[Day]) -> list[tuple[Day, ...]]:
    return [tuple(group) for _, group in itertools.groupby(days, key=lambda day: day.day.replace(day=1))]


def _digest(press: Press, day: Day, beside: tuple[Day | None, Day | None], language: str) -> Sheet:
    config = press.config
    name = format_date(day.day, language)
    title = press.texts.get(language, "digest_of", date=name)
    month = paper_urls.digests_of_month(day.day.year, day.day.month, language, config)
    view = DigestPage(
        day=day.day,
        entries=tuple(_entry(press, paper, document, language) for paper, document in day.notes),
        list_url=urls.href(paper_urls.daily(language, config), config),
        month=_count(press, month, format_month(day.day, language), 0),
        previous=_day_link(press, beside[0], language),
        next=_day_link(press, beside[1], language),
    )
    date = dt.datetime.combine(day.day, dt.time(), ZoneInfo(config.timezone))
    twins = {
        code: paper_urls.digest(day.day, code, config)
        for code, shelf in press.site.library.shelves.items()
        if any(other.day == day.day for other in shelf.days)
    }
    url = paper_urls.digest(day.day, language, config)
    head = Head("digest", url, language, escape(title), title, twins=twins, modified=date)
    return sheet(press, head, view)


def _entry(press: Press, paper: Paper, document: Document, language: str) -> DigestEntry:
    said = press.site.rendered[document.path].description
    summary = assemble(said.html, press.filling_of(document)) if said else None
    return DigestEntry(press.item(paper.piece, language), document.language, summary)


def _day_link(press: Press, day: Day | None, language: str) -> PageLink | None:
    if day is None:
        return None
    url = paper_urls.digest(day.day, language, press.config)
    return PageLink(urls.href(url, press.config), escape(format_date(day.day, language)))


def _month(press: Press, days: Sequence[Day], language: str) -> DigestMonth:
    first = days[0].day.replace(day=1)
    url = paper_urls.digests_of_month(first.year, first.month, language, press.config)
    return DigestMonth(
        first=first,
        url=urls.href(url, press.config),
        days=tuple(
            (
                day.day,
                _count(press, paper_urls.digest(day.day, language, press.config), "", len(day.notes)),
            )
            for day in reversed(days)
        ),
    )


def _month_page(
    press: Press,
    days: Sequence[Day],
    beside: tuple[Sequence[Day] | None, Sequence[Day] | None],
    language: str,
) -> Sheet:
    config, first = press.config, days[0].day
    title = press.texts.get(language, "digests_of", month=format_month(first, language))
    url = paper_urls.digests_of_month(first.year, first.month, language, config)
    list_url = urls.href(paper_urls.daily(language, config), config)
    view = DigestsPage(
        list_url,
        (_month(press, days, language),),
        _month_link(press, beside[0], language),
        _month_link(press, beside[1], language),
    )
    return sheet(press, Head("digests", url, language, escape(title), title), view)


def _month_link(press: Press, days: Sequence[Day] | None, language: str) -> PageLink | None:
    if days is None:
        return None
    first = days[0].day
    url = paper_urls.digests_of_month(first.year, first.month, language, press.config)
    return PageLink(urls.href(url, press.config), escape(format_month(first, language)))
