from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sitegen.commands.sites import OpenSite
from tests.unit.commands.conftest import Run

NOW = dt.datetime(2031, 2, 3, 23, 30, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpenSite, "now", lambda _: NOW)


@pytest.mark.usefixtures("standing")
def test_today_makes_the_file_of_the_month_once(site: Path, run: Run) -> None:
    first = run("today")
    assert first.exit_code == 0
    path = site / "content/diary/2031/02.md"
    text = path.read_text(encoding="utf-8")
    assert "## 2031-02-03\n\n### 23:30\n" in text
    assert first.stdout.strip() == f"{path}:{len(text.splitlines()) + 1}"
    second = run("today")
    assert second.exit_code == 0
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("standing")
def test_today_works_from_a_folder_inside_the_site(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "content")
    assert run("today", "題", "--lang", "en").exit_code == 0
    assert "### 23:30 *題*" in (site / "content/diary/2031/02.en.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("standing")
def test_line_ends_and_byte_order_mark_stay(site: Path, run: Run) -> None:
    path = site / "content/diary/2031/02.md"
    path.parent.mkdir()
    path.write_bytes("\ufeff# 二月\r\n\r\n## 2031-02-01\r\n\r\nx\r\n".encode())
    assert run("today").exit_code == 0
    assert path.read_bytes().startswith(
        "\ufeff# 二月\r\n\r\n## 2031-02-01\r\n\r\nx\r\n\r\n## 2031-02-03\r\n".encode()
    )
    assert b"\r\r" not in path.read_bytes()


@pytest.mark.usefixtures("standing")
def test_a_file_that_is_not_utf_8_is_left_alone(site: Path, run: Run) -> None:
    path = site / "content/diary/2031/02.md"
    path.parent.mkdir()
    path.write_bytes("# 二月\n".encode("cp932"))
    done = run("today")
    assert done.exit_code == 1
    assert "encoding" in done.stderr
    assert path.read_bytes() == "# 二月\n".encode("cp932")


def test_without_a_site_or_a_diary_the_commands_say_so(tmp_path: Path, site: Path, run: Run) -> None:
    assert "no sitegen.toml" in run("today", "--site", tmp_path).stderr
    settings = site / "sitegen.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('kind = "diary"', 'kind = "post"'))
    done = run("today")
    assert (done.exit_code, "collection-missing" in done.stderr) == (1, True)
    assert run("new", "post", "x", "--collection", "nope").exit_code == 1


@pytest.mark.usefixtures("standing")
def test_a_new_article_is_named_after_its_title_and_never_written_over(site: Path, run: Run) -> None:
    done = run("new", "post", 'The "A": B — 日本語', "--draft")
    assert done.exit_code == 0
    path = site / "content/posts/the-a-b-日本語.md"
    assert path.read_text(encoding="utf-8") == (
        '---\ntitle: "The \\"A\\": B — 日本語"\ndate: 2031-02-03 23:30\n'
        "tags: []\ndescription:\ndraft: true\n---\n\n\n"
    )
    again = run("new", "post", 'The "A": B — 日本語')
    assert (again.exit_code, "file-exists" in again.stderr) == (1, True)


@pytest.mark.parametrize("name", ["content/posts/original.md", "posts/original.md", "original"])
def test_a_translation_stands_beside_its_original(name: str, site: Path, run: Run) -> None:
    original = site / "content/posts/original.md"
    original.write_text("---\ntitle: 原文\ndate: 2020-05-06\n---\n\nx\n", encoding="utf-8")
    done = run("new", "post", "Original", "--translation-of", name)
    if name.startswith("posts"):
        assert done.exit_code == 1
        return
    assert done.exit_code == 0, done.stderr
    assert "date: 2020-05-06\n" in (site / "content/posts/original.en.md").read_text(encoding="utf-8")


def test_wrong_usage_ends_with_status_2(site: Path, run: Run) -> None:
    for arguments in (
        ["new", "post"],
        ["new", "essay", "x"],
        ["new", "post", " "],
        ["new", "post", "x", "--lang", "fr"],
    ):
        assert run(*arguments).exit_code == 2
    assert run("add").exit_code == 2


def test_the_editor_is_opened_at_the_line_only_on_a_terminal(site: Path, run: Run, tmp_path: Path) -> None:
    mark = tmp_path / "opened"
    done = run("new", "post", "x", env={"EDITOR": f"touch {mark}"})
    assert done.exit_code == 0
    assert not mark.exists()


@pytest.mark.parametrize(
    "title", ["../../escape", "/etc/passwd", "con", ".hidden", "a/b", "あ" * 300, "%2e%2e"]
)
def test_no_title_leads_out_of_the_collection(title: str, site: Path, run: Run) -> None:
    before = {path for path in site.parent.rglob("*") if path.is_file()}
    done = run("new", "post", title)
    assert done.exit_code == 0, done.stderr
    new = {path for path in site.parent.rglob("*") if path.is_file()} - before
    assert [path.parent for path in new] == [site / "content/posts"]
