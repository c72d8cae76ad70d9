"""The command line: what it prints and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen import __version__
from sitegen.cli import main

SETTINGS = """
[site]
title = "題"
base_url = "https://example.org"

[[collection]]
name = "posts"
path = "posts"
kind = "post"
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text("# 題\n\n本文。\n", encoding="utf-8")
    (tmp_path / "sitegen.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"LC_ALL": "C.UTF-8"}).invoke(main, [str(argument) for argument in arguments])


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").output == f"sitegen, version {__version__}\n"


@pytest.mark.parametrize("arguments", [("--help",), ("build", "-h"), ("check", "-h")])
def test_every_command_explains_itself(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert "Usage: " in result.output


@pytest.mark.parametrize(
    "arguments", [("biuld",), ("build", "--frmat", "json"), ("build", "--format", "xml")]
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_building_publishes_and_says_how_much(site: Path) -> None:
    result = run("build", site, "-j", "1")
    assert result.exit_code == 0
    assert re.search(r"pages? from 1 document in \d+\.\d\d s: \d+ files written, 0 unchanged", result.output)
    assert (site / "build" / "posts" / "a" / "index.html").is_file()


def test_the_output_can_be_elsewhere(site: Path, tmp_path: Path) -> None:
    assert run("build", site, "-o", tmp_path / "public", "-j", "1").exit_code == 0
    assert (tmp_path / "public" / "index.html").is_file()
    assert not (site / "build").exists()


def test_drafts_are_built_on_request(site: Path) -> None:
    (site / "posts" / "b.md").write_text("---\ndraft: true\n---\n\n下書き。\n", encoding="utf-8")
    run("build", site, "-j", "1")
    assert not (site / "build" / "posts" / "b").exists()
    run("build", site, "-j", "1", "--drafts")
    assert (site / "build" / "posts" / "b" / "index.html").is_file()


def test_checking_reports_and_writes_nothing(site: Path) -> None:
    (site / "posts" / "a.md").write_text("$\\undefined$\n", encoding="utf-8")
    result = run("check", site, "-j", "1")
    assert result.exit_code == 1
    assert "error: posts/a.md:1:2: math-syntax: " in result.stderr
    assert "1 document read in" in result.stdout
    assert not (site / "build").exists()


def test_warnings_do_not_fail(site: Path) -> None:
    (site / "posts" / "a.md").write_text("[無い](none.md)\n", encoding="utf-8")
    result = run("build", site, "-j", "1")
    assert result.exit_code == 0
    assert "warning: posts/a.md:1:" in result.stderr
    assert "0 errors, 1 warning." in result.stdout


def test_json_is_one_object(site: Path) -> None:
    answer = json.loads(run("build", site, "-j", "1", "--format", "json").stdout)
    assert answer["problems"] == []
    assert answer["written"] > answer["pages"] > 1


def test_annotations_keep_to_one_line(site: Path) -> None:
    (site / "posts" / "a.md").write_text("$\\undefined 100\\%$\n", encoding="utf-8")
    lines = run("check", site, "-j", "1", "--format", "github").stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("::error file=posts/a.md,line=1,col=2::math-syntax: ")


def test_an_output_that_is_not_of_sitegen_is_refused(site: Path) -> None:
    (site / "build").mkdir()
    (site / "build" / "mine.txt").write_text("mine", encoding="utf-8")
    result = run("build", site, "-j", "1")
    assert result.exit_code == 1
    assert "output-refused" in result.stderr
    assert [path.name for path in (site / "build").iterdir()] == ["mine.txt"]
