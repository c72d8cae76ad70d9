from __future__ import annotations

import pytest

from sitegen.output.post_pages import minutes


@pytest.mark.parametrize(
    ("text", "expected"), [("", 1), ("あ" * 1500, 3), ("word " * 800, 4), ("漢字 " * 500 + "word " * 200, 3)]
)
def test_reading_takes_a_minute_for_500_japanese_letters_or_200_words(text: str, expected: int) -> None:
    assert minutes(text) == expected
