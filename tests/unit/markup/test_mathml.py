"""Formulas taken out of KaTeX's HTML, and read as text."""

from __future__ import annotations

import pytest

from sitegen.markup.mathml import mathml, plain, readable

NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'


def katex(content: str) -> str:
    return (
        f'<span class="katex"><span class="katex-mathml"><math{NAMESPACE}><semantics><mrow>{content}</mrow>'
        '<annotation encoding="application/x-tex">source</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true">drawn</span></span>'
    )


def test_the_mathml_is_cut_out() -> None:
    assert mathml(katex("<mi>x</mi>")).startswith("<math")
    assert mathml(katex("<mi>x</mi>")).endswith("</math>")
    assert mathml("<code>x</code>") == ""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<mi>x</mi><mo>+</mo><mn>1</mn>", "x+1"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^2"),
        ("<msub><mi>a</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>", "a_(i+1)"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i^2"),
        ("<mfrac><mn>1</mn><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow></mfrac>", "1/(x+y)"),
        ("<msqrt><mn>2</mn></msqrt>", "√2"),
        ("<mi>f</mi><mo>&lt;</mo><mi>g</mi>", "f<g"),
        ("<mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>", "a b"),
        ("<mi>x</mi><mo>&nbsp;</mo><mi>y</mi>", "x y"),
    ],
)
def test_a_formula_is_read_on_one_line(content: str, expected: str) -> None:
    assert readable(katex(content)) == expected


def test_a_formula_without_mathml_reads_as_nothing() -> None:
    assert readable("<span>x</span>") == ""
    assert plain("<span>x</span>") == ""


def test_mathml_that_is_no_xml_is_read_without_structure() -> None:
    assert readable(katex("<mi>x</mi><mo>&unknown;</mo>")) == "x&unknown;"


def test_without_structure_the_characters_stand_side_by_side() -> None:
    assert plain(katex("<msup><mi>x</mi><mn>2</mn></msup><mo>&lt;</mo><mi>y</mi>")) == "x2<y"
