"""The top-level blocks of a section: where each stands, and a digest of what it says.

Blocks are what translations are compared by. A digest depends on the content alone:
neither the place of a block nor the breaking of its lines changes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from markdown_it.token import Token
from markupsafe import escape

from sitegen.markup.context import Context, text_of
from sitegen.markup.elements import read_tag
from sitegen.markup.renderer import render
from sitegen.markup.wellformed import wellformed
from sitegen.model import Block

_KINDS: Final = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "math_block": "math",
    "fence": "code",
    "code_block": "code",
    "include": "code",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "dl_open": "list",
    "blockquote_open": "quotation",
    "table_open": "table",
    "card_block": "card",
}
_BEAR_ATTRIBUTES: Final = frozenset(
    ["paragraph_open", "heading_open", "blockquote_open", "bullet_list_open", "ordered_list_open", "dl_open"]
)
_PLAIN: Final = frozenset({"text", "inline"})
_FORMULAS: Final = frozenset({"math", "math_block"})
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_EXCERPT: Final = 60


def rendered_blocks(tokens: Sequence[Token], context: Context) -> tuple[str, tuple[Block, ...]]:
    """The HTML of a section's tokens, and the blocks in it; an example and what it gives are one."""
    parts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for group in _groups(tokens):
        html = finished(_wrapped(group[0], render(group, context)), context)
        parts.append(html)
        if group[0].type == "example_open":
            blocks[-1] = replace(blocks[-1], end=start + len(html))
        elif html.strip():
            blocks.append(_block(group, start, start + len(html), context))
        start += len(html)
    return "".join(parts), tuple(blocks)


def finished(html: str, context: Context) -> str:
    """Rendered HTML, well-formed whatever tags the author wrote, with no slot of the scanner left in it."""
    return context.restored(wellformed(html) if context.is_loose else html)


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of tokens in which everything that opens is closed."""
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting + _opened(token)
        if depth <= 0:
            yield group
            group, depth = [], 0
    if group:
        yield group


def _opened(token: Token) -> int:
    tag = read_tag(token.content) if token.type == "html_tag" else None
    if tag is None or tag.void:
        return 0
    return -1 if tag.closing else 1


def _wrapped(first: Token, html: str) -> str:
    """A block whose own HTML has no place for attributes stands in an element that has them."""
    if not first.attrs or first.type in _BEAR_ATTRIBUTES or not html.strip():
        return html
    names = {name: value for name, value in first.attrs.items() if name in {"id", "lang", "class"}}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in names.items())
    return f"<div{attributes}>{html}</div>\n" if attributes else html


def _block(group: Sequence[Token], start: int, end: int, context: Context) -> Block:
    first = group[0]
    return Block(
        kind=_KINDS.get(first.type, "html"),
        start=start,
        end=end,
        line=_line(group, context),
        id=str(first.attrs.get("id", "")),
        digest=hashlib.blake2b(_said(group, context).encode(), digest_size=6).hexdigest(),
        excerpt=_excerpt(group, context),
    )


def _line(group: Sequence[Token], context: Context) -> int:
    """The line of a block; a paragraph that was divided begins with its first word, not with the whole."""
    if group[0].type == "paragraph_open" and len(group) > 1:
        placed = next((child for child in group[1].children or () if child.map), group[0])
        return context.line(placed)
    return next((context.line(token) for token in group if token.map), 0)


def _said(tokens: Iterable[Token], context: Context) -> str:
    """What tokens say, without the places and line breaks of the source."""
    parts: list[str] = []
    for token in tokens:
        kind = token.type
        if token.children:
            parts.append(_said(token.children, context))
        elif kind in _PLAIN:
            parts.append(context.masked.restore(token.content))
        elif kind in _FORMULAS:
            parts.append(f"${' '.join(context.masked.scan.formulas[token.meta['formula']].tex.split())}$")
        elif kind in _BREAKS:
            parts.append(" ")
        else:
            content = context.masked.restore(token.content)
            parts.append(f"<{kind}{_attributes(token)} {token.info}>{content}")
    return "".join(parts)


def _attributes(token: Token) -> str:
    if not token.attrs:
        return ""
    return "".join(f" {name}={value}" for name, value in token.attrs.items() if name != "id")


def _excerpt(group: Sequence[Token], context: Context) -> str:
    """The first words of a block, for messages."""
    if group[0].type == "math_block":
        said: Iterable[str] = [_said(group[:1], context)]
    elif group[0].type in {"fence", "code_block", "include"}:
        said = context.masked.restore(group[0].content).split("\n")
    else:
        said = (text_of(token.children, context) for token in group if token.children)
    text = next((line for line in (" ".join(part.split()) for part in said) if line), "")
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
