"""The smallest site, which the README shows, is one."""

from __future__ import annotations

from pathlib import Path

from tests.building import build_site
from tests.docs.pages import ROOT, fences

README = (ROOT / "README.md").read_text(encoding="utf-8")
LONGEST = 110
"""Lines of about two screens."""


def test_the_smallest_site_has_a_report_of_its_month(tmp_path: Path) -> None:
    blocks = {fence.info[0]: fence.body for fence in fences(README) if fence.info}
    (tmp_path / "sitegen.toml").write_text(blocks["toml"], encoding="utf-8")
    source = tmp_path / "content" / "diary" / "2026" / "01.md"
    assert source.relative_to(tmp_path).as_posix() in README
    source.parent.mkdir(parents=True)
    source.write_text(blocks["markdown"], encoding="utf-8")
    result = build_site(tmp_path)
    assert result.problems == ()
    page = next(file.content.decode() for file in result.files if file.path == "2026/01/index.html")
    assert "式を手で解く" in page
    assert 'class="katex"' in page


def test_it_stays_short_and_shows_the_site_and_the_preview() -> None:
    assert len(README.splitlines()) <= LONGEST
    for picture in ("docs/pictures/month.webp", "docs/pictures/preview.webp"):
        assert picture in README
        assert (ROOT / picture).stat().st_size < 150_000
