from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

import html5lib
import pytest

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.errors import Problem
from sitegen.i18n import Texts
from sitegen.model import SLOT_CLOSE, SLOT_OPEN, Card, Document, Heading, OutputFile, RenderedDocument
from sitegen.output.files import render
from sitegen.output.press import press
from sitegen.output.templates import Templates
from sitegen.site.places import page_urls
from sitegen.site.references import resolve
from tests.unit.make import (
    CONFIG,
    FORMULA,
    at,
    diary,
    document,
    entry,
    link,
    post,
    rendered,
    section,
    site,
    text,
)

EVIL = '"><script>alert(1)</script>&amp;\x0b\ufffe'
ATOM = "{http://www.w3.org/2005/Atom}"
KINDS = (
    "home",
    "month",
    "year",
    "post",
    "tag",
    "tags",
    "archive",
    "collection",
    "404",
    "redirect",
    "both",
    "search",
)
_HEAD = """<!doctype html><html lang="{{ page.language }}"><title>{{ page.title_text }}</title>
<link rel="canonical" href="{{ page.canonical }}"><meta name="description" content="{{ page.description }}">
<meta name="author" content="{{ site.author }}"><p>{{ page.has_math }} {{ page.has_code }}</p>
{% for l in page.languages %}<i lang="{{ l.code }}">{{ l.url }}</i>{% endfor %}<h1>{{ page.title }}</h1>"""
_BODIES = {
    "month": "{{ view.preamble or '' }}{% for d in view.days %}<h2 id='{{ d.anchor }}'></h2>"
    "{% for e in d.entries %}<article id='{{ e.anchor }}'><a href='{{ e.url }}'>{{ e.title or e.iso }}</a>"
    "{% for t in e.tags %}<b>{{ t.name }}</b>{% endfor %}{{ e.body }}</article>{% endfor %}{% endfor %}"
    "{% for e in view.undated %}<article id='{{ e.anchor }}'>{{ e.body }}</article>{% endfor %}",
    "post": "{{ view.body }}<a href='{{ view.link or '' }}'></a>"
    "{% for c in view.contents %}<i class='c{{ c.level }}'>{{ c.html }}</i>{% endfor %}",
    "redirect": "<meta http-equiv='refresh' content='0; url={{ view.target }}'>",
    "tag": "{% for i in view['items'] %}<a href='{{ i.url }}'>{{ i.title }}</a>{% endfor %}{{ view.pager }}",
    "home": "{% for i in view.newest %}<a href='{{ i.url }}'>{{ i.title }}</a>{{ i.summary }}{% endfor %}",
}
SOURCES = {f"{kind}.html": _HEAD + _BODIES.get(kind, "") for kind in KINDS}

Pair = tuple[Document, RenderedDocument]


def slot(name: str) -> str:
    return f"{SLOT_OPEN}{name}{SLOT_CLOSE}"


@cache
def _texts() -> Texts:
    words = (
        "tags='T'\narchive='A'\nnot_found_title='N'\nmoved='M'\npage_of='{number}/{total}'\nside_by_side='S'"
    )
    return Texts.parse({"ja": words, "en": words})[0]


def _rendered(
    pairs: list[Pair],
    config: SiteConfig = CONFIG,
    sources: Mapping[str, str] = SOURCES,
    cards: Mapping[str, Card] | None = None,
) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    found = site(pairs, config)
    made_with = press(found, resolve(found, {}, cards or {}), _texts(), {})
    return render(made_with, Templates(sources, _texts(), {}, config))


def _files(
    pairs: list[Pair], config: SiteConfig = CONFIG, cards: Mapping[str, Card] | None = None
) -> dict[str, str]:
    files, problems = _rendered(pairs, config, cards=cards)
    assert not problems
    return {file.path: file.content.decode() for file in files}


def _blog() -> list[Pair]:
    made = post("content/posts/a.md", "2026-01-10", "Article", tags=("math",), aliases=("/before/",))
    body = section(html=f"<p>{slot('m0')}</p><p><a{slot('a0')}>x</a></p>", has_code=True)
    full = rendered(body, title=f"A {slot('m0')}", formulas=[FORMULA], references=[link("b.md")])
    return [
        (made[0], full),
        post("content/posts/a.en.md", "2026-01-10", "English", tags=("Math",)),
        post("content/posts/b.md", "2025-12-01", "B", tags=("math",)),
        post("content/papers/p.md", None, "Undated"),
        diary(
            "content/diary/2026-01.md",
            entry("2026-01-06-121654", "titled", ["math"]),
            entry("2026-01-07"),
            replace(entry("2026-01-01"), anchor="2026-01", precision="month"),
        ),
    ]


def test_every_known_address_has_a_file_and_nothing_else_is_made() -> None:
    found = site(_blog())
    expected = {urls.output_path(url) for url in page_urls(found)}
    redirects = {urls.output_path(url) for url in found.table.redirects}
    parts = {"search/terms-0.json", "search/texts-0.json"}
    parts |= {f"en/{path}" for path in parts}
    assert set(_files(_blog())) == expected | redirects | parts
    assert redirects == {"before/index.html", "old/a.html", "old/a.en.html", "old/b.html"}


