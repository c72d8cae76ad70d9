"""The files of a new site: the texts of ``starter/`` with the author's facts put in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("ja", "en")
"""The languages that a new site is in."""

_PLACES: Final[Mapping[str, str]] = {
    "sitegen.toml": "sitegen.toml",
    "gitignore": ".gitignore",
    "pages.yml": ".github/workflows/publish.yml",
    "cards.json": "content/cards.json",
    "diary/month.md": "content/diary/@YEAR@/@MONTH@.md",
    "posts/hello.md": "content/posts/hello.md",
    "papers/1706.03762.md": "content/papers/1706.03762.md",
}
"""Where each file stands in a site; a Markdown file there is in as many languages as the site."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known or guessed of the author of a new site."""

    titles: Mapping[str, str]
    """The site's title per language."""
    author: str
    """The author's name; may be empty."""
    url: str
    """The public address."""
    language: str
    """The language at the root."""
    zone: str
    """IANA name of the author's time zone."""
    now: dt.datetime
    """The present, in that zone."""
    version: str
    """sitegen's version."""


def files(texts: Mapping[str, str], newcomer: Newcomer) -> dict[str, str]:
    """Give the files of a new site by path; `texts` are those of ``starter/`` by path there."""
    marks = _marks(newcomer)
    return {_filled(path, marks): _filled(texts[name], marks) for name, path in _pairs(newcomer.language)}


def _pairs(default: str) -> Iterator[tuple[str, str]]:
    for name, path in _PLACES.items():
        if not name.endswith(".md"):
            yield name, path
            continue
        for code in LANGUAGES:
            ending = ".md" if code == default else f".{code}.md"
            yield name.removesuffix(".md") + f".{code}.md", path.removesuffix(".md") + ending


def _marks(newcomer: Newcomer) -> dict[str, str]:
    now = newcomer.now
    quoted = {"@AUTHOR@": newcomer.author, "@URL@": newcomer.url.rstrip("/")}
    titles = {f"@TITLE_{code.upper()}@": title for code, title in newcomer.titles.items()}
    return {
        **{mark: json.dumps(text, ensure_ascii=False) for mark, text in (quoted | titles).items()},
        "@LANGUAGE@": newcomer.language,
        "@ZONE@": newcomer.zone,
        "@VERSION@": newcomer.version,
        "@YEAR@": f"{now:%Y}",
        "@MONTH@": f"{now:%m}",
        "@DATE@": f"{now:%Y-%m-%d}",
        "@TIME@": f"{now:%H:%M}",
    }


def _filled(text: str, marks: Mapping[str, str]) -> str:
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text
