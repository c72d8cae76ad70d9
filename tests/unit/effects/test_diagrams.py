"""Programs of the machine that draw."""

from __future__ import annotations

import subprocess

import pytest

from sitegen.effects import diagrams


def test_only_known_programs_that_are_installed_can_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert diagrams.can_draw("dot")
    assert not diagrams.can_draw("bash")
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert not diagrams.can_draw("dot")


def _answers(monkeypatch: pytest.MonkeyPatch, answer: str | Exception) -> None:
    def run(command: tuple[str, ...], **_: object) -> subprocess.CompletedProcess[str]:
        if isinstance(answer, Exception):
            raise answer
        return subprocess.CompletedProcess(command, 0, answer, "")

    monkeypatch.setattr("subprocess.run", run)


def test_the_svg_alone_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, '<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg width="1">\n</svg>\n')
    assert diagrams.draw("dot", "digraph {}") == '<svg width="1">\n</svg>'


@pytest.mark.parametrize(
    "answer",
    [
        subprocess.TimeoutExpired("dot", 10),
        subprocess.CalledProcessError(1, "dot"),
        FileNotFoundError(),
        "no picture",
    ],
    ids=["time", "failure", "missing", "nothing"],
)
def test_a_failure_gives_nothing(answer: str | Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, answer)
    assert diagrams.draw("dot", "digraph {") is None
