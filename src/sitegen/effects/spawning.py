"""Processes that begin with all that workers need, and say nothing on the terminal.

They are copies of one process that loads the modules and does nothing else: it has neither
threads nor V8, so it can be copied safely and at once. A process that is killed while Python
still unpickles what it shall do writes a traceback of its own. What it has to tell comes back
as a result; so the first thing that it unpickles leads its standard output and error to nowhere.
Ctrl-C reaches every process of a terminal; it is held off from these, which the one that started
them ends.
"""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import Any, Final

_LOADED: Final = ["sitegen.effects.workers", "sitegen.effects.katex", "sitegen.markup.document"]
_WARNINGS: Final = "PYTHONWARNINGS"


def prepare() -> None:
    """Begin to load what processes need, beside this one; a second call costs nothing."""
    _start_tracker()
    forkserver.set_forkserver_preload(_LOADED)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Silence:
    """Unpickled, it silences the process that unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return silence, ()


class QuietProcess(ForkServerProcess):
    """A process that is silent before it reads its task, and that Ctrl-C does not reach."""

    def start(self) -> None:
        """Start it; the main module of this process is no concern of its."""
        own = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            super().start()
        finally:
            sys.modules["__main__"] = own

    def __reduce__(self) -> tuple[Any, ...]:
        return _quiet_process, (_Silence(), self.__dict__)


class QuietContext(ForkServerContext):
    """The start method `forkserver`, with quiet processes."""

    Process = QuietProcess

    def __init__(self) -> None:
        prepare()


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
