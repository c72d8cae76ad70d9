"""Rules chosen by the character that they begin with: most of them cannot match where the parser stands.

A parser asks every rule at every place. Here it asks one, which asks those that can
match at that character, in their order. A rule that is not listed is always asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from string import digits
from typing import Any, Final

from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from sitegen.markup.cjk import CjkParserInline
from sitegen.model import SLOT_OPEN

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

_BLOCK: Final[Mapping[str, str]] = {
    "attr": "{",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": f"*-+{digits}",
    "include": "@",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""Block rules → the characters that a line of theirs begins with."""

_INLINE: Final[Mapping[str, str]] = {
    "linkify": ":",
    "newline": "\n",
    "math_slot": SLOT_OPEN,
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "spaced_strong": "*",
    "emphasis": "*_",
    "double_brackets": "[",
    "card": "{",
    "ruby": "{",
    "emoji_name": ":",
    "link": "[",
    "span": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "attr": "{",
}
"""Inline rules → the characters that they begin with."""

_LABEL_END: Final = "]"
"""Where the text of a link ends; plain text stops there too."""


def dispatch_blocks(parser: ParserBlock) -> None:
    """Let a complete block parser ask only the rules that can match."""
    parser.ruler = _Dispatching(parser.ruler, _block_dispatcher)


def dispatch_inline(parser: CjkParserInline) -> None:
    """Let a complete inline parser ask only the rules that can match, and stop only where one can."""
    rules = [(rule.name, rule.fn) for rule in parser.ruler.__rules__ if rule.enabled and rule.name != "text"]
    parser.table, others = _table(rules, _INLINE)
    assert not others, "a rule without first characters would have to be asked everywhere"  # noqa: S101
    parser.ruler = _Dispatching(parser.ruler, _inline_dispatcher)
    stops = "".join(sorted(set(_LABEL_END.join(_INLINE.values()))))
    parser.terminator_re = re.compile(f"[{re.escape(stops)}]")


class _Dispatching(Ruler[Any]):
    """A ruler whose chains are one rule each."""

    def __init__(self, ruler: Ruler[Any], dispatcher: Callable[[Any], Any]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        chains = {"", *(chain for rule in ruler.__rules__ for chain in rule.alt)}
        self._chains = {chain: [dispatcher(self._named(chain))] for chain in chains}

    def _named(self, chain: str) -> list[tuple[str, Any]]:
        return [
            (rule.name, rule.fn)
            for rule in self.__rules__
            if rule.enabled and (not chain or chain in rule.alt)
        ]

    def getRules(self, chainName: str = "") -> list[Any]:  # noqa: N802, N803 - the overridden name and signature
        """The one rule of a chain."""
        return self._chains.get(chainName, [])


def _table(
    rules: Sequence[tuple[str, Any]], firsts: Mapping[str, str]
) -> tuple[dict[str, tuple[Any, ...]], tuple[Any, ...]]:
    """The rules that can match, by first character; and those that can match at any other."""

    def can(name: str, character: str) -> bool:
        return name not in firsts or character in firsts[name]

    characters = {character for name, _ in rules for character in firsts.get(name, "")}
    by_first = {c: tuple(rule for name, rule in rules if can(name, c)) for c in characters}
    return by_first, tuple(rule for name, rule in rules if name not in firsts)


def _block_dispatcher(rules: Sequence[tuple[str, BlockRule]]) -> BlockRule:
    by_first, others = _table(rules, _BLOCK)

    def dispatched(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
        first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]][:1]
        for rule in by_first.get(first, others):  # noqa: SIM110 - a generator costs more than the rules
            if rule(state, start, end, silent):
                return True
        return False

    return dispatched


def _inline_dispatcher(rules: Sequence[tuple[str, InlineRule]]) -> InlineRule:
    by_first, others = _table(rules, _INLINE)

    def dispatched(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
        for rule in by_first.get(state.src[state.pos], others):  # noqa: SIM110 - a generator costs more than the rules
            if rule(state, silent):
                return True
        return False

    return dispatched
