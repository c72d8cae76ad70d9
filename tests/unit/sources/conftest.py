"""Sources for the tests of this folder, read through the public functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.config import HEADER_PRESETS, Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.model import Document, Kind, Source
from sitegen.sources import text

Read = Callable[..., tuple[tuple[Document, ...], tuple[Problem, ...]]]

FIXTURES = Path(__file__).parents[2] / "fixtures" / "sources"


@pytest.fixture
def config() -> SiteConfig:
    """A site in two languages."""
    return SiteConfig({"ja": "日誌"}, "https://example.org", languages=("ja", "en"))


@pytest.fixture
def read(config: SiteConfig) -> Read:
    """Read a body as a source: ``read(body, "2026/01/06.md", Kind.DIARY, "diary")``."""

    def run(
        body: str, relative: str = "note.md", kind: Kind = Kind.POST, header: str = "article"
    ) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        collection = Collection("c", "content/c", kind, header=HEADER_PRESETS[header])
        decoded, problems = text.decode(relative, body.encode())
        assert decoded is not None, problems
        return sources.read(Source(f"content/c/{relative}", "c", relative, decoded), collection, config)

    return run


@pytest.fixture
def diary(read: Read) -> Read:
    """Read a diary file: ``diary(body, "2026/01/31.md")``."""

    def run(body: str, relative: str = "2026/01/31.md") -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        return read(body, relative, Kind.DIARY, "diary")

    return run


@pytest.fixture
def fixture_text() -> Callable[[str], str]:
    """The text of a file under ``tests/fixtures/sources``."""
    return lambda name: (FIXTURES / name).read_text(encoding="utf-8")
