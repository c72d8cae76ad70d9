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


def test_what_sitegen_writes_is_not_watched(listener: Listener) -> None:
    write(listener.site, {".sitegen/cache.db": "x", ".git/index": "x"})
    listener.settle(0.3)
    assert listener.changes == []
