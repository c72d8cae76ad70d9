"""Exchanging two paths."""

from __future__ import annotations

import ctypes
import errno
from pathlib import Path
from types import SimpleNamespace

import pytest

from sitegen.effects.rename import exchange


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name)
    return tmp_path / "a", tmp_path / "b"


def pretend(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Let the C library answer every exchange with an error."""

    class Library:
        @staticmethod
        def renameat2(*_: object) -> int:
            return -1

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library)
    monkeypatch.setattr(ctypes, "get_errno", lambda: code)


def test_two_folders_change_places(pair: tuple[Path, Path]) -> None:
    assert exchange(str(pair[0]), str(pair[1]))
    assert [(path / "name").read_text() for path in pair] == ["b", "a"]


def test_a_missing_path_is_an_error(pair: tuple[Path, Path]) -> None:
    with pytest.raises(FileNotFoundError):
        exchange(str(pair[0]), str(pair[1] / "missing"))


def test_a_library_without_the_call_cannot(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace())
    assert not exchange(str(pair[0]), str(pair[1]))


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS])
def test_a_file_system_without_exchange_cannot(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    pretend(monkeypatch, code)
    assert not exchange(str(pair[0]), str(pair[1]))


def test_other_errors_are_raised(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, errno.EBUSY)
    with pytest.raises(OSError, match="busy"):
        exchange(str(pair[0]), str(pair[1]))
