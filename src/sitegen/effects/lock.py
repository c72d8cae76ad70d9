"""Let one build of a site run at a time.

The lock is the kernel's: it ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sitegen.errors import Problem

FOLDER: Final = ".sitegen"
"""Where sitegen keeps what it can make again, in the site's folder."""

_TAKEN: Final = frozenset({errno.EAGAIN, errno.EACCES})


@contextmanager
def build_lock(site: Path) -> Iterator[Problem | None]:
    """Hold the site's lock for the time of the ``with`` block; give a `Problem` where it is taken.

    A site on a disk that cannot be written to, or that has no locks, is built without one.
    """
    handle = _opened(site / FOLDER)
    if handle is None:
        yield None
        return
    try:
        yield _taken(handle)
    finally:
        os.close(handle)


def _opened(folder: Path) -> int | None:
    try:
        _make(folder)
        return os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        return None


def _make(folder: Path) -> None:
    """Make the folder, with a file that keeps it out of version control."""
    folder.mkdir(exist_ok=True)
    with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")


def _taken(handle: int) -> Problem | None:
    """Take the lock and leave the process's number in the file, for whoever comes next."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return _locked(handle) if error.errno in _TAKEN else None
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
    return None


def _locked(handle: int) -> Problem:
    owner = os.pread(handle, 32, 0).decode(errors="replace").strip()
    process = f" (process {owner})" if owner.isdecimal() else ""
    return Problem(
        "locked",
        "",
        0,
        0,
        f"Another build of this site is running{process}.",
        "Wait until it is done, or end it.",
    )
