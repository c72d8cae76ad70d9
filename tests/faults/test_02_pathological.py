"""FAULTS, point 8: texts made to cost more than their length, 50 KB each, through the real rendering."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator

import pytest

from tests.markup.rendering import render

SIZE = 50_000
_SLOWEST = 6
"""On a busy machine: how many times the cost of ordinary text of the same size."""
_TAG = re.compile("<[^<>]*>")
SECONDS = 2.0


def fill(unit: str) -> str:
    """Repeat a text up to the full size."""
    return unit * (SIZE // len(unit.encode()) + 1)


CMARK = {
    "nested strong emphasis": "*a **a " * (SIZE // 14) + "b" + " a** a*" * (SIZE // 14),
    "closers without openers": fill("a_ "),
    "openers without closers": fill("_a "),
    "link closers": fill("a]"),
    "link openers": fill("[a"),
    "mismatched openers and closers": fill("*a_ "),
    "runs whose lengths add up to three": "a**b" + "c* " * (SIZE // 3),
    "link openers and emphasis closers": fill("[ a_"),
    "openers of links and addresses": fill("[ (]("),
    "pictures in pictures": fill("![[]()"),
    "hard case of links and emphasis": fill("**x [a*b**c*](d)"),
    "nested brackets": "[" * (SIZE // 2) + "a" + "]" * (SIZE // 2),
    "nested quotations": "> " * (SIZE // 2) + "a",
    "deep lists": "".join("  " * depth + "* a\n" for depth in range(220)),
    "lists in one line": "- " * (SIZE // 2) + "a",
    "backticks of all lengths": "".join("e" + "`" * count for count in range(1, 310)),
    "unclosed links with angles": fill("[a](<b"),
    "unclosed links": fill("[a](b"),
    "unclosed comments": "</" + fill("<!--"),
    "unclosed instructions": fill("<?"),
    "unclosed declarations": fill("<!A "),
    "unclosed CDATA": fill("<![CDATA["),
    "picture openers": fill("!["),
    "tabs": fill("\t"),
    "tabs in lists": "-\t" * (SIZE // 2),
    "empty quotations": fill("> \n"),
    "blank lines in a deep list": "- " * 90 + "x" + "\n" * SIZE,
    "link definitions": "".join(f"[a{number}]: /u\n" for number in range(SIZE // 12)) + "[a1]",
    "uses of one long definition": "[a]: /" + "u" * 20_000 + "\n\n" + "[a] " * 7_000,
    "rows of a table": "|a|b|\n|-|-|\n" + fill("|x|y|\n"),
    "columns of a table": "|a" * 12_000 + "|\n" + "|-" * 12_000 + "|\n",
    "broken tables": fill("|a\n|-\n"),
    "strikethrough": fill("~~a"),
}
"""After cmark's and cmark-gfm's pathological tests."""

OWN = {
    "equal headings": fill("# a\n"),
    "underlined headings": fill("a\n=\n"),
    "lines of one paragraph": fill("a\n"),
    "Japanese lines": fill("あ\n"),
    "lines of backticks": fill("`\n"),
    "one dollar": fill("$"),
    "dollars": fill("$a "),
    "formulas": fill("$a$ "),
    "double dollars": fill("$$a "),
    "dollars and backticks": fill("$`"),
    "bracketed mathematics": fill("\\["),
    "parentheses behind an address": "http://a" + fill(")"),
    "stops and parentheses behind an address": "http://a" + fill(".)"),
    "entities behind an address": "http://a" + fill("&a;"),
    "double brackets": fill("[["),
    "cards": fill("{{http://a"),
    "ruby": fill("{漢|か"),
    "strong with spaces": fill("** a"),
    "emoji": fill(":a"),
    "footnotes in place, open": fill("^["),
    "footnotes in footnotes": "^[" * 2_000 + "a" + "]" * 2_000,
    "footnote names without end": fill("[^a"),
    "callouts": fill("> [!NOTE]\n> a\n\n"),
    "definition terms": fill("a\n: b\n"),
    "open elements": fill("<div>"),
    "open elements on lines": fill("<div>\n"),
    "crossed elements": fill("<b><i></b></i>"),
    "open raw elements": fill("<pre>\n"),
    "open comments on lines": fill("<!--\n"),
    "cells without tables": fill("<td>"),
    "attributes": "<div " + fill("a "),
    "contents": fill("<div id=toc>\n</div>\n\n# a\n"),
    "letters": fill("a. x\nb. y\n"),
    "heading attributes": "# a " + fill("{"),
}
"""The same for what sitegen adds."""


@pytest.fixture(autouse=True)
def _as_in_a_worker() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.parametrize("name", [*CMARK, *OWN])
def test_point_08_hostile_text_is_rendered_in_time(name: str) -> None:
    text = (CMARK | OWN)[name]
    start = time.process_time()
    rendered, problems = render(text)
    spent = time.process_time() - start
    assert spent < SECONDS or spent < _SLOWEST * _ordinary()
    assert rendered.sections[0].html.strip() or problems or not _TAG.sub("", text).strip()


def _ordinary() -> float:
    """Seconds that ordinary text of the same size takes now."""
    start = time.process_time()
    render(fill("A word, *another* and [a third](u).\n\n"))
    return time.process_time() - start
