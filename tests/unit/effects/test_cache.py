"""The cache: quick, and without any say in the result."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.effects.cache import Cache
from sitegen.errors import KINDS

VALUES = {bytes([n]) * 32: bytes([n]) * 1000 for n in range(200)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".sitegen" / "cache.db"


@pytest.fixture
def cache(path: Path) -> Iterator[Cache]:
    with Cache.open(path, "1") as opened:
        yield opened


def filled(path: Path) -> Path:
    with Cache.open(path, "1") as cache:
        cache.put(VALUES)
    return path


def test_what_was_put_is_found_by_the_next_build(path: Path) -> None:
    with Cache.open(filled(path), "1") as cache:
        assert cache.get([*VALUES, b"unknown"]) == VALUES
        assert cache.problem is None


def test_a_key_may_be_asked_for_twice_and_put_again(cache: Cache) -> None:
    cache.put({b"a": b"1"})
    cache.put({b"a": b"2"})
    assert cache.get([b"a", b"a"]) == {b"a": b"2"}


def test_ten_thousand_keys_come_at_once(cache: Cache) -> None:
    many = {n.to_bytes(32): b"value %d" % n for n in range(10_000)}
    cache.put(many)
    assert cache.get(iter(many)) == many


def test_nothing_is_asked_and_put(cache: Cache) -> None:
    cache.put({})
    assert cache.get([]) == {}


def test_another_version_begins_anew_without_a_word(path: Path) -> None:
    with Cache.open(filled(path), "2") as cache:
        assert cache.get(VALUES) == {}
        assert cache.problem is None
        cache.put({b"a": b"new"})
    with Cache.open(path, "2") as cache:
        assert cache.get([b"a"]) == {b"a": b"new"}


def test_pruning_keeps_only_what_is_named(cache: Cache) -> None:
    cache.put({b"a": b"1", b"b": b"2", b"c": b"3"})
    cache.prune([b"b", b"c", b"unknown"])
    cache.prune([b"b"])
    assert cache.get([b"a", b"b", b"c"]) == {b"b": b"2"}


def test_a_closed_cache_is_empty(cache: Cache) -> None:
    cache.put({b"a": b"1"})
    cache.close()
    cache.put({b"b": b"2"})
    cache.prune([])
    assert cache.get([b"a", b"b"]) == {}


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def replaced_by_text(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 1000)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scrambled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:] = bytes(byte ^ 0x5A for byte in content[8192:])
    path.write_bytes(content)


def of_another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE blob (key, checksum, value)")
    database.close()


def without_its_table(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE blob")
    database.close()


def with_a_changed_value(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE blob SET value = ? WHERE key = ?", (b"wrong", bytes(32)))
    database.close()


def with_a_value_of_another_type(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE blob SET value = 5")
    database.close()


def with_a_version_that_is_no_text(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE made_by SET version = CAST(x'ff' AS TEXT)")
    database.close()


@pytest.mark.parametrize(
    "damage",
    [
        emptied,
        replaced_by_text,
        cut,
        scrambled,
        of_another_program,
        without_its_table,
        with_a_changed_value,
        with_a_value_of_another_type,
        with_a_version_that_is_no_text,
    ],
    ids=["empty", "text", "cut", "scrambled", "foreign", "table", "value", "type", "version"],
)
def test_damage_is_noted_and_the_cache_begun_anew(path: Path, damage: Callable[[Path], None]) -> None:
    damage(filled(path))
    with Cache.open(path, "1") as cache:
        found = cache.get(VALUES)
        assert found == {}
        assert cache.problem is not None
        assert cache.problem.code in KINDS
        assert cache.problem.path == ".sitegen/cache.db"
        cache.put(VALUES)
    with Cache.open(path, "1") as cache:
        assert cache.problem is None
        assert cache.get(VALUES) == VALUES


@pytest.mark.parametrize("operation", ["put", "prune"])
def test_damage_found_while_writing_is_noted_too(path: Path, operation: str) -> None:
    without_its_table(filled(path))
    with Cache.open(path, "1") as cache:
        if operation == "put":
            cache.put(VALUES)
        else:
            cache.prune(VALUES)
        assert cache.problem is not None


def test_a_leftover_journal_does_not_spoil_the_new_cache(path: Path) -> None:
    filled(path).write_bytes(b"broken" * 1000)
    path.with_name("cache.db-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" * 100)
    with Cache.open(path, "1") as cache:
        cache.put(VALUES)
        assert cache.get(VALUES) == VALUES


def test_where_nothing_can_be_written_there_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file" / "cache.db", tmp_path):
        with Cache.open(place, "1") as cache:
            cache.put(VALUES)
            assert cache.get(VALUES) == {}
            assert cache.problem is None


def test_a_cache_that_cannot_be_changed_can_still_be_read(path: Path) -> None:
    with Cache.open(filled(path), "1") as cache:
        assert cache._database is not None
        cache._database.execute("PRAGMA query_only = ON")
        cache.put({b"a": b"1"})
        cache.prune([])
        assert cache.get([b"a", *VALUES]) == VALUES
        assert cache.problem is None
