"""What a fence says, and code as lines of HTML."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.markup.highlight import CodeInfo, code_block, code_lines, is_known, parse_info


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("", CodeInfo("")),
        ("Python", CodeInfo("python")),
        ("@dot", CodeInfo("dot")),
        ('python {title="a b.py"}', CodeInfo("python", "a b.py")),
        ("python {title='a.py'}", CodeInfo("python", "a.py")),
        ("python title=a.py", CodeInfo("python", "a.py")),
        ("python {lines=2-4,7}", CodeInfo("python", marked=frozenset({2, 3, 4, 7}))),
        ("python {numbers}", CodeInfo("python", numbers=True)),
        ("python {start=10}", CodeInfo("python", numbers=True, first=10)),
        ("python {start=x}", CodeInfo("python", numbers=True)),
        ("python {titel=a x}", CodeInfo("python", unknown=("titel=a", "x"))),
        ("{title=a}", CodeInfo("", "a")),
    ],
)
def test_the_first_line_of_a_fence_is_read(info: str, expected: CodeInfo) -> None:
    assert parse_info(info) == expected


def test_a_huge_range_of_lines_stays_small() -> None:
    assert len(parse_info("a {lines=1-999999999}").marked) <= 10_001


@pytest.mark.parametrize("language", ["python", "zsh", "", "text", "haskell", "gnuplot", "lisp"])
def test_a_language_is_known(language: str) -> None:
    assert is_known(language)


@pytest.mark.parametrize("language", ["nolang", "mermaid", "../x"])
def test_a_language_is_not_known(language: str) -> None:
    assert not is_known(language)


def test_a_token_over_several_lines_is_closed_on_each() -> None:
    lines = code_lines('"""a\nb"""\n', "python")
    assert len(lines) == 2
    for line in lines:
        assert line.count("<span") == line.count("</span>")


def test_numbers_and_marks_stand_on_their_lines() -> None:
    html = code_block("a\nb\n", CodeInfo("", marked=frozenset({2}), numbers=True, first=9))
    assert '<span class="ln">9</span>a\n' in html
    assert '<span class="line hl"><span class="ln">10</span>b</span>' in html


def test_titles_and_languages_are_escaped() -> None:
    html = code_block("a", CodeInfo('x"><script>', '"><script>'))
    assert "<script>" not in html


@given(st.text(max_size=80), st.sampled_from(["python", "html", "nolang", "", "bash"]))
def test_all_code_is_kept_and_escaped(code: str, language: str) -> None:
    lines = code_lines(code, language)
    assert not any("<script" in line for line in lines)
    assert all(line.count("<span") == line.count("</span>") for line in lines)


def test_the_text_of_the_code_is_what_was_written() -> None:
    code = "if a < b && c:\n\n    return '\u3042'\n"
    text = unescape(re.sub(r"<[^>]*>", "", "\n".join(code_lines(code, "python"))))
    assert text == code.rstrip("\n")
