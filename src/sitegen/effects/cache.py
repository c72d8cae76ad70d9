"""Keep results between builds: bytes by key, in one SQLite file that may vanish at any time.

Nothing here can change what a build makes. A file that is damaged, cut short or
not a cache is dropped; where nothing can be written, everything is made anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from sitegen.effects.lock import FOLDER
from sitegen.errors import Problem

APPLICATION: Final = 0x73697465
"""``site`` in ASCII: the application id in the head of the file."""

CHUNK: Final = 500
"""Keys asked for in one statement."""

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""Primary result codes that mean that the file is no cache (any more)."""


class Cache:
    """A cache that never fails: at worst it holds nothing. Use `Cache.open`."""

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version
        self._database: sqlite3.Connection | None = None
        self.problem: Problem | None = None
        """Why the cache was begun anew, where that was not to be expected."""

    @classmethod
    def open(cls, path: Path, version: str) -> Self:
        """Open the cache, dropping what another `version` of the program or its settings left."""
        cache = cls(path, version)
        try:
            cache._connect(os.path.lexists(path))
        except (sqlite3.Error, OSError) as error:
            cache._recover(error)
        return cache

    @classmethod
    def of(cls, site: Path, version: str) -> Self:
        """Open the cache of a site."""
        return cls.open(site / FOLDER / "cache.db", version)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values of those keys that the cache holds."""
        if self._database is None:
            return {}
        try:
            return _checked(_selected(self._database, list(dict.fromkeys(keys))))
        except sqlite3.Error as error:
            self._recover(error)
            return {}

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values; what was there under the same keys is replaced."""
        rows = [(key, _checksum(key, value), value) for key, value in values.items()]
        if self._database is None or not rows:
            return
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO blob VALUES (?, ?, ?)", rows)
        except sqlite3.Error as error:
            self._recover(error)

    def prune(self, keep: Iterable[bytes]) -> None:
        """Drop all other keys."""
        if self._database is None:
            return
        try:
            with self._database:
                self._database.execute("CREATE TEMP TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY)")
                self._database.execute("DELETE FROM kept")
                kept = ((key,) for key in keep)
                self._database.executemany("INSERT OR IGNORE INTO kept VALUES (?)", kept)
                self._database.execute("DELETE FROM blob WHERE key NOT IN (SELECT key FROM kept)")
        except sqlite3.Error as error:
            self._recover(error)

    def close(self) -> None:
        """Close the file; the cache is empty from then on."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self, existed: bool) -> None:  # noqa: FBT001 - private, with one meaning
        self._path.parent.mkdir(exist_ok=True)
        self._database = sqlite3.connect(self._path, timeout=5, check_same_thread=False)
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("PRAGMA temp_store = MEMORY")
        if not existed:
            _create(self._database, self._version)
        elif self._database.execute("PRAGMA application_id").fetchone() != (APPLICATION,):
            raise _DamagedError
        elif self._database.execute("SELECT version FROM made_by").fetchone() != (self._version,):
            self._restart()

    def _recover(self, error: Exception) -> None:
        """Begin anew after damage; after anything else (a full disk, another process) leave it as it is."""
        if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
            self.problem = _note(self._path)
            with suppress(sqlite3.Error, OSError):
                self._restart()

    def _restart(self) -> None:
        self.close()
        for suffix in ("", "-journal", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._connect(existed=False)


class _DamagedError(sqlite3.DatabaseError):
    """The file is not what was written."""


def _create(database: sqlite3.Connection, version: str) -> None:
    with database:
        database.execute("BEGIN")
        database.execute("CREATE TABLE blob (key BLOB PRIMARY KEY, checksum BLOB, value BLOB)")
        database.execute("CREATE TABLE made_by (version TEXT)")
        database.execute("INSERT INTO made_by VALUES (?)", (version,))
        database.execute(f"PRAGMA application_id = {APPLICATION}")


def _selected(database: sqlite3.Connection, keys: list[bytes]) -> list[tuple[bytes, bytes, bytes]]:
    rows = []
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        rows += database.execute(f"SELECT * FROM blob WHERE key IN ({marks})", chunk).fetchall()  # noqa: S608
    return rows


def _checked(rows: Iterable[tuple[bytes, bytes, bytes]]) -> dict[bytes, bytes]:
    found = {}
    for key, checksum, value in rows:
        if not isinstance(value, bytes) or checksum != _checksum(key, value):
            raise _DamagedError
        found[key] = value
    return found


def _checksum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=16, key=key[:64]).digest()


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is to blame; errors without a code come from reading text that is none."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF in _DAMAGE


def _note(path: Path) -> Problem:
    return Problem(
        "cache",
        f"{path.parent.name}/{path.name}",
        0,
        0,
        "The cache was damaged or not sitegen's; it was begun anew, and the site is the same.",
        "If this happens again, look at the health of the disk.",
    )
