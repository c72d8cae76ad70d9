"""Paragraphs of definitions, which leave nothing behind."""

from __future__ import annotations

from markdown_it.token import Token

from sitegen.markup.context import Context


def without_definitions(tokens: list[Token], context: Context) -> list[Token]:
    """Paragraphs that hold nothing but definitions leave nothing behind."""
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].type == "paragraph_open" and _defines_only(tokens[index + 1], context):
            index += 3
            continue
        result.append(tokens[index])
        index += 1
    return result


def _defines_only(inline: Token, context: Context) -> bool:
    children = inline.children or []
    if not any(child.type == "math" for child in children):
        return False
    return all(
        _is_definition(child, context)
        if child.type == "math"
        else child.type == "softbreak" or (child.type == "text" and not child.content.strip())
        for child in children
    )


def _is_definition(token: Token, context: Context) -> bool:
    shown = context.shown[token.meta["formula"]]
    return shown.slot < 0 and not shown.source
