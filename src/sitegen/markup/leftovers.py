"""What a text holds and its page would not show: told of, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from sitegen.errors import Problem
from sitegen.markup.context import Context
from sitegen.markup.depth import too_deep


def found(tokens: Sequence[Token], env: Mapping[str, Any], context: Context) -> list[Problem]:
    """Problems for text that is nested too deep, and for footnotes that nothing refers to."""
    return [*_buried(env, context), *_unused(tokens, context)]


def _buried(env: Mapping[str, Any], context: Context) -> Iterator[Problem]:
    line = too_deep(env)
    if line is not None:
        place = context.masked.source_line(line) + context.first_line
        message = "lists or quotations are nested too deep from here on, so the rest of them is not shown."
        yield Problem("limit", context.path, place, 1, message, "Take out some levels.")


def _unused(tokens: Iterable[Token], context: Context) -> Iterator[Problem]:
    for token in tokens:
        if token.type != "footnote_reference_open" or f"label:{token.meta['label']}" in context.footnotes_met:
            continue
        label, line = token.meta["label"], context.line(token)
        message = f"the footnote [^{label[:80]}] is defined but nothing refers to it, so it is not shown."
        hint = f"Refer to it with [^{label[:80]}], or take it out."
        yield Problem("footnote-unused", context.path, line, 1, message, hint)
