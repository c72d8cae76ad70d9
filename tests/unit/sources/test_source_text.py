"""Bytes that become text, and bytes that are refused."""

from __future__ import annotations

import pytest

from sitegen.sources.text import decode


def test_a_byte_order_mark_and_foreign_line_ends_are_gone() -> None:
    assert decode("a.md", b"\xef\xbb\xbf---\r\ntitle: a\r---\r\n\n") == ("---\ntitle: a\n---\n\n", ())


@pytest.mark.parametrize(
    ("codec", "name"), [("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("utf-16", "UTF-16")]
)
def test_another_encoding_is_refused_with_the_offset_and_its_name(codec: str, name: str) -> None:
    text, (problem,) = decode("a.md", "abc\nこれは日本語の文です。\n".encode(codec))
    assert text is None
    assert (problem.code, problem.line) == ("encoding", 1 if name == "UTF-16" else 2)
    assert f"offset {0 if name == 'UTF-16' else 4} " in problem.message
    assert name in problem.message


def test_the_offset_counts_the_byte_order_mark() -> None:
    _, (problem,) = decode("a.md", b"\xef\xbb\xbfab\xff")
    assert "offset 5 " in problem.message


def test_utf_16_without_a_mark_is_recognised() -> None:
    _, (problem,) = decode("a.md", "title".encode("utf-16-le"))
    assert "UTF-16" in problem.message


def test_iso_2022_jp_is_refused_at_its_escape() -> None:
    text, (problem,) = decode("a.md", "ab\nc日本".encode("iso2022_jp"))
    assert text is None
    assert (problem.line, problem.column) == (2, 2)
    assert "ISO-2022-JP" in problem.message


@pytest.mark.parametrize("character", ["\0", "\x08", "\x0c", "\x1f", "\ufdd0", "\ufdef"])
def test_what_cannot_stand_in_a_page_is_refused_with_its_place(character: str) -> None:
    text, (problem,) = decode("a.md", f"abc\n日本{character}\n".encode())
    assert text is None
    assert (problem.code, problem.line, problem.column) == ("encoding", 2, 3)
    assert f"U+{ord(character):04X}" in problem.message


def test_a_surrogate_in_utf_8_is_refused() -> None:
    text, problems = decode("a.md", b"a\xed\xa0\x80")
    assert text is None
    assert len(problems) == 1


def test_tabs_and_every_other_character_stay() -> None:
    assert decode("a.md", "\tが\u3000🎉\u2028\n".encode())[0] == "\tが\u3000🎉\u2028\n"
