"""Publish a site: the output folder goes from wholly old to wholly new in one step.

The new tree is made aside and then changes places with the old one. Unchanged
files, and files that sitegen did not write, are hard-linked from the old tree, so
that they keep their times and cost no copying. The decision and its alternatives
stand in ``docs/decisions/0003-publication.md``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.effects import manifest, trees
from sitegen.effects.manifest import Entry, Manifest
from sitegen.effects.refusals import leftover_refusal, path_refusal, refusal
from sitegen.effects.rename import exchange
from sitegen.errors import Problem
from sitegen.model import OutputFile


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    written: int
    """Files that are new or have other content."""
    removed: int
    """Files that sitegen wrote before and no longer makes."""
    unchanged: int
    """Files that stayed as they were."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the new tree is made of; all paths are relative to it."""

    write: dict[str, bytes]
    """Content of the files to write."""
    link: tuple[str, ...]
    """Files of the old tree to keep: sitegen's unchanged ones, and all that are not sitegen's."""
    folders: tuple[str, ...]
    """Folders to make, outer ones first."""
    manifest: Manifest
    """What sitegen will have written."""
    changed: bool
    """Whether anything differs from the old tree."""
    done: Published
    """The figures."""


class _RefusedError(Exception):
    """Publishing would destroy something."""


def publish(
    files: Iterable[OutputFile], output: Path, site: Path, sources: Iterable[str] = ()
) -> Published | Problem:
    """Make `output` hold exactly `files`, besides what others put there.

    `sources` are the folders of the collections, relative to the site. Where the
    answer is a `Problem`, the output is as it was.
    """
    target = Path(os.path.realpath(output))
    try:
        reason = refusal(target, site, sources)
        if reason:
            return _refused(output, reason)
        return _published({file.path: file.content for file in files}, target)
    except _RefusedError as error:
        return _refused(output, str(error))
    except OSError as error:
        return _failed(output, error)


def _published(contents: Mapping[str, bytes], output: Path) -> Published:
    aside, old = _aside(output, "new"), _aside(output, "old")
    output.parent.mkdir(parents=True, exist_ok=True)
    _recover(output, aside, old)
    plan = _planned(contents, output)
    if plan.changed:
        try:
            _make(plan, str(output), str(aside))
            _take_place(output, aside, old)
        finally:
            with suppress(OSError):
                _discard(aside)
    return plan.done


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


# ------------------------------------------------------------------- planning


def _planned(contents: Mapping[str, bytes], output: Path) -> _Plan:
    for path in contents:
        reason = path_refusal(path)
        if reason:
            message = f"the site wants to write {path!r}, but {reason}"
            raise _RefusedError(message)
    known = manifest.load(output)
    old = known.files if known else {}
    new = Manifest({path: manifest.entry_of(content) for path, content in contents.items()})
    found = trees.listing(str(output))
    foreign = _foreign(found, old)
    kept = {path for path, entry in new.files.items() if _is_unchanged(path, entry, old, found)}
    kept |= _adopted(contents, foreign, output)
    write = {path: contents[path] for path in sorted(contents.keys() - kept)}
    return _Plan(
        write=write,
        link=tuple(sorted(kept | foreign)),
        folders=_folders(contents, foreign, found, old),
        manifest=new,
        changed=bool(write) or new != known,
        done=Published(len(write), len(old.keys() - new.files.keys()), len(kept)),
    )


def _is_unchanged(path: str, entry: Entry, old: Mapping[str, Entry], found: trees.Listing) -> bool:
    return old.get(path) == entry and found.sizes.get(path) == entry.size


def _foreign(found: trees.Listing, old: Mapping[str, Entry]) -> set[str]:
    return (found.sizes.keys() | set(found.others)) - old.keys() - {manifest.NAME}


def _adopted(contents: Mapping[str, bytes], foreign: set[str], output: Path) -> set[str]:
    """Return the files of others that happen to be what the site makes; differing ones are refused."""
    shared = contents.keys() & foreign
    for path in sorted(shared):
        standing = output / path
        if standing.is_symlink() or not standing.is_file() or standing.read_bytes() != contents[path]:
            message = f"the site makes {path}, where another file stands that sitegen did not write"
            raise _RefusedError(message)
    return shared


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


# -------------------------------------------------------------------- writing


def _make(plan: _Plan, old: str, new: str) -> None:
    """Make the new tree aside; an empty manifest marks it as sitegen's until it is complete."""
    os.mkdir(new)
    trees.write(f"{new}/{manifest.NAME}", b"")
    for folder in plan.folders:
        os.mkdir(f"{new}/{folder}")
    for path in plan.link:
        trees.link(f"{old}/{path}", f"{new}/{path}")
    for path, content in plan.write.items():
        trees.write(f"{new}/{path}", content)
    trees.write(f"{new}/{manifest.NAME}.new", manifest.encoded(plan.manifest))
    os.replace(f"{new}/{manifest.NAME}.new", f"{new}/{manifest.NAME}")
    trees.copy_modes(old, new, plan.folders)


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