def test_long_lists_are_parted() -> None:
    pairs = [post(f"content/posts/{n}.md", "2026-01-10", f"t{n}", tags=("x",)) for n in range(5)]
    config = replace(CONFIG, page_size=2)
    files = _files(pairs, config)
    assert {"posts/page/2/index.html", "posts/page/3/index.html", "tags/x/page/3/index.html"} <= set(files)
    assert "t0</a>" in files["tags/x/page/3/index.html"]
    assert (
        "number=3, total=3, previous=&#39;/~me/blog/tags/x/page/2/&#39;" in files["tags/x/page/3/index.html"]
    )
    assert {urls.output_path(url) for url in page_urls(site(pairs, config))} <= set(files)


def test_a_month_holds_every_entry_in_full_with_its_id() -> None:
    page = _files(_blog())["2026/01/index.html"]
    for anchor in ("2026-01-06-121654", "2026-01-07", "2026-01"):
        assert f"<article id='{anchor}'>" in page
        assert f"<p>entry {anchor}</p>" in page
    assert "href='/~me/blog/2026/01/#2026-01-06-121654'>titled" in page
    assert "<h2 id='day-2026-01-06'>" in page


def test_ids_of_entries_are_those_of_their_addresses() -> None:
    pairs = [diary(f"content/diary/{name}.md", entry("2026-01-06", name)) for name in "ab"]
    page = _files(pairs)["2026/01/index.html"]
    assert "<article id='2026-01-06'><a href='/~me/blog/2026/01/#2026-01-06'>a" in page
    assert "<article id='2026-01-06-2'><a href='/~me/blog/2026/01/#2026-01-06-2'>b" in page


def test_only_pages_with_mathematics_or_code_ask_for_their_styles() -> None:
    files = _files(_blog())
    assert "<p>True True</p>" in files["posts/a/index.html"]
    assert "<p>True False</p>" in files["index.html"]
    assert "<p>False False</p>" in files["papers/p/index.html"]


def test_a_neighbour_whose_title_has_a_formula_asks_for_its_style_too() -> None:
    assert "<p>True False</p>" in _files(_blog())["posts/b/index.html"]


def test_a_page_links_to_its_twin_and_says_where_there_is_none() -> None:
    files = _files(_blog())
    assert '<i lang="en">/~me/blog/en/posts/a/</i>' in files["posts/a/index.html"]
    assert '<i lang="en">None</i>' in files["posts/b/index.html"]
    assert '<i lang="en">/~me/blog/en/tags/math/</i>' in files["tags/math/index.html"]
    assert '<i lang="en">/~me/blog/en/2026/01/</i>' in files["2026/01/index.html"]
    assert '<i lang="en">/~me/blog/en/2025/12/</i>' in files["2025/12/index.html"]


def test_an_old_address_leads_to_the_new_one() -> None:
    page = _files(_blog())["before/index.html"]
    assert "url=/~me/blog/posts/a/" in page


def test_contents_are_listed_from_three_headings_on_unless_the_text_has_its_own() -> None:
    heads = tuple(Heading(level, f"h{level}", f"H{slot('m0')}", "H") for level in (3, 4, 3))
    body = section(html="<p>x</p>", headings=heads)
    for sections, count in (
        (body, 3),
        (replace(body, headings=heads[:2]), 0),
        (replace(body, html='<nav class="toc"></nav>'), 0),
    ):
        pair = (document("content/posts/a.md"), rendered(sections, formulas=[FORMULA]))
        page = _files([pair])["posts/a/index.html"]
        assert page.count("<i class='c") == count
        assert page.count("<i class='c1'>H<span") == min(count, 2)


def test_the_order_of_documents_changes_no_byte() -> None:
    first = _rendered(_blog())
    for seed in range(3):
        pairs = _blog()
        random.Random(seed).shuffle(pairs)
        assert _rendered(pairs) == first


def test_a_template_that_fails_is_one_problem_and_leaves_the_rest() -> None:
    files, problems = _rendered(_blog(), sources={**SOURCES, "post.html": "\n{{ 1 / 0 }}"})
    assert [(p.code, p.path, p.line) for p in problems] == [("template", "templates/post.html", 2)]
    assert "index.html" in {file.path for file in files}


