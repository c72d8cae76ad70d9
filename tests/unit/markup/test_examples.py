"""Examples: a fence whose content is shown as it is written, and as what it gives."""

from __future__ import annotations

import pytest

from sitegen.scan import opaque_lines
from tests.markup.rendering import render, shown

RESULT = '<div class="example">'


def test_a_formula_that_fails_is_told_of_where_it_stands() -> None:
    _, problems = render("一行目\n\n````md {example}\n1. 式\n$$\na\n$$\n\n$x + \\bad$\n````\n\n[^無い]\n")
    places = [(problem.code, problem.line, problem.column) for problem in problems]
    assert places == [("math-syntax", 9, 6), ("footnote-missing", 12, 1)]


def test_a_problem_of_the_markdown_inside_has_its_line() -> None:
    _, problems = render("````md {example}\n$$\na\n$$\n\n![](a.png)\n````\n")
    assert [(problem.code, problem.line) for problem in problems] == [("image-alt", 6)]


def test_its_headings_are_none_of_the_page() -> None:
    rendered, _ = render("## 一\n\n```md {example}\n# 見本\n```\n\n### 二\n\n## 三\n")
    (section,) = rendered.sections
    assert [(heading.level, heading.text) for heading in section.headings] == [
        (2, "一"),
        (3, "二"),
        (2, "三"),
    ]
    assert "<h3>見本</h3>" in section.html


def test_a_heading_inside_may_name_an_id() -> None:
    assert '<h2 id="proof">' in shown("```md {example}\n# 証明 {#proof}\n```\n")


def test_its_lists_are_read_like_any_other() -> None:
    assert '<ol type="i">' in shown("```md {example}\ni. 一\nii. 二\n```\n")


def test_its_lines_are_no_headings_of_a_diary() -> None:
    text = "## 2026-01-06\n````md {example}\n$$\n## 2026-01-07\n$$\n````\n## 2026-01-08\n"
    assert opaque_lines(text) == frozenset({2, 3, 4, 5, 6})


@pytest.mark.parametrize(
    "text",
    [
        "```md\n$x$\n```",
        "> ```md {example}\n> $x$\n> ```",
        "- ```md {example}\n  $x$\n  ```",
        "````md\n```md {example}\n$x$\n```\n````",
        '```md {title="example"}\n$x$\n```',
    ],
)
def test_what_is_no_example_stays_code_alone(text: str) -> None:
    html = shown(text)
    assert RESULT not in html
    assert "$x$" in html


def test_an_example_in_an_example_is_only_shown() -> None:
    html = shown("`````md {example}\n````md {example}\n$x$\n````\n`````\n")
    assert html.count(RESULT) == 1
    assert html.count("$x$") == 2


def test_an_example_and_its_result_are_one_block() -> None:
    rendered, _ = render("前\n\n```md {example}\n- 一\n\n二\n```\n\n後\n")
    (section,) = rendered.sections
    assert [(block.kind, block.line) for block in section.blocks] == [
        ("paragraph", 1),
        ("code", 3),
        ("paragraph", 9),
    ]
    assert RESULT in section.html[section.blocks[1].start : section.blocks[1].end]
