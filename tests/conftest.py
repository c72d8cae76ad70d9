"""What all tests share: a reproducible Hypothesis, and the two things that not every machine has."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

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


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return a folder of real sources, where the machine has one."""
    folder = os.environ.get("SITEGEN_CORPUS", "")
    if not folder:
        pytest.skip("SITEGEN_CORPUS names no folder of real sources")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium to drive."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    pytest.skip("there is no Chromium on this machine")
