"""Links that are more than links: ``{{url}}`` cards, ``[[url]]`` titles, ``[[note]]``, ``@[lang](file)``."""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_CARD: Final = re.compile(r"\{\{\s*(https?://[^\s{}]+)\s*\}\}")
_BRACKETS: Final = re.compile(r"\[\[([^\[\]\n]{1,2000})\]\](?!\()")
_INCLUDE: Final = re.compile(r"@\[([^\]\n]*)\]\(([^)\s]+)\)[ \t]*$")
_CITATION: Final = re.compile(r"[\d\s,–-]+")


def card(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """``{{https://…}}``: a card with what is known of a page."""
    if not state.src.startswith("{{", state.pos):
        return False
    match = _CARD.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("card", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


def double_brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """``[[https://…]]``: a link with the page's title; ``[[name]]``: a link to another document."""
    if not state.src.startswith("[[", state.pos) or state.linkLevel:
        return False
    match = _BRACKETS.match(state.src, state.pos)
    if not match or _CITATION.fullmatch(match[1]):
        return False
    if not silent:
        address = match[1].strip()
        is_url = re.match(r"https?://\S+$", address) is not None
        token = state.push("title_link" if is_url else "note_link", "", 0)
        token.content = address
    state.pos = match.end()
    return True


def include(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - the parser's signature
    """``@[rust](src/lib.rs)``: the text of a file as a code block."""
    position = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("@[", position):
        return False
    match = _INCLUDE.match(state.src, position, state.eMarks[start])
    if not match:
        return False
    if not silent:
        token = state.push("include", "", 0)
        token.map = [start, start + 1]
        token.info, token.content = match[1].strip(), match[2]
        state.line = start + 1
    return True


def include_targets(text: str) -> tuple[str, ...]:
    """The files that a text includes, as written."""
    if "@[" not in text:
        return ()
    found = re.finditer(r"^[ \t>]*@\[[^\]\n]*\]\(([^)\s]+)\)[ \t]*$", text, re.MULTILINE)
    return tuple(dict.fromkeys(match[1] for match in found))
