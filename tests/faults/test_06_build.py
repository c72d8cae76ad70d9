"""FAULTS, points 25 to 28: what may happen to a build."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.effects.lock import build_lock
from sitegen.effects.publish import publish
from sitegen.errors import Problem
from tests.building import SOURCE, run_cli, tree
from tests.faults.site import SmallSite

MOMENTS = int(os.environ.get("SITEGEN_SOAK", "6"))
"""How often a build is killed; `make soak` asks for more."""


def _started(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "sitegen", "build", str(folder), "-j", "1"],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _killed(folder: Path, seconds: float, *, publishing: bool) -> None:
    """Begin a build and kill it, with its workers, after a while, or so long after it begins to publish."""
    process = _started(folder)
    while publishing and process.poll() is None and not (folder / ".build.new").exists():
        time.sleep(0.001)
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _published(folder: Path) -> dict[str, bytes]:
    done = run_cli("build", folder, "-j", "1")
    assert done.returncode == 0, done.stderr
    return tree(folder / "build")


@pytest.mark.timeout(30 + MOMENTS * 10)
def test_point_25_kill_9_leaves_the_output_wholly_old_or_wholly_new(site: SmallSite) -> None:
    for number in range(60):
        site.post(f"# post {number}\n\n$x^{{{number}}}$ [next]({(number + 1) % 60}.md)\n", f"{number}.md")
    start = time.perf_counter()
    old = _published(site.folder)
    duration = time.perf_counter() - start
    for number in range(0, 60, 2):
        site.post(f"# changed {number}\n\n$y^{{{number}}}$\n", f"{number}.md")
    states = _states(site.folder, old, duration)
    assert set(states) <= {"old", "new"}, states
    counts = f"kill -9: {len(states)} moments, {states.count('old')} old, {states.count('new')} new"
    print(counts)  # noqa: T201 - what `make soak` is run for
    assert _published(site.folder) != old


def _states(folder: Path, old: dict[str, bytes], duration: float) -> list[str]:
    fresh = folder.with_name("fresh")
    shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns("build", ".sitegen"))
    new = _published(fresh)
    backup = folder.with_name("backup")
    shutil.copytree(folder / "build", backup)
    chance = random.Random(25)
    states = []
    for number in range(MOMENTS):
        publishing = number % 3 > 0
        _killed(folder, chance.uniform(0, 0.1 if publishing else duration), publishing=publishing)
        found = tree(folder / "build")
        states.append("old" if found == old else "new" if found == new else "torn")
        if states[-1] == "new":
            shutil.rmtree(folder / "build")
            shutil.copytree(backup, folder / "build")
    assert _published(folder) == new
    return states


@pytest.fixture
def read_only(site: SmallSite) -> Iterator[SmallSite]:
    site.post("# a\n")
    yield site
    for path in (site.folder, site.folder / "build"):
        if path.exists():
            path.chmod(0o755)


def test_point_25_a_full_disk_leaves_the_old_output(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post("# a\n")
    output = site.folder / "build"
    publish(site.build().result.files, output, site.folder)
    before = tree(output)
    site.post("# b\n", "b.md")
    files = site.build().result.files

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sitegen.effects.trees.write", full)
    refused = publish(files, output, site.folder)
    assert isinstance(refused, Problem)
    assert "No space left" in refused.message
    assert tree(output) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_point_25_a_read_only_output_is_an_error(read_only: SmallSite) -> None:
    read_only.folder.chmod(0o555)
    done = run_cli("build", read_only.folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_point_25_a_second_build_at_the_same_time_is_refused(site: SmallSite) -> None:
    site.post("# a\n")
    with build_lock(site.folder) as taken:
        assert taken is None
        done = run_cli("build", site.folder)
    assert done.returncode == 1
    assert "locked" in done.stderr
    assert str(os.getpid()) in done.stderr


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda data: data[: len(data) // 2],
    "zeroed": lambda data: b"\0" * len(data),
    "foreign": lambda _data: b"\x89PNG\r\n\x1a\n" + b"x" * 9000,
    "empty": lambda _data: b"",
    "flipped": lambda data: data[:6000] + bytes(byte ^ 0xFF for byte in data[6000:]),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_point_26_a_damaged_cache_changes_nothing(site: SmallSite, damage: str) -> None:
    site.post("# a\n\n$x^2$\n")
    clean = site.build()
    cache = site.folder / ".sitegen" / "cache.db"
    cache.write_bytes(DAMAGES[damage](cache.read_bytes()))
    again = site.build()
    assert again.result.files == clean.result.files
    assert {problem.code for problem in again.problems} <= {"cache"}
    assert not again.failed


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles", "UTC", "Pacific/Kiritimati"])
def test_point_27_the_machines_time_zone_moves_no_entry(
    site: SmallSite, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("content/diary/2026.md", "## 2026-01-31\n\n### 23:30 *late*\n\nText.\n")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    done = site.build()
    monkeypatch.undo()
    time.tzset()
    assert 'id="2026-01-31-2330"' in done.page("2026/01/index.html")
    assert "2026/02/index.html" not in done.pages
    assert "2026-01-31T23:30:00+09:00" in done.page("feed.xml")


TEMPLATES = {
    "{{ page.nothing.here }}": "not exist",
    "{{ 1 // 0 }}": "ZeroDivisionError",
    "{% if %}": "syntax",
    "{% include 'post.html' %}": "includes itself",
    "{% include 'nowhere.html' %}": "no template",
    "{{ page | nofilter }}": "nofilter",
    "{{ ''.__class__.__mro__[1].__subclasses__() | length // 0 }}": "failed",
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_point_28_a_template_error_names_its_line(site: SmallSite, template: str) -> None:
    site.post("# a\n")
    site.write("templates/post.html", f"<p>\n<b>\n{template}\n</b>\n")
    done = site.build()
    assert done.failed
    problem = done.of("template")[0]
    assert problem.path == "templates/post.html"
    assert problem.line == 3
    assert TEMPLATES[template] in problem.message
    assert "index.html" in done.pages


def test_rule_e_all_problems_are_told_and_the_output_stays(site: SmallSite) -> None:
    site.post("# a\n")
    _published(site.folder)
    before = tree(site.folder / "build")
    site.post("# a\n\n$\\bad$\n")
    site.post(b"\x82\xa0", "b.md")
    site.post("---\ntitle: [\n---\n", "c.md")
    done = run_cli("build", site.folder)
    assert done.returncode == 1
    assert re.search(r"^error: content/posts/a\.md:3:2: math-syntax: ", done.stderr, re.MULTILINE)
    assert re.search(r"^error: content/posts/b\.md:1: encoding: ", done.stderr, re.MULTILINE)
    assert re.search(r"^error: content/posts/c\.md:\d+:\d+: front-matter: ", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr
    assert tree(site.folder / "build") == before
