from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.summaries import summary


def test_a_short_text_stays_whole() -> None:
    assert summary("  One\n line.  ") == "One line."


def test_a_long_text_ends_with_a_sentence() -> None:
    assert (
        summary("First sentence is here, quite long. " + "word " * 60, 60)
        == "First sentence is here, quite long."
    )


def test_a_stop_inside_a_number_ends_nothing() -> None:
    assert summary("The value 3.14159 " + "goes on " * 40, 60).endswith("…")


def test_a_sentence_without_end_is_cut_between_words() -> None:
    cut = summary("alpha beta gamma " * 20, 50)
    assert cut.endswith("…")
    assert set(cut[:-1].split()) <= {"alpha", "beta", "gamma"}


def test_japanese_is_cut_anywhere_when_no_sentence_ends() -> None:
    assert summary("あ" * 300, 100) == "あ" * 100 + "…"


@given(st.text(), st.integers(min_value=4, max_value=200))
def test_a_summary_is_never_much_longer_than_wanted(text: str, wanted: int) -> None:
    assert len(summary(text, wanted)) <= wanted + wanted // 4 + 1


def test_a_formula_is_never_cut() -> None:
    text = "あ" * 55 + "x=1+2+3+4+5" + "い" * 100
    assert summary(text, wanted=60, formulas=((55, 66),)) == "あ" * 55 + "…"


def test_a_sentence_does_not_end_inside_a_formula() -> None:
    text = "短い文です。" + "式 a. b はつづく" + "つづく" * 20
    end = text.index("a.")
    assert summary(text, wanted=20, formulas=((end, end + 4),)) == "短い文です。"


def test_a_formula_at_the_very_start_is_kept_whole() -> None:
    text = "x" * 150 + "のとき"
    assert summary(text, wanted=60, formulas=((0, 150),)) == "x" * 150 + "…"


@given(st.text("あい。. x", max_size=300), st.data())
def test_no_cut_lies_in_a_formula(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    marked = f"{text[:start]}<{'f' * (end - start)}>{text[end:]}"
    found = summary(marked, wanted=40, formulas=((start, end + 2),))
    assert found.count("<") == found.count(">")
