"""Asking only the rules that can match changes nothing: both parsers give the same tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sitegen.markup import dispatch
from sitegen.markup.cjk import CjkParserInline

ALPHABET = "a 1\n\n\t#>-+*_`~[]()!<>&;:{}|^$\\/=.@漢"


def parsers() -> tuple[MarkdownIt, MarkdownIt]:
    plain, quick = (_parser(CjkParserInline()) for _ in range(2))
    return plain[0], _quickened(*quick)


def _parser(inline: CjkParserInline) -> tuple[MarkdownIt, CjkParserInline]:
    md = MarkdownIt("commonmark")
    md.inline = inline
    return md.configure("commonmark").enable(["table", "strikethrough"]), inline


def _quickened(md: MarkdownIt, inline: CjkParserInline) -> MarkdownIt:
    dispatch.dispatch_blocks(md.block)
    dispatch.dispatch_inline(inline)
    return md


PLAIN, QUICK = parsers()


@given(st.text(ALPHABET, max_size=80))
def test_any_text_gives_the_same_html(text: str) -> None:
    assert QUICK.render(text) == PLAIN.render(text)


@pytest.mark.parametrize(
    "text",
    ["1. a\n2) b\n* c\n+ d", "> a\nb\n- c", "[a]: b 'c'\n\n[a]", "a\n===\nb\n---", "~~a~~ `b` &amp; <c@d.e>"],
)
def test_each_kind_of_block_is_still_found(text: str) -> None:
    assert QUICK.render(text) == PLAIN.render(text)
    assert QUICK.render(text) != f"<p>{text}</p>\n"
