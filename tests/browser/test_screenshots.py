"""Pictures of pages, kept in artifacts/ for people to look at."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import checks
from tests.browser.conftest import ARTIFACTS
from tests.browser.serving import Server

SHOTS = {
    "home-ja": ("/", 1280, "light"), "home-en-phone": ("/en/", 320, "light"),
    "month-dark": ("/2026/11/", 1280, "dark"), "month-tablet": ("/2026/11/", 768, "light"),
    "year": ("/2026/", 1280, "light"), "article-phone-dark": ("/posts/fenchel/", 320, "dark"),
    "article-en": ("/en/posts/fenchel/", 1280, "light"), "paper": ("/papers/1706.03762/", 768, "dark"),
    "tags": ("/tags/?tag=確率", 1280, "light"), "not-found": ("/404.html", 768, "light"),
    "search-phone": ("/search/?q=確率", 320, "light"), "search-en-dark": ("/en/search/?q=prob", 1280, "dark"),
    "tag-phone": ("/tags/probability/", 320, "light"),
    "side-by-side": ("/posts/fenchel/both/", 1280, "light"),
    "side-by-side-phone": ("/en/posts/fenchel/both/", 320, "dark"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_is_kept(browser: Browser, blog: Server, name: str) -> None:
    path, width, scheme = SHOTS[name]
    target = ARTIFACTS / "screenshots" / f"{name}.png"
    with checks.opened(browser, blog.url + path, width, 900, color_scheme=scheme) as page:
        page.screenshot(path=target)
        background = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert target.stat().st_size > 0
    assert background == {"light": "rgb(252, 252, 250)", "dark": "rgb(20, 23, 27)"}[scheme]


def test_paper_is_kept_as_pdf(browser: Browser, blog: Server) -> None:
    target = ARTIFACTS / "screenshots" / "article.pdf"
    with checks.opened(browser, blog.url + "/posts/fenchel/") as page:
        page.pdf(path=target, format="A4")
    assert target.read_bytes().startswith(b"%PDF-")
