"""A small site: written file by file, built in memory, asked for its pages and problems."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import html5lib

from sitegen.build import BuildResult, build
from sitegen.effects.workers import Workers
from sitegen.errors import Problem, failed

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)

SETTINGS = """
[site]
title = { ja = "研究日誌", en = "Research Diary" }
base_url = "https://example.org"
languages = ["ja", "en"]

[[collection]]
name = "posts"
path = "content/posts"
kind = "post"

[[collection]]
name = "diary"
path = "content/diary"
kind = "diary"

[[collection]]
name = "papers"
path = "content/papers"
kind = "paper"
header = ["title", "url", "description", "tags"]
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A build, easy to ask."""

    result: BuildResult

    @property
    def pages(self) -> dict[str, str]:
        return {
            f.path: f.content.decode()
            for f in self.result.files
            if f.path.endswith((".html", ".xml", ".json"))
        }

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.result.problems

    @property
    def failed(self) -> bool:
        return failed(self.result.problems)

    def of(self, code: str) -> list[Problem]:
        return [problem for problem in self.result.problems if problem.code == code]

    def one(self, code: str) -> Problem:
        (problem,) = self.of(code)
        return problem

    def page(self, path: str) -> str:
        return self.pages[path]

    def article(self, name: str = "a") -> str:
        """The text of a post, without the page around it."""
        found = re.search(r"<article.*</article>", self.page(f"posts/{name}/index.html"), re.DOTALL)
        assert found
        return found[0]


@dataclass(frozen=True, slots=True)
class SmallSite:
    """A site in a temporary folder."""

    folder: Path
    workers: Workers

    def write(self, path: str, content: str | bytes) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return target

    def post(self, content: str | bytes, name: str = "a.md") -> Path:
        return self.write(f"content/posts/{name}", content)

    def build(self) -> Outcome:
        return Outcome(build(self.folder, now=NOW, workers=self.workers))


def strict(html: str) -> None:
    """Fail where an HTML parser would have to repair a page."""
    html5lib.HTMLParser(strict=True).parse(html)
