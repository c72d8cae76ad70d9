"""Paragraphs that hold something too large for one: they are divided around it.

A card, a display formula or a block-level tag may stand in the middle of a paragraph's
lines. HTML allows none of them inside ``<p>``; the text before and after becomes
paragraphs of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sitegen.markup.html_tags import BLOCKS, TAG
from sitegen.scan import Masked

_INLINE_MEDIA: Final = frozenset({"img", "video", "audio", "source", "track", "param"})
_TOC: Final = re.compile(r"<(?:div|span)\s+id\s*=\s*[\"']?toc(?:-level-(\d))?[\"']?\s*/?>", re.IGNORECASE)


def divide(state: StateCore) -> None:
    """Core rule: divide paragraphs around cards, display formulas and block-level tags."""
    masked: Masked = state.env["masked"]

    def large(token: Token) -> bool:
        return _is_large(token, masked)

    result: list[Token] = []
    tokens = state.tokens
    index = 0
    while index < len(tokens):
        if _is_paragraph(tokens, index) and any(map(large, tokens[index + 1].children or ())):
            result += _divided(tokens[index : index + 3], large)
            state.env["divided"] = state.env.get("divided") or _cuts(tokens[index + 1], large)
            index += 3
        else:
            result.append(tokens[index])
            index += 1
    state.tokens = result


def _cuts(inline: Token, large: Callable[[Token], bool]) -> bool:
    """Whether something large stands inside an element, which has to be divided with its paragraph."""
    depth = 0
    for child in inline.children or ():
        depth += child.nesting
        if depth and large(child):
            return True
    return False


def _is_paragraph(tokens: Sequence[Token], index: int) -> bool:
    return (
        tokens[index].type == "paragraph_open"
        and index + 2 < len(tokens)
        and tokens[index + 1].type == "inline"
    )


def _is_large(token: Token, masked: Masked) -> bool:
    if token.type in ("card", "post"):
        return True
    if token.type == "math":
        number: int = token.meta["formula"]
        return masked.scan.formulas[number].display
    if token.type == "html_inline":
        tag = TAG.match(token.content)
        if tag is None:
            return False
        name = tag[2].lower()
        return (name in BLOCKS and name not in _INLINE_MEDIA) or toc_level(token.content) is not None
    return False


def toc_level(html: str) -> int | None:
    """The depth of the table of contents that a tag asks for; None where it asks for none."""
    match = _TOC.match(html)
    return int(match[1] or 6) if match else None


def _divided(paragraph: Sequence[Token], large: Callable[[Token], bool]) -> list[Token]:
    opening, inline, closing = paragraph
    result: list[Token] = []
    run: list[Token] = []
    toc_open = False
    for child in inline.children or ():
        if toc_open and child.content.lower() == "</span>":
            toc_open = False
        elif large(child):
            result += [*_paragraph(opening, inline, closing, run), *_standing(child, inline)]
            run = []
            toc_open = child.content.lower().startswith("<span")
        else:
            run.append(child)
    return _with_attributes(opening, result + _paragraph(opening, inline, closing, run))


def _with_attributes(opening: Token, parts: list[Token]) -> list[Token]:
    """The parts of a paragraph with its attributes: its id on the first, the others on all paragraphs."""
    shared = {name: value for name, value in opening.attrs.items() if name != "id"}
    for index, part in enumerate(parts):
        if index == 0:
            part.attrs = dict(opening.attrs)
        elif part.type == "paragraph_open":
            part.attrs = dict(shared)
    return parts


def _standing(child: Token, inline: Token) -> list[Token]:
    """A large inline token as a block; a marker for contents becomes a complete element."""
    block = Token({"html_inline": "html_tag"}.get(child.type, f"{child.type}_block"), "", 0)
    block.content, block.meta, block.level = child.content, child.meta, max(0, inline.level - 1)
    block.map, block.block = child.map or inline.map, True
    if not child.content.lower().startswith("<span"):
        return [block]
    block.content = "<div" + child.content[5:]
    end = block.copy(content="</div>")
    return [block, end]


def _paragraph(opening: Token, inline: Token, closing: Token, run: list[Token]) -> list[Token]:
    """A paragraph of its own for a run of inline tokens; none where the run is empty."""
    while run and run[0].type in {"softbreak", "hardbreak"}:
        run = run[1:]
    while run and run[-1].type in {"softbreak", "hardbreak"}:
        run = run[:-1]
    if not any(t.type != "text" or t.content.strip() for t in run):
        return []
    text = inline.copy(children=run)
    return [opening.copy(), text, closing.copy()]
