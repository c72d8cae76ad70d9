"""What all tests share: a reproducible Hypothesis, and the two things that not every machine has."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

os.environ["LC_ALL"] = "C.UTF-8"
settings.register_profile("sitegen", deadline=None, derandomize=True, max_examples=50)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "sitegen"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let expected files be made anew, to be looked at with ``git diff``."""
    parser.addoption(
        "--update-golden", action="store_true", help="write the expected trees of tests/sites anew"
    )


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether expected files are written instead of compared."""
    return bool(pytestconfig.getoption("--update-golden"))


CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
"""Where the real sources lie beside a checkout; the variable SITEGEN_CORPUS names another folder."""


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real sources, where there is one."""
    folder = Path(os.environ.get("SITEGEN_CORPUS", CORPUS))
    if not folder.is_dir():
        pytest.skip("left out: there is no folder of real sources beside this checkout (shared/corpus)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium to drive; a browser test without a browser fails."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    return pytest.fail(
        "There is no Chromium on this machine: install it (Debian: apt-get install chromium fonts-noto-cjk)."
    )


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Start the one Chromium of a test process: Playwright allows no second one beside it."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
