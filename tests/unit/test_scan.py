"""Where formulas, code and comments stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.scan import mask, opaque_lines, place, scan


def formulas(text: str) -> list[tuple[str, bool]]:
    return [(span.tex, span.display) for span in scan(text).formulas]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("圏$C$の対象", [("C", False)]),
        ("$k$d-tree と L$^2$M", [("k", False), ("^2", False)]),
        ("$ x + y $", [("x + y", False)]),
        ("$a\nb$", [("a\nb", False)]),
        ("$\\$5$", [("\\$5", False)]),
        ("$$x$$", [("x", True)]),
        ("$$\na\n\nb\n$$", [("\na\n\nb\n", True)]),
        ("\\(x^2\\) と \\[y^2\\]", [("x^2", False), ("y^2", True)]),
        ("$-0.2%$", [("-0.2%", False)]),
        ("$a$$b$", [("a", False), ("b", False)]),
    ],
)
def test_a_formula_is_found(text: str, expected: list[tuple[str, bool]]) -> None:
    assert formulas(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "$5から$10まで",
        "\\$5.00 と \\$6.00",
        "残り $2268",
        "一つ$だけ",
        "`$x$` と ``$y$ ` $z$``",
        "```\n$x$\n```",
        "~~~\n$x$\n~~~",
        "> ```\n> $x$\n> ```",
        "<!-- $x$ -->",
        "<pre>\n$x$\n</pre>",
        "<code>$x$</code>",
        "<script>a = '$x$ $y$'</script>",
        '<img alt="$x$">',
        "$x\n\ny$",
        "$$",
        "$$ $$",
        "\\[1\\] と \\[追記\\] と \\(笑\\) と \\(see below\\)",
        "\\(開いたまま",
        "\\[x\n\ny\\]",
        "$`x`$",
    ],
)
def test_what_looks_like_a_formula_is_none(text: str) -> None:
    assert formulas(text) == []


def test_a_display_formula_does_not_run_over_a_code_block() -> None:
    found = scan("$$x\n\n```\ncode\n```\n\n$$")
    assert found.formulas == ()
    assert found.unclosed[0] == 0


def test_an_unclosed_fence_reaches_to_the_end() -> None:
    assert formulas("$a$\n\n```\n$b$\n") == [("a", False)]


def test_an_unclosed_code_span_comment_or_element_hides_nothing() -> None:
    assert formulas("` $a$") == [("a", False)]
    assert formulas("<!-- $a$") == [("a", False)]
    assert formulas("<pre> $a$") == [("a", False)]


def test_a_fence_cannot_hold_backticks_in_its_first_line() -> None:
    assert formulas("```a`b\n$x$") == [("x", False)]


def test_a_code_span_ends_at_a_run_of_the_same_length() -> None:
    assert formulas("`a `` $x$ ` $y$") == [("y", False)]
    assert formulas("``a ``` $x$ `` $y$") == [("y", False)]


def test_marks_of_a_quotation_are_taken_out_of_its_formulas() -> None:
    assert formulas("> $\\mu =\n> 1$") == [("\\mu =\n1", False)]
    assert formulas("> $$\n> a\n>\n> b\n> $$")[0][0].split() == ["a", "b"]
    assert formulas("$a\n> b$") == [("a\n> b", False)]


def test_places_are_those_of_the_text() -> None:
    text = "一行目\n二 $x$ 三"
    span = scan(text).formulas[0]
    assert text[span.start : span.end] == "$x$"
    assert text[span.body] == "x"
    assert place(text, span.start) == (2, 3)
    assert place(text, span.start, 10) == (11, 3)


def test_lines_inside_code_and_formulas_are_known() -> None:
    text = "a\n```\n# no\n```\nb $x$\n$$\n# no\n$$\n# yes"
    assert opaque_lines(text) == {2, 3, 4, 6, 7, 8}


def test_a_masked_text_keeps_the_lines_of_its_source() -> None:
    masked = mask("一\n$$\na\nb\n$$\n二\n$x\ny$ 三\n四")
    lines = masked.text.split("\n")
    source = masked.source.split("\n")
    assert [source[masked.source_line(n)][:1] for n, line in enumerate(lines) if line[:1] in "一二四"] == [
        "一",
        "二",
        "四",
    ]


def test_what_was_masked_can_be_restored() -> None:
    masked = mask("前 $x$ 後 $$y$$")
    assert "$" not in masked.text
    assert masked.restore(masked.text) == masked.source
    assert masked.restore("無し") == "無し"


MARKS = [
    "$",
    "$$",
    "`",
    "```",
    "\\",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "<!--",
    "-->",
    "<pre>",
    "</pre>",
    ">",
    "-",
    "#",
]
WORDS = [*MARKS, "a", "式", "5", "{", "}", "https://a.example/"]
PIECES = st.lists(st.sampled_from([*WORDS, " ", "\n", "\n\n"])).map("".join)


@given(PIECES)
def test_whatever_is_masked_comes_back(text: str) -> None:
    masked = mask(text)
    assert masked.restore(masked.text) == text


@given(PIECES)
def test_formulas_stand_in_order_and_do_not_overlap(text: str) -> None:
    position = 0
    for span in scan(text).formulas:
        assert position <= span.start < span.body <= span.end
        position = span.end


@given(PIECES)
def test_every_line_of_a_masked_text_has_its_line_in_the_source(text: str) -> None:
    masked = mask(text)
    for number, line in enumerate(masked.text.split("\n")):
        head = line.partition("\ufdd0")[0]
        assert masked.source.split("\n")[masked.source_line(number)].find(head) >= 0
