"""What a header can say, whichever way it is written, and the reading of single values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sitegen.model import Fragment
from sitegen.sources.dates import Moment
from sitegen.sources.text import UNUSABLE

_UNSAFE: Final = re.compile(r"%2e|%2f|%5c|%00|\\", re.IGNORECASE)
_URL: Final = re.compile(r"(?:https?|ftp)://\S+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one source."""

    title: Fragment | None = None
    """Inline Markdown."""
    description: Fragment | None = None
    """Inline Markdown."""
    date: Moment | None = None
    """When it was written."""
    updated: Moment | None = None
    """When it was last changed."""
    tags: tuple[str, ...] = ()
    """As written."""
    slug: str | None = None
    """Checked."""
    aliases: tuple[str, ...] = ()
    """Checked, each with a leading slash."""
    draft: bool = False
    """Whether it is published only on request."""
    language: str | None = None
    """A language of the site."""
    translation_of: str | None = None
    """Path or key of the original."""
    link: str | None = None
    """The address that it is about."""
    rating: int | None = None
    """1 to 5."""
    authors: tuple[str, ...] = ()
    """Of the paper that it is about."""
    venue: str = ""
    """Where that was published."""
    published: tuple[int, int | None] | None = None
    """Year and month of its publication."""
    code: tuple[str, ...] = ()
    """Addresses of its programs."""
    lines: tuple[int, ...] = ()
    """1-based numbers of the lines that belong to the header."""
    body_line: int = 1
    """1-based line where the text after it begins."""


def split_tags(text: str) -> tuple[str, ...]:
    """Tags written in one line: between commas where there are any, else between spaces."""
    parts = re.split(r"[,、，]", text) if re.search(r"[,、，]", text) else text.split()
    return unique(part.strip().removeprefix("#") for part in parts)


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The non-empty names, each once, in order."""
    return tuple(dict.fromkeys(name for name in names if name))


def is_url(text: str) -> bool:
    """Whether `text` is an absolute web address."""
    return bool(_URL.match(text))


def slug_fault(slug: str) -> str | None:
    """Why `slug` cannot stand in an address; None where it can."""
    if not slug.strip("/ "):
        return "it is empty"
    if slug.startswith("/"):
        return "it begins with a slash"
    return _path_fault(slug)


def alias_fault(alias: str) -> str | None:
    """Why `alias` cannot be an old address of this site; None where it can."""
    if "://" in alias or alias.startswith("//"):
        return "it names a host; an alias is a path on this site"
    if "?" in alias or "#" in alias:
        return "a query or fragment never reaches a static site"
    return _path_fault(alias)


def _path_fault(path: str) -> str | None:
    if UNUSABLE.search(path) or "\n" in path or "\t" in path:
        return "it holds a control character"
    if _UNSAFE.search(path):
        return "it holds a backslash or an encoded dot or slash"
    if any(part in ("..", ".") for part in path.split("/")):
        return "it holds a `.` or `..` component"
    return None
