"""The site made into files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from sitegen import urls
from sitegen.errors import Problem
from sitegen.i18n import Texts
from sitegen.model import OutputFile
from sitegen.output.extras import Extras
from sitegen.output.feeds import feed_files
from sitegen.output.machine import linked_data, manifests
from sitegen.output.pages import sheets
from sitegen.output.paper_pages import paper_files
from sitegen.output.press import press
from sitegen.output.sheets import Head, Sheet, site_view
from sitegen.output.sitemap import robots, sitemap
from sitegen.output.tag_index import tag_index
from sitegen.output.templates import TemplateProblem, Templates
from sitegen.output.views import SiteView
from sitegen.site.model import Site, Target

_NO_EXTRAS: Final = Extras()


def render(  # noqa: PLR0913, PLR0917 - all that pages are made of
    site: Site,
    targets: Mapping[str, tuple[Target, ...]],
    texts: Texts,
    templates: Templates,
    static: Mapping[str, str],
    extras: Extras = _NO_EXTRAS,
) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Make every page, feed and list of the site, always in the same order.

    `targets` says where the references of each document lead, `static` gives the address of
    each static file by name, `extras` what pages show beside their texts. A page whose template
    fails is left out, and a problem tells of it.
    """
    made_with = press(site, targets, texts, static, extras)
    views = {language: site_view(made_with, edition) for language, edition in site.editions.items()}
    heads: list[Head] = []
    files: list[OutputFile] = []
    problems: dict[Problem, None] = {}
    for sheet in sheets(made_with):
        heads.append(sheet.head)
        try:
            files.append(_page(sheet, templates, views))
        except TemplateProblem as error:
            problems[error.problem] = None
    files += feed_files(made_with)
    files += paper_files(made_with)
    files += (tag_index(made_with, edition) for edition in site.editions.values())
    files += manifests(made_with, views)
    files += (sitemap(heads, site.config), robots(site.config))
    return _unique(files), tuple(problems)


def _page(sheet: Sheet, templates: Templates, views: Mapping[str, SiteView]) -> OutputFile:
    site = views[sheet.head.language]
    data = linked_data(sheet.page, sheet.view, site)
    text = templates.render(f"{sheet.head.kind}.html", replace(sheet.page, data=data), sheet.view, site)
    return OutputFile(urls.output_path(sheet.head.url), text.encode("utf-8", "replace"))


def _unique(files: Iterable[OutputFile]) -> tuple[OutputFile, ...]:
    """Keep the first of the files that share a path; a problem told of the others' sources before."""
    found: dict[str, OutputFile] = {}
    for file in files:
        found.setdefault(file.path, file)
    return tuple(found.values())