def test_nothing_written_by_others_becomes_a_tag() -> None:
    escaped = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    made = RenderedDocument(
        title=replace(text(escaped), text=EVIL),
        description=None,
        sections=(section(html=f"{slot('c0')}<p>{slot('t0')}<img{slot('s1')} alt='x'></p>", text=EVIL),),
        formulas=(),
        references=(link("https://e.example/", "card"), link("https://e.example/i.png", "image", label=EVIL)),
    )
    doc = document("content/posts/a.md", date=at("2026-01-01"), tags=(EVIL,), link="javascript:alert(1)")
    config = replace(CONFIG, author={"ja": EVIL}, title={"ja": EVIL})
    card = Card("https://e.example/", EVIL, EVIL, EVIL)
    files = _files([(doc, made)], config, {card.url: card})
    for path, content in files.items():
        if path.endswith(".html"):
            assert not html5lib.parse(content, namespaceHTMLElements=False).findall(".//script"), path
            assert "javascript:" not in content
        elif path.endswith(".xml"):
            tree = ET.fromstring(content)
            for html in (part.text or "" for part in tree.iter(f"{ATOM}content")):
                assert not html5lib.parse(html, namespaceHTMLElements=False).findall(".//script")
        elif path.endswith("feed.json"):
            for item in json.loads(content)["items"]:
                assert "<script" not in item["content_html"]
                assert "external_url" not in item


@pytest.mark.parametrize("path", ["feed.xml", "en/feed.xml", "tags/math/feed.xml"])
def test_a_feed_has_what_atom_asks_for(path: str) -> None:
    root = ET.fromstring(_files(_blog())[path])
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{name}") is not None
    entries = root.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert entries
    assert len(set(ids)) == len(ids)
    assert all((one.findtext(f"{ATOM}updated") or "").endswith("+09:00") for one in entries)


def test_a_feed_holds_texts_in_full_with_mathml_and_complete_addresses() -> None:
    root = ET.fromstring(_files(_blog())["feed.xml"])
    by_id = {one.findtext(f"{ATOM}id"): one for one in root.findall(f"{ATOM}entry")}
    content = by_id["https://example.org/~me/blog/posts/a/"].findtext(f"{ATOM}content") or ""
    assert "<math" in content
    assert "katex" not in content
    assert 'href="https://example.org/~me/blog/posts/b/"' in content
    assert "https://example.org/~me/blog/2026/01/#2026-01-06-121654" in by_id
    assert not any("Undated" in (one.findtext(f"{ATOM}title") or "") for one in by_id.values())


def test_a_feed_ends_where_the_settings_say() -> None:
    pairs = [post(f"content/posts/{n:02}.md", "2026-01-10", f"t{n}") for n in range(30)]
    for size, count in ((20, 20), (5, 5), (0, 30)):
        files = _files(pairs, replace(CONFIG, feed_size=size))
        assert files["feed.xml"].count("<entry>") == count
        assert len(json.loads(files["feed.json"])["items"]) == count


def test_the_permalinks_of_headings_stay_out_of_feeds_and_fragments_are_complete() -> None:
    html = (
        '<h2 id="a">A<a class="anchor" href="#a" aria-label="x">#</a></h2>'
        '<sup class="footnote-ref"><a href="#fn1" id="r">1</a></sup>'
    )
    doc = document("content/posts/a.md", date=at("2026-01-01"))
    content = json.loads(_files([(doc, rendered(section(html=html)))])["feed.json"])["items"][0][
        "content_html"
    ]
    assert "anchor" not in content
    assert 'href="https://example.org/~me/blog/posts/a/#fn1"' in content


def test_the_json_feed_says_the_same_as_the_atom_feed() -> None:
    files = _files(_blog())
    feed = json.loads(files["tags/math/feed.json"])
    root = ET.fromstring(files["tags/math/feed.xml"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == [
        e.findtext(f"{ATOM}id") for e in root.iter(f"{ATOM}entry")
    ]
    assert feed["items"][0]["tags"] == ["math"]
    assert feed["items"][0]["date_published"] == "2026-01-10T00:00:00+09:00"


def test_an_empty_site_still_has_valid_feeds_and_a_home() -> None:
    files = _files([])
    assert ET.fromstring(files["feed.xml"]).findtext(f"{ATOM}updated")
    assert json.loads(files["en/feed.json"])["items"] == []
    assert {"index.html", "en/index.html", "404.html", "tags/index.html"} <= set(files)


def test_the_sitemap_lists_pages_with_last_change_and_translations() -> None:
    files = _files(_blog())
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    pages = {
        p.findtext("s:loc", "", names): p for p in ET.fromstring(files["sitemap.xml"]).findall("s:url", names)
    }
    article = pages["https://example.org/~me/blog/posts/a/"]
    assert article.findtext("s:lastmod", "", names) == "2026-01-10T00:00:00+09:00"
    assert [(a.get("hreflang"), a.get("href")) for a in article.findall("x:link", names)] == [
        ("ja", "https://example.org/~me/blog/posts/a/"),
        ("en", "https://example.org/~me/blog/en/posts/a/"),
        ("x-default", "https://example.org/~me/blog/posts/a/"),
    ]
    assert not pages["https://example.org/~me/blog/posts/b/"].findall("x:link", names)
    assert not any("404" in url or "before" in url or "feed" in url for url in pages)
    assert "Sitemap: https://example.org/~me/blog/sitemap.xml" in files["robots.txt"]
