"""The demo blog crawled: one blog in two languages."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.languages.conftest import ROOT
from tests.languages.sites import Built, attribute, language_of

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
WRITTEN = (
    ".text, .side, .pair, .item-title, .item-summary, h1, .lead, .both-title, .entry-title, .pager a > span"
)


def alternates(page: LexborHTMLParser) -> dict[str, str]:
    links = page.css('head link[rel="alternate"][hreflang]')
    return {attribute(link, "hreflang"): attribute(link, "href") for link in links}


def canonical(page: LexborHTMLParser) -> str:
    return attribute(page.css_first('link[rel="canonical"]'), "href")


def test_every_hreflang_is_mutual_and_leads_to_a_page_of_its_language(demo: Built) -> None:
    checked = 0
    for page in demo.pages.values():
        for code, url in alternates(page).items():
            twin = demo.page(url)
            assert code in ("x-default", language_of(twin))
            assert alternates(twin) == alternates(page)
            checked += 1
        if alternates(page):
            assert alternates(page)[language_of(page)] == canonical(page)
    assert checked > 100


def test_the_default_of_every_pair_is_the_page_in_the_first_language(demo: Built) -> None:
    found = [alternates(page) for page in demo.pages.values() if alternates(page)]
    assert all(known["x-default"] == known["ja"] for known in found)


def test_the_sitemap_names_the_alternates_of_the_pages(demo: Built) -> None:
    root = ET.fromstring(demo.files["sitemap.xml"])
    for entry in root.findall("s:url", SITEMAP):
        links = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", SITEMAP)}
        assert links == alternates(demo.page(entry.findtext("s:loc", "", SITEMAP)))


def test_the_sitemap_lists_no_page_that_shows_another_one_s_text(demo: Built) -> None:
    root = ET.fromstring(demo.files["sitemap.xml"])
    listed = {demo.path(entry.text or "") for entry in root.findall("s:url/s:loc", SITEMAP)}
    assert "posts/read-aloud/index.html" in listed
    assert "en/posts/read-aloud/index.html" in demo.files
    assert "en/posts/read-aloud/index.html" not in listed
    assert not [path for path in listed if "/both/" in path]


def ids(page: LexborHTMLParser, selector: str) -> set[str]:
    return {attribute(node, "id") for node in page.css(selector)}


def test_the_texts_of_a_pair_have_the_same_ids(demo: Built) -> None:
    pairs = [
        (path, page, demo.page(alternates(page)["en"]))
        for path, page in demo.pages.items()
        if page.css_first("main.page-post, main.page-paper")
        and "en" in alternates(page)
        and language_of(page) == "ja"
    ]
    assert len(pairs) >= 10
    for path, page, twin in pairs:
        assert ids(page, ".text [id]") == ids(twin, ".text [id]"), path


def test_the_months_of_a_pair_have_the_same_days_and_entries(demo: Built) -> None:
    months = [
        path for path, page in demo.pages.items() if page.css_first("main.page-month") and path[:3] != "en/"
    ]
    assert len(months) >= 5
    for path in months:
        here, there = (demo.pages[name] for name in (path, f"en/{path}"))
        assert ids(here, ".entry, .day h2") == ids(there, ".entry, .day h2"), path


def test_no_page_has_an_id_twice(demo: Built) -> None:
    for path, page in demo.pages.items():
        found = [attribute(node, "id") for node in page.css("[id]")]
        assert len(found) == len(set(found)), path


# ------------------------------------------------------------- interface


def strings(language: str) -> Iterator[str]:
    values = tomllib.loads((ROOT / f"templates/strings/{language}.toml").read_text("utf-8")).values()
    for value in values:
        yield from value.values() if isinstance(value, dict) else (value,)


def patterns(language: str) -> list[re.Pattern[str]]:
    """Return what the interface says in a language and in no other."""
    other = {"ja": "en", "en": "ja"}[language]
    shared = set(strings(other)) | {"{name}"}
    own = (text for text in strings(language) if text not in shared)
    return [re.compile(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(text))) for text in own]


def interface(page: LexborHTMLParser) -> Iterator[str]:
    """Return each text of a page that its author did not write and that is in the page's language."""
    own = language_of(page)
    for node in page.css(WRITTEN):
        node.decompose()
    for node in page.css("body [lang]"):
        if attribute(node, "lang") != own:
            node.decompose()
    body = page.css_first("body")
    assert body is not None
    for node in body.traverse(include_text=True):
        if node.tag == "-text":
            yield node.text(deep=False).strip()
        else:
            yield from (
                value for name in ("aria-label", "title", "data-copy") if (value := _value(node, name))
            )


