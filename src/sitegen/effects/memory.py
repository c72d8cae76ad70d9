"""The files of a site as they were read last; only what may have changed is read again.

A watcher names the paths that it saw change. A named file that is known is read again on
its own; anything else (a new file, a folder that moved) has its tree listed anew, and there
the files whose size and times are as before keep their bytes.
"""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sitegen.effects.files import SourceFile, is_ignored, read_file, read_tree
from sitegen.effects.signs import Sign, sign_of
from sitegen.effects.stamp import Folder, hashed
from sitegen.errors import Problem
from sitegen.memory.rows import Row

_YOUNG: Final = 0.15
_PAUSE: Final = 0.005


def _written(path: str) -> bytes:
    """The bytes of a file; one that was emptied just now is waited for, since its text is on its way."""
    content = read_file(path)
    while not content and abs(time.time() - os.stat(path).st_mtime) < _YOUNG:
        time.sleep(_PAUSE)
        content = read_file(path)
    return content


class TreeMemory:
    """One folder of a site with all files below it."""

    def __init__(self, site: Path, folder: str, *, optional: bool = False) -> None:
        """`folder` is relative to `site`; where it is `optional` it may be missing."""
        self._site = site
        self._folder = folder
        self._optional = optional
        self._root = os.path.join(os.path.realpath(site), folder) if folder != "." else os.path.realpath(site)
        self._bytes: dict[str, tuple[Sign, bytes]] = {}
        self.files: Row[str, SourceFile] = Row()
        """By path relative to the folder; another object after every change."""
        self.problems: tuple[Problem, ...] = ()
        """What could not be read."""
        self._list()

    def refresh(self, paths: Iterable[str]) -> None:
        """Read what may have changed: `paths` are complete, as the system names them."""
        names = {name for path in paths if (name := self._name(path)) is not None}
        if any(self._needs_listing(name) for name in names):
            for name in names:
                self._bytes.pop(os.path.join(self._root, name), None)
            self._list()
        else:
            self._reread(names)

    def holds(self, path: str) -> bool:
        """Whether a complete path lies in the folder."""
        return path == self._root or path.startswith(self._root + os.sep)

    def seen(self, *, is_own: bool) -> Folder:
        """The folder as it was read; `is_own` tells whether it lies in the site."""
        root = os.path.join(os.path.realpath(self._site), self._folder)
        files = {
            path[len(root) :].lstrip("/"): (sign, hashed(content))
            for path, (sign, content) in self._bytes.items()
        }
        return Folder(is_own, self._folder, self._optional, files, self.problems)

    def _name(self, path: str) -> str | None:
        """The path relative to the folder; None where it is of no interest."""
        if not self.holds(path):
            return None
        name = os.path.relpath(path, self._root)
        return None if name != "." and any(is_ignored(part) for part in name.split(os.sep)) else name

    def _needs_listing(self, name: str) -> bool:
        if name == ".":
            return True
        disk = os.path.join(self._root, name)
        known = unicodedata.normalize("NFC", name)
        if known in self.files:
            return not os.path.isfile(disk) or os.path.realpath(disk) != disk
        return os.path.lexists(disk) or any(path.startswith(known + "/") for path in self.files)

    def _reread(self, names: Iterable[str]) -> None:
        changed = {}
        for name in names:
            known = unicodedata.normalize("NFC", name)
            try:
                content = _written(os.path.join(self._root, name))
            except OSError:  # gone or closed since it was named: the listing tells which
                self._list()
                return
            if known in self.files and content != self.files[known].content:
                changed[known] = SourceFile(known, content)
        if changed:
            self.files = self.files.edited(changed)

    def _list(self) -> None:
        if self._optional and not os.path.isdir(self._root):
            self.files, self.problems = Row(), ()
            return
        before = self.files
        tree = read_tree(self._site, self._folder, self._read)
        found = {file.path: self._kept(file, before.get(file.path)) for file in tree.files}
        self.problems = tree.problems
        if found.keys() != before.keys() or any(before[path] is not file for path, file in found.items()):
            self.files = Row(found)

    @staticmethod
    def _kept(file: SourceFile, before: SourceFile | None) -> SourceFile:
        return before if before is not None and before.content == file.content else file

    def _read(self, path: str) -> bytes:
        """The bytes of a file, from memory where its size and times are as before."""
        sign = sign_of(os.stat(path))
        known = self._bytes.get(path)
        if known is None or known[0] != sign:
            known = sign, read_file(path)
            self._bytes[path] = known
        return known[1]
