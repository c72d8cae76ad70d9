"""Worker processes that render documents and can be killed.

KaTeX, Pygments and Markdown can all run away on a hostile text, and none of them can
be stopped from inside. Each worker is spawned (never forked), makes its own V8 context,
and is ended by the parent; a document past its limit costs its worker and nobody else.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import msgspec

from sitegen.config import Limits
from sitegen.effects.spawning import QuietContext
from sitegen.errors import Problem
from sitegen.memory.texts import Outline
from sitegen.model import Document, RenderedDocument, Resources
from sitegen.output.outlines import outline

if TYPE_CHECKING:
    from types import TracebackType

    from pebble import ProcessFuture, ProcessPool

    from sitegen.effects.katex import Katex
    from sitegen.markup.document import Options

_BATCH_CHARACTERS: Final = 40_000
_BATCH_SECONDS: Final = 5.0
_MOST_BREAKS: Final = 3
_RECURSION: Final = 20_000
_COLLECTED: Final = 16
_ADDRESS_SPACE_FOR_CODE: Final = 512


@dataclass(frozen=True, slots=True)
class Job:
    """One document to render, with all that its rendering depends on."""

    document: Document
    """The document."""
    options: Options
    """The settings that matter."""
    resources: Resources
    """Includes and drawings."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job, but for the text."""

    outline: Outline
    """What is known of it before its text is needed."""
    problems: tuple[Problem, ...]
    """What was found on the way."""


Encoded = tuple[bytes, bytes]
"""An `Outcome` and a `RenderedDocument`, each as bytes that can be kept and read alone."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some jobs on their way."""

    indices: tuple[int, ...]
    """Of the jobs."""
    pool: ProcessPool
    """Where they were sent."""
    future: ProcessFuture[list[Encoded]]
    """What will become of them."""


class _NoWorkerError(Exception):
    """The processes of a pool ended before they could do anything."""


class Workers:
    """A pool of rendering processes: as many as the jobs so far could use, alive until `close`."""

    def __init__(self, katex: Path, limits: Limits, count: int = 0) -> None:
        """`katex` is KaTeX's script; `count` of 0 means one worker for each core."""
        self._katex = katex
        self._limits = limits
        self._count = count or len(os.sched_getaffinity(0))
        self._pool: ProcessPool | None = None
        self._size = 0
        self._breaks = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers at once."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None

    def start(self) -> None:
        """Start the workers now, so that the first job need not wait for them."""
        self._grow(self._count)
        self._schedule((), ())

    def render(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Encoded | Problem]]:
        """Render jobs; gives the index of each with its `Encoded` result, or the problem that ended it.

        Batches that fail are tried again one document at a time, so that only the
        culprit is lost.
        """
        batches = list(_batches(jobs))
        self._grow(min(self._count, len(batches)))
        waiting = deque(self._schedule(indices, jobs) for indices in batches)
        while waiting:
            yield from self._collect(waiting.popleft(), jobs)

    def _collect(self, batch: _Batch, jobs: Sequence[Job]) -> Iterator[tuple[int, Encoded | Problem]]:
        try:
            result = self._result(batch)
        except _NoWorkerError:
            result, is_last = _NO_WORKER, self._breaks > _MOST_BREAKS
        else:
            is_last = len(batch.indices) == 1
        if not isinstance(result, str):
            yield from zip(batch.indices, result, strict=True)
        elif is_last:
            yield from ((index, _problem(jobs[index], result)) for index in batch.indices)
        else:
            for single in [self._schedule((index,), jobs) for index in batch.indices]:
                yield from self._collect(single, jobs)

    def _result(self, batch: _Batch) -> list[Encoded] | str:
        """What a batch gave, or why it gave nothing."""
        from pebble import ProcessExpired  # noqa: PLC0415 - asyncio comes with it; many builds render nothing

        if batch.pool is not self._pool and not batch.future.done():
            raise _NoWorkerError
        try:
            result: list[Encoded] = batch.future.result()
        except FutureTimeoutError:
            return f"rendering took longer than {self._limits.seconds:g} seconds and was stopped."
        except (ProcessExpired, MemoryError):
            return f"rendering took more than {self._limits.memory} MiB of memory and was stopped."
        except RecursionError:
            return "it is nested too deeply to be rendered."
        except BrokenProcessPool as error:
            self._drop(batch.pool)
            raise _NoWorkerError from error
        except Exception as error:  # noqa: BLE001 - a fault of ours costs one document, and is told
            return f"{_FAULT} {type(error).__name__}: {error}"[:400]
        return result

    def _grow(self, size: int) -> None:
        """Have at least `size` processes; one that has nothing to do would only cost its start."""
        if size > self._size:
            self.close()
            self._size = size

    def _drop(self, pool: ProcessPool) -> None:
        """Let a new pool be made in the place of one that is broken."""
        if pool is self._pool:
            self._breaks += 1
            self.close()

    def _schedule(self, indices: Sequence[int], jobs: Sequence[Job]) -> _Batch:
        from pebble import ProcessPool  # noqa: PLC0415 - as above

        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._size,
                context=QuietContext(),
                initializer=_start,
                initargs=(str(self._katex), self._limits.memory),
            )
        limit = self._limits.seconds
        seconds = limit if len(indices) == 1 else min(limit, _BATCH_SECONDS)
        future = self._pool.schedule(_render, args=[[jobs[index] for index in indices]], timeout=seconds)
        return _Batch(tuple(indices), self._pool, future)


