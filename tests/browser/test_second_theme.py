"""A second small theme: templates of its own with the same values, so that nothing is hard-wired."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import checks
from tests.browser.conftest import built
from tests.browser.serving import Server, served

THEME = Path(__file__).parent / "second_theme"
SETTINGS = """
[site]
title = "The Other Theme"
base_url = "https://example.org/other"
language = "en"
languages = ["en"]
timezone = "Europe/Paris"

[[collection]]
name = "log"
path = "log"
kind = "diary"

[[collection]]
name = "essays"
path = "essays"
kind = "post"
url = "/{slug}.html"
"""
DIARY = "## 2026-01-06\n\n### 12:16 *First* #x\n\nText with $x^2$.\n"
ESSAY = """---
title: Essay
date: 2026-01-07
tags: [x]
---

## Part

Some `code` and a note[^1].

[^1]: Here.
"""
PAGES = (
    "/",
    "/2026/01/",
    "/2026/",
    "/essay.html",
    "/essays/",
    "/tags/",
    "/tags/x/",
    "/archive/",
    "/404.html",
)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    site = tmp_path_factory.mktemp("other")
    for folder in ("log", "essays"):
        (site / folder).mkdir()
    (site / "sitegen.toml").write_text(SETTINGS, "utf-8")
    (site / "log" / "2026-01.md").write_text(DIARY, "utf-8")
    (site / "essays" / "essay.md").write_text(ESSAY, "utf-8")
    for path in THEME.rglob("*.*"):
        target = site / path.relative_to(THEME)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    files = {file.path: file.content for file in built(site).files}
    with served({f"other/{path}": data for path, data in files.items()}) as server:
        yield server


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_another_theme_is_whole(browser: Browser, other: Server, path: str, axe: str) -> None:
    with checks.opened(browser, f"{other.url}/other{path}", 400) as page:
        assert page.locator("body.second").count() == 1
        assert page.locator(".site-header, .theme-toggle, .calendar").count() == 0
        assert checks.violations(page, axe) == []
        assert page.evaluate("() => getComputedStyle(document.body).maxWidth") == "480px"


def test_another_theme_shows_the_same_texts(browser: Browser, other: Server) -> None:
    with checks.opened(browser, f"{other.url}/other/2026/01/") as page:
        assert page.locator("#day-2026-01-06").count() == 1
        assert page.locator(".katex").count() == 1
        assert page.locator("a[href='/other/essay.html']").first.inner_text() == "Essay"
