"""The documentation is a site of sitegen's own: complete, in both languages, without any problem."""

from __future__ import annotations

import re

import pytest

from sitegen.model import Heading
from tests.docs import site
from tests.docs.examples import rendered_examples
from tests.docs.pages import DOCS, page

PAGES = site.names(translated=False)


def test_it_has_no_problem() -> None:
    assert [str(problem) for problem in site.problems()] == []


def test_the_pages_for_writers_exist_in_both_languages() -> None:
    assert set(site.WRITERS) <= set(PAGES)
    assert sorted(site.WRITERS) == site.names(translated=True)


@pytest.mark.parametrize("name", site.WRITERS)
def test_a_translation_has_the_sections_of_its_original(name: str) -> None:
    original, translation = (
        [heading.id for heading in _headings(path)] for path in (f"{name}.md", f"{name}.ja.md")
    )
    assert original
    assert translation == original


def _headings(path: str) -> list[Heading]:
    return [heading for part in site.made().rendered[path].sections for heading in part.headings]


@pytest.mark.parametrize("home", ["index.html", "ja/index.html"])
def test_the_home_page_leads_to_every_page(home: str) -> None:
    links = {node.attributes["href"] for node in site.html(home).css("main a")}
    prefix = "/sitegen/" + home.removesuffix("index.html")
    assert links == {f"{prefix}{name}/" for name in PAGES}


@pytest.mark.parametrize("name", sorted(set(PAGES) - set(site.WRITERS)))
def test_a_page_in_english_alone_is_listed_in_japanese_with_a_mark(name: str) -> None:
    item = next(
        node
        for node in site.html("ja/index.html").css("main li")
        if f'href="/sitegen/ja/{name}/"' in (node.html or "")
    )
    assert item.css_first(".badge")
    assert site.html(f"ja/{name}/index.html").css_first(".notice")


RAW = re.compile(r"\$|\*\*|~~|\[\[|\{\{|\]\(|\[\^|^#|^\||\{[|#.a-z]|:[a-z]+:|@\[", re.MULTILINE)
"""Syntax that a rendered example must not show; what is meant to stay is taken out before."""

MEANT = ("$5から$10まで",)


@pytest.mark.parametrize("path", ["writing", "ja/writing"])
def test_every_example_of_the_writing_guide_is_rendered(path: str) -> None:
    found = site.html(f"{path}/index.html").css(".example")
    assert len(found) == len(rendered_examples(page("writing.md")))
    for node in found:
        text = site.words(node.html or "")
        for part in MEANT:
            text = text.replace(part, "")
        assert (node.text() or "").strip() or node.css_first("img, svg, pre")
        assert RAW.search(text) is None, text


def test_every_file_of_the_site_is_one_of_the_documentation() -> None:
    """What a build leaves behind is not read again."""
    assert all(not path.startswith(("build/", ".sitegen/")) for path in site.made().documents)
    assert (DOCS / "sitegen.toml").is_file()


def test_the_source_of_an_example_would_be_seen_to_be_raw() -> None:
    sources = [fence.body for fence in rendered_examples(page("writing.md"))]
    assert sum(RAW.search(source) is not None for source in sources) >= len(sources) - 4
