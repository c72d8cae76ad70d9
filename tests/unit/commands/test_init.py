from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from sitegen.author import starter
from sitegen.effects.drafts import starter_texts
from tests.building import build_site
from tests.unit.commands.conftest import Run


@pytest.mark.parametrize("root", ["ja", "en"])
def test_a_new_site_builds_without_any_problem(root: str, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "my blog"
    assert run("init", folder, "--lang", root).exit_code == 0
    result = build_site(folder, now=dt.datetime.now(dt.UTC))
    assert result.problems == ()
    paths = {file.path for file in result.files}
    assert {"index.html", "feed.xml", "posts/hello/index.html", "papers/1706.03762/index.html"} <= paths
    other = "en" if root == "ja" else "ja"
    assert f"{other}/posts/hello/index.html" in paths


def test_quotes_in_names_make_no_broken_settings(tmp_path: Path, run: Run) -> None:
    done = run("init", tmp_path / "a", "--title", 'A "quoted" \\ title', "--author", 'O\'Neil "x"')
    assert done.exit_code == 0
    read = tomllib.loads((tmp_path / "a" / "sitegen.toml").read_text(encoding="utf-8"))["site"]
    assert read["title"]["ja"] == 'A "quoted" \\ title'
    assert read["author"] == 'O\'Neil "x"'


def test_a_folder_that_holds_something_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    done = run("init", tmp_path)
    assert done.exit_code == 1
    assert "notes.txt" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_with_a_repository_alone_is_taken(tmp_path: Path, run: Run) -> None:
    (tmp_path / ".git").mkdir()
    assert run("init", tmp_path).exit_code == 0


def test_a_file_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "x").write_text("")
    assert run("init", tmp_path / "x").exit_code == 1


def test_an_address_that_is_none_is_wrong_usage(tmp_path: Path, run: Run) -> None:
    assert run("init", tmp_path / "x", "--url", "example").exit_code == 2
    assert not (tmp_path / "x").exists()


def test_no_mark_is_left_in_any_file() -> None:
    now = dt.datetime(2026, 1, 6, 18, 15, tzinfo=dt.UTC)
    newcomer = starter.Newcomer({"ja": "題", "en": "T"}, "A", "https://e.example/", "ja", "UTC", now, "1.0")
    made = starter.files(starter_texts(), newcomer)
    assert "content/diary/2026/01.en.md" in made
    for path, text in made.items():
        assert "@" not in path
        assert not any(
            f"@{mark}@" in text for mark in ("URL", "YEAR", "MONTH", "DATE", "TIME", "VERSION", "ZONE")
        )
