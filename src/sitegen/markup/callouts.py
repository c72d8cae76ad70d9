"""Callouts: a quotation that begins with ``[!NOTE]`` (GitHub's alerts)."""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

KINDS: Final = ("note", "tip", "important", "warning", "caution")
"""The kinds of callout."""

_MARK: Final = re.compile(rf"\[!({'|'.join(KINDS)})\][ \t]*", re.IGNORECASE)


def callouts(state: StateCore) -> None:
    """Core rule: quotations with a mark become callouts."""
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type != "blockquote_open" or index + 2 >= len(tokens):
            continue
        inline = tokens[index + 2]
        match = _MARK.match(inline.content) if inline.type == "inline" else None
        if match and inline.children:
            _convert(tokens, index, match[1].lower())
            inline.children = _after_mark(inline.children, match.end())


def _convert(tokens: list[Token], index: int, kind: str) -> None:
    level = tokens[index].level
    following = (tokens[number] for number in range(index, len(tokens)))
    closing = next(t for t in following if t.type == "blockquote_close" and t.level == level)
    tokens[index].type, closing.type = "callout_open", "callout_close"
    tokens[index].tag = closing.tag = "div"
    tokens[index].meta = {"kind": kind}


def _after_mark(children: list[Token], length: int) -> list[Token]:
    rest = list(children)
    while rest and length > 0:
        if rest[0].type != "text":
            break
        taken = min(length, len(rest[0].content))
        rest[0].content = rest[0].content[taken:]
        length -= taken
        if not rest[0].content:
            rest.pop(0)
    if rest and rest[0].type in {"softbreak", "hardbreak"}:
        rest.pop(0)
    return rest
