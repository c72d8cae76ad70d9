"""TeX as it is written, made into what KaTeX accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.markup.tex import prepare


def parts(tex: str) -> tuple[list[str], str]:
    prepared = prepare(tex, display=False)
    return [
        definition.tex for definition in prepared.definitions
    ], prepared.formula.tex if prepared.formula else ""


@pytest.mark.parametrize(
    ("tex", "definition"),
    [
        ("\\def\\a{x}", "\\def\\a{x}"),
        ("\\def \\a #1#2{#1 #2}", "\\def\\a#1#2{#1 #2}"),
        ("\\edef\\a{x}", "\\def\\a{x}"),
        ("\\newcommand{\\a}{x}", "\\def\\a{x}"),
        ("\\newcommand\\a{x}", "\\def\\a{x}"),
        ("\\newcommand*{\\a}[2]{#1 #2}", "\\def\\a#1#2{#1 #2}"),
        ("\\renewcommand{\\a}[1]{#1}", "\\def\\a#1{#1}"),
        ("\\providecommand{\\a}{x}", "\\def\\a{x}"),
        ("\\DeclareMathOperator{\\tr}{tr}", "\\def\\tr{\\operatorname{tr}}"),
        ("\\DeclareMathOperator*{\\am}{arg\\,min}", "\\def\\am{\\operatorname*{arg\\,min}}"),
        ("\\let\\a\\beta", "\\let\\a\\beta"),
        ("\\let\\a=b", "\\let\\a=b"),
    ],
)
def test_a_definition_is_taken_out(tex: str, definition: str) -> None:
    assert parts(tex) == ([definition], "")


def test_definitions_come_one_at_a_time_with_their_places() -> None:
    tex = "\\def\\a{1}\n\\def\\b{2}\n\\a + \\b"
    prepared = prepare(tex, display=True)
    assert [tex[d.start :][:7] for d in prepared.definitions] == ["\\def\\a{", "\\def\\b{"]
    assert prepared.formula
    assert len(prepared.formula.tex) == len(tex)
    assert prepared.formula.tex.split() == ["\\a", "+", "\\b"]
    assert prepared.formula.tex.index("\\a +") == tex.index("\\a +")


def test_a_body_may_hold_braces_and_escapes() -> None:
    assert parts("\\def\\a{\\{{x}\\}}y")[0] == ["\\def\\a{\\{{x}\\}}"]


@pytest.mark.parametrize(
    "tex", ["\\def\\a\\mathop{x}\ny", "\\def\\Sets\\{x\ny", "\\def\\a{x\ny", "\\newcommand\ny"]
)
def test_a_broken_definition_costs_its_line_alone(tex: str) -> None:
    definitions, shown = parts(tex)
    assert len(definitions) == 1
    assert shown.strip() in ("", "y")


def test_require_is_ignored() -> None:
    assert parts("\\require{amscd}") == ([], "")
    assert parts("\\require{amscd} x")[1].strip() == "x"


@pytest.mark.parametrize(
    ("tex", "renewed"),
    [
        ("\\begin{eqnarray} a &=& b \\end{eqnarray}", "\\begin{array}{rcl} a &=& b \\end{array}"),
        ("\\begin{eqnarray*}a\\end{eqnarray*}", "\\begin{array}{rcl}a\\end{array}"),
        ("\\begin{array} a & b \\\\ c \\end{array}", "\\begin{array}{cc} a & b \\\\ c \\end{array}"),
        ("\\begin{array}{ll} a & b \\end{array}", "\\begin{array}{ll} a & b \\end{array}"),
        ("\\begin{array}[t]{l} a \\end{array}", "\\begin{array}[t]{l} a \\end{array}"),
        (
            "\\begin{array} a & {b & c} & \\begin{matrix} x & y & z & w \\end{matrix} \\end{array}",
            "\\begin{array}{ccc} a & {b & c} & \\begin{matrix} x & y & z & w \\end{matrix} \\end{array}",
        ),
    ],
)
def test_old_environments_are_renewed(tex: str, renewed: str) -> None:
    assert parts(tex)[1] == renewed


@pytest.mark.parametrize("name", ["align*", "gather", "CD", "equation", "multline", "alignat"])
def test_environments_of_displays_are_set_as_display(name: str) -> None:
    formula = prepare(f"\\begin{{{name}}} a \\end{{{name}}}", display=False).formula
    assert formula
    assert formula.display


def test_a_plain_formula_is_left_as_it_is() -> None:
    formula = prepare("x^2 + \\alpha", display=False).formula
    assert formula
    assert (formula.tex, formula.display) == ("x^2 + \\alpha", False)


@given(st.text("\\defnwcomadlt{}[]#12 \n&x", max_size=60))
def test_nothing_breaks_it_and_no_place_is_moved(tex: str) -> None:
    prepared = prepare(tex, display=False)
    for definition in prepared.definitions:
        assert 0 <= definition.start < len(tex)
    if prepared.formula and "array" not in tex:
        assert len(prepared.formula.tex) == len(tex)
