"""Watching a site's folder: many events become few changes, given when the files are at rest.

Editors save in many ways: they write in place, truncate and write, or write another file
and rename it. What counts is that nothing more has happened for a moment.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from watchdog.events import DirDeletedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from sitegen.effects import manifest
from sitegen.effects.files import is_ignored

_FIRST_REST: Final = 0.006
_NEXT_REST: Final = 0.1
_OPEN_REST: Final = 0.08
_EMPTY_REST: Final = 0.2
_LONGEST: Final = 1.0
_BURST: Final = 0.4
_READING: Final = frozenset({"opened", "closed_no_write"})


class Gatherer:
    """Gathers changed paths until they are at rest: a first save is given at once, a burst when it ends."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._paths: set[str] = set()
        self._open: set[str] = set()
        self._begun = 0.0
        self._last = 0.0
        self._given = float("-inf")
        self._ended = False

    def add(self, paths: Iterable[str], *, is_open: bool = False) -> None:
        """Note that something happened to `paths`; `is_open` where more is sure to come."""
        with self._changed:
            now = self._clock()
            self._begun = self._begun if self._paths else now
            self._last = now
            for path in paths:
                self._paths.add(path)
                (self._open.add if is_open else self._open.discard)(path)
            self._changed.notify()

    def end(self) -> None:
        """Let `wait` give None from now on."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def wait(self) -> frozenset[str] | None:
        """Wait for the next change; None at the end."""
        with self._changed:
            while not self._ended:
                left = self._left() if self._paths else None
                if left is not None and left <= 0:
                    return self._taken()
                self._changed.wait(left)
        return None

    def _left(self) -> float:
        now = self._clock()
        rest = _NEXT_REST if self._begun - self._given < _BURST else _FIRST_REST
        if self._open:
            rest = max(rest, _OPEN_REST)
        if any(_is_empty(path) for path in self._paths):
            rest = max(rest, _EMPTY_REST)
        return min(self._last + rest, self._begun + _LONGEST) - now

    def _taken(self) -> frozenset[str]:
        paths = frozenset(self._paths)
        self._paths, self._open = set(), set()
        self._given = self._clock()
        return paths


def _is_empty(path: str) -> bool:
    try:
        return os.path.isfile(path) and os.path.getsize(path) == 0
    except OSError:
        return False


class Watcher:
    """Watches a site's folder, and the default theme where it stands elsewhere."""

    def __init__(self, site: Path, gatherer: Gatherer, more: Iterable[Path] = ()) -> None:
        self._root = os.path.realpath(site)
        self._gatherer = gatherer
        self._observer = Observer()
        self._more = [os.path.realpath(folder) for folder in more]
        self._watched: set[str] = set()

    def start(self) -> None:
        """Begin to watch."""
        handler = _Handler(self)
        self._observer.schedule(handler, self._root, recursive=False)
        for folder in self._more:
            self._watch(folder, handler)
        self._watch_folders(handler)
        self._observer.daemon = True
        self._observer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._observer.stop()

    def noticed(self, event: FileSystemEvent, handler: FileSystemEventHandler) -> None:
        """Take up an event of the system."""
        if event.event_type in _READING or (event.is_directory and event.event_type == "modified"):
            return
        paths = [path for path in (event.src_path, event.dest_path) if path]
        named = [os.fsdecode(path) for path in paths]
        if any(os.path.dirname(path) == self._root for path in named):
            self._forget(event)
            self._watch_folders(handler)
        wanted = [path for path in named if not self._is_ignored(path)]
        if wanted:
            is_open = event.event_type in ("created", "modified") and not event.is_directory
            self._gatherer.add(wanted, is_open=is_open)

    def _forget(self, event: FileSystemEvent) -> None:
        if isinstance(event, DirDeletedEvent) or (event.is_directory and event.event_type == "moved"):
            self._watched.discard(os.fsdecode(event.src_path))

    def _watch_folders(self, handler: FileSystemEventHandler) -> None:
        """Watch every folder of the site that is not hidden and not written by sitegen."""
        try:
            found = [entry for entry in os.scandir(self._root) if entry.is_dir()]
        except OSError:
            return
        for entry in found:
            if not is_ignored(entry.name) and entry.name != "node_modules" and not _is_output(entry.path):
                self._watch(entry.path, handler)

    def _watch(self, folder: str, handler: FileSystemEventHandler) -> None:
        if folder in self._watched:
            return
        try:
            self._observer.schedule(handler, folder, recursive=True)
        except OSError:
            return
        self._watched.add(folder)
        self._gatherer.add([folder])

    def _is_ignored(self, path: str) -> bool:
        base = next(
            (root for root in (self._root, *self._more) if path.startswith(root + os.sep)), self._root
        )
        return any(is_ignored(part) for part in os.path.relpath(path, base).split(os.sep) if part != ".")


class _Handler(FileSystemEventHandler):
    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._watcher.noticed(event, self)


def _is_output(folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, manifest.NAME))
