"""How deep a text may be nested: what is deeper is told of, never dropped in silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock

DEEPEST: Final = 200
"""Levels of tokens: 200 quotations or 100 lists in each other. Browsers flatten a page below 512."""

DEEPEST_INLINE: Final = 20
"""Images and footnotes written inside each other; the inner ones stay text."""

_TOO_DEEP: Final = "too_deep"


class BoundedParserBlock(ParserBlock):
    """Block parser that notes where it stopped because a text is nested too deep."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the overridden signature
        """Make tokens of lines; at the deepest level make none, and remember the first such line."""
        if state.level >= DEEPEST:
            state.env.setdefault(_TOO_DEEP, startLine)
        super().tokenize(state, startLine, endLine)


def too_deep(env: Mapping[str, Any]) -> int | None:
    """The 0-based line where a text became too deep; None where it did not."""
    line: int | None = env.get(_TOO_DEEP)
    return line
