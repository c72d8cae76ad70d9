"""All pages of the site, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.output.both_pages import both_pages
from sitegen.output.diary_pages import archive_page, month_pages, year_pages
from sitegen.output.list_pages import collection_pages, home_page, not_found_page, tag_pages, tags_page
from sitegen.output.paper_lists import paper_lists
from sitegen.output.paper_pages import paper_pages
from sitegen.output.post_pages import post_pages
from sitegen.output.press import Press
from sitegen.output.redirects import redirect_pages
from sitegen.output.search_page import search_page
from sitegen.output.sheets import Plan
from sitegen.output.stats_pages import stats_page
from sitegen.site.model import Edition


def plans(press: Press) -> Iterator[Plan]:
    """Give every page, one language after the other, redirects last."""
    for edition in press.site.editions.values():
        yield from _edition(press, edition)
    yield from redirect_pages(press)


def _edition(press: Press, edition: Edition) -> Iterator[Plan]:
    yield home_page(press, edition)
    yield from month_pages(press, edition)
    yield from year_pages(press, edition)
    yield from post_pages(press, edition)
    yield from paper_pages(press, edition)
    yield from paper_lists(press, edition)
    yield from both_pages(press, edition)
    yield from collection_pages(press, edition)
    yield from tag_pages(press, edition)
    yield tags_page(press, edition)
    yield archive_page(press, edition)
    yield from stats_page(press, edition)
    yield from search_page(press, edition)
    yield not_found_page(press, edition)
