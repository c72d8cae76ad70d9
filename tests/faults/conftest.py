"""A small site to break, and workers that all tests of a session share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.config import Limits
from sitegen.effects.reading import katex_script
from sitegen.effects.workers import Workers
from tests.faults.site import SETTINGS, SmallSite

SECONDS = 4.0
"""What a document may take here; the default is longer."""


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers(katex_script(), Limits(SECONDS, 512), 1) as shared:
        yield shared


@pytest.fixture
def site(tmp_path: Path, workers: Workers) -> SmallSite:
    made = SmallSite(tmp_path / "site", workers)
    made.write("sitegen.toml", SETTINGS)
    for folder in ("posts", "diary", "papers"):
        (made.folder / "content" / folder).mkdir(parents=True)
    return made
