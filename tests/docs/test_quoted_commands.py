"""Every command that the documentation quotes exists, with its options; those of the first minutes work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.building import run_cli
from tests.docs.pages import PAGES, ROOT, page
from tests.docs.quoted import Quoted, known_options, quoted, shell_lines

NEEDS_MORE = frozenset({"serve", "add", "deploy", "cards"})
"""Commands that wait, go online or publish; they have tests of their own."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_and_option_that_is_quoted_exists(path: Path) -> None:
    for call in quoted(path.read_text(encoding="utf-8")):
        if call.name.startswith("-") or call.name.isupper():
            continue
        assert set(call.options) <= known_options(call.name), call


def test_an_option_that_does_not_exist_would_be_seen() -> None:
    (call,) = quoted("`sitegen build --fast`")
    assert call == Quoted(("build", "--fast"))
    assert not set(call.options) <= known_options(call.name)


FIRST_MINUTES = ["init", "today", "new", "check", "build"]
AN_EVENING = ["init", "today", "check", "build", "new", "new", "completion"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("start.md", FIRST_MINUTES), ("commands.md", AN_EVENING)],
)
def test_the_commands_of_a_page_work_one_after_the_other(
    name: str, expected: list[str], tmp_path: Path
) -> None:
    place, done = tmp_path, []
    for program, *words in shell_lines(page(name)):
        if program == "cd":
            place /= words[0]
        elif program == "sitegen" and words[0] not in NEEDS_MORE:
            more = ["--no-open"] if words[0] in {"today", "new"} else []
            variables = {"PWD": str(place), "GIT_CONFIG_GLOBAL": "/dev/null"}
            result = run_cli(*words, *more, cwd=place, variables=variables)
            assert result.returncode == 0, result.stderr
            if more:
                assert re.search(r"\.md:\d+$", result.stdout.strip())
            done.append(words[0])
    assert done == expected
    assert "katex" in (place / "build/posts/hello/index.html").read_text(encoding="utf-8")


def test_the_first_five_minutes_are_the_same_in_both_languages() -> None:
    english, japanese = (
        [words[:2] for words in shell_lines(page(name))] for name in ("start.md", "start.ja.md")
    )
    assert japanese == english


def test_the_files_that_the_start_page_names_are_those_that_init_makes(tmp_path: Path) -> None:
    assert run_cli("init", tmp_path / "blog").returncode == 0
    for text in (page("start.md"), page("start.ja.md")):
        rows = re.findall(r"^\| ((?:`[^`]+`(?:, |、)?)+) \|", text, re.MULTILINE)
        assert rows
        for row in rows:
            for path in re.findall(r"`([^`]+)`", row):
                assert list((tmp_path / "blog").rglob(_pattern(path))), path


def _pattern(path: str) -> str:
    """A diary is named after the month in which it was begun."""
    return re.sub(r"\d{4}/\d{2}\.md", "[0-9]*/[0-9][0-9].md", path)
