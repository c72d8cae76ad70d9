from __future__ import annotations

import pytest

from sitegen.scripts import is_latin, language_of, name_language, simplified_only


def test_simplified_only_characters_are_those_that_japanese_does_not_write() -> None:
    assert set("这说们对时东车马鸟鱼语汉简书门问间") <= simplified_only()
    assert not set("国学会来体万与号点当画広気図売読駅両") & simplified_only()
    assert not set("説對時東車馬鳥魚語漢簡書門問間") & simplified_only()
    assert 2_000 < len(simplified_only()) < 3_000


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("A plain English sentence.", True),
        ("Two words", False),
        ("see https://example.org/a/b/c/d/e and me", False),
        ("A sentence with 漢字 inside it", False),
        ("1 + 2 = 3", False),
        ("src/sitegen/markup docs/writing.md tests/unit", False),
        ("", False),
    ],
)
def test_a_text_is_latin_where_it_has_words_and_no_wide_letters(text: str, latin: bool) -> None:  # noqa: FBT001
    assert is_latin(text) == latin


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("Attention Is All You Need", "ja", "en"),
        ("Adam", "ja", "ja"),
        ("吾輩は猫である", "en", "ja"),
        ("Kalman's filter", "en", "en"),
        ("Attention Is All You Need", "en", "en"),
        ("最適輸送", "ja", "ja"),
    ],
)
def test_a_title_s_letters_tell_its_language(text: str, own: str, expected: str) -> None:
    assert language_of(text, own, ("ja", "en")) == expected


def test_a_language_that_the_site_has_not_is_never_claimed() -> None:
    assert language_of("Attention Is All You Need", "ja", ("ja",)) == "ja"
    assert language_of("吾輩は猫である", "en", ("en", "fr")) == "en"


def test_a_name_needs_no_sentence() -> None:
    assert name_language("読書", "en", ("ja", "en")) == "ja"
    assert name_language("Reading", "en", ("ja", "en")) == "en"
    assert name_language("RecSys", "ja", ("ja", "en")) == "ja"
