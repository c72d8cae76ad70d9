"""Plain operations on folders that publishing is made of: list, link, write, remove."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from sitegen.effects.signs import Sign, sign_of


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything below a folder, by path relative to it; symbolic links are not followed."""

    signs: dict[str, Sign]
    """Regular files and their signs."""
    others: tuple[str, ...]
    """Links, sockets and whatever else is neither file nor folder."""
    folders: tuple[str, ...]
    """Folders, each after the one that holds it."""


def listing(root: str) -> Listing:
    """List a folder; one that does not exist is empty."""
    signs: dict[str, Sign] = {}
    others: list[str] = []
    folders: list[str] = []
    waiting = [""] if os.path.isdir(root) else []
    while waiting:
        prefix = waiting.pop()
        for entry in _entries(os.path.join(root, prefix)):
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
                waiting.append(path + "/")
            elif entry.is_file(follow_symlinks=False):
                signs[path] = sign_of(entry.stat(follow_symlinks=False))
            else:
                others.append(path)
    return Listing(signs, tuple(others), tuple(folders))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


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


def copy_modes(source: str, target: str, folders: Iterable[str]) -> None:
    """Give a tree's root and folders the permissions that they have in another tree, if they are there."""
    for folder in ("", *folders):
        with suppress(FileNotFoundError, NotADirectoryError):
            mode = stat.S_IMODE(os.lstat(os.path.join(source, folder)).st_mode)
            os.chmod(os.path.join(target, folder), mode)


def remove(folder: str, last: str) -> None:
    """Remove a folder with all it holds, the file named `last` in it at the very end.

    Whoever finds the folder half removed can thus still tell whose it was.
    """
    os.chmod(folder, stat.S_IRWXU)
    for entry in _entries(folder):
        if entry.name != last:
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
    for inner in _entries(entry.path):
        _remove_entry(inner)
    os.rmdir(entry.path)
