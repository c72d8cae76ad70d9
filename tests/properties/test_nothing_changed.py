"""Whatever changes is noticed; where nothing has, nothing is made. The output is that of a clean build."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.build import build
from sitegen.config import Limits
from sitegen.effects import stamp
from sitegen.effects.package import theme_folder
from sitegen.effects.reading import katex_script
from sitegen.effects.workers import Workers
from sitegen.engine.publication import publish_site
from sitegen.reports import Report
from tests.building import NOW, copied, tree

SITE = Path(__file__).parents[1] / "sites" / "bilingual"
POST = "content/posts/heron.md"
INCLUDED = "code.py"
STRINGS = "templates/strings/en.toml"


def made(site: Path, *, now: dt.datetime = NOW, drafts: bool = False, output: Path | None = None) -> Report:
    return publish_site(site, output, now=now, drafts=drafts, jobs=1, quiet=True)


def is_known(site: Path, *, now: dt.datetime = NOW, drafts: bool = False, output: Path | None = None) -> bool:
    """Whether a build would find that nothing changed."""
    last = stamp.load(site)
    return bool(last and stamp.renewed(last, stamp.asked(site, output, drafts=drafts), now))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def add(path: Path, text: str) -> None:
    write(path, path.read_text(encoding="utf-8") + text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was published, with every kind of input."""
    folder = copied(SITE, tmp_path_factory.mktemp("known") / "site")
    write(folder / INCLUDED, "print(1)\n")
    write(folder / "content/tags.toml", "")
    add(folder / POST, f"\n@[python]({INCLUDED})\n")
    assert made(folder).published
    return folder


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda site: add(site / POST, "\nMore.\n"),
    "a text of the same length": lambda site: write(
        site / POST, (site / POST).read_text(encoding="utf-8").replace("。", "！", 1)
    ),
    "a new text": lambda site: write(site / "content/posts/new.md", "# New\n\nText.\n"),
    "a deleted text": lambda site: (site / POST).unlink(),
    "a renamed text": lambda site: (site / POST).rename(site / "content/posts/other.md"),
    "a file beside a text": lambda site: write(site / "content/posts/data.csv", "1,2\n"),
    "an included file": lambda site: write(site / INCLUDED, "print(2)\n"),
    "an included file that is gone": lambda site: (site / INCLUDED).unlink(),
    "an included file that is nearer": lambda site: write(site / "content/posts" / INCLUDED, "print(3)\n"),
    "the settings": lambda site: add(site / "sitegen.toml", '"\\\\Q" = "\\\\mathbb{Q}"\n'),
    "the tags": lambda site: write(site / "content/tags.toml", '[x]\nname = { ja = "甲" }\n'),
    "the cards": lambda site: write(site / "content/cards.json", "[]\n"),
    "a template of its own": lambda site: write(site / "templates/404.html", "gone\n"),
    "strings of its own": lambda site: write(
        site / "templates/strings/en.toml",
        (theme_folder() / "templates/strings/en.toml")
        .read_text(encoding="utf-8")
        .replace('"Tags"', '"Labels"'),
    ),
    "a static file of its own": lambda site: write(site / "static/css/site.css", "body {}\n"),
    "a published file that is gone": lambda site: (site / "build/index.html").unlink(),
    "a published file of other content": lambda site: add(site / "build/index.html", "x"),
    "a published file of other bytes": lambda site: write(
        site / "build/robots.txt", "x" * (site / "build/robots.txt").stat().st_size
    ),
    "a published file of another time": lambda site: os.utime(site / "build/index.html"),
    "a lost list of published files": lambda site: write(site / "build/.sitegen.json", '{"files":{}}'),
}
"""Everything that a build may meet, changed."""


def test_a_site_that_did_not_change_is_known(site: Path) -> None:
    before = tree(site / "build")
    report = made(site)
    assert report.published
    assert (report.published.written, report.published.unchanged) == (0, len(before) - 1)
    assert tree(site / "build") == before


def test_a_source_that_was_saved_without_a_change_is_known(site: Path) -> None:
    (site / POST).write_bytes((site / POST).read_bytes())
    assert is_known(site)
    assert made(site).published


def test_what_was_read_again_is_believed_afterwards(site: Path) -> None:
    for path in (site / "content").rglob("*"):
        os.utime(path, (1_700_000_000.5, 1_700_000_000.5))
    time.sleep(0.01)
    made(site)
    known = stamp.load(site)
    assert known
    own = next(folder for folder in known.seen.folders if folder.path == "content/posts")
    assert own.files["heron.md"][0][1] == 1_700_000_000_500_000_000


def test_other_requests_are_other_builds(site: Path, tmp_path: Path) -> None:
    assert is_known(site)
    assert not is_known(site, drafts=True)
    assert not is_known(site, output=tmp_path / "elsewhere")


def test_the_next_day_is_another_build(site: Path) -> None:
    assert is_known(site, now=NOW + dt.timedelta(hours=1))
    assert not is_known(site, now=NOW + dt.timedelta(days=1))
    assert not is_known(site, now=NOW - dt.timedelta(seconds=1))


def test_another_program_is_another_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamp, "fingerprint", lambda: "another")
    assert not is_known(site)


def test_another_package_is_another_build(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "katex-9.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert not is_known(site)


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x81\xa5asked\x01"])
def test_a_stamp_that_cannot_be_read_is_none(site: Path, damage: bytes) -> None:
    path = site / ".sitegen" / stamp.NAME
    kept = path.read_bytes()
    path.write_bytes(damage)
    assert not is_known(site)
    path.write_bytes(kept)
    assert is_known(site)


@pytest.mark.timeout(120)
def test_after_any_change_the_output_is_that_of_a_clean_build(site: Path, tmp_path: Path) -> None:
    """Each change comes on top of those before it."""
    workers = Workers(katex_script(), Limits(), 1)
    for name, change in CHANGES.items():
        if not (site / POST).is_file():
            write(site / POST, "# 鷺\n\n数。\n\n" + f"@[python]({INCLUDED})\n")
            made(site)
        change(site)
        assert not is_known(site), name
        report = made(site)
        assert report.published, (name, report.problems)
        assert is_known(site), name
        clean = build(copied(site, tmp_path / "clean" / name.replace(" ", "-")), now=NOW, workers=workers)
        found = tree(site / "build")
        del found[".sitegen.json"]
        assert found == {file.path: file.content for file in clean.files}, name
        assert list(report.problems) == list(clean.problems), name
    workers.close()


def test_warnings_are_told_again(site: Path) -> None:
    add(site / POST, "\n[nowhere](missing.md)\n")
    first = made(site)
    assert "link-broken" in {problem.code for problem in first.problems}
    assert is_known(site)
    assert list(made(site).problems) == list(first.problems)


def test_an_error_is_met_again(site: Path) -> None:
    add(site / POST, "\n$\\nosuch$\n")
    assert made(site).published is None
    assert not is_known(site)
    assert made(site).published is None
