"""The documentation's own site in Chromium: narrow and wide, light and dark, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import checks
from tests.browser.conftest import ROOT, built
from tests.browser.serving import Server, served

PAGES = ("/", "/ja/", "/writing/", "/ja/writing/", "/ja/moving/", "/preview/", "/ja/settings/", "/problems/")
WIDTHS = (320, 768, 1280)


@pytest.fixture(scope="module")
def documentation() -> Iterator[Server]:
    files = {file.path: file.content for file in built(ROOT / "docs").files}
    with served({f"sitegen/{path}": data for path, data in files.items()}) as server:
        yield server


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_and_can_be_read_by_everyone(
    browser: Browser, documentation: Server, path: str, scheme: str, axe: str
) -> None:
    url = f"{documentation.url}/sitegen{path}"
    with checks.opened(browser, url, WIDTHS[0], color_scheme=scheme) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert checks.overflow(page) == 0, width
        assert checks.violations(page, axe) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_other_host(browser: Browser, documentation: Server, path: str) -> None:
    asked = checks.requests(browser, f"{documentation.url}/sitegen{path}")
    assert checks.hosts(asked) == checks.hosts([documentation.url])
