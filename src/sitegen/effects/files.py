"""Read the source files of a folder of the site, in an order that no machine changes."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import translate
from itertools import pairwise
from pathlib import Path
from typing import Final

from sitegen.effects import manifest
from sitegen.effects.names import is_text, shown
from sitegen.errors import Problem

IGNORED: Final = (".*", "*~", "#*#", "*.swp", "*.swo", "*.swx", "4913")
"""Names of hidden files, and of those that editors leave beside the file that they save."""

_IGNORED: Final = re.compile("|".join(map(translate, IGNORED)))

LINKS: Final = 3
"""How many symbolic links to folders may lead into one another."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as it stands on disk."""

    path: str
    """Relative to the folder that was read, forward slashes, Unicode form NFC."""
    content: bytes
    """Its bytes."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What reading a folder gave."""

    files: tuple[SourceFile, ...]
    """Sorted by path."""
    problems: tuple[Problem, ...]
    """What could not be read."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder on the way down."""

    disk: str
    """Where it stands."""
    path: str
    """Relative to the folder that is read, with a slash at the end; "" for that folder itself."""
    real: str
    """Where it stands once links are resolved."""
    links: tuple[str, ...] = ()
    """The folders that links led out of to come here."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one folder of one site."""

    site: str
    """The site's folder, resolved."""
    folder: str
    """The folder that is read, relative to the site."""
    read: Callable[[str], bytes]
    """Gives the bytes of a file."""

    def files(self, folder: _Folder) -> Iterator[SourceFile | Problem]:
        """Yield every file below `folder`, and what stands in the way of one."""
        try:
            with os.scandir(folder.disk) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield from self._unreadable(folder.path, error)
            return
        if any(entry.name == manifest.NAME for entry in entries):
            return
        for entry in entries:
            if not is_ignored(entry.name):
                path = folder.path + unicodedata.normalize("NFC", entry.name)
                try:
                    yield from self._entry(folder, entry, path)
                except OSError as error:
                    yield from self._unreadable(path, error)

    def _entry(self, folder: _Folder, entry: os.DirEntry[str], path: str) -> Iterator[SourceFile | Problem]:
        if not is_text(path):
            yield self._problem(path, "its name is not UTF-8 or holds control characters", "Rename it.")
        elif entry.is_symlink() and not _is_inside(os.path.realpath(entry.path), self.site):
            yield self._outside(path)
        elif entry.is_dir():
            yield from self._folder(folder, entry, path)
        elif entry.is_file():
            yield SourceFile(path, self.read(entry.path))
        elif entry.is_symlink():
            yield self._problem(path, "it is a symbolic link to nothing", "Correct or remove it.")

    def _folder(self, parent: _Folder, entry: os.DirEntry[str], path: str) -> Iterator[SourceFile | Problem]:
        real, links = os.path.join(parent.real, entry.name), parent.links
        if entry.is_symlink():
            real, links = os.path.realpath(entry.path), (*links, parent.real)
            if any(_is_inside(origin, real) for origin in links):
                return
        if len(links) > LINKS:
            yield self._problem(path, f"more than {LINKS} symbolic links lead to it", "Link to it directly.")
        else:
            yield from self.files(_Folder(entry.path, path + "/", real, links))

    def _unreadable(self, path: str, error: OSError) -> Iterator[Problem]:
        """What was deleted between listing and reading is simply no longer there."""
        if not isinstance(error, FileNotFoundError):
            yield self._problem(path, str(error.strerror or error), "Check who may read it.")

    def _problem(self, path: str, reason: str, hint: str) -> Problem:
        name = shown(os.path.normpath(os.path.join(self.folder, path)))
        return Problem("source-unreadable", name, 0, 0, f"This cannot be read: {reason}.", hint)

    def _outside(self, path: str) -> Problem:
        return outside_problem(os.path.normpath(os.path.join(self.folder, path)))


def read_file(path: str) -> bytes:
    """Give the bytes of a file."""
    with open(path, "rb") as file:
        return file.read()


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or one that an editor leaves behind."""
    return _IGNORED.match(name) is not None


def read_tree(site: Path, folder: str, read: Callable[[str], bytes] = read_file) -> Tree:
    """Read all files below `folder`, a path relative to `site`.

    Hidden and editors' files, and folders that hold a published site, are left out.
    Links are followed inside the site; one that leads back to where it stands is not.
    """
    root = os.path.realpath(site)
    disk = os.path.join(root, folder)
    real = os.path.realpath(disk)
    if not _is_inside(real, root):
        return Tree((), (outside_problem(folder),))
    if not os.path.isdir(disk):
        return Tree((), (_missing(folder),))
    return _sorted(_Reader(root, folder, read).files(_Folder(disk, "", real)), folder)


def outside_problem(path: str) -> Problem:
    """Say that `path`, relative to the site, leads out of it."""
    return Problem(
        "symlink-outside",
        shown(path),
        0,
        0,
        "This leads out of the site's folder, so it was not read.",
        "Copy what it points to into the site.",
    )


def _sorted(found: Iterator[SourceFile | Problem], folder: str) -> Tree:
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for item in found:
        if isinstance(item, Problem):
            problems.append(item)
        else:
            files.append(item)
    files.sort(key=lambda file: file.path)
    problems += (
        _twin(os.path.normpath(os.path.join(folder, a.path))) for a, b in pairwise(files) if a.path == b.path
    )
    problems.sort(key=lambda problem: problem.path)
    return Tree(tuple(files), tuple(problems))


def _twin(path: str) -> Problem:
    decomposed = unicodedata.normalize("NFD", path)
    message = f"two files have this name: {path}, composed (NFC) and decomposed ({decomposed}, NFD)."
    return Problem("url-collision", path, 0, 0, message, "Rename or delete one of them.")


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _missing(folder: str) -> Problem:
    return Problem(
        "folder-missing",
        "sitegen.toml",
        0,
        0,
        f"The folder {shown(folder)}, which a collection names as its path, does not exist.",
        "Make the folder, or correct the path of the collection.",
    )
