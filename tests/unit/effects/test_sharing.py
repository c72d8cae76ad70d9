"""Work shared among copies of the process."""

from __future__ import annotations

import os
import signal
import time
from functools import partial

import pytest

from sitegen.effects.sharing import Shared


def _number(number: int) -> tuple[int, int]:
    return number, os.getpid()


def _nothing() -> None:
    pass


def test_all_of_it_is_done_by_several_processes() -> None:
    found, problems = Shared([partial(_number, n) for n in range(5000)], _nothing).results(3)
    assert [number for number, _ in found] == list(range(5000))
    assert problems == ()


def test_little_is_done_here() -> None:
    found, _ = Shared([partial(_number, n) for n in range(9)], _nothing).results(4)
    assert {process for _, process in found} == {os.getpid()}


def test_copies_prepare_themselves() -> None:
    asked: list[int] = []

    def prepared() -> int:
        return len(asked)

    found, _ = Shared([prepared] * 1000, lambda: asked.append(1)).results(2)
    assert set(found) <= {0, 1}
    assert asked == []


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "status -9"),
        (lambda: os._exit(3), "status 3"),
        (lambda: 1 // 0, "ZeroDivisionError"),
    ],
)
def test_a_copy_that_fails_is_a_problem(end: object, reason: str) -> None:
    found, problems = Shared([partial(_number, n) for n in range(1000)], end).results(2)  # type: ignore[arg-type]
    assert [problem.code for problem in problems] == ["internal"]
    assert reason in problems[0].message
    assert {process for _, process in found} == {os.getpid()}


def test_what_cannot_be_sent_is_a_problem() -> None:
    home = os.getpid()
    found, problems = Shared(
        [lambda: None if os.getpid() == home else lambda: None] * 1000, _nothing
    ).results(2)
    assert set(found) <= {None}
    assert len(problems) == (len(found) < 1000)


def test_a_failure_here_waits_for_the_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    home, copies = os.getpid(), list[int]()
    fork = os.fork

    def noted() -> int:
        copies.append(fork())
        return copies[-1]

    def work() -> None:
        if os.getpid() == home:
            raise ValueError

    monkeypatch.setattr(os, "fork", noted)
    with pytest.raises(ValueError):  # noqa: PT011 - ours
        Shared([work] * 1000, lambda: time.sleep(0.3)).results(2)
    (copy,) = copies
    with pytest.raises(ChildProcessError):
        os.waitpid(copy, os.WNOHANG)
