"""The language switch and the side-by-side view in a real browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.languages.sites import Built

pytestmark = pytest.mark.browser


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(demo: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("served")
    for path, content in demo.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_switch_leads_to_the_section_that_the_reader_is_at(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 768, "height": 700})
    page.goto(f"{address}/posts/kalman/")
    page.evaluate("document.getElementById('更新').scrollIntoView({behavior: 'instant'})")
    page.evaluate("document.querySelector('.site-languages a').click()")
    page.wait_for_url("**/en/posts/kalman/#*")
    assert page.evaluate("decodeURIComponent(location.hash)") == "#更新"
    assert page.locator("[id='更新']").inner_text().startswith("Update")
    page.close()


def test_the_switch_leads_to_the_top_from_the_top(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/posts/kalman/")
    page.evaluate("document.querySelector('.site-languages a').click()")
    page.wait_for_url("**/en/posts/kalman/")
    page.close()


@pytest.mark.parametrize(("width", "columns"), [(1280, True), (390, False)])
def test_the_reader_chooses_one_language_or_both(
    browser: Browser, address: str, width: int, *, columns: bool
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}/posts/kalman/both/")
    left, right = page.locator(".side-left p").first, page.locator(".side-right p").first
    first, second = left.bounding_box(), right.bounding_box()
    assert first
    assert second
    assert (first["y"] == second["y"]) == columns
    page.check("input[value=left]")
    assert (left.is_visible(), right.is_visible()) == (True, False)
    page.check("input[value=right]")
    assert (left.is_visible(), right.is_visible()) == (False, True)
    page.close()
