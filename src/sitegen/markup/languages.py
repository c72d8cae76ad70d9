"""Texts in several languages: quotations are marked, and what looks like a forgotten mark is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from sitegen.markup.context import Context, text_of
from sitegen.markup.elements import read_tag
from sitegen.scripts import is_latin, is_wide, language_of, simplified_only

_SHOWN: Final = 12
_JAPANESE: Final = "ja"
_HAN: Final = re.compile(r"[\u4e00-\u9fa5]")


def mark_quotations(tokens: Sequence[Token], language: str, languages: Sequence[str]) -> None:
    """Give ``lang`` to the quotations that are written in another language of the site."""
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open" and "lang" not in token.attrs:
            said = " ".join(_lines(_inside(tokens, index)))
            found = language_of(said, language, languages)
            if found != language:
                token.attrs["lang"] = found


def _inside(tokens: Sequence[Token], index: int) -> Iterator[Token]:
    level = tokens[index].level
    for token in tokens[index + 1 :]:
        if token.type == "blockquote_close" and token.level == level:
            return
        yield token


def _lines(tokens: Iterator[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(child.content for child in token.children or () if child.type == "text")


def check(tokens: Sequence[Token], language: str, context: Context) -> None:
    """Report what is hardly in the language that a page says it is in."""
    if language.partition("-")[0] != _JAPANESE:
        return
    open_marks: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        _follow(token, open_marks)
        if token.type == "inline" and not any(open_marks):
            _simplified(token, context)
            if before is not None and before.type == "paragraph_open" and not before.hidden:
                _latin(before, token, context)


def _follow(token: Token, open_marks: list[str]) -> None:
    """Keep the ``lang`` of every element that is open."""
    tag = read_tag(token.content) if token.type in {"html_tag", "html_inline"} else None
    if token.nesting > 0:
        open_marks.append(str(token.attrs.get("lang", "")))
    elif (token.nesting < 0 and open_marks) or (tag and tag.closing and open_marks):
        open_marks.pop()
    elif tag and not tag.closing and not tag.void:
        open_marks.append(tag.get("lang") or "")


def _simplified(inline: Token, context: Context) -> None:
    """One problem for each run of lines; spans with a ``lang`` of their own are passed over."""
    said = "".join(child.content for child in inline.children or () if child.type == "text")
    if simplified_only().isdisjoint(said):
        return
    marks: list[str] = []
    found: dict[str, Token] = {}
    for child in inline.children or ():
        _follow(child, marks)
        if child.type != "text" or any(marks) or not _HAN.search(child.content):
            continue
        simplified = simplified_only()
        if not simplified.isdisjoint(child.content):
            found = {c: child for c in child.content if c in simplified} | found
    if not found:
        return
    first, place = next(iter(found.items()))
    shown = "".join(list(found)[:_SHOWN])
    message = f"simplified Chinese stands in Japanese text: {shown}"
    hint = "Write the Japanese characters, or mark the words: [微信]{lang=zh-Hans}."
    context.problem("language-simplified", place, message + ".", hint, about=first)


def _latin(opening: Token, inline: Token, context: Context) -> None:
    children = inline.children or []
    if any(child.type in {"link_open", "image", "card", "title_link", "note_link"} for child in children):
        return
    text = "".join(child.content if child.type == "text" else " " for child in children)
    if is_latin(text) and is_wide(_JAPANESE):
        shown = " ".join(text_of(children, context).split())[:40]
        message = f"this paragraph holds no Japanese, though its page is marked as Japanese: “{shown}…”."
        hint = "Write {lang=en} on a line of its own above it."
        context.problem("language-latin", opening, message, hint)
