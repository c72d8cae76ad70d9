"""Small sites on disk, and what a build makes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import join
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.build import BuildResult, build
from sitegen.config import Limits
from sitegen.effects.reading import katex_script
from sitegen.effects.workers import Workers

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SETTINGS = """\
[site]
title = "Notes"
base_url = "https://example.org/~me"
language = "ja"
languages = [{languages}]

[[collection]]
name = "diary"
path = "content/diary"
kind = "diary"

[[collection]]
name = "posts"
path = "content/posts"
kind = "post"
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A built site."""

    result: BuildResult
    """What the build gave."""
    files: Mapping[str, bytes]
    """By path."""
    base: str
    """Path of the base address."""

    def page(self, url: str) -> LexborHTMLParser:
        """Return the page at an address of the site."""
        return LexborHTMLParser(self.files[self.path(url)].decode())

    def path(self, url: str) -> str:
        """Return the file that answers an address."""
        path = unquote(urlsplit(url).path).removeprefix(self.base).lstrip("/")
        return join(path, "index.html") if not path or path.endswith("/") else path

    @property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """Return all pages but redirects, by path."""
        found = {
            path: LexborHTMLParser(text.decode()) for path, text in self.files.items() if path[-5:] == ".html"
        }
        return {path: page for path, page in found.items() if page.css_first("main.page")}

    def codes(self) -> list[str]:
        return [problem.code for problem in self.result.problems]


def made(folder: Path, *languages: str, **texts: str) -> Path:
    """Write a site; names of texts are paths below content, with ``__`` for a slash and ``_`` for a dot."""
    (folder / "content/diary").mkdir(parents=True, exist_ok=True)
    (folder / "content/posts").mkdir(parents=True, exist_ok=True)
    listed = ", ".join(f'"{language}"' for language in languages or ("ja", "en"))
    (folder / "sitegen.toml").write_text(SETTINGS.format(languages=listed), "utf-8")
    for name, text in texts.items():
        path = folder / "content" / name.replace("__", "/").replace("_", ".")
        path.write_text(text, "utf-8")
    return folder


@cache
def _workers() -> Workers:
    """Start one pool of workers for all sites; it ends with the tests."""
    return Workers(katex_script(), Limits(), 1)


def close() -> None:
    """End the workers."""
    _workers().close()


def built(site: Path) -> Built:
    """Build a site in memory."""
    result = build(site, now=NOW, workers=_workers())
    base = urlsplit(result.config.base_url).path if result.config else ""
    return Built(result, {file.path: file.content for file in result.files}, base)


def attribute(node: LexborNode | None, name: str) -> str:
    """Return an attribute of a node that has to be there."""
    assert node is not None
    return node.attributes.get(name) or ""


def language_of(page: LexborHTMLParser) -> str:
    return attribute(page.css_first("html"), "lang")
