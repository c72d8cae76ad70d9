"""The site made into files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from sitegen import urls
from sitegen.errors import Problem
from sitegen.model import OutputFile
from sitegen.output.feeds import feed_leaves
from sitegen.output.machine import linked_data, manifests
from sitegen.output.pages import plans
from sitegen.output.paper_pages import paper_leaves
from sitegen.output.press import Leaf, Press
from sitegen.output.search_index import search_leaves
from sitegen.output.search_page import descriptions
from sitegen.output.sheets import Plan, site_view
from sitegen.output.sitemap import robots, sitemap
from sitegen.output.tag_index import tag_index
from sitegen.output.templates import TemplateProblem, Templates
from sitegen.output.views import SiteView
from sitegen.site.model import Edition


def leaves(press: Press, templates: Templates) -> dict[str, Leaf]:
    """Give every page, feed and list of the site by path, always in the same order.

    Nothing is made yet. Of the files that share a path the first is kept; a problem
    told of the others' sources before.
    """
    found: dict[str, Leaf] = {}
    for url, leaf in _all(press, templates):
        found.setdefault(urls.output_path(url), leaf)
    return found


def made(leaf: Leaf, path: str) -> OutputFile | Problem:
    """Make a file; give the problem where its template fails."""
    try:
        return OutputFile(path, leaf())
    except TemplateProblem as error:
        return error.problem


def render(press: Press, templates: Templates) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Make every page, feed and list of the site.

    A page whose template fails is left out, and a problem tells of it.
    """
    results = [made(leaf, path) for path, leaf in leaves(press, templates).items()]
    files = tuple(result for result in results if isinstance(result, OutputFile))
    return files, tuple(dict.fromkeys(result for result in results if isinstance(result, Problem)))


def _all(press: Press, templates: Templates) -> Iterator[tuple[str, Leaf]]:
    config = press.config
    views = {language: site_view(press, edition) for language, edition in press.site.editions.items()}
    pages = tuple(plans(press))
    for plan in pages:
        yield plan.url, partial(_page, press, plan, templates, views)
    yield from feed_leaves(press)
    yield from paper_leaves(press)
    for edition in press.site.editions.values():
        yield urls.tag_index(edition.language, config), partial(_tag_index, press, edition)
    yield from search_leaves(press)
    yield from descriptions(press)
    for language in views:
        yield urls.manifest(language, config), partial(_manifest, press, views, language)
    yield urls.sitemap(), partial(_sitemap, press, pages)
    yield "/robots.txt", lambda: robots(config).content


def _page(press: Press, plan: Plan, templates: Templates, views: Mapping[str, SiteView]) -> bytes:
    sheet = plan.sheet(press)
    site = views[sheet.head.language]
    data = linked_data(sheet.page, sheet.view, site)
    text = templates.render(f"{sheet.head.kind}.html", replace(sheet.page, data=data), sheet.view, site)
    return text.encode("utf-8", "replace")


def _tag_index(press: Press, edition: Edition) -> bytes:
    return tag_index(press, edition).content


def _manifest(press: Press, views: Mapping[str, SiteView], language: str) -> bytes:
    (file,) = manifests(press, {language: views[language]})
    return file.content


def _sitemap(press: Press, pages: Sequence[Plan]) -> bytes:
    return sitemap((plan.head() for plan in pages), press.config).content
