"""The site made into files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from sitegen import urls
from sitegen.errors import Problem
from sitegen.model import OutputFile
from sitegen.output.feeds import feed_leaves
from sitegen.output.pages import plans
from sitegen.output.press import Leaf, Press
from sitegen.output.sheets import Plan, site_view
from sitegen.output.sitemap import robots, sitemap
from sitegen.output.templates import TemplateProblem, Templates
from sitegen.output.views import SiteView


def leaves(press: Press, templates: Templates) -> dict[str, Leaf]:
    """Give every page, feed and list of the site by path, always in the same order.

    Nothing is made yet. Of the files that share a path the first is kept; a problem
    told of the others' sources before.
    """
    found: dict[str, Leaf] = {}
    for path, leaf in _all(press, templates):
        found.setdefault(path, leaf)
    return found


def made(leaf: Leaf, path: str, press: Press) -> OutputFile | Problem:
    """Make a file; give the problem where its template fails."""
    try:
        return OutputFile(path, leaf(press))
    except TemplateProblem as error:
        return error.problem


def render(press: Press, templates: Templates) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Make every page, feed and list of the site.

    A page whose template fails is left out, and a problem tells of it.
    """
    results = [made(leaf, path, press) for path, leaf in leaves(press, templates).items()]
    files = tuple(result for result in results if isinstance(result, OutputFile))
    return files, tuple(dict.fromkeys(result for result in results if isinstance(result, Problem)))


def _all(press: Press, templates: Templates) -> Iterator[tuple[str, Leaf]]:
    views = {language: site_view(press, edition) for language, edition in press.site.editions.items()}
    pages = tuple(plans(press))
    for plan in pages:
        yield urls.output_path(plan.url), partial(_page, plan, templates, views)
    yield from feed_leaves(press)
    yield urls.output_path(urls.sitemap()), partial(_sitemap, pages)
    yield urls.output_path(urls.robots()), _robots


def _page(plan: Plan, templates: Templates, views: Mapping[str, SiteView], press: Press) -> bytes:
    sheet = plan.sheet(press)
    text = templates.render(f"{sheet.head.kind}.html", sheet.page, sheet.view, views[sheet.head.language])
    return text.encode("utf-8", "replace")


def _sitemap(pages: Sequence[Plan], press: Press) -> bytes:
    return sitemap((plan.head(press) for plan in pages), press.config)


def _robots(press: Press) -> bytes:
    return robots(press.config)
