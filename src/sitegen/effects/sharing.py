"""Share work among copies of this process, which know all that it knows.

A copy begins where this process stands, so nothing has to be told to it; only what it made
comes back. Processes of the system that forks safely are used, and only as many as pay.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, Generic, TypeVar

from sitegen.errors import Problem

R = TypeVar("R")

_MOST_CHUNKS: Final = 4000
_FEWEST: Final = 8
_LENGTH: Final = 2
_PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class _Copy:
    """A process that works beside this one."""

    number: int
    """Of the process."""
    answers: BinaryIO
    """Where it writes what it made."""


def processes() -> int:
    """How many processes can work at a time."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Shared(Generic[R]):
    """Work that several processes do together, each taking the next piece when it is done with one."""

    def __init__(self, works: Sequence[Callable[[], R]], prepare: Callable[[], None]) -> None:
        """`prepare` is called in every copy before it begins; results have to be such as can be pickled."""
        self._works = works
        self._prepare = prepare
        self._size = -(-len(works) // _MOST_CHUNKS) or 1

    def results(self, count: int) -> tuple[list[R], tuple[Problem, ...]]:
        """Do all of it in `count` processes, this one among them; the results come in order.

        Where a copy ends before it has told what it made, a problem says so.
        """
        count = min(count, len(self._works) // _FEWEST)
        if count <= 1 or sys.platform != "linux":
            return [work() for work in self._works], ()
        reader, writer = os.pipe()
        chunks = range(-(-len(self._works) // self._size))
        os.write(writer, b"".join(number.to_bytes(_LENGTH, "big") for number in chunks))
        os.close(writer)
        gc.freeze()
        answers: list[dict[int, R] | str] = []
        copies = [self._copied(reader) for _ in range(count - 1)]
        try:
            found = dict(self._taken(reader))
        finally:
            os.close(reader)
            answers = [_answer(copy) for copy in copies]
        problems = tuple(_lost(answer) for answer in answers if isinstance(answer, str))
        for answer in answers:
            found |= {} if isinstance(answer, str) else answer
        return [found[number] for number in sorted(found)], problems

    def _taken(self, reader: int) -> Iterator[tuple[int, R]]:
        """Take pieces until none is left."""
        while token := os.read(reader, _LENGTH):
            start = int.from_bytes(token, "big") * self._size
            for index, work in enumerate(self._works[start : start + self._size], start):
                yield index, work()

    def _copied(self, reader: int) -> _Copy:
        theirs, ours = os.pipe()
        number = os.fork()
        if number:
            os.close(ours)
            return _Copy(number, os.fdopen(theirs, "rb"))
        status = 1
        try:
            _end_with_parent()
            os.close(theirs)
            with os.fdopen(ours, "wb") as answers:
                pickle.dump(self._done(reader), answers, pickle.HIGHEST_PROTOCOL)
            status = 0
        finally:
            os._exit(status)

    def _done(self, reader: int) -> dict[int, R] | str:
        """All that a copy made, or why it could not."""
        try:
            self._prepare()
            return dict(self._taken(reader))
        except BaseException:  # noqa: BLE001 - whatever it is, the other process has to hear of it
            return traceback.format_exc(limit=-1)


def _end_with_parent() -> None:
    """Have the system end this process when the one that made it ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _answer(copy: _Copy) -> dict[int, R] | str:
    """What a copy made, or how it ended."""
    with copy.answers:
        told = copy.answers.read()
    _, status = os.waitpid(copy.number, 0)
    if status:
        return f"it ended with status {os.waitstatus_to_exitcode(status)}"
    answer: dict[int, R] | str = pickle.loads(told)  # noqa: S301 - our own process wrote it
    return answer


def _lost(reason: str) -> Problem:
    message = f"a process that made pages failed: {' '.join(reason.split())}"[:480]
    hint = "This is a fault of sitegen, or the memory did not suffice; please report it where it does."
    return Problem("internal", "", 0, 0, message, hint)
