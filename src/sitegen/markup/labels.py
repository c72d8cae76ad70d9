"""Formulas that alone name something: a heading, a head cell, a link.

Not every tool that reads pages aloud takes a name from MathML, so these get one in characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from markdown_it.token import Token

_NAMED: Final = frozenset({"heading_open", "th_open"})


def label(tokens: Sequence[Token]) -> None:
    """Mark the formulas that alone make up a heading, a head cell or a link."""
    for before, token in pairwise(tokens):
        if token.type == "inline":
            children = token.children or []
            _mark(children, before.type in _NAMED)


def label_title(children: Sequence[Token]) -> None:
    """Mark the formulas that alone make up a title."""
    _mark(children, is_name=True)


def _mark(children: Sequence[Token], is_name: bool) -> None:  # noqa: FBT001 - private, with one meaning
    groups = [children] if is_name else list(_links(children))
    for group in groups:
        shown = [child for child in group if child.type != "text" or child.content.strip()]
        if all(child.type == "math" for child in shown):
            for child in shown:
                child.meta["alone"] = True


def _links(children: Sequence[Token]) -> Iterator[Sequence[Token]]:
    start = None
    for index, child in enumerate(children):
        if child.type == "link_open":
            start = index + 1
        elif child.type == "link_close" and start is not None:
            yield children[start:index]
            start = None
