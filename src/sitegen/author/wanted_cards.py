"""Which cards a site needs, and the cache after some of them were fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sitegen.model import Card
from sitegen.site.cards import card_key, index
from sitegen.site.model import Site, Target


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address that a text shows as a card, or with its title."""

    url: str
    """The address as written."""
    path: str
    """The first source that has it."""
    line: int
    """Its line there."""


def wanted(site: Site, targets: Mapping[str, tuple[Target, ...]]) -> tuple[Wanted, ...]:
    """Every foreign address that a card is shown for, however often, once; in the order of the sources."""
    found: dict[str, Wanted] = {}
    for path in site.documents:
        for reference, target in zip(site.rendered[path].references, targets[path], strict=True):
            if reference.kind in ("card", "title") and target.foreign and target.href:
                url = reference.target.strip()
                found.setdefault(card_key(url), Wanted(url, path, reference.line))
    return tuple(found.values())


def missing(needed: Iterable[Wanted], cards: Mapping[str, Card]) -> tuple[Wanted, ...]:
    """Those that the cache does not have."""
    known = index(cards)
    return tuple(item for item in needed if known.find(item.url) is None)


def updated(cards: Mapping[str, Card], fetched: Iterable[Card]) -> dict[str, Card]:
    """The cache with fetched cards; one that is known keeps the address under which it is known."""
    known = index(cards)
    result = dict(cards)
    for card in fetched:
        old = known.find(card.url)
        url = old.url if old else card.url
        result[url] = replace(card, url=url)
    return result


def marked(cards: Mapping[str, Card], dead: Iterable[str], alive: Iterable[str]) -> dict[str, Card]:
    """The cache with the pages that are gone marked, and those that came back no longer."""
    gone, back = frozenset(dead), frozenset(alive)
    return {
        url: replace(card, dead=(card.dead or url in gone) and url not in back) for url, card in cards.items()
    }
