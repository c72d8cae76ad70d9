"""Attributes of a block, on a line of their own above it: ``{#id .class lang=en}``."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.utils import is_code_block

ALLOWED: Final = ("lang", "class", "id", "title", "width", "height")
"""The attributes that authors may give."""

_LINE: Final = re.compile(r"\{[ \t]*(?:[#.][^\W\d_][^{}|]*|[a-z]+=[^{}|]*)\}[ \t]*")


def block_attributes(md: MarkdownIt) -> None:
    """Set the rule up; only a line that can be nothing else is one of attributes."""
    attrs_block_plugin(md, allowed=ALLOWED)
    md.block.ruler.at("attr", _line)


def _line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if is_code_block(state, start):
        return False
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not _LINE.fullmatch(text):
        return False
    try:
        _, attributes = parse(text)
    except ParseError:
        return False
    if not silent:
        token = state.push("attrs_block", "", 0)
        token.attrs = dict(attributes)
        token.map = [start, start + 1]
        state.line = start + 1
    return True
