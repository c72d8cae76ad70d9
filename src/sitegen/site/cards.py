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


def card_key(address: str) -> str:
    """Give what all ways to write one address share: scheme, final slash, arXiv version and format."""
    found = _ARXIV.match(address)
    if found:
        return f"arxiv:{found['id'].lower()}"
    return re.sub(r"^https?:", "", address).removesuffix("/")
