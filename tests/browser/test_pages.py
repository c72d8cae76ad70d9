"""Every kind of page of the demo blog, in Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import checks
from tests.browser.serving import Server

Figures = dict[str, dict[str, object]]
PAGES = {
    "home": "/", "home en": "/en/", "month": "/2026/11/", "month en": "/en/2026/09/", "year": "/2026/",
    "article": "/posts/fenchel/", "article en": "/en/posts/fenchel/", "syntax": "/posts/syntax/",
    "text": "/posts/read-aloud/", "paper": "/papers/1706.03762/", "collection": "/papers/", "tags": "/tags/",
    "tag": "/tags/probability/", "archive": "/archive/",
    "search": "/search/", "search en": "/en/search/", "not found": "/nothing/here/",
}  # fmt: skip
KIND = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def url(blog: Server, name: str) -> str:
    return blog.url + PAGES[name]


@KIND
def test_a_page_is_accessible_in_order_and_fits_a_small_phone(
    browser: Browser, url: str, name: str, axe: str, figures: Figures
) -> None:
    with checks.opened(browser, url) as page:
        light = checks.violations(page, axe)
        page.emulate_media(color_scheme="dark")
        dark = checks.violations(page, axe)
        outline = page.evaluate(checks.OUTLINE)
        page.set_viewport_size({"width": 320, "height": 640})
        plain = checks.overflow(page)
        page.add_style_tag(content=checks.SPACING)
        spaced = checks.overflow(page)
    figures.setdefault(name, {}).update(
        {"axe light": len(light), "axe dark": len(dark), "wider than 320": plain, "spaced": spaced}
    )
    assert (light, dark) == ([], [])
    assert (plain, spaced) == (0, 0)
    assert outline == {
        "lang": "en" if " en" in name else "ja", "headings": 1, "mains": 1, "twice": [], "odd": [],
        "unnamed": 0, "lost": [],
    }  # fmt: skip


@KIND
def test_a_page_asks_no_other_host_and_weighs_little(
    browser: Browser, blog: Server, url: str, name: str, figures: Figures
) -> None:
    asked = checks.requests(browser, url)
    weight = sum(blog.weight(address) for address in asked if "/nothing/" not in address)
    has_math = any("/katex." in address for address in asked)
    figures.setdefault(name, {}).update({"requests": len(asked), "bytes": weight, "mathematics": has_math})
    assert checks.hosts(asked) == checks.hosts([blog.url])
    assert weight <= (170 if has_math else 25) * 1024
    assert has_math or not any(address.endswith(".woff2") for address in asked)


@KIND
@pytest.mark.parametrize("case", [(1280, 0.0), (360, 0.0), (1280, 0.4), (360, 0.4)], ids=str)
def test_nothing_moves_while_a_page_loads(
    browser: Browser, blog: Server, name: str, case: tuple[int, float], figures: Figures
) -> None:
    width, blog.font_delay = case
    with checks.opened(browser, blog.url + PAGES[name], width, 800) as page:
        moved, what = checks.shift(page)
    figures.setdefault(name, {})[f"CLS {width} px, fonts {blog.font_delay:g} s late"] = moved
    blog.font_delay = 0.0
    assert moved == 0, what


@KIND
def test_a_page_is_whole_without_scripts(browser: Browser, url: str) -> None:
    with checks.opened(browser, url, java_script_enabled=False) as page:
        assert page.locator("main h1").is_visible()
        assert page.locator(".site-nav a").first.is_visible()
        hidden = page.locator("main :is(p, li, pre, table, .katex-html)").filter(visible=False)
        assert [text for text in hidden.all_inner_texts() if text.strip()] == []
