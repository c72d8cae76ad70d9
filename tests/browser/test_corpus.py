"""Pages of real sources, in Chromium; skipped where the machine has none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import checks
from tests.browser.conftest import built
from tests.browser.serving import Server, served

SETTINGS = """
[site]
title = "corpus"
base_url = "https://example.org"
language = "ja"

[problems]
math-syntax = "warning"
"""
COLLECTION = """
[[collection]]
name = "{name}"
path = "{path}"
kind = "{kind}"
header = "{header}"
"""
COLLECTIONS = (
    ("taglibro", "diary", "diary"), ("aiura", "post", "article"), ("memo", "post", "memo"),
    ("paper-old", "paper", "note"), ("paper", "paper", "paper"), ("procon", "post", "heading"),
)  # fmt: skip
PAGES = ("aiura/cube-nxnxn", "aiura/finite-representation", "memo/sed", "paper-old/VAE", "taglibro")
MANY = 100
pytestmark = [pytest.mark.corpus, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def real(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    site = tmp_path_factory.mktemp("corpus")
    shutil.copytree(corpus / "cympfh", site / "content")
    tables = (COLLECTION.format(name=n, path=f"content/{n}", kind=k, header=h) for n, k, h in COLLECTIONS)
    (site / "sitegen.toml").write_text(SETTINGS + "".join(tables), "utf-8")
    with served({file.path: file.content for file in built(site).files}) as server:
        yield server


def formulas(server: Server, path: str) -> int:
    return server.files[path].count(b'<span class="katex">')


def _is_page(path: str, data: bytes) -> bool:
    """Leave out what only leads on to another page."""
    return path.endswith("index.html") and b'http-equiv="refresh"' not in data


@pytest.fixture
def pages(real: Server) -> list[str]:
    """Choose what is hard: the pages with the most formulas, and a few known ones."""
    html = [path for path, data in real.files.items() if _is_page(path, data)]
    most = sorted(html, key=lambda path: -formulas(real, path))[:4]
    return [*most, *(path for path in html if any(path.startswith(name) for name in PAGES))]


def test_real_pages_are_accessible_whole_and_fit_a_small_phone(
    browser: Browser, real: Server, pages: list[str], axe: str
) -> None:
    faults: list[object] = []
    for path in pages:
        with checks.opened(browser, f"{real.url}/{path.removesuffix('index.html')}") as page:
            faults += [(path, found) for found in checks.violations(page, axe) if found[0] != "image-alt"]
            outline = page.evaluate(checks.OUTLINE)
            page.set_viewport_size({"width": 320, "height": 640})
            wide = checks.overflow(page)
        bad = {key: outline[key] for key in ("twice", "odd") if outline[key]}
        bad |= {key: outline[key] for key in ("headings", "mains") if outline[key] != 1}
        faults += [(path, bad)] if bad else []
        faults += [(path, f"{wide} px too wide")] if wide else []
    assert not faults, "\n".join(map(str, faults))


def test_over_a_hundred_formulas_with_late_fonts_move_nothing(
    browser: Browser, real: Server, pages: list[str], figures: dict[str, dict[str, object]]
) -> None:
    path = pages[0]
    assert formulas(real, path) > MANY
    address = f"{real.url}/{path.removesuffix('index.html')}"
    for width in (1280, 360):
        real.font_delay = 0.4
        with checks.opened(browser, address, width, 800) as page:
            moved, what = checks.shift(page)
        figures.setdefault(path, {})[f"CLS {width} px, fonts 0.4 s late"] = moved
        assert moved == 0, what
    asked = checks.requests(browser, address)
    weight = sum(real.weight(url) for url in asked)
    figures[path].update({"requests": len(asked), "bytes": weight, "formulas": formulas(real, path)})
    assert checks.hosts(asked) == checks.hosts([real.url])
