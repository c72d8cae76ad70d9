"""Emphasis beside Chinese, Japanese and Korean text, after the CJK-friendly amendment of CommonMark."""

from __future__ import annotations

import pytest

from tests.markup.rendering import shown

STRONG = [
    "これは**強い。**文です",
    "これは**「強い」**文です",
    "**重要（とても）**な点",
    "前に**（括弧）**後",
    "値は**100%**です",
    "彼は**Python!**と言った",
    "**注：**本文",
    "文。**強い**文",
    "**「始め」**から",
    "終わりは**「ここ」**",
    "読点、**強い、**続き",
    "**[リンク](u)**です",
    "これは**[リンク](u)**です",
    "コード**`x`**です",
    "**`x`**です",
    "全角！**強い！**次",
    "日本**Tokyo.**東京",
    "**中文，**中文",
    "这是**“强调”**的",
    "이것은**강조.**입니다",
    "**강조(괄호)**는",
    "ㄱ**a.**ㄴ",
    "カタカナ**ｶﾅ。**カナ",
    "𩸽**魚。**𩸽",
    "葛󠄀**城。**市",
    "︎漢**a.**字",
    "〰**a.**〰",
    "〽**a.**〽",
    "㊙**a.**㊗",
    "ruby**a:**字",
    "**a:**字",
    "字**:a**",
    "字**(a)**字",
    "★**強い。**です",
    "「**強い。**」です",
    "1つ**2つ。**3つ",
]

NOT_STRONG = [
    "a**b.**c",
    "a**(b)**c",
    "word**“quoted”**word",
    "これは** 空白**です",
    "これは**空白　**です",
    "**開くだけ。",
    "閉じるだけ。**です",
]

EMPHASIS = [
    ("これは*強調。*です", True),
    ("これは*「強調」*です", True),
    ("これは_強調。_です", False),
    ("これは _強調。_ です", True),
    ("「_強調_」です", True),
    ("（_強調。_）です", True),
    ("word_強調_word", False),
    ("*強調（注）*を", True),
]

STRIKE = ["これは~~消す。~~です", "これは~~「消す」~~です", "~~消す（注）~~と"]


@pytest.mark.parametrize("text", STRONG)
def test_strong_opens_and_closes_beside_any_punctuation(text: str) -> None:
    html = shown(text)
    assert html.count("<strong>") == html.count("</strong>") == 1, html
    assert "**" not in html


@pytest.mark.parametrize("text", NOT_STRONG)
def test_the_amendment_changes_nothing_else(text: str) -> None:
    assert "<strong>" not in shown(text)


@pytest.mark.parametrize(("text", "emphasised"), EMPHASIS)
def test_single_marks_follow_the_same_rule(text: str, emphasised: bool) -> None:  # noqa: FBT001
    assert ("<em>" in shown(text)) is emphasised


@pytest.mark.parametrize("text", STRIKE)
def test_strikethrough_follows_the_same_rule(text: str) -> None:
    assert "<del>" in shown(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**一。**二**三。**四", "<p><strong>一。</strong>二<strong>三。</strong>四</p>"),
        ("***一。***二", "<p><em><strong>一。</strong></em>二</p>"),
        ("**一*二。*三。**四", "<p><strong>一<em>二。</em>三。</strong>四</p>"),
        ("*一**二。**三。*四", "<p><em>一<strong>二。</strong>三。</em>四</p>"),
    ],
)
def test_marks_nest(text: str, html: str) -> None:
    assert shown(text).strip() == html
