"""What is asked of every page, as functions of a page that a browser shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-bottom: 2em !important }"
)
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  const shown = ({ node }) => (node?.outerHTML ?? node?.parentElement?.outerHTML)?.slice(0, 80);
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput) window.shifts.push([entry.value, entry.sources.map(shown)]);
}).observe({ type: "layout-shift", buffered: true });
"""
SCROLL = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise(requestAnimationFrame);
  }
  scrollTo({ top: 0, behavior: "instant" });
}"""
WIDER = """() => {
  const root = document.documentElement;
  return Math.ceil(root.scrollWidth - root.getBoundingClientRect().width);
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OUTLINE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  return {
    lang: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    odd: ids.filter((id) => /[%\\s]/.test(id)),
    unnamed: [...document.querySelectorAll("img:not([alt])")].length,
    lost: [...document.querySelectorAll('a[href^="#"]')].map((a) => decodeURIComponent(a.hash.slice(1)))
      .filter((id) => id && !document.getElementById(id)),
  };
}"""
Violation = tuple[str, str]


@contextmanager
def opened(
    browser: Browser, url: str, width: int = 1280, height: int = 900, **options: object
) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
    context.add_init_script(SHIFTS)
    page = context.new_page()
    page.goto(url, wait_until="load")
    page.evaluate("() => document.fonts.ready")
    yield page
    context.close()


def violations(page: Page, axe: str) -> list[Violation]:
    """Run axe-core; give rule and element of everything that it finds."""
    page.evaluate(axe)
    found = page.evaluate(
        "(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES
    )["violations"]
    return [(rule["id"], node["html"][:160]) for rule in found for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """Give by how many pixels a page is wider than its window."""
    return int(page.evaluate(WIDER))


def shift(page: Page) -> tuple[float, list[object]]:
    """Scroll through the page; give its cumulative layout shift with what moved."""
    page.evaluate(SCROLL)
    page.wait_for_timeout(50)
    moved = page.evaluate("() => window.shifts")
    return round(sum(value for value, _ in moved), 4), [node for _, nodes in moved for node in nodes]


def hosts(urls: list[str]) -> set[str]:
    return {urlsplit(url).netloc for url in urls if not url.startswith("data:")}


def requests(browser: Browser, url: str, width: int = 1280) -> list[str]:
    """Give the addresses of everything that a page asks for, read to its end."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url, wait_until="load")
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
    context.close()
    return asked
