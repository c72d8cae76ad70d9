"""Watching: every way in which editors save, and what happens to folders."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.effects.watcher import Gatherer, Watcher
from tests.preview.sites import FILES, write

POST = "content/posts/a.md"


class Listener:
    """Takes changes as the preview does, and reads the file that is asked for at each."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.gatherer = Gatherer()
        self.watcher = Watcher(site, self.gatherer)
        self.watcher.start()
        self.changes: list[tuple[frozenset[str], str | None]] = []
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()
        self.settle()
        self.changes.clear()

    def listen(self) -> None:
        while (paths := self.gatherer.wait()) is not None:
            file = self.site / POST
            self.changes.append((paths, file.read_text(encoding="utf-8") if file.exists() else None))

    def settle(self, seconds: float = 0.6) -> None:
        time.sleep(seconds)

    def names(self) -> set[str]:
        return {os.path.relpath(path, self.site) for paths, _ in self.changes for path in paths}

    def close(self) -> None:
        self.gatherer.end()
        self.watcher.stop()
        self.thread.join()


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    site = Path(os.path.realpath(tmp_path)) / "site"
    write(site, FILES)
    made = Listener(site)
    yield made
    made.close()


def test_a_save_in_place_is_one_change(listener: Listener) -> None:
    write(listener.site, {POST: "one"})
    listener.settle()
    assert [content for _, content in listener.changes] == ["one"]
    assert POST in listener.names()


def test_a_save_by_rename_gives_the_new_text(listener: Listener) -> None:
    new = listener.site / "content/posts/.a.md.tmp"
    new.write_text("renamed", encoding="utf-8")
    new.replace(listener.site / POST)
    listener.settle()
    assert listener.changes[-1][1] == "renamed"
    assert len(listener.changes) <= 2
    assert POST in listener.names()


def test_truncating_and_writing_later_never_gives_an_empty_text(listener: Listener) -> None:
    with (listener.site / POST).open("w", encoding="utf-8"):
        pass
    time.sleep(0.05)
    write(listener.site, {POST: "late"})
    listener.settle()
    assert [content for _, content in listener.changes] == ["late"]


def test_swap_files_are_no_change(listener: Listener) -> None:
    for name in (".a.md.swp", "a.md~", "4913", "#a.md#", ".git-x"):
        path = listener.site / "content/posts" / name
        path.write_text("x", encoding="utf-8")
        path.unlink()
    listener.settle(0.3)
    assert listener.changes == []


def test_ten_saves_in_a_tenth_of_a_second_are_two_changes_at_most(listener: Listener) -> None:
    for number in range(10):
        write(listener.site, {POST: f"save {number}"})
        time.sleep(0.01)
    listener.settle()
    assert 1 <= len(listener.changes) <= 2
    assert listener.changes[-1][1] == "save 9"


def test_a_thousand_files_at_once_are_few_changes(listener: Listener) -> None:
    write(listener.site, {f"content/posts/n{number}.md": "x" for number in range(1000)})
    listener.settle(1.2)
    assert len(listener.changes) <= 4
    assert len([name for name in listener.names() if name.endswith(".md")]) == 1000


def test_new_and_moved_folders_are_watched(listener: Listener) -> None:
    write(listener.site, {"content/posts/new/deep/x.md": "x"})
    listener.settle()
    (listener.site / "content/posts/new").rename(listener.site / "content/posts/moved")
    listener.settle()
    listener.changes.clear()
    write(listener.site, {"content/posts/moved/deep/x.md": "y"})
    listener.settle()
    assert "content/posts/moved/deep/x.md" in listener.names()


def test_a_folder_of_the_site_that_is_made_later_is_watched(listener: Listener) -> None:
    write(listener.site, {"templates/post.html": "1"})
    listener.settle()
    listener.changes.clear()
    write(listener.site, {"templates/post.html": "2"})
    listener.settle()
    assert "templates/post.html" in listener.names()


def test_a_file_that_is_gone_at_once_is_no_trouble(listener: Listener) -> None:
    path = listener.site / "content/posts/short.md"
    path.write_text("x", encoding="utf-8")
    path.unlink()
    (listener.site / POST).unlink()
    listener.settle()
    assert listener.changes[-1][1] is None


def test_what_sitegen_writes_is_not_watched(listener: Listener) -> None:
    write(listener.site, {".sitegen/cache.db": "x", ".git/index": "x"})
    listener.settle(0.3)
    assert listener.changes == []
