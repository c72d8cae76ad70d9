"""The page for searching, and what tells browsers of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final
from xml.etree import ElementTree as ET

from sitegen import urls
from sitegen.i18n import language_name
from sitegen.output.diary_pages import year_links
from sitegen.output.feed_model import legal
from sitegen.output.list_pages import most_used
from sitegen.output.list_views import SearchPage
from sitegen.output.press import Leaf, Press
from sitegen.output.search_index import TEXTS, shards
from sitegen.output.sheets import Plan, collection_links, own_head, plan, site_title
from sitegen.site.model import Edition

_NAMESPACE: Final = "http://a9.com/-/spec/opensearch/1.1/"
_LONGEST: Final = 16


def search_page(press: Press, edition: Edition) -> Iterator[Plan]:
    """Make the search page of a language, where the site wants one."""
    if press.config.search:
        yield plan(own_head(press, edition.language, "search", urls.search), _view, press, edition)


def _view(press: Press, edition: Edition) -> SearchPage:
    language, config = edition.language, press.config
    count = len(edition.everything)
    return SearchPage(
        count=count,
        shards=shards(count),
        size=TEXTS,
        badges={
            code: press.texts.get(language, "only", name=language_name(code, language))
            for code in config.languages
            if code != language
        },
        tags=most_used(press, edition),
        years=year_links(press, edition),
        collections=collection_links(press, edition),
    )


def descriptions(press: Press) -> Iterator[tuple[str, Leaf]]:
    """Make what tells a browser how to search the site, in every language."""
    for language in press.config.languages if press.config.search else ():
        yield urls.search_description(language, press.config), partial(_description, press, language)


def _description(press: Press, language: str) -> bytes:
    title = legal(site_title(press, language))
    search = urls.canonical(urls.search(language, press.config), press.config)
    root = ET.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    ET.SubElement(root, "ShortName").text = title[:_LONGEST]
    ET.SubElement(root, "Description").text = title
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    ET.SubElement(root, "Language").text = language
    ET.SubElement(root, "Url", {"type": "text/html", "template": f"{search}?q={{searchTerms}}"})
    ET.indent(root, "")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
