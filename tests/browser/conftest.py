"""The built demo blog, a server and a Chromium for the tests of this folder."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from sitegen.build import BuildResult, build
from sitegen.errors import failed
from tests.browser.serving import Server, served

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "artifacts"
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def built(site: Path) -> BuildResult:
    result = build(site, now=NOW)
    assert not failed(result.problems), [str(problem) for problem in result.problems]
    return result


@pytest.fixture(scope="session")
def blog() -> Iterator[Server]:
    """Serve the demo blog."""
    with served({file.path: file.content for file in built(ROOT).files}) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; that there is none is a failure, since nothing else proves what readers see."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("There is no Chromium. Install it (Debian: apt-get install chromium fonts-noto-cjk).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the source of axe-core, which `make test` brings into node_modules."""
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.fail("axe-core is not there. Run `make browser`, or `npm ci` in the checkout.")
    return path.read_text("utf-8")


@pytest.fixture(scope="session")
def figures() -> Iterator[dict[str, dict[str, object]]]:
    """Keep what is measured, page by page, in a file of artifacts/."""
    found: dict[str, dict[str, object]] = {}
    yield found
    ARTIFACTS.mkdir(exist_ok=True)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (ARTIFACTS / f"figures-{worker}.json").write_text(text, "utf-8")
