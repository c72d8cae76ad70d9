"""What the last build saw and left, so that the next one can tell that nothing has changed.

Kept are the signs and hashes of all that was read, the signs of all that was published, and
what was told. A file whose sign is another one, or is too young to be believed, is read again
and compared by its hash. The decision stands in ``docs/decisions/0020-speed.md``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from sitegen import __version__
from sitegen.effects import manifest, reading, trees
from sitegen.effects.files import read_file, read_tree
from sitegen.effects.lock import FOLDER
from sitegen.effects.package import fingerprint, theme_folder
from sitegen.effects.signs import OUTPUT, SOURCES, Sign, is_settled, moment, sign_at, sign_of
from sitegen.errors import Problem

NAME: Final = "stamp"
"""The name of the file in ``.sitegen/``."""

_PASSING: Final = frozenset({"cache", "diagram", "internal", "limit", "source-unreadable"})
"""Problems that the same build may not meet again."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it was read."""

    is_own: bool
    """Whether it lies in the site; else in the theme."""
    path: str
    """Relative to the site or to the theme."""
    optional: bool
    """Whether it may be missing."""
    files: dict[str, tuple[Sign, bytes]]
    """Sign and hash of each file, by path relative to the folder."""
    problems: tuple[Problem, ...]
    """What could not be read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a build read."""

    folders: tuple[Folder, ...]
    """Folders with all their files."""
    settings: bytes
    """Hash of the settings."""
    files: dict[str, bytes]
    """Hash of each single file by its path in the site; b"" where there was none."""
    includes: tuple[tuple[str, str, bytes], ...]
    """Folder of the source, file as written, hash of what was found."""
    fonts: dict[str, Sign | None]
    """Sign of each font by its path in the site."""
    programs: dict[str, str]
    """Where each program was found that may draw; "" where nowhere."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build was asked for."""

    site: bytes
    """The site's folder, resolved."""
    output: bytes
    """The output folder, resolved, where one was named."""
    drafts: bool
    """Whether drafts are included."""
    program: str
    """What tells this program, and all that it stands on, from others."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A build that is done."""

    asked: Asked
    """What it was asked for."""
    since: dt.datetime
    """When it was made."""
    until: dt.datetime
    """From when on it would be another one."""
    seen: Seen
    """What it read."""
    seen_at: int
    """From when on it read (ns)."""
    output: bytes
    """Where it published to, resolved."""
    published: dict[str, Sign]
    """The signs of all that stands there."""
    published_at: int
    """When it looked at those (ns)."""
    problems: tuple[Problem, ...]
    """What it reported."""
    documents: int
    """How many it read."""
    pages: int
    """How many it made."""
    count: int
    """How many files it published."""

    @property
    def is_lasting(self) -> bool:
        """Whether the same build would report the same."""
        return not any(problem.code in _PASSING for problem in self.problems)


def asked(site: Path, output: Path | None, *, drafts: bool) -> Asked:
    """What a build of this program is asked for."""
    return Asked(place(site), place(output) if output else b"", drafts, _program())


def place(path: Path) -> bytes:
    """Where a path leads, as the system names it."""
    return os.fsencode(os.path.realpath(path))


def _program() -> str:
    packages = sorted({name for folder in sys.path for name in _packages(folder)})
    return f"{__version__} {fingerprint()} {sys.version} {' '.join(packages)}"


def _packages(folder: str) -> list[str]:
    try:
        return [name for name in os.listdir(folder or ".") if name.endswith(".dist-info")]
    except OSError:
        return []


def hashed(content: bytes) -> bytes:
    """The hash of what was read."""
    return hashlib.blake2b(content, digest_size=16).digest()


def include_hash(found: str | Problem | None) -> bytes:
    """The hash of what an include gave."""
    return hashed(repr(found).encode("utf-8", "backslashreplace"))


def programs(names: tuple[str, ...]) -> dict[str, str]:
    """Where programs are found."""
    return {name: shutil.which(name) or "" for name in names}


# ------------------------------------------------------------------ on disk


def load(site: Path) -> Stamp | None:
    """The stamp of the last build; None where there is none that can be read."""
    try:
        return msgspec.msgpack.decode((site / FOLDER / NAME).read_bytes(), type=Stamp)
    except (OSError, msgspec.MsgspecError):
        return None


