"""A feed as a value, whatever it is written as."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One text in a feed."""

    url: str
    """Its permalink, complete; it is its identity too."""
    title: str
    """Plain text."""
    html: str
    """The text in full."""
    summary: str
    """Plain text; may be empty."""
    published: dt.datetime
    """Aware."""
    updated: dt.datetime
    """Aware, not before `published`."""
    tags: tuple[str, ...]
    """As shown."""
    link: str | None
    """The address that it is about."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed."""

    title: str
    """Its title."""
    description: str
    """One sentence; may be empty."""
    language: str
    """Language code."""
    home: str
    """Complete address of the page that it belongs to."""
    url: str
    """Complete address of its Atom form."""
    json_url: str
    """Complete address of its JSON form."""
    author: str
    """Never empty."""
    items: tuple[FeedItem, ...]
    """Newest first."""


def legal(text: str) -> str:
    """Drop the characters that XML cannot hold, and those that no text should."""
    return _ILLEGAL.sub("", text)
