"""Publish a site: the output folder goes from wholly old to wholly new in one step.

The new tree is made aside and then changes places with the old one. Unchanged
files, and files that sitegen did not write, are hard-linked from the old tree, so
that they keep their times and cost no copying. The decision and its alternatives
stand in ``docs/decisions/0003-publication.md``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sitegen.effects import manifest, trees
from sitegen.effects.manifest import Entry, Manifest
from sitegen.effects.refusals import leftover_refusal, path_refusal, refusal
from sitegen.effects.rename import exchange
from sitegen.effects.signs import Sign
from sitegen.errors import Problem
from sitegen.model import OutputFile
from sitegen.reports import Published


@dataclass(frozen=True, slots=True)
class Put:
    """A file that was handed in."""

    path: str
    """Relative to the output."""
    entry: Entry
    """What it holds."""
    is_new: bool
    """Whether it was written, since the old output holds another or none."""


class _RefusedError(Exception):
    """Publishing would destroy something."""


class Publication:
    """A new tree in the making; use `begin`. Files may be put into it by several processes."""

    def __init__(self, output: Path, shown: Path, believed: Mapping[str, Sign]) -> None:
        self._output = output
        self._shown = shown
        self._aside = _aside(output, "new")
        self._believed = believed
        self._known = manifest.load(output)
        self._old = self._known.files if self._known else {}
        self._found = trees.listing(str(output))
        self._foreign = _foreign(self._found, self._old)
        self._made: set[str] = set()

    def put(self, file: OutputFile) -> Put | Problem:
        """Take a file in: it is written aside at once, unless the old output holds the same."""
        try:
            return self._put(file.path, file.content)
        except _RefusedError as error:
            return _refused(self._shown, str(error))
        except OSError as error:
            return _failed(self._shown, error)

    def finish(self, puts: Iterable[Put]) -> Published | Problem:
        """Let the new tree, which holds exactly these files besides those of others, take its place."""
        try:
            return self._finished({put.path: put for put in puts})
        except OSError as error:
            return _failed(self._shown, error)
        finally:
            self.cancel()

    def cancel(self) -> None:
        """Leave the output as it is, and nothing beside it."""
        with suppress(OSError):
            _discard(self._aside)

    def _put(self, path: str, content: bytes) -> Put:
        reason = path_refusal(path)
        if reason:
            message = f"the site wants to write {path!r}, but {reason}"
            raise _RefusedError(message)
        entry = manifest.entry_of(content)
        is_kept = (
            self._is_adopted(path, content) if path in self._foreign else self._is_unchanged(path, entry)
        )
        if not is_kept:
            self._make_folder(path.rpartition("/")[0])
            trees.write(f"{self._aside}/{path}", content)
        return Put(path, entry, not is_kept)

    def _is_unchanged(self, path: str, entry: Entry) -> bool:
        """Whether the old output holds this content; a sign that is not believed has the file read."""
        sign = self._found.signs.get(path)
        if sign is None or self._old.get(path) != entry or sign[0] != entry.size:
            return False
        return (
            self._believed.get(path) == sign or manifest.entry_of((self._output / path).read_bytes()) == entry
        )

    def _is_adopted(self, path: str, content: bytes) -> bool:
        """Whether a file of others happens to be what the site makes; a differing one is refused."""
        standing = self._output / path
        if standing.is_symlink() or not standing.is_file() or standing.read_bytes() != content:
            message = f"the site makes {path}, where another file stands that sitegen did not write"
            raise _RefusedError(message)
        return True

    def _make_folder(self, folder: str) -> None:
        if folder not in self._made:
            os.makedirs(f"{self._aside}/{folder}", exist_ok=True)
            self._made.add(folder)

    def _finished(self, puts: Mapping[str, Put]) -> Published:
        new = Manifest({path: put.entry for path, put in puts.items()})
        written = sum(put.is_new for put in puts.values())
        if written or new != self._known:
            kept = {path for path, put in puts.items() if not put.is_new}
            folders = _folders(puts, self._foreign, self._found, self._old)
            there = _parents(path for path, put in puts.items() if put.is_new)
            for folder in folders:
                if folder not in there:
                    os.mkdir(f"{self._aside}/{folder}")
            self._complete(folders, sorted(kept | (self._foreign - puts.keys())), new)
            _take_place(self._output, self._aside, _aside(self._output, "old"))
        return Published(written, len(self._old.keys() - puts.keys()), len(puts) - written)

    def _complete(self, folders: Sequence[str], links: Iterable[str], new: Manifest) -> None:
        """Add to the new tree what stays; its manifest was empty until it is complete."""
        old, aside = str(self._output), str(self._aside)
        for path in links:
            trees.link(f"{old}/{path}", f"{aside}/{path}")
        trees.write(f"{aside}/{manifest.NAME}.new", manifest.encoded(new))
        os.replace(f"{aside}/{manifest.NAME}.new", f"{aside}/{manifest.NAME}")
        trees.copy_modes(old, aside, folders)


_NONE: Final[Mapping[str, Sign]] = {}


def begin(
    output: Path, site: Path, sources: Iterable[str] = (), believed: Mapping[str, Sign] = _NONE
) -> Publication | Problem:
    """Begin to make `output` hold the files that are going to be put, besides what others put there.

    `sources` are the folders of the collections, relative to the site; `believed` are the signs
    of files that nobody has changed. Where the answer is a `Problem`, the output is as it was.
    """
    target = Path(os.path.realpath(output))
    try:
        reason = refusal(target, site, sources)
        if reason:
            return _refused(output, reason)
        target.parent.mkdir(parents=True, exist_ok=True)
        _recover(target, _aside(target, "new"), _aside(target, "old"))
        _mark(_aside(target, "new"))
        return Publication(target, output, believed)
    except _RefusedError as error:
        return _refused(output, str(error))
    except OSError as error:
        return _failed(output, error)


def publish(
    files: Iterable[OutputFile], output: Path, site: Path, sources: Iterable[str] = ()
) -> Published | Problem:
    """Make `output` hold exactly `files`, besides what others put there.

    Where the answer is a `Problem`, the output is as it was.
    """
    begun = begin(output, site, sources)
    if isinstance(begun, Problem):
        return begun
    puts = []
    for file in files:
        put = begun.put(file)
        if isinstance(put, Problem):
            begun.cancel()
            return put
        puts.append(put)
    return begun.finish(puts)


def _mark(aside: Path) -> None:
    """Make the folder for the new tree; an empty manifest tells whose it is."""
    os.mkdir(aside)
    trees.write(f"{aside}/{manifest.NAME}", b"")


def _aside(output: Path, word: str) -> Path:
    return output.with_name(f".{output.name}.{word}")


def _recover(output: Path, aside: Path, old: Path) -> None:
    """Finish or undo what an interrupted publication left behind."""
    for leftover in (aside, old):
        reason = leftover_refusal(leftover)
        if reason:
            message = f"{leftover.name} beside it is in the way: {reason}"
            raise _RefusedError(message)
    if old.exists() and not output.exists():
        old.rename(output)
    _discard(aside)
    _discard(old)


def _discard(folder: Path) -> None:
    if folder.exists():
        trees.remove(str(folder), manifest.NAME)


# -------------------------------------------------------------------- folders


def _foreign(found: trees.Listing, old: Mapping[str, Entry]) -> set[str]:
    return (found.signs.keys() | set(found.others)) - old.keys() - {manifest.NAME}


def _folders(
    contents: Iterable[str], foreign: Iterable[str], found: trees.Listing, old: Iterable[str]
) -> tuple[str, ...]:
    """Return the folders that the new tree needs, and those of others even if they are empty."""
    needed = _parents([*contents, *foreign])
    theirs = set(found.folders) - _parents(old)
    return tuple(sorted(needed | theirs | _parents(theirs)))


def _parents(paths: Iterable[str]) -> set[str]:
    result: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent and parent not in result:
            result.add(parent)
            parent = parent.rpartition("/")[0]
    return result


def _take_place(output: Path, aside: Path, old: Path) -> None:
    """Put the new tree in the place of the old one, which is then `aside` or gone.

    Where the system cannot exchange two folders there is a moment without output;
    if the process is killed in it, the next publication brings the old one back.
    """
    if not output.exists():
        aside.rename(output)
    elif not exchange(str(aside), str(output)):
        output.rename(old)
        try:
            aside.rename(output)
        except OSError:
            old.rename(output)
            raise
        _discard(old)


# ------------------------------------------------------------------- problems


def _refused(output: Path, reason: str) -> Problem:
    return Problem(
        "output-refused",
        "",
        0,
        0,
        f"Nothing was published to {output}: {reason}.",
        "Choose another folder with -o or [site] output, or move away by hand what is in the way.",
    )


def _failed(output: Path, error: OSError) -> Problem:
    place = f" ({os.path.basename(error.filename)})" if isinstance(error.filename, str) else ""
    return Problem(
        "output-failed",
        "",
        0,
        0,
        f"Publishing to {output} failed: {error.strerror or error}{place}. The output is as it was.",
        "Make room and check that the folder, and the one that holds it, may be written to.",
    )
