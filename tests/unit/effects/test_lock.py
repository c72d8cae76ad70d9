"""One build of a site at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sitegen.effects.lock import build_lock
from sitegen.errors import KINDS

HOLDER = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from sitegen.effects.lock import build_lock

    with build_lock(Path(sys.argv[1])) as problem:
        print(problem, flush=True)
        time.sleep(60)
""")


def test_a_free_lock_is_taken_and_given_back(tmp_path: Path) -> None:
    for _ in range(2):
        with build_lock(tmp_path) as problem:
            assert problem is None


def test_a_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with build_lock(tmp_path), build_lock(tmp_path) as problem:
        assert problem is not None
        assert problem.code == "locked"
        assert problem.code in KINDS
        assert f"(process {os.getpid()})" in problem.message


def test_the_lock_of_another_process_ends_when_it_is_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == "None\n"
        with build_lock(tmp_path) as problem:
            assert problem is not None
            assert str(holder.pid) in problem.message
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with build_lock(tmp_path) as problem:
        assert problem is None


def test_the_lock_is_given_back_after_an_exception(tmp_path: Path) -> None:
    with pytest.raises(KeyError), build_lock(tmp_path):
        raise KeyError
    with build_lock(tmp_path) as problem:
        assert problem is None


def test_the_folder_stays_out_of_version_control(tmp_path: Path) -> None:
    with build_lock(tmp_path):
        assert (tmp_path / ".sitegen" / ".gitignore").read_text() == "*\n"


def test_a_site_that_cannot_be_written_to_is_built_without_a_lock(tmp_path: Path) -> None:
    (tmp_path / ".sitegen").write_text("in the way")
    with build_lock(tmp_path) as problem:
        assert problem is None


def test_a_disk_without_locks_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    with build_lock(tmp_path) as problem:
        assert problem is None
