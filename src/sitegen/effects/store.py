"""Results of reading and rendering, kept between builds and read when they are needed.

A result is found by a hash of all it depends on. What cannot be kept on disk is kept in
memory, and what is lost on disk is made again, so that no build depends on the cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from sitegen import __version__
from sitegen.effects.cache import Cache
from sitegen.effects.package import fingerprint
from sitegen.errors import Problem

T = TypeVar("T")

_MOST_WAITING: Final = 16_000_000
"""Bytes that wait in memory until they are written."""


class Store:
    """Bytes by key, on disk and in memory."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._cache = _opened(site)
        self._waiting: dict[bytes, bytes] = {}
        self._size = 0
        self._lent: dict[bytes, object] = {}
        self._others: list[Cache] = []

    @property
    def problem(self) -> Problem | None:
        """Why the cache was begun anew, where that was not to be expected."""
        return self._cache.problem

    def decoded(self, keys: Iterable[bytes], kind: type[T]) -> dict[bytes, T]:
        """Those of the values that are known and can be read."""
        wanted = list(keys)
        found = {key: self._waiting[key] for key in wanted if key in self._waiting}
        found |= self._cache.get(key for key in wanted if key not in found)
        decoder = msgspec.msgpack.Decoder(kind)
        values: dict[bytes, T] = {}
        for key, value in found.items():
            try:
                values[key] = decoder.decode(value)
            except msgspec.MsgspecError:
                continue
        return values

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value, for now in memory; when much is there, it is written."""
        self._waiting[key] = value
        self._size += len(value)
        if self._size > _MOST_WAITING:
            self.save()

    def lend(self, key: bytes, value: object) -> None:
        """Keep an object in memory for who may need it next."""
        self._lent[key] = value

    def borrowed(self, key: bytes, kind: type[T]) -> T | None:
        """The object that was lent under a key; it is not kept any longer."""
        value = self._lent.pop(key, None)
        return value if isinstance(value, kind) else None

    def take_back(self) -> None:
        """Let go of all that was lent."""
        self._lent = {}

    def save(self) -> None:
        """Write what waits to disk; what cannot be written stays in memory."""
        self._size = 0
        if self._cache.put(self._waiting):
            self._waiting = {}

    def reopen(self) -> None:
        """Read through a connection of one's own, in a copy of the process that opened the one so far."""
        self._others.append(self._cache)
        self._cache = _opened(self._site)

    def prune(self, keep: Iterable[bytes]) -> None:
        """Drop all other keys from the disk."""
        self._cache.prune(keep)

    def close(self) -> None:
        """Save and let go of the file."""
        self.save()
        self._cache.close()


def _opened(site: Path) -> Cache:
    return Cache.of(site, f"{__version__} {fingerprint()}")


def digest(*parts: bytes) -> bytes:
    """The key of a result that depends on `parts`."""
    state = hashlib.blake2b(digest_size=20)
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()


def encoded(value: object) -> bytes:
    """A value as bytes."""
    return msgspec.msgpack.encode(value)
