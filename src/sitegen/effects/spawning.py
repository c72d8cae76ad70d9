"""Processes that say nothing on the terminal, not even when they are ended before they have begun.

A process that is killed while Python still unpickles what it shall do writes a traceback of
its own. What it has to tell comes back as a result; so the first thing that it unpickles
leads its standard output and error to nowhere.
"""

from __future__ import annotations

import os
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any


class _Silence:
    """Unpickled, it silences the process that unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return silence, ()


class QuietProcess(SpawnProcess):
    """A spawned process that is silent before it reads its task."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _quiet_process, (_Silence(), self.__dict__)


class QuietContext(SpawnContext):
    """The start method `spawn`, with quiet processes."""

    Process = QuietProcess


def silence() -> None:
    """Lead standard output and error of this process to nowhere, those of its libraries too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for standard in (1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)


def _quiet_process(_silence: None, state: dict[str, Any]) -> QuietProcess:
    process = QuietProcess.__new__(QuietProcess)
    process.__dict__.update(state)
    return process
