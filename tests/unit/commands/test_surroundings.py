"""Rough ground: interrupts, closed pipes, poor terminals, full disks, pipes in place of files."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli import main
from sitegen.effects import drafts
from sitegen.effects.reading import read_optional, read_settings
from tests.building import SOURCE, run_cli, tree
from tests.unit.commands.conftest import Run

SETTINGS = """
[site]
title = "題"
base_url = "https://example.org"

[[collection]]
name = "posts"
path = "content/posts"
kind = "post"
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Make a site of one text."""
    folder = tmp_path / "small"
    (folder / "content/posts").mkdir(parents=True)
    (folder / "sitegen.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "content/posts/a.md").write_text("# 題\n\n本文 $x$。\n", encoding="utf-8")
    return folder


def started(*arguments: str | Path, **more: object) -> subprocess.Popen[str]:
    """Begin the real command as the first of a group of processes, as a terminal does."""
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "sitegen", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **({"env": os.environ | {"PYTHONPATH": str(SOURCE)}, "start_new_session": True} | more),
    )


@pytest.mark.parametrize("seconds", [0.03, 0.25, 0.5, 0.75])
def test_ctrl_c_ends_a_build_without_a_trace(small: Path, seconds: float) -> None:
    process = started("build", small)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode in (0, 1, -signal.SIGINT)
    assert said.strip() in ("", "Aborted!")
    assert not (small / "build").exists() or "index.html" in tree(small / "build")


def test_a_reader_that_goes_away_is_no_fault(small: Path) -> None:
    process = started("stats", small)
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait(20)


@pytest.mark.parametrize("variables", [{"PYTHONIOENCODING": "ascii"}, {"COLUMNS": "1"}])
def test_a_poor_terminal_is_no_fault(small: Path, variables: dict[str, str]) -> None:
    done = run_cli("stats", small, variables=variables | {"LANG": "ja_JP.UTF-8", "LC_ALL": ""})
    assert (done.returncode, done.stderr) == (0, "")


def test_a_disk_that_is_full_leaves_the_output_and_no_trace(small: Path) -> None:
    assert run_cli("build", small).returncode == 0
    before = tree(small / "build")
    for name in ("a.md", "b.md"):
        (small / "content/posts" / name).write_text(f"# {name}\n\n" + "長い文。" * 20_000, encoding="utf-8")
    full = (60_000, 60_000)
    measured_by_nothing = {name: value for name, value in os.environ.items() if "COV" not in name}
    measured_by_nothing["PYTHONPATH"] = str(SOURCE)
    process = started(
        "build", small, env=measured_by_nothing,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, full),
    )  # fmt: skip
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "output-failed: " in said
    assert "Traceback" not in said
    assert tree(small / "build") == before


def test_a_new_file_is_whole_or_not_there(small: Path) -> None:
    problem = drafts.write_new(small, "content/posts/x.md", "\udc80")
    assert problem
    assert problem.code == "write-failed"
    assert not (small / "content/posts/x.md").exists()


def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    for name in ("sitegen.toml", "cards.json"):
        os.mkfifo(tmp_path / name)
    text, problems = read_settings(tmp_path)
    assert (text, [problem.code for problem in problems]) == (None, ["settings"])
    assert read_optional(tmp_path, "cards.json") is None


def test_a_title_is_read_as_utf_8_whatever_the_locale(site: Path, run: Run) -> None:
    title = "日本".encode().decode("ascii", "surrogateescape")
    done = run("new", "post", title, "--no-open")
    assert done.exit_code == 0, done.output
    assert "title: 日本" in (site / "content/posts/日本.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["build", "-j", "-1"], ["build", "{file}"], ["check", "{file}"], ["serve", "{file}"],
     ["build", "a", "b"], ["new", "novel", "x"], ["serve", "--port", "65536"], ["nothing"]],
)  # fmt: skip
def test_wrong_usage_ends_with_2(small: Path, arguments: list[str]) -> None:
    filled = [argument.format(file=small / "sitegen.toml") for argument in arguments]
    assert CliRunner().invoke(main, filled).exit_code == 2