def save(site: Path, stamp: Stamp) -> None:
    """Keep a stamp for the next build; where that cannot be, the next one builds anew."""
    path = site / FOLDER / NAME
    aside = path.with_name(f"{NAME}.new")
    with suppress(OSError, UnicodeError):
        aside.write_bytes(msgspec.msgpack.encode(stamp))
        aside.replace(path)


def published(output: bytes) -> dict[str, Sign]:
    """The signs of all files of an output folder."""
    return trees.listing(os.fsdecode(output)).signs


# -------------------------------------------------------------- comparisons


def renewed(stamp: Stamp, wanted: Asked, now: dt.datetime) -> Stamp | None:
    """The stamp of the build that is asked for, where it would be the same as the last; else None.

    What was read again in order to know is believed from then on.
    """
    at = moment()
    if stamp.asked != wanted or not stamp.is_lasting or not stamp.since <= now < stamp.until:
        return None
    if not _is_published(stamp):
        return None
    site = Path(os.fsdecode(wanted.site))
    folders = tuple(_seen_again(folder, site, stamp.seen_at) for folder in stamp.seen.folders)
    kept = tuple(folder for folder in folders if folder is not None)
    if len(kept) < len(folders) or not _is_as_before(stamp.seen, site, stamp.seen_at):
        return None
    if all(a is b for a, b in zip(kept, stamp.seen.folders, strict=True)):
        return stamp
    return replace(stamp, seen=replace(stamp.seen, folders=kept), seen_at=at)


def _is_same_font(path: str, known: Sign | None, seen_at: int) -> bool:
    """Whether a font has not changed; one that was young has no hash to be compared by."""
    return sign_at(path) == known and (known is None or is_settled(known, seen_at, SOURCES))


def _is_as_before(seen: Seen, site: Path, seen_at: int) -> bool:
    text, _ = reading.read_settings(site)
    if text is None or hashed(text.encode()) != seen.settings:
        return False
    if any(file_hash(reading.read_optional(site, path)) != known for path, known in seen.files.items()):
        return False
    if programs(tuple(seen.programs)) != seen.programs:
        return False
    if not all(_is_same_font(str(site / path), known, seen_at) for path, known in seen.fonts.items()):
        return False
    return all(
        include_hash(reading.read_include(site, folder, target)) == known
        for folder, target, known in seen.includes
    )


def file_hash(content: bytes | None) -> bytes:
    """The hash of a single file; b"" where there is none."""
    return b"" if content is None else hashed(content)


def _seen_again(folder: Folder, site: Path, seen_at: int) -> Folder | None:
    """The folder with its signs of today, where it holds what it held; else None."""
    base = site if folder.is_own else theme_folder()
    root = os.path.join(os.path.realpath(base), folder.path)
    found: dict[str, Sign] = {}

    def look(path: str) -> bytes:
        found[path[len(root) :].lstrip("/")] = sign_of(os.stat(path))
        return b""

    is_there = not folder.optional or os.path.isdir(root)
    problems = read_tree(base, folder.path, look).problems if is_there else ()
    if problems != folder.problems or found.keys() != folder.files.keys():
        return None
    doubtful = {name for name, sign in found.items() if not _is_trusted(folder.files[name][0], sign, seen_at)}
    if any(_content_hash(os.path.join(root, name)) != folder.files[name][1] for name in doubtful):
        return None
    if not doubtful:
        return folder
    return replace(folder, files={name: (found[name], known) for name, (_, known) in folder.files.items()})


def _is_trusted(known: Sign, sign: Sign, seen_at: int) -> bool:
    return sign == known and is_settled(sign, seen_at, SOURCES)


def _content_hash(path: str) -> bytes:
    try:
        return hashed(read_file(path))
    except OSError:
        return b""


def _is_published(stamp: Stamp) -> bool:
    """Whether the output stands as it was left."""
    if published(stamp.output) != stamp.published:
        return False
    at = stamp.published_at
    young = [path for path, sign in stamp.published.items() if not is_settled(sign, at, OUTPUT)]
    return not young or _are_as_listed(Path(os.fsdecode(stamp.output)), young)


def _are_as_listed(output: Path, paths: list[str]) -> bool:
    """Whether files hold what the list of published files says; those of others cannot be told."""
    try:
        known = manifest.load(output)
    except ValueError:
        return False
    listed: Mapping[str, manifest.Entry] = known.files if known else {}
    mine = (path for path in paths if path in listed)
    return all(manifest.entry_of(read_file(str(output / path))) == listed[path] for path in mine)
