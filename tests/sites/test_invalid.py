"""Broken sites, built by the real command: what it says, and that it leaves the published site alone.

Each folder of ``invalid`` is a site; its ``expected.txt`` is what the command prints, exit status included.
"""

from __future__ import annotations

import fcntl
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.building import copied, run_cli, tree

INVALID = Path(__file__).parent / "invalid"
NAMES = sorted(path.name for path in INVALID.iterdir())
SECONDS = re.compile(r"in \d+\.\d+ s")
FILES = re.compile(r"\d+ pages from|\d+ files written, \d+ unchanged, \d+ removed")
"""How many pages and files there are depends on the theme."""

GOOD = """
[site]
title = "日誌"
base_url = "https://example.org"

[[collection]]
name = "posts"
path = "content/posts"
kind = "post"
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a site without faults and build it."""
    site = tmp_path_factory.mktemp("good") / "site"
    (site / "content" / "posts").mkdir(parents=True)
    (site / "sitegen.toml").write_text(GOOD, encoding="utf-8")
    (site / "content" / "posts" / "good.md").write_text("# 良い記事\n\n式 $x$ の話。\n", encoding="utf-8")
    done = run_cli("build", site)
    assert done.returncode == 0, done.stderr
    return site


def _broken(name: str, published: Path, place: Path) -> Path:
    """Put the sources of a broken site into the place of those that were published."""
    site = shutil.copytree(published, place)
    shutil.rmtree(site / "content")
    for path in INVALID.joinpath(name).iterdir():
        if path.is_dir():
            shutil.copytree(path, site / path.name)
        elif path.name != "expected.txt":
            shutil.copy(path, site)
    return site


def _printed(site: Path, *arguments: str) -> str:
    done = run_cli("build", site, "-j", "1", *arguments)
    text = f"{done.stderr}{done.stdout}exit {done.returncode}\n"
    text = FILES.sub(lambda counts: re.sub(r"\d+", "N", counts[0]), text)
    return SECONDS.sub("in N s", text.replace(str(site), "SITE"))


def _state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {name: (content, (folder / name).stat().st_mtime_ns) for name, content in tree(folder).items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_site_is_told_all_that_is_wrong_and_stays_published(
    name: str, published: Path, tmp_path: Path, *, update_golden: bool
) -> None:
    site = _broken(name, published, tmp_path / "site")
    before = _state(site / "build")
    printed = _printed(site)
    expected = INVALID / name / "expected.txt"
    if update_golden:
        expected.write_text(printed, encoding="utf-8")
        pytest.skip("the expected text was written anew")
    assert printed.split("\n") == expected.read_text(encoding="utf-8").split("\n")
    if "exit 1" in printed:
        assert _state(site / "build") == before


@pytest.mark.parametrize("name", ["mathematics", "settings"])
def test_problems_are_one_object_in_json(name: str, published: Path, tmp_path: Path) -> None:
    site = _broken(name, published, tmp_path / "site")
    done = run_cli("build", site, "--format", "json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert done.stderr == ""
    assert set(answer) == {"pages", "written", "seconds", "problems"}
    assert answer["written"] == 0
    keys = {"code", "severity", "path", "line", "column", "message", "hint"}
    assert all(set(problem) == keys for problem in answer["problems"])
    lines = (INVALID / name / "expected.txt").read_text(encoding="utf-8").split("\n")
    assert len(answer["problems"]) == sum(line.startswith(("error: ", "warning: ")) for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_no_message_is_too_long_and_none_is_a_traceback(name: str) -> None:
    for line in (INVALID / name / "expected.txt").read_text(encoding="utf-8").split("\n"):
        assert len(line) < 700
        assert "Traceback" not in line


def test_annotations_of_a_workflow_name_file_and_line(tmp_path: Path) -> None:
    site = copied(INVALID / "mathematics", tmp_path / "site")
    done = run_cli("check", site, "--format", "github")
    assert done.returncode == 1
    assert re.search(
        r"^::error file=content/posts/bad\.md,line=3,col=\d+::math-syntax: ", done.stdout, re.MULTILINE
    )


def test_a_folder_without_settings_is_no_site(tmp_path: Path) -> None:
    done = run_cli("build", tmp_path)
    assert done.returncode == 1
    assert "there is no sitegen.toml" in done.stderr


def test_a_folder_that_does_not_exist_is_wrong_usage_or_no_site(tmp_path: Path) -> None:
    done = run_cli("build", tmp_path / "none")
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


def test_a_link_out_of_the_site_is_not_followed(published: Path, tmp_path: Path) -> None:
    site = shutil.copytree(published, tmp_path / "site")
    (tmp_path / "secret.md").write_text("# 秘密\n\n秘密。\n", encoding="utf-8")
    (site / "content" / "posts" / "secret.md").symlink_to(tmp_path / "secret.md")
    before = _state(site / "build")
    done = run_cli("build", site)
    assert done.returncode == 1
    assert "content/posts/secret.md: symlink-outside: " in done.stderr
    assert _state(site / "build") == before


def test_links_that_lead_in_circles_end(published: Path, tmp_path: Path) -> None:
    site = shutil.copytree(published, tmp_path / "site")
    (site / "content" / "posts" / "again").symlink_to(site / "content" / "posts")
    done = run_cli("build", site)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)


@pytest.mark.parametrize("target", [".", "content", "other"])
def test_a_folder_that_is_not_of_sitegen_is_never_written_to(
    target: str, published: Path, tmp_path: Path
) -> None:
    site = shutil.copytree(published, tmp_path / "site")
    (site / "other").mkdir()
    (site / "other" / "letter.txt").write_text("dear", encoding="utf-8")
    before = tree(site)
    done = run_cli("build", site, "-o", site / target)
    assert done.returncode == 1
    assert "output-refused" in done.stderr
    assert {name: content for name, content in tree(site).items() if not name.startswith(".sitegen/")} == {
        name: content for name, content in before.items() if not name.startswith(".sitegen/")
    }


def test_a_second_build_at_the_same_time_is_refused(published: Path, tmp_path: Path) -> None:
    site = shutil.copytree(published, tmp_path / "site")
    with (site / ".sitegen" / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run_cli("build", site)
    assert done.returncode == 1
    assert "locked: Another build of this site is running" in done.stderr
