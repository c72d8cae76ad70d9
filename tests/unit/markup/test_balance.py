"""Tags made to nest inside the containers of Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markup.rendering import filled, render


def made(source: str) -> tuple[str, list[str]]:
    rendered, problems = render(source)
    return filled(rendered, rendered.sections[0].html), [
        p.message for p in problems if p.code == "html-unbalanced"
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<ul><li>一<li>二</ul>",
        "<dl><dt>語<dd>意味<dt>語<dd>意味</dl>",
        "<table><tr><td>一<td>二<tr><td>三</table>",
        "<p>一\n\n<p>二",
        "<br>\n<hr>",
    ],
)
def test_end_tags_that_html_lets_out_are_no_fault(source: str) -> None:
    html, problems = made(source)
    assert problems == []
    assert _nests(html)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("<div>\n一", "<div>"),
        ("一\n\n</div>", "</div>"),
        ("- <b>一\n- 二", "<b>"),
        ("> <div>\n> 一\n\n二</div>", "<div>"),
        ("<div>\n<section>\n一\n</div>", "<section>"),
    ],
)
def test_a_tag_without_a_partner_is_told_and_mended(source: str, name: str) -> None:
    html, problems = made(source)
    assert any(message.startswith(f"{name} has no partner") for message in problems)
    assert _nests(html)


TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
VOID = {"br", "hr", "img", "input"}


def _nests(html: str) -> bool:
    open_tags: list[str] = []
    for closing, name in TAG.findall(html):
        if name in VOID:
            continue
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


NAMES = ("div", "b", "li", "ul", "section", "p", "td", "details")
WORDS = [f"<{slash}{name}>" for name in NAMES for slash in ("", "/")]
PIECES = st.lists(st.sampled_from([*WORDS, "<br>", "\n", "\n\n", "- ", "> ", "# ", "式", " "]), max_size=20)


@given(PIECES.map("".join))
def test_whatever_is_written_the_page_nests(source: str) -> None:
    html, _ = made(source)
    assert _nests(html), html
