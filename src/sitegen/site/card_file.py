"""The card cache as a file: a JSON array sorted by address, one card a line, friendly to diffs."""

from __future__ import annotations

import json
from collections.abc import Iterable

import msgspec

from sitegen.errors import Problem
from sitegen.model import Card


def parse(data: bytes, path: str) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
    """Read the cards of the file `path`; none where it is damaged, and a problem that tells so."""
    try:
        return msgspec.json.decode(data, type=tuple[Card, ...]), ()
    except (msgspec.MsgspecError, UnicodeDecodeError, json.JSONDecodeError) as error:
        message = f"the card cache cannot be read: {error}."
        hint = "Restore it from version control: a list of objects with url, title, description and site."
        return (), (Problem("cards-file", path, 0, 0, message[:400], hint),)


def text(cards: Iterable[Card]) -> str:
    """Write the cards; fields that say nothing are left out."""
    lines = [_line(card) for card in sorted(cards, key=lambda card: card.url)]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def _line(card: Card) -> str:
    said: dict[str, object] = {"url": card.url, "title": card.title}
    more = {"description": card.description, "site": card.site, "dead": card.dead}
    return json.dumps(said | {name: value for name, value in more.items() if value}, ensure_ascii=False)
