"""Everything that the command line says has a Japanese wording with the same places."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import click
import pytest

import sitegen.commands
from sitegen.cli import main
from sitegen.commands.group import _LATER
from sitegen.commands.telling import line
from sitegen.commands.wording import japanese, said
from sitegen.errors import KINDS, Problem

CONTEXT = click.Context(main, **main.context_settings)
FOLDER = Path(inspect.getfile(sitegen.commands)).parent


def plain(text: str) -> str:
    return " ".join(text.split())


def helps() -> set[str]:
    commands = [main, *(main.get_command(CONTEXT, name) for name in main.list_commands(CONTEXT))]
    texts = {line for _, line in _LATER.values()}
    for command in filter(None, commands):
        texts |= set(inspect.cleandoc(command.help or "").split("\n\n"))
        options = command.get_params(CONTEXT)
        texts |= {option.help for option in options if isinstance(option, click.Option) and option.help}
    return {plain(text) for text in texts}


def spoken() -> set[str]:
    """Return every wording that stands in a call of `say` or `said`, or in a name `wording`."""
    found: set[str] = set()
    for path in (*FOLDER.glob("*.py"), FOLDER.parent / "cli.py", FOLDER.parent / "preview" / "terminal.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("say", "said")
            ):
                found |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "wording":
                found |= {str(node.value.value)} if isinstance(node.value, ast.Constant) else set()
    return {plain(text) for text in found}


def test_all_help_has_a_japanese_wording() -> None:
    assert helps() - set(japanese()) == set()


def test_every_message_has_a_japanese_wording() -> None:
    assert len(spoken()) > 20
    assert spoken() - set(japanese()) == set()


def test_every_kind_of_problem_has_a_japanese_wording() -> None:
    assert {plain(kind.summary) for kind in KINDS.values()} - set(japanese()) == set()


def test_a_count_has_a_japanese_wording() -> None:
    nouns = ("document", "page", "error", "warning")
    assert {f"{{count}} {noun}{end}" for noun in nouns for end in ("", "s")} <= set(japanese())


def test_a_problem_is_told_in_japanese_before_its_details(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem("note-missing", "a.md", 3, 1, "No text is called x.", "Write it.")
    assert line(problem) == "a.md:3:1: note-missing: No text is called x. Write it."
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert line(problem).startswith("a.md:3:1: note-missing: [[ノート]] の指す文書がありません。")
    assert line(problem).endswith(" No text is called x. Write it.")


def test_a_wording_has_the_same_places_in_both_languages() -> None:
    for english, wording in japanese().items():
        assert sorted(re.findall(r"\{(\w+)\}", english)) == sorted(re.findall(r"\{(\w+)\}", wording)), english


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"LC_ALL": "ja_JP.UTF-8"}, "オプション"),
        ({"LC_ALL": "", "LC_MESSAGES": "ja_JP.UTF-8"}, "オプション"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "Options"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, "Options"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "de_DE.UTF-8"}, "Options"),
    ],
)
def test_the_locale_chooses_the_language(
    variables: dict[str, str], word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert said("Options") == word
