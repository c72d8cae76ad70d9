"""The page of figures: what was written, month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sitegen import urls
from sitegen.i18n import format_month, format_number
from sitegen.output.charts import Bar, bars
from sitegen.output.list_pages import tag_links
from sitegen.output.press import Press
from sitegen.output.sheets import Plan, own_head, plan
from sitegen.output.stats_views import Chart, StatsMonth, StatsPage
from sitegen.site.model import Edition
from sitegen.site.statistics import Count, MonthCount, Statistics, statistics

_TAGS: Final = 40
_FIGURES: Final[tuple[tuple[str, Callable[[Count], int]], ...]] = (
    ("stats_texts", lambda count: count.entries + count.notes),
    ("stats_characters", lambda count: count.characters),
    ("stats_formulas", lambda count: count.formulas),
)


def stats_page(press: Press, edition: Edition) -> Iterator[Plan]:
    """Make the page of figures of a language, where the site wants one."""
    if press.config.stats:
        yield plan(own_head(press, edition.language, "stats", urls.stats), _view, press, edition)


def _view(press: Press, edition: Edition) -> StatsPage:
    figures = statistics(edition)
    return StatsPage(
        charts=tuple(_chart(press, figures, key, value) for key, value in _FIGURES),
        months=tuple(_month(press, figures, month) for month in reversed(figures.months)),
        total=figures.total,
        tags=tuple(sorted(tag_links(press, edition), key=lambda tag: -tag.count)[:_TAGS]),
    )


def _chart(press: Press, figures: Statistics, key: str, value: Callable[[Count], int]) -> Chart:
    name = press.texts.get(figures.language, key)
    items = [
        _bar(month, figures.language, value(month.count), first=not n)
        for n, month in enumerate(figures.months)
    ]
    return Chart(name, bars(name, items))


def _bar(month: MonthCount, language: str, value: int, *, first: bool) -> Bar:
    label = f"{format_month(month, language)}: {format_number(value, language)}"
    return Bar(label, value, f"{month.year}" if first or month.month == 1 else "")


def _month(press: Press, figures: Statistics, month: MonthCount) -> StatsMonth:
    count, language = month.count, figures.language
    url = urls.href(urls.month(month.year, month.month, language, press.config), press.config)
    return StatsMonth(format_month(month, language), url if count.entries + count.notes else "", count)
