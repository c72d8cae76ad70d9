"""Processes that are silent from their first moment."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from sitegen.effects.spawning import QuietContext


class Broken:
    """Cannot be unpickled, as a lock cannot that is gone when a process wants it."""

    def __reduce__(self) -> tuple[object, ...]:
        return fail, ()


def fail() -> NoReturn:
    raise FileNotFoundError


def write(path: Path) -> None:
    path.write_text("done")


def test_a_process_that_fails_before_its_task_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    process = QuietContext().Process(target=print, args=(Broken(),))
    process.start()
    process.join(60)
    assert process.exitcode == 1
    assert capfd.readouterr().err == ""


def test_a_quiet_process_does_its_task(tmp_path: Path) -> None:
    process = QuietContext().Process(target=write, args=(tmp_path / "out",))
    process.start()
    process.join(60)
    assert (tmp_path / "out").read_text() == "done"
