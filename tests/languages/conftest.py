"""The demo blog, built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.languages.sites import Built, built, close

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="package", autouse=True)
def _workers() -> Iterator[None]:
    yield
    close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(ROOT / "sitegen.toml", folder)
    shutil.copytree(ROOT / "content", folder / "content")
    return built(folder)
