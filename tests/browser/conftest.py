"""The built demo blog, a server and a Chromium for the tests of this folder."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

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
