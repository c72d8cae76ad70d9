"""The search index of the preview: made again for the texts that changed, and for no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.model import RenderedSection
from sitegen.output import search_index
from sitegen.preview.studio import Studio
from tests.preview.sites import FILES, POST, write
from tests.preview.typeset import HereWorkers

NOW = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
INDEX = "search/terms-0.json"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that the index looks into, as it does so."""
    found: list[str] = []
    fold = search_index._folded_section

    def noted(section: RenderedSection) -> str:
        found.append(section.text)
        return fold(section)

    monkeypatch.setattr(search_index, "_folded_section", noted)
    return found


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    write(tmp_path, FILES)
    made = Studio(tmp_path, clock=lambda: NOW, timer=lambda: 0.0, workers=HereWorkers())
    yield made
    made.close()


@pytest.mark.parametrize(
    ("before", "after"), [("二文。", "別の文。"), ("title: A", "title: 新しい"), ("一文。", "新しい文。")]
)
def test_an_edit_reads_the_text_that_changed_and_no_other(
    studio: Studio, tmp_path: Path, read: list[str], before: str, after: str
) -> None:
    first = studio.file(INDEX)
    everything = len(read)
    read.clear()
    write(tmp_path, {"content/posts/a.md": POST.replace(before, after)})
    studio.update([str(tmp_path / "content/posts/a.md")])
    second = studio.file(INDEX)
    assert everything > 3
    assert first != second
    assert {text.splitlines()[0] for text in read} == {after if before == "一文。" else "一文。"}
    assert len(read) <= 2


def test_nothing_is_read_again_where_nothing_changed(studio: Studio, read: list[str]) -> None:
    before = [studio.file(path) for path in (INDEX, f"en/{INDEX}")]
    read.clear()
    studio.update()
    assert [studio.file(path) for path in (INDEX, f"en/{INDEX}")] == before
    assert read == []
