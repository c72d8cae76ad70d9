"""What all tests share: a reproducible Hypothesis, and the two things that not every machine has."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("sitegen", deadline=None, derandomize=True, max_examples=50)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "sitegen"))


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
