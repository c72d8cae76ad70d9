"""Addresses: slugs, permalinks, redirects, collisions, encoding."""

from __future__ import annotations

import dataclasses
import datetime as dt
import unicodedata
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import slugs, url_plan, urls
from sitegen.config import Collection, SiteConfig
from sitegen.model import Document, Entry, Kind

CONFIG = SiteConfig(
    {"ja": "日誌"},
    "https://example.org/~me/blog",
    languages=("ja", "en"),
    collections=(
        Collection("diary", "diary", Kind.DIARY, legacy=("/old/{path}.html",)),
        Collection("posts", "posts", Kind.POST),
        Collection("dated", "dated", Kind.POST, url="/{year}/{month}/{slug}.html"),
    ),
)


def document(path: str, **changes: object) -> Document:
    collection, _, relative = path.partition("/")
    key = relative.removesuffix(".md")
    plain = Document(
        path=path,
        collection=collection,
        relative=relative,
        kind=Kind.DIARY if collection == "diary" else Kind.POST,
        language="ja",
        key=key,
        slug=key,
        title=None,
        description=None,
        date=None,
        date_only=True,
        updated=None,
        tags=(),
        aliases=(),
        draft=False,
        link=None,
        rating=None,
        translation_of=None,
        body="",
        body_line=1,
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def entry(day: dt.date, anchor: str) -> Entry:
    return Entry(anchor, day, None, "day", None, (), 1, 2, 2)


def day(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=ZoneInfo("Asia/Tokyo"))  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Prop. 1: A × B", "prop-1-a-b"),
        ("夢日記", "夢日記"),
        ("か\u3099き", "がき"),
        ("100%", "100"),
        ("❤️ #?/\\", "section"),
        ("", "section"),
        ("ÀÉ", "àé"),
        ("नमस्ते", "नमस्ते"),
        ("a_b", "a-b"),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_every_script(text: str, slug: str) -> None:
    assert urls.slugify(text) == slug


@given(st.text())
def test_a_slug_is_never_empty_and_always_stable(text: str) -> None:
    slug = urls.slugify(text)
    assert slug
    assert urls.slugify(slug) == slug
    assert not set(slug) & set("%/\\#?: \n")


@given(st.text())
def test_a_component_is_safe_short_and_stable(text: str) -> None:
    name = slugs.safe_component(text)
    assert name not in ("", ".", "..")
    assert len(name.encode(errors="replace")) <= 255
    assert not set(name) & set("#?%:/\\\0\n ") - ({"/"} if "/" in text else set())
    assert not name.endswith((".", " "))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CON", "CON-"),
        ("aux.txt", "aux-.txt"),
        ("console", "console"),
        ("name. .", "name"),
        ("a#b?c%d:e", "a-b-c-d-e"),
        ("F-algebra", "F-algebra"),
        ("algebra.monoid", "algebra.monoid"),
        (".env", "env"),
        ("...", "page"),
    ],
)
def test_names_that_systems_refuse_are_made_safe(name: str, safe: str) -> None:
    assert slugs.safe_component(name) == safe


def test_a_long_component_is_cut_with_a_hash_of_the_whole() -> None:
    first, again, other = (slugs.safe_component("あ" * 86 + tail) for tail in ("x", "x", "y"))
    assert first == again != other
    assert len(first.encode()) <= 255
    assert slugs.safe_component("あ" * 85) == "あ" * 85
    assert slugs.shortened("あ" * 90 + ".html").endswith(".html")


def test_the_default_language_stands_at_the_root() -> None:
    assert [urls.home(code, CONFIG) for code in ("ja", "en")] == ["/", "/en/"]
    assert urls.month(2026, 1, "en", CONFIG) == "/en/2026/01/"
    assert urls.year(2026, "ja", CONFIG) == "/2026/"
    assert urls.tag_feed("nlp", "en", CONFIG) == "/en/tags/nlp/feed.xml"
    assert urls.numbered(urls.tag("nlp", "ja", CONFIG), 2) == "/tags/nlp/page/2/"
    assert urls.numbered(urls.collection("posts", "ja", CONFIG), 1) == "/posts/"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/", "index.html"),
        ("/2026/01/#x", "2026/01/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/en/404.html", "en/404.html"),
    ],
)
def test_every_address_has_one_file(url: str, path: str) -> None:
    assert urls.output_path(url) == path


def test_links_carry_the_base_path_and_are_encoded() -> None:
    assert urls.href("/posts/日 100%/#夢", CONFIG) == ("/~me/blog/posts/%E6%97%A5%20100%25/#%E5%A4%A2")
    assert urls.canonical("/2026/01/#a", CONFIG) == "https://example.org/~me/blog/2026/01/#a"


