"""The same input gives the same bytes, whatever the machine is like."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest

from sitegen.build import BuildResult
from tests.building import build_site, copied, run_cli, tree

SITE = Path(__file__).parents[1] / "sites" / "bilingual"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """Build the site once, with one worker and nothing remembered."""
    return build_site(copied(SITE, tmp_path_factory.mktemp("first") / "site"))


def _site(tmp_path: Path) -> Path:
    return copied(SITE, tmp_path / "site")


def test_the_number_of_workers_changes_nothing(first: BuildResult, tmp_path: Path) -> None:
    other = build_site(_site(tmp_path), jobs=2)
    assert (other.files, other.problems) == (first.files, first.problems)


def test_what_is_remembered_changes_nothing(first: BuildResult, tmp_path: Path) -> None:
    site = _site(tmp_path)
    cold = build_site(site)
    warm = build_site(site)
    assert cold.rendered == cold.documents > 0
    assert warm.rendered == 0
    assert (warm.files, warm.problems) == (cold.files, cold.problems) == (first.files, first.problems)


def test_a_cache_filled_by_another_site_changes_nothing(first: BuildResult, tmp_path: Path) -> None:
    site = _site(tmp_path)
    posts = site / "content" / "posts"
    kept = (posts / "heron.md").read_text(encoding="utf-8")
    (posts / "heron.md").write_text(kept.replace("数", "量"), encoding="utf-8")
    build_site(site)
    (posts / "heron.md").write_text(kept, encoding="utf-8")
    assert build_site(site).files == first.files


def test_a_damaged_cache_changes_nothing_but_says_so(first: BuildResult, tmp_path: Path) -> None:
    site = _site(tmp_path)
    build_site(site)
    cache = site / ".sitegen" / "cache.db"
    cache.write_bytes(cache.read_bytes()[:5000] + b"damage" * 1000)
    again = build_site(site)
    assert again.files == first.files
    assert [problem.code for problem in again.problems] in ([], ["cache"])


class _Shuffled:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self._entries = entries

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return iter(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        pass


@contextmanager
def _shuffled(seed: int) -> Iterator[None]:
    order = random.Random(seed)
    scandir = os.scandir

    def shuffled(path: str = ".") -> _Shuffled:
        with scandir(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        order.shuffle(entries)
        return _Shuffled(entries)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", shuffled)
        yield


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_files_in_their_folders_changes_nothing(
    seed: int, first: BuildResult, tmp_path: Path
) -> None:
    with _shuffled(seed):
        other = build_site(_site(tmp_path))
    assert (other.files, other.problems) == (first.files, first.problems)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _published(
        copied(SITE, tmp_path_factory.mktemp("cli") / "site"), {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}
    )


def _published(site: Path, variables: dict[str, str]) -> dict[str, bytes]:
    done = run_cli("build", site, "--drafts", variables=variables)
    assert done.returncode == 0, done.stderr
    return tree(site / "build")


@pytest.mark.parametrize(
    "variables",
    [
        {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "LC_ALL": "C", "LANG": "C"},
    ],
    ids=lambda variables: variables["TZ"],
)
def test_time_zone_locale_and_hash_seed_change_nothing(
    variables: dict[str, str], published: dict[str, bytes], tmp_path: Path
) -> None:
    assert _published(_site(tmp_path), variables) == published


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    site = _site(tmp_path)
    _published(site, {})
    before = {name: (site / "build" / name).stat().st_mtime_ns for name in tree(site / "build")}
    done = run_cli("build", site, "--drafts")
    assert "0 files written" in done.stdout
    assert {name: (site / "build" / name).stat().st_mtime_ns for name in before} == before


def test_an_entry_late_on_the_last_day_of_a_month_stays_in_it(first: BuildResult) -> None:
    january = next(file.content.decode() for file in first.files if file.path == "2026/01/index.html")
    feed = next(file.content.decode() for file in first.files if file.path == "feed.xml")
    assert 'id="2026-01-31-2330"' in january
    assert "2026-01-31T23:30:00+09:00" in feed
