"""What a page elsewhere says of itself: title, description and site name for a card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from sitegen.author.encoding import text_of
from sitegen.model import Card

_TITLES: Final = ("citation_title", "og:title", "twitter:title", "dc.title")
_DESCRIPTIONS: Final = ("og:description", "twitter:description", "description")
_SITES: Final = ("og:site_name", "application-name", "citation_journal_title")
_MAX_TITLE: Final = 300
_MAX_DESCRIPTION: Final = 300
_MAX_SITE: Final = 80
_UNSEEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\s]+"
)
_NOTHING: Final = frozenset(
    ("just a moment...", "attention required! | cloudflare", "access denied", "robot check", "x", "twitter")
)
"""Titles of pages that only ask whether a person is there."""


def card(address: str, body: bytes, kind: str) -> Card | None:
    """Make the card of the page at `address`; None where it is no HTML or has no title."""
    if "html" not in kind.lower() and (kind or not re.match(rb"\s*<(?:!doctype|html)", body, re.IGNORECASE)):
        return from_address(address)
    tree = LexborHTMLParser(text_of(body, kind))
    said = meta(tree)
    heading = tree.css_first("head > title") or tree.css_first("title")
    title = _first(said, _TITLES) or (heading.text() if heading else "")
    title = tidy(title, _MAX_TITLE)
    if not title or title.lower() in _NOTHING:
        return from_address(address)
    site = tidy(_first(said, _SITES), _MAX_SITE) or host(address)
    description = tidy(_first(said, _DESCRIPTIONS), _MAX_DESCRIPTION)
    return Card(address, title, description if description != title else "", site)


def meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """The ``<meta>`` values of a page, by lowercase name or property, in order."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        name = node.attributes.get("property") or node.attributes.get("name")
        content = node.attributes.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def from_address(address: str) -> Card | None:
    """A card for pages that show nothing without scripts, from the address alone; None for others."""
    parts = urlsplit(address)
    host, path = (parts.hostname or "").removeprefix("www.").removeprefix("mobile."), unquote(parts.path)
    tweet = re.match(r"/(\w{1,30})/status(?:es)?/\d+", path)
    if host in ("twitter.com", "x.com") and tweet:
        return Card(address, f"@{tweet[1]}", "", "X")
    repository = re.fullmatch(r"/([\w.-]{1,80}/[\w.-]{1,100}?)(?:\.git)?/?", path)
    if host in ("github.com", "gitlab.com", "codeberg.org") and repository:
        return Card(
            address, repository[1], "", {"github.com": "GitHub", "gitlab.com": "GitLab"}.get(host, "Codeberg")
        )
    return None


def tidy(text: str, most: int) -> str:
    """One line of visible characters, shortened at a word where it is long."""
    line = _UNSEEN.sub(" ", text.encode("utf-8", "ignore").decode()).strip()
    if len(line) <= most:
        return line
    cut = line[:most]
    space = cut.rfind(" ")
    return (cut[:space] if space > most * 0.7 else cut).rstrip(" ,.;:、。") + "…"


def _first(said: Mapping[str, list[str]], names: Iterable[str]) -> str:
    return next((said[name][0] for name in names if tidy(said.get(name, [""])[0], 1)), "")


def host(address: str) -> str:
    """The host of an address, without ``www.``; "" where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
