"""Processes that say nothing on the terminal, not even when they are ended before they have begun.

A process that is killed while Python still unpickles what it shall do writes a traceback of
its own. What it has to tell comes back as a result; so the first thing that it unpickles
leads its standard output and error to nowhere. Ctrl-C reaches every process of a terminal; it
is held off from these, which the one that started them ends.
"""

from __future__ import annotations

import os
import signal
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.popen_spawn_posix import Popen
from typing import Any, Final

_WARNINGS: Final = "PYTHONWARNINGS"


class _Silence:
    """Unpickled, it silences the process that unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return silence, ()


class QuietProcess(SpawnProcess):
    """A spawned process that is silent before it reads its task, and that Ctrl-C does not reach."""

    @staticmethod
    def _Popen(process_obj: QuietProcess) -> Popen:  # type: ignore[override]  # noqa: N802 - the name that is called
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return Popen(process_obj)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def __reduce__(self) -> tuple[Any, ...]:
        return _quiet_process, (_Silence(), self.__dict__)


class QuietContext(SpawnContext):
    """The start method `spawn`, with quiet processes."""

    Process = QuietProcess

    def __init__(self) -> None:
        _start_tracker()


def silence() -> None:
    """Lead standard output and error of this process to nowhere, those of its libraries too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for standard in (1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)


def _start_tracker() -> None:
    """Start the process that clears away behind others; it would tell of what it finds after a sudden end."""
    before = os.environ.get(_WARNINGS)
    os.environ[_WARNINGS] = ",".join(filter(None, [before, "ignore:resource_tracker"]))
    try:
        resource_tracker.ensure_running()
    finally:
        os.environ.pop(_WARNINGS)
        if before is not None:
            os.environ[_WARNINGS] = before


def _quiet_process(_silence: None, state: dict[str, Any]) -> QuietProcess:
    process = QuietProcess.__new__(QuietProcess)
    process.__dict__.update(state)
    return process