def _value(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def test_no_page_s_interface_speaks_the_other_language(demo: Built) -> None:
    foreign = {"ja": patterns("en"), "en": patterns("ja")}
    seen = 0
    for path, page in demo.pages.items():
        language = language_of(page)
        for text in filter(None, interface(page)):
            assert not [p.pattern for p in foreign[language] if p.fullmatch(text)], (path, text)
            seen += 1
    assert seen > 1000


def test_english_pages_hold_japanese_only_where_it_is_marked(demo: Built) -> None:
    for path, page in demo.pages.items():
        if language_of(page) == "en":
            for text in interface(page):
                assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text), (path, text)


# ------------------------------------------------------------------ feeds


def test_every_feed_is_valid_and_in_its_language(demo: Built) -> None:
    feeds = [path for path in demo.files if path.endswith("feed.xml")]
    assert len(feeds) > 20
    for path in feeds:
        root = ET.fromstring(demo.files[path])
        language = "en" if path.startswith("en/") else "ja"
        assert root.get(XML_LANGUAGE) == language
        assert all(root.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        for entry in root.findall(f"{ATOM}entry"):
            assert all(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "content"))
            assert language_of(demo.page(entry.findtext(f"{ATOM}id", ""))) == language


def test_every_json_feed_says_its_language(demo: Built) -> None:
    for path in (path for path in demo.files if path.endswith("feed.json")):
        feed = json.loads(demo.files[path])
        assert feed["language"] == ("en" if path.startswith("en/") else "ja")
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert all(item["id"] and item["content_html"] for item in feed["items"])


# ------------------------------------------------- what is not translated


def test_what_is_not_translated_is_listed_with_a_badge_and_opened_with_a_notice(demo: Built) -> None:
    home = demo.pages["en/posts/index.html"]
    item = next(node for node in home.css(".item") if node.css_first(".badge"))
    assert item.css_first(".badge").text() == "Japanese only"  # type: ignore[union-attr]
    opened = demo.page(attribute(item.css_first("a"), "href"))
    assert language_of(opened) == "en"
    assert attribute(opened.css_first(".text"), "lang") == "ja"
    assert "shown in Japanese" in opened.css_first(".notice").text()  # type: ignore[union-attr]
    assert canonical(opened) == "https://example.org/posts/read-aloud/"
    assert not alternates(opened)


def test_the_text_s_own_page_says_that_there_is_no_other(demo: Built) -> None:
    only = demo.page("/posts/read-aloud/").css_first(".site-only")
    assert only is not None
    assert only.text() == "日本語のみ / Japanese only"


def test_a_stale_translation_says_so_with_its_date(demo: Built) -> None:
    notice = demo.page("/en/posts/bayes-ab/").css_first(".notice")
    assert notice is not None
    assert "8 November 2026. 1 passage has changed" in notice.text()
    assert demo.codes() == ["translation-stale"]


def test_every_open_graph_locale_has_its_territory(demo: Built) -> None:
    for path, page in demo.pages.items():
        found = attribute(page.css_first('meta[property="og:locale"]'), "content")
        assert found == {"ja": "ja_JP", "en": "en_US"}[language_of(page)], path
