"""The command line as a whole: help, completion, figures, and what nobody foresaw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli import main
from tests.unit.commands.conftest import Run

LOADED = "import sys, sitegen.cli; print(sorted(n for n in sys.modules if n.startswith('sitegen.')))"


def test_help_loads_no_command_and_nothing_heavy() -> None:
    code = f"{LOADED}; print('jinja2' in sys.modules, 'httpx' in sys.modules, 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False False False" in done.stdout
    assert "sitegen.commands.add" not in done.stdout


def test_help_names_every_command_in_both_languages(run: Run) -> None:
    english, japanese = run("--help").stdout, run("--help", env={"LC_ALL": "ja_JP.UTF-8"}).stdout
    for name in ("build", "check", "init", "today", "new", "add", "cards", "stats", "deploy", "completion"):
        assert f"\n  {name} " in english
        assert f"\n  {name} " in japanese
    assert "今夜の日誌を書きはじめます。" in japanese
    assert "Begin tonight" not in japanese


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(shell: str, run: Run) -> None:
    assert "_SITEGEN_COMPLETE" in run("completion", shell).stdout


def test_commands_complete() -> None:
    asked = {"_SITEGEN_COMPLETE": "bash_complete", "COMP_WORDS": "sitegen st", "COMP_CWORD": "1"}
    code = "from sitegen.cli import main; main(prog_name='sitegen')"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | asked)
    assert done.stdout == "plain,stats\n"


def test_an_unforeseen_fault_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        message = "no such thing"
        raise RuntimeError(message)

    monkeypatch.delenv("SITEGEN_TRACEBACK", raising=False)
    monkeypatch.setattr("sitegen.effects.drafts.folder_refusal", broken)
    done = CliRunner().invoke(main, ["init", str(tmp_path / "x")])
    assert done.exit_code == 1
    assert done.stderr == "sitegen failed: RuntimeError: no such thing. SITEGEN_TRACEBACK=1 shows where.\n"


def test_figures_are_printed_as_a_table_and_as_json(site: Path, run: Run) -> None:
    found = json.loads(run("stats", "--format", "json").stdout)
    assert found["ja"]["total"]["entries"] == 1
    assert found["ja"]["total"]["notes"] == 2
    assert found["ja"]["total"]["formulas"] > 3
    assert sum(month["characters"] for month in found["en"]["months"]) == found["en"]["total"]["characters"]
    table = run("stats", "--lang", "ja", env={"LC_ALL": "ja_JP.UTF-8"}).stdout
    assert "数式" in table
    assert "English" not in table
    assert run("stats", "--lang", "fr").exit_code == 2
    assert str(site)