_FAULT: Final = "sitegen failed:"
"""What a reason begins with where a worker raised something that nobody had thought of."""

_NO_WORKER: Final = "no process could be started to render texts."
"""Why nothing was rendered where workers end before they have begun."""


def _batches(jobs: Sequence[Job]) -> Iterable[list[int]]:
    """Indices of jobs in batches of about the same amount of text, the longest first."""
    sizes = [_size(job.document) for job in jobs]
    order = sorted(range(len(jobs)), key=lambda i: (-sizes[i], i))
    batch: list[int] = []
    size = 0
    for index in order:
        batch.append(index)
        size += sizes[index] + 500
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(document: Document) -> int:
    return len(document.body) + sum(len(part.text) for part in document.parts)


def _problem(job: Job, reason: str) -> Problem:
    if reason == _NO_WORKER:
        hint = "V8 needs some GiB of address space; look at `ulimit -v` and at the memory that is free."
        return Problem("limit", "", 0, 0, reason, hint)
    if reason.startswith(_FAULT):
        hint = "This is a fault of sitegen; please report it together with the text."
        return Problem("internal", job.document.path, 0, 0, f"the document was left out: {reason}", hint)
    hint = (
        "Look for a formula, a code block or a nesting that grows without end; "
        "[limits] in sitegen.toml sets the limits."
    )
    return Problem("limit", job.document.path, 0, 0, f"the document was left out: {reason}", hint)


# ------------------------------------------------------- inside the worker

_katex: list[Katex] = []
_batches_done: list[int] = [0]
_uncleared: list[int] = []
"""How much text was rendered in each call since waste was cleared away."""


def _start(script: str, memory: int) -> None:
    import sitegen.markup.document  # noqa: F401, PLC0415 - what the first job needs
    from sitegen.effects.katex import Katex  # noqa: PLC0415 - V8 must start inside the worker

    sys.setrecursionlimit(_RECURSION)
    size = (memory + _ADDRESS_SPACE_FOR_CODE) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    _katex.append(Katex(Path(script)))
    gc.freeze()
    gc.disable()


def _render(jobs: list[Job]) -> list[Encoded]:
    """Render a batch; what refers to itself is cleared away after so much text, not all the time."""
    done = [_encoded(job) for job in jobs]
    _uncleared.append(sum(_size(job.document) for job in jobs))
    if sum(_uncleared) >= _BATCH_CHARACTERS:
        gc.collect()
        _uncleared.clear()
    return done


def _encoded(job: Job) -> Encoded:
    from sitegen.markup.document import render_document  # noqa: PLC0415 - only workers need the parser

    rendered, problems = render_document(job.document, job.options, job.resources, _katex[0].typeset)
    return encode(rendered, problems)


def encode(rendered: RenderedDocument, problems: tuple[Problem, ...]) -> Encoded:
    """The way in which a worker gives back what it rendered."""
    return msgspec.msgpack.encode(Outcome(outline(rendered), problems)), msgspec.msgpack.encode(rendered)


_OUTCOME: Final = msgspec.msgpack.Decoder(Outcome)


def decode(encoded: bytes) -> Outcome:
    """The outcome that a worker encoded; raises `msgspec.MsgspecError` for anything else."""
    return _OUTCOME.decode(encoded)
