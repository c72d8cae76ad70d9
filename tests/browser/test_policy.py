"""The demo blog works under the headers that docs/publishing.md recommends."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import Server, served
from tests.docs.pages import fences, page

HEADERS = dict(
    line.split(": ", 1)
    for fence in fences(page("publishing.md"))
    if "Content-Security-Policy" in fence.body
    for line in fence.body.splitlines()
)
LISTEN = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
PAGES = [
    "/",
    "/en/",
    "/2026/",
    "/2026/11/",
    "/posts/",
    "/posts/syntax/",
    "/en/posts/syntax/",
    "/tags/",
    "/papers/",
    "/search/?q=確率",
    "/404.html",
]


@pytest.fixture(scope="module")
def strict_blog(blog: Server) -> Iterator[Server]:
    with served(blog.files) as server:
        server.headers = HEADERS
        yield server


def test_the_documented_policy_is_as_narrow_as_it_can_be() -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert [name for name, value in policy.items() if "unsafe" in value] == ["style-src-attr"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_works_under_the_policy_and_asks_no_other_host(
    strict_blog: Server, browser: Browser, address: str
) -> None:
    context = browser.new_context()
    context.add_init_script(LISTEN)
    shown = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    shown.on("pageerror", lambda error: said.append(str(error)))
    answer = shown.goto(strict_blog.url + address, wait_until="networkidle")
    assert answer
    assert answer.status == 200
    assert shown.evaluate("() => window.refused") == []
    assert said == []
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {
        urlsplit(strict_blog.url).netloc
    }
    context.close()


def test_the_theme_can_be_changed_under_the_policy(strict_blog: Server, browser: Browser) -> None:
    context = browser.new_context(color_scheme="light")
    shown = context.new_page()
    shown.goto(strict_blog.url + "/", wait_until="networkidle")
    shown.click(".theme-toggle")
    assert shown.evaluate("() => document.documentElement.dataset.theme") == "dark"
    context.close()


def test_the_policy_would_refuse_what_it_should(strict_blog: Server, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(LISTEN)
    shown = context.new_page()
    shown.goto(strict_blog.url + "/", wait_until="networkidle")
    shown.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
        }"""
    )
    shown.wait_for_timeout(50)
    assert shown.evaluate("() => [window.ran ?? false, window.refused.length]") == [False, 1]
    context.close()
