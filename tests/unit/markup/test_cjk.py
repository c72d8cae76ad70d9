"""Emphasis and line ends in text without spaces between words."""

from __future__ import annotations

import pytest

from sitegen.markup.cjk import is_cjk
from tests.markup.rendering import shown


@pytest.mark.parametrize("character", "漢あア한、。「（Ａ㈱ｱ〰")
def test_a_character_is_cjk(character: str) -> None:
    assert is_cjk(character)


@pytest.mark.parametrize("character", "aé1.,(“”😀☕⌚я")
def test_a_character_is_not_cjk(character: str) -> None:
    assert not is_cjk(character)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**「強調」**です", "<strong>「強調」</strong>です"),
        ("これは**終わり。**次", "これは<strong>終わり。</strong>次"),
        ("**`code`**は", "<strong><code>code</code></strong>は"),
        ("**（括弧）**が", "<strong>（括弧）</strong>が"),
        ("**[題](a)**を", "<strong><a{link a}>題</a></strong>を"),
        ("a**(b)**c", "a**(b)**c"),
        ("한국어**(강조)**는", "한국어<strong>(강조)</strong>는"),
        ("~~『消す』~~と", "<del>『消す』</del>と"),
        ("snake_case_name", "snake_case_name"),
        ("葛\U000e0100**「」**は", "葛\U000e0100<strong>「」</strong>は"),
    ],
)
def test_emphasis_beside_cjk_characters(source: str, expected: str) -> None:
    assert shown(source).strip() == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("日本\n語", "日本語"),
        ("日本。\nabc", "日本。abc"),
        ("日本\nabc", "日本\nabc"),
        ("abc\n日本", "abc\n日本"),
        ("abc\n「日本", "abc「日本"),
        ("日本.\n語", "日本.\n語"),
        ("한국\n어", "한국\n어"),
        ("日本😀\n語", "日本😀\n語"),
        ("**日本**\n語", "<strong>日本</strong>語"),
        ("日本\n$x$ 語", '日本\n<span class="math">T[x]</span> 語'),
    ],
)
def test_line_ends(source: str, expected: str) -> None:
    assert shown(source).strip() == f"<p>{expected}</p>"
