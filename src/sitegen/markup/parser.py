"""The Markdown parser: CommonMark with the rules of this package, put together once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, lheading
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sitegen.markup import (
    attributes,
    brackets,
    callouts,
    cjk,
    depth,
    examples,
    html_tags,
    inline,
    links,
    lists,
    paragraphs,
    tables,
)
from sitegen.markup.dispatch import dispatch_blocks, dispatch_inline
from sitegen.scan import Masked

_UNDERLINE = re.compile(r"^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
_HEADING_ATTRIBUTES = re.compile(r"\s*(\{[#.A-Za-z][^{}]*\})\s*$")


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The parser with all of sitegen's rules; it holds no state between texts."""
    md = commonmark()
    md.inline = _inline_rules()
    md.enable(["table", "strikethrough"])
    _block_rules(md)
    footnote_plugin(md, move_to_end=False, always_match_refs=True)
    deflist_plugin(md)
    md.inline.ruler.at("footnote_inline", brackets.footnote_in_place)
    md.inline.ruler.at("footnote_ref", brackets.footnote_reference)
    attrs_plugin(md, spans=True, allowed=attributes.ALLOWED)
    attributes.block_attributes(md)
    _core_rules(md)
    _as_written(md)
    dispatch_blocks(md.block)
    dispatch_inline(md.inline)
    return md


def commonmark() -> MarkdownIt:
    """The parser without any extension, bounded like the other."""
    md = MarkdownIt("commonmark")
    md.block = depth.BoundedParserBlock()
    md.inline = cjk.BoundedParserInline()
    setattr(md, "helpers", brackets.linear_helpers())  # noqa: B010 - a module is replaced on purpose
    return md.configure("commonmark", {"maxNesting": depth.DEEPEST, "html": True})


def _as_written(md: MarkdownIt) -> None:
    """Addresses stay as written: later stages judge and encode them."""
    setattr(md, "normalizeLink", str)  # noqa: B010 - a method is replaced on purpose
    setattr(md, "validateLink", lambda _address: True)  # noqa: B010 - as above


def _inline_rules() -> cjk.CjkParserInline:
    parser_inline = cjk.CjkParserInline()
    for character in inline.TERMINATORS:
        parser_inline.add_terminator_char(character)
    ruler = parser_inline.ruler
    ruler.before("escape", "math_slot", inline.math_slot)
    ruler.before("emphasis", "spaced_strong", inline.spaced_strong)
    ruler.before("link", "double_brackets", links.double_brackets)
    ruler.before("link", "card", links.card)
    ruler.before("link", "ruby", inline.ruby)
    ruler.before("link", "emoji_name", inline.emoji_name)
    return parser_inline


def _block_rules(md: MarkdownIt) -> None:
    ruler = md.block.ruler
    ruler.at("lheading", _underlined_heading)
    ruler.at("table", tables.table, {"alt": ["paragraph", "reference"]})
    ruler.at("html_block", html_tags.html_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    ruler.before("code", "html_indent", html_tags.html_indent)
    ruler.before(
        "reference", "include", links.include, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _underlined_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Setext headings, looked for only in a text that underlines something."""
    return state.env.get("underlines", True) and lheading(state, start, end, silent)


def _core_rules(md: MarkdownIt) -> None:
    ruler = md.core.ruler
    ruler.after("block", "examples", examples.examples)
    ruler.before("inline", "heading_attributes", _heading_attributes)
    for name, rule in (
        ("positions", _positions),
        ("space_formulas", cjk.space_formulas),
        ("join_lines", cjk.join_lines),
        ("callouts", callouts.callouts),
        ("list_marks", lists.mark),
        ("bare_addresses", inline.bare_addresses),
        ("divide", paragraphs.divide),
    ):
        ruler.push(name, rule)


def _heading_attributes(state: StateCore) -> None:
    """``## Title {#id .class}``: attributes at the end of a heading."""
    for opening, text in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open" or not text.content.endswith("}"):
            continue
        match = _HEADING_ATTRIBUTES.search(text.content)
        if match:
            _set_attributes(opening, text, match)


def _set_attributes(opening: Token, text: Token, match: re.Match[str]) -> None:
    try:
        _, given = parse(match[1])
    except ParseError:
        return
    for name in ("id", "class", "lang"):
        if name in given:
            opening.attrs[name] = given[name]
    text.content = text.content[: match.start()]


def parse_blocks(masked: Masked) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of a text whose formulas are masked, and what the rules noted beside them."""
    prepared = lists.normalised(masked.text)
    env: dict[str, Any] = {"masked": masked, "list_styles": prepared.styles}
    env["underlines"] = _UNDERLINE.search(prepared.text) is not None
    return parser().parse(prepared.text, env), env


def parse_inline(masked: Masked) -> list[Token]:
    """The inline tokens of one line of text (a title, a description)."""
    env: dict[str, Any] = {"masked": masked, "list_styles": {}, brackets.ALONE: True}
    tokens = parser().parseInline(masked.text, env)
    return tokens[0].children or [] if tokens else []


def _positions(state: StateCore) -> None:
    """Give each inline token the line that it stands on, before lines are joined."""
    for token in state.tokens:
        if token.type != "inline" or not token.map:
            continue
        line = token.map[0]
        for child in token.children or ():
            child.map = [line, line + 1]
            line += child.type in {"softbreak", "hardbreak"}
