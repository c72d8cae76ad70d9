"""Leading ``%`` lines, as complete and as incomplete as they occur."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.errors import Problem
from sitegen.model import Document, Fragment

Read = Callable[..., tuple[tuple[Document, ...], tuple[Problem, ...]]]

URL = "https://example.org/p.pdf"


def said(document: Document) -> dict[str, object]:
    """What the header says, without what is absent."""
    facts = {
        "title": document.title and document.title.text,
        "date": document.date and document.date.date().isoformat(),
        "updated": document.updated and document.updated.date().isoformat(),
        "tags": document.tags,
        "link": document.link,
        "description": document.description and document.description.text,
        "rating": document.rating,
    }
    return {name: value for name, value in facts.items() if value}


@pytest.mark.parametrize(
    ("preset", "lines", "expected"),
    [
        ("article", "% T\n% 2019-05-27 (Mon.)\n% 圏論 層", {"date": "2019-05-27", "tags": ("圏論", "層")}),
        (
            "article",
            "% T\n% 2018-11-20 (Tue.), 2022-07-24 (Sun.)\n% a\n% 目次",
            {"date": "2018-11-20", "updated": "2022-07-24", "tags": ("a",), "description": "目次"},
        ),
        ("article", "% T\n% 2026年1月6日", {"date": "2026-01-06"}),
        ("article", "% T\n% 圏論", {"tags": ("圏論",)}),
        (
            "article",
            "% T\n% 2026-01-06\n% 計算の手順を図に描いてみる.",
            {"date": "2026-01-06", "description": "計算の手順を図に描いてみる."},
        ),
        ("note", f"% T\n% {URL}\n% 学習 生成", {"link": URL, "tags": ("学習", "生成")}),
        ("note", "% T\n%\n% 学習 生成", {"tags": ("学習", "生成")}),
        ("note", "% T\n% 学習 生成", {"tags": ("学習", "生成")}),
        (
            "paper",
            f"% T\n% {URL}\n% 木を畳み込む方法\n% 計算",
            {"link": URL, "description": "木を畳み込む方法", "tags": ("計算",)},
        ),
        ("paper", f"% T\n% {URL}\n% 計算 圏論", {"link": URL, "tags": ("計算", "圏論")}),
        ("paper", f"% T\n% {URL}\n%\n% 木 の 話", {"link": URL, "tags": ("木", "の", "話")}),
        (
            "paper",
            f"% T\n% a claim of this paper\n% {URL}\n% x",
            {"link": URL, "description": "a claim of this paper", "tags": ("x",)},
        ),
        ("memo", "% T\n% linux 正規表現", {"tags": ("linux", "正規表現")}),
        (
            "review",
            f"% T\n% とても良い.\n% {URL}\n% 部屋\n% rate:4",
            {"description": "とても良い.", "link": URL, "tags": ("部屋",), "rating": 4},
        ),
        (
            "review",
            f"% T\n% とても良い.\n% {URL}\n% rate:4",
            {"description": "とても良い.", "link": URL, "rating": 4},
        ),
        ("heading", "# T", {}),
        ("article", "# T #", {}),
        ("article", "# T {.post}", {}),
    ],
)
def test_each_layout_gives_its_fields(
    read: Read, preset: str, lines: str, expected: dict[str, object]
) -> None:
    (document,), problems = read(f"{lines}\n\n本文\n", header=preset)
    assert said(document) == {"title": "T", **expected}
    assert problems == ()
    assert document.body.strip() == "本文"


@pytest.mark.parametrize(
    ("preset", "lines", "expected", "line"),
    [
        ("diary", "% T\n% 二行目", {"tags": ("二行目",)}, 2),
        (
            "note",
            f"% T\n% {URL}\n% a\n% もう一行ある.",
            {"link": URL, "tags": ("a",), "description": "もう一行ある."},
            4,
        ),
        ("note", f"% T\n% {URL}\n% a\n% {URL}", {"link": URL, "tags": ("a",), "description": URL}, 4),
        ("article", "% T\n% 2019年夏\n% 圏論", {"tags": ("圏論",)}, 2),
    ],
)
def test_what_remains_unclear_is_kept_and_said(
    read: Read, preset: str, lines: str, expected: dict[str, object], line: int
) -> None:
    (document,), problems = read(f"{lines}\n\n本文\n", header=preset)
    assert said(document) == {"title": "T", **expected}
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [
        ("header-line", line, 3)
    ]


def test_the_title_keeps_its_place(read: Read) -> None:
    (document,), _ = read("%   T \n%  2026-01-06\n")
    assert document.title == Fragment("T", 1, 5)


def test_an_impossible_date_is_moved_and_said(read: Read) -> None:
    (document,), problems = read("% T\n% 2021-02-30\n")
    assert said(document)["date"] == "2021-02-28"
    assert [(problem.code, problem.line) for problem in problems] == [("date-invalid", 2)]


def test_only_a_heading_that_opens_the_text_is_the_title(read: Read) -> None:
    (document,), _ = read("text\n\n# later\n")
    assert document.title is None
    assert document.body == "text\n\n# later\n"