def test_entries_stand_in_their_month_and_their_file_leads_to_the_first() -> None:
    first, last = entry(dt.date(2026, 1, 6), "2026-01-06"), entry(dt.date(2026, 2, 1), "2026-02-01")
    table, problems = url_plan.plan([document("diary/2026/02/28.md", entries=(first, last))], CONFIG)
    assert problems == ()
    assert table.entries == {
        ("diary/2026/02/28.md", "2026-01-06"): "/2026/01/#2026-01-06",
        ("diary/2026/02/28.md", "2026-02-01"): "/2026/02/#2026-02-01",
    }
    assert table.documents == {"diary/2026/02/28.md": "/2026/01/#2026-01-06"}
    assert table.redirects == {"/old/2026/02/28.html": "/2026/01/#2026-01-06"}


def test_the_same_anchor_in_two_files_of_a_month_is_told_apart_whatever_their_order() -> None:
    one, two = (
        document(f"diary/{name}.md", entries=(entry(dt.date(2026, 1, 6), "2026-01-06"),)) for name in "ab"
    )
    table, _ = url_plan.plan([two, one], CONFIG)
    assert table.entries["diary/a.md", "2026-01-06"] == "/2026/01/#2026-01-06"
    assert table.entries["diary/b.md", "2026-01-06"] == "/2026/01/#2026-01-06-2"
    assert url_plan.plan([one, two], CONFIG) == url_plan.plan([two, one], CONFIG)


def test_a_pattern_places_a_document() -> None:
    documents = [
        document("posts/a/b.md"),
        document("posts/n.en.md", slug="n", language="en"),
        document("dated/c.md", date=day(2026, 1, 6)),
    ]
    table, problems = url_plan.plan(documents, CONFIG)
    assert problems == ()
    assert list(table.documents.values()) == ["/2026/01/c.html", "/posts/a/b/", "/en/posts/n/"]


def test_a_pattern_with_a_date_needs_one() -> None:
    table, (problem,) = url_plan.plan([document("dated/c.md")], CONFIG)
    assert (problem.code, problem.path) == ("url-invalid", "dated/c.md")
    assert table.documents == {"dated/c.md": "/c.html"}


@pytest.mark.parametrize(
    ("one", "two"),
    [("a", "A"), ("が", "か\u3099"), ("straße", "STRASSE"), ("a b", "a-b")],
)
def test_two_sources_for_one_address_are_named(one: str, two: str) -> None:
    _, (problem,) = url_plan.plan(
        [document("posts/1.md", slug=one), document("posts/2.md", slug=two)], CONFIG
    )
    assert (problem.code, problem.path) == ("url-collision", "posts/2.md")
    assert "posts/1.md" in problem.message


def test_a_document_may_not_take_the_sites_own_pages() -> None:
    config = dataclasses.replace(
        CONFIG, collections=(Collection("posts", "posts", Kind.POST, url="/{slug}/"),)
    )
    tagged = document("posts/a.md", slug="tags/nlp", tags=("NLP",))
    _, problems = url_plan.plan([tagged, document("posts/b.md", slug="archive")], config)
    assert [(p.code, p.path) for p in problems] == [
        ("url-collision", "posts/a.md"),
        ("url-collision", "posts/b.md"),
    ]


def test_old_addresses_lead_to_the_new_one() -> None:
    table, problems = url_plan.plan([document("posts/a.md", aliases=("/x.html", "/y", "/posts/a/"))], CONFIG)
    assert problems == ()
    assert table.redirects == {"/x.html": "/posts/a/", "/y/": "/posts/a/"}


def test_an_alias_may_not_take_another_page() -> None:
    _, (problem,) = url_plan.plan(
        [document("posts/a.md", aliases=("/posts/b/",)), document("posts/b.md")], CONFIG
    )
    assert (problem.code, problem.path) == ("url-collision", "posts/a.md")
    assert "posts/b.md" in problem.message


def test_a_file_may_not_stand_where_a_folder_is_needed() -> None:
    documents = [document("posts/a.md", aliases=("/posts/x.html",)), document("posts/b.md", slug="x.html/c")]
    _, (problem,) = url_plan.plan(documents, CONFIG)
    assert problem.code == "url-collision"


def test_one_tag_has_one_slug_in_every_spelling() -> None:
    names = ["NLP", "nlp", "が", "か\u3099"]
    result = urls.tag_slugs(names)
    assert result["NLP"] == result["nlp"] == "nlp"
    assert result["が"] == result["か\u3099"] == unicodedata.normalize("NFC", "が")


def test_different_tags_have_different_slugs() -> None:
    names = ["C", "C++", "C#", "A/B Testing", "A B Testing", "AGENTS.md", "@home", "home", "!?", "section"]
    result = urls.tag_slugs(names)
    assert len(set(result.values())) == len(names)
    assert (result["C"], result["C++"], result["C#"]) == ("c", "cplusplus", "csharp")
    assert (result["home"], result["AGENTS.md"]) == ("home", "agents-md")
    assert urls.tag_slugs(reversed(names)) == result
