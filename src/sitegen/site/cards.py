"""Finding a page elsewhere in the card cache, however its address is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.model import Card

_ARXIV = re.compile(
    r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/"
    r"(?P<id>[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?$",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"https?://(?:www\.|m\.|mobile\.)?(?P<host>[^/?#:]+)(?::\d+)?(?P<path>[^?#]*)", re.IGNORECASE
)
_YOUTUBE = re.compile(
    r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)|youtu\.be/)"
    r"(?P<id>[\w-]{6,20})(?=$|[?&#/])",
    re.IGNORECASE,
)
_SORTS = {
    "video": re.compile(
        r"(?:youtube\.com|youtube-nocookie\.com)/(?:watch|embed/|shorts/|live/)|youtu\.be/."
        r"|vimeo\.com/\d|nicovideo\.jp/watch/|nico\.ms/."
    ),
    "post": re.compile(r"(?:twitter\.com|x\.com)/\w+/status(?:es)?/\d|bsky\.app/profile/[^/]+/post/"),
    "repository": re.compile(r"(?:github\.com|gitlab\.com|codeberg\.org)/[\w.-]+/[\w.-]+/?\Z"),
}


@dataclass(frozen=True, slots=True)
class CardIndex:
    """The card cache, ready for look-ups."""

    exact: Mapping[str, Card]
    """By address as written."""
    loose: Mapping[str, Card]
    """By `card_key`."""

    def find(self, address: str) -> Card | None:
        """Give the card of an address; None where the cache has none."""
        return self.exact.get(address) or self.loose.get(card_key(address))


def index(cards: Mapping[str, Card]) -> CardIndex:
    """Make the look-up of all `cards`, by address."""
    return CardIndex(cards, {card_key(url): cards[url] for url in sorted(cards, reverse=True)})


def sort(address: str) -> str:
    """Give what an address shows, if it is more than a page: ``video``, ``post``, ``repository``; else "".

    Known by host and path alone, so that a card says it without asking anybody.
    """
    match = _HOST.match(address)
    place = f"{match['host'].lower()}{match['path']}" if match else ""
    return next((name for name, pattern in _SORTS.items() if pattern.match(place)), "")


def youtube_id(address: str) -> str | None:
    """Give the id of the film that an address of YouTube shows."""
    found = _YOUTUBE.match(address)
    return found["id"] if found else None


def card_key(address: str) -> str:
    """Give what all ways to write one address share: scheme, final slash, arXiv version and format."""
    found = _ARXIV.match(address)
    if found:
        return f"arxiv:{found['id'].lower()}"
    return re.sub(r"^https?:", "", address).removesuffix("/")
