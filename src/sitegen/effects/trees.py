"""Plain operations on folders that publishing is made of: list, link, write, remove."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything below a folder, by path relative to it; symbolic links are not followed."""

    sizes: dict[str, int]
    """Regular files and their sizes in bytes."""
    others: tuple[str, ...]
    """Links, sockets and whatever else is neither file nor folder."""
    folders: tuple[str, ...]
    """Folders, each after the one that holds it."""


def listing(root: str) -> Listing:
    """List a folder; one that does not exist is empty."""
    sizes: dict[str, int] = {}
    others: list[str] = []
    folders: list[str] = []
    if os.path.isdir(root):
        for path, entry in _walk(root, ""):
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif entry.is_file(follow_symlinks=False):
                sizes[path] = entry.stat(follow_symlinks=False).st_size
            else:
                others.append(path)
    return Listing(sizes, tuple(others), tuple(folders))


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = prefix + entry.name
        yield path, entry
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, path + "/")


def link(source: str, target: str) -> None:
    """Give a file a second name, or copy it where the file system has no hard links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def write(path: str, content: bytes) -> None:
    """Write a file that must not exist yet."""
    with open(path, "xb", buffering=0) as file:
        view = memoryview(content)
        while view:
            view = view[file.write(view) :]


def remove(folder: str, last: str) -> None:
    """Remove a folder with all it holds, the file named `last` in it at the very end.

    Whoever finds the folder half removed can thus still tell whose it was.
    """
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if entry.name != last]
    for entry in found:
        _remove_entry(entry)
    if os.path.lexists(os.path.join(folder, last)):
        os.unlink(os.path.join(folder, last))
    os.rmdir(folder)


def _remove_entry(entry: os.DirEntry[str]) -> None:
    if not entry.is_dir(follow_symlinks=False):
        os.unlink(entry.path)
        return
    if not entry.stat(follow_symlinks=False).st_mode & stat.S_IWUSR:
        os.chmod(entry.path, stat.S_IRWXU)
    with os.scandir(entry.path) as entries:
        found = list(entries)
    for inner in found:
        _remove_entry(inner)
    os.rmdir(entry.path)
