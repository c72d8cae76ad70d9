"""Running a command: how long it takes, and how much memory all its processes take at once."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_INTERVAL = 0.05
_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command."""

    seconds: float
    """Wall time."""
    cpu: float
    """Processor time of all its processes."""
    peak: float
    """The most memory that all its processes took together, in MiB; 0 where it was not watched."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is run."""

    words: tuple[str, ...]
    """The program and its arguments."""
    folder: Path
    """Where it runs."""
    environment: Mapping[str, str]
    """Variables added to those of this process."""

    def start(self, output: int | IO[bytes]) -> subprocess.Popen[bytes]:
        """Start it; what it prints goes to `output`."""
        environment = os.environ | dict(self.environment)
        return subprocess.Popen(
            self.words, cwd=self.folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )


def run(command: Command, *, watched: bool = False) -> Run:
    """Run a command to its end; a status other than 0 ends the benchmark."""
    _adopt()
    start, cpu = time.perf_counter(), _cpu()
    process = command.start(subprocess.PIPE)
    watch = Watch(process.pid) if watched else None
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    _bury()
    peak = watch.stop() if watch else 0.0
    if process.returncode:
        tail = output.decode(errors="replace")[-2000:]
        message = f"{' '.join(command.words)} ended with status {process.returncode}:\n{tail}"
        raise SystemExit(message)
    return Run(seconds, _cpu() - cpu, peak)


def _adopt() -> None:
    """Have descendants whose parents end become children of this process, so that their time is counted."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _bury() -> None:
    """Wait for what a command left behind, which ends by itself."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _cpu() -> float:
    """Processor seconds of all ended children of this process."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def median(command: Command, times: int) -> float:
    """The median time of a command in seconds."""
    return statistics.median(run(command).seconds for _ in range(times))


class Watch:
    """Samples the memory of a process and all its descendants until it is stopped."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """End the watch; gives the peak in MiB."""
        self._over.set()
        self._thread.join()
        return self._peak / 1024

    def _sample(self) -> None:
        while not self._over.wait(_INTERVAL):
            self._peak = max(self._peak, sum(map(memory, family(self._pid))))


def family(pid: int) -> Iterator[int]:
    """A process and all its descendants that are alive."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def memory(pid: int) -> int:
    """The proportional set size of a process in KiB: what it shares is divided among those that share it."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server and wait for it."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
