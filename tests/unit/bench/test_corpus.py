from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = """\
---
title: 題
---
# 見出し

式 $x_1 + y$ と $a$ がある。

<div>HTML</div>

$$
E = mc^2
$$

```python
print("$x$")
```

{{https://example.org/}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def test_blocks_that_only_some_generators_know_are_left_out(corpus: ModuleType, folder: Path) -> None:
    (body,) = corpus.read_bodies([folder])["ja"]
    assert body == [
        "# 見出し",
        "式 $x_1 + y$ と $a$ がある。",
        "$$\nE = mc^2\n$$",
        '```python\nprint("$x$")\n```',
    ]


def test_blocks_with_formulas_that_cannot_be_set_are_left_out(corpus: ModuleType, folder: Path) -> None:
    bodies = corpus.read_bodies([folder], lambda formulas: [not display for _, display in formulas])
    assert not any("mc^2" in block for block in bodies["ja"][0])


def test_the_same_seed_gives_the_same_pages(corpus: ModuleType, folder: Path) -> None:
    bodies = corpus.read_bodies([folder])
    first, second = (list(corpus.make_pages(bodies, 20)) for _ in range(2))
    assert first == second
    assert len({page.body for page in first}) == 20


def test_formulas_of_two_pages_differ_and_code_stays(corpus: ModuleType, folder: Path) -> None:
    pages = list(corpus.make_pages(corpus.read_bodies([folder]), 20))
    counts = corpus.count(pages)
    assert counts.distinct == 3 * len(pages)
    assert all('print("$x$")' in page.body for page in pages if "```" in page.body)


def test_the_counts_are_those_of_the_files(corpus: ModuleType, folder: Path, tmp_path: Path) -> None:
    pages = list(corpus.make_pages(corpus.read_bodies([folder]), 5))
    out = tmp_path / "out"
    corpus.write(out, pages)
    assert sum(file.stat().st_size for file in out.iterdir()) == corpus.count(pages).bytes


@pytest.mark.parametrize(
    ("tex", "numbered"),
    [
        ("x_1 + y", "x_{7} + y"),
        ("x + y", "x_{7} + y"),
        ("\\alpha + b", "\\alpha + b_{7}"),
        ("\\mathrm{abc}", "\\mathrm{abc}"),
        ("a^b", "a^b"),
    ],
)
def test_a_number_goes_where_it_breaks_nothing(markdown: ModuleType, tex: str, numbered: str) -> None:
    assert markdown.numbered(f"${tex}$", 7) == f"${numbered}$"


def test_formulas_in_code_are_none(markdown: ModuleType) -> None:
    assert list(markdown.formulas("`$a$` $b$\n\n    $c$\n\n```\n$d$\n```\n\n$$e$$")) == [
        ("b", False),
        ("e", True),
    ]


def test_a_formula_that_is_missing_from_its_page_is_lost(judge: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "posts" / "p00003" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<annotation encoding="application/x-tex">a &lt;\n b</annotation>', encoding="utf-8")
    verdict = judge.judge(tmp_path, {3: Counter({"a<b": 1, "c": 2})})
    assert (verdict.wanted, verdict.rendered, verdict.lost) == (3, 1, 2)
    assert verdict.examples == ("p00003: c",)


def test_results_of_one_size_take_the_place_of_older_ones(report: ModuleType) -> None:
    text = report.renewed("", 10000, "## 10000 documents\n\nfirst\n")
    text = report.renewed(text, 1220, "## 1220 documents\n\nsmall\n")
    text = report.renewed(text, 10000, "## 10000 documents\n\nsecond\n")
    assert "first" not in text
    assert text.index("small") < text.index("second")
