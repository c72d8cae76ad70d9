"""Examples: below a fence marked ``{example}`` stands what the Markdown in it gives."""

from __future__ import annotations

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sitegen.markup import lists
from sitegen.markup.highlight import parse_info


def examples(state: StateCore) -> None:
    """Core rule: put behind each outermost fence that is an example the blocks that it holds."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.type == "fence" and token.level == 0 and parse_info(token.info).example:
            tokens += _result(token, state)
    state.tokens = tokens


def is_inside(token: Token) -> bool:
    """Whether a heading stands in an example, so that it is none of the page's own."""
    return "example" in token.meta


def _result(fence: Token, state: StateCore) -> list[Token]:
    first = fence.map[0] + 1 if fence.map else 0
    prepared = lists.normalised(fence.content)
    styles = {line + first: style for line, style in prepared.styles.items()}
    state.env["list_styles"] = {**state.env["list_styles"], **styles}
    inner: list[Token] = []
    state.md.block.parse(prepared.text, state.md, state.env, inner)
    for token in inner:
        token.level += 1
        token.map = [line + first for line in token.map] if token.map else None
        if token.type == "heading_open":
            token.meta["example"] = True
    return [Token("example_open", "div", 1, map=fence.map), *inner, Token("example_close", "div", -1)]
