"""A section as plain text, for descriptions and counts, with the places of its formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from sitegen.markup.context import Context, text_of
from sitegen.model import SLOT_CLOSE, SLOT_OPEN

_HOLD_TEXT: Final = frozenset({"paragraph_open", "dt_open", "html_tag"})
_FRAMED: Final = re.compile(f"{SLOT_OPEN}([^{SLOT_OPEN}{SLOT_CLOSE}]*){SLOT_CLOSE}")


def readable(tokens: Sequence[Token], context: Context) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of paragraphs and list items, a line each, and where formulas stand in it."""
    lines = (
        text_of(token.children or [], context, marked=True)
        for before, token in zip([None, *tokens], tokens, strict=False)
        if token.type == "inline" and before is not None and before.type in _HOLD_TEXT
    )
    return _unmarked("\n".join(" ".join(line.split()) for line in lines if line.strip()))


def _unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    spans = tuple(
        (match.start() - 2 * before, match.end() - 2 * before - 2)
        for before, match in enumerate(_FRAMED.finditer(text))
    )
    return _FRAMED.sub(r"\g<1>", text), spans
