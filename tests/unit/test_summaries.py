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
