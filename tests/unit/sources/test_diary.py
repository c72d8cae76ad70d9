"""Diary files: days, times, titles, anchors, dates."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest

from sitegen.errors import Problem
from sitegen.model import Document, Fragment, Kind

Read = Callable[..., tuple[tuple[Document, ...], tuple[Problem, ...]]]


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in problems]


def anchors(read: tuple[tuple[Document, ...], tuple[Problem, ...]]) -> list[str]:
    return [entry.anchor for entry in read[0][0].entries]


def test_a_report_of_several_months_opens_an_entry_at_every_day_and_time(
    diary: Read, fixture_text: Callable[[str], str]
) -> None:
    (document,), problems = diary(fixture_text("report.md"), "2026/02/28.md")
    assert problems == ()
    assert [(e.anchor, e.precision, e.heading_line, e.first_line, e.last_line) for e in document.entries] == [
        ("2026-01-06-121654", "second", 6, 8, 8),
        ("2026-01-06-1815", "minute", 10, 12, 12),
        ("2026-01-07", "day", 14, 16, 26),
        ("2026-02-03-090000", "second", 29, 30, 29),
        ("2026-02-03-090000-2", "second", 30, 31, 35),
        ("2026-02-03-夢のメモ", "day", 37, 39, 39),
        ("2026-02-03-233000", "second", 41, 43, 43),
        ("2026-02", "month", 45, 47, 47),
        ("2026-02-読んだ本", "month", 49, 51, 51),
    ]
    assert [e.title.text if e.title else None for e in document.entries] == [
        *("初詣の記録", None, "雪の日", None, "again", "夢のメモ", None, None, "読んだ本")
    ]
    assert document.entries[0].title == Fragment("初詣の記録", 6, 15)
    assert document.entries[2].tags == ("天気", "散歩")
    assert document.entries[4].tags == ("lab",)


def test_a_report_has_the_date_of_its_first_entry_and_keeps_its_title(
    diary: Read, fixture_text: Callable[[str], str]
) -> None:
    (document,), _ = diary(fixture_text("report.md"), "2026/02/28.md")
    assert document.kind is Kind.DIARY
    assert document.title == Fragment("月報 2026/01, 2026/02", 1, 3)
    assert document.date is not None
    assert document.date.isoformat() == "2026-01-06T12:16:54+09:00"
    assert not document.date_only


def test_no_line_but_the_preamble_and_headings_is_outside_the_entries(
    diary: Read, fixture_text: Callable[[str], str]
) -> None:
    text = fixture_text("report.md")
    (document,), _ = diary(text, "2026/02/28.md")
    covered = {n for e in document.entries for n in range(e.first_line, e.last_line + 1)}
    left = [line for n, line in enumerate(document.body.split("\n"), 1) if n not in covered and line.strip()]
    assert left[0] == "この二か月は実験ばかりだった."
    assert all(line.startswith("##") for line in left[1:])


def test_the_body_keeps_its_lines_but_for_the_header_and_headings_of_entries(
    diary: Read, fixture_text: Callable[[str], str]
) -> None:
    text = fixture_text("report.md")
    (document,), _ = diary(text, "2026/02/28.md")
    pairs = list(zip(document.body.split("\n"), text.split("\n"), strict=True))
    blanked = [number for number, (kept, line) in enumerate(pairs, 1) if kept != line]
    headings = [entry.heading_line for entry in document.entries]
    assert blanked == sorted([1, 5, 28, *headings])
    assert {kept for kept, line in pairs if kept != line} == {""}


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("## Tue 06 Jan 2026", "2026-01-06"),
        ("## Sat 9 Apr 2022", "2022-04-09"),
        ("## Wed 05 May 2021, 22:33:16", "2021-05-05-223316"),
        ("## Tue 06 Jan 2026 *title*", "2026-01-06"),
        ("## 2026-01-06", "2026-01-06"),
        ("## 2026/01/06", "2026-01-06"),
        ("## 1月6日", "2026-01-06"),
        ("## 2026年1月6日(火)", "2026-01-06"),
        ("## 2026年1月6日（火曜日） 題", "2026-01-06"),
        ("## 12月30日", "2025-12-30"),
        ("## Sat Oct  5 23:07:03 JST 2013", "2013-10-05-230703"),
        ("## 2026-01-06T20:00:00Z", "2026-01-07-050000"),
        ("## Mar 2026", "2026-03"),
        ("## 2026/03", "2026-03"),
        ("## 2026年3月", "2026-03"),
        ("## 2026-01-06 ##", "2026-01-06"),
        ("## 2026-01-06 {.post}", "2026-01-06"),
    ],
)
def test_every_form_of_day_and_month_heading_opens_its_entry(diary: Read, heading: str, anchor: str) -> None:
    result = diary(f"{heading}\n\n本文\n")
    assert anchors(result) == [anchor]
    assert result[1] == ()


@pytest.mark.parametrize(
    "heading",
    ["## 2/7 (Sat)", "## 2026年のまとめ", "## 2026-13-01", "## 1月6日のこと", "# 2026-01-06", "##2026-01-06"],
)
def test_what_is_no_date_opens_no_day(diary: Read, heading: str) -> None:
    assert anchors(diary(f"text\n\n{heading}\n\n本文\n")) == ["2026-01-31"]


@pytest.mark.parametrize(
    ("heading", "title", "column"),
    [
        ("### 12:00 *a*", "a", 12),
        ("### 12:00 rest of it", "rest of it", 11),
        ("### 12:00 *a* and *b*", "*a* and *b*", 11),
        ("### 12:00 *$a * b$*", "$a * b$", 12),
        ("### 12:00 C# と F#", "C# と F#", 11),
        ("### 12:00 問題 #12", "問題 #12", 11),
    ],
)
def test_a_title_is_what_stands_behind_the_time(diary: Read, heading: str, title: str, column: int) -> None:
    (document,), _ = diary(f"## 2026-01-06\n{heading}\n")
    assert document.entries[0].title == Fragment(title, 2, column)
    assert document.entries[0].tags == ()


def test_a_single_day_takes_date_and_time_from_path_and_title(diary: Read) -> None:
    (document,), problems = diary(
        "% Sat Aug 29 21:19:48 JST 2015\n\n## 道具\n\n### 12時\nabc\n", "2015/08/29.md"
    )
    assert problems == ()
    assert [(e.anchor, e.title, e.heading_line, e.first_line) for e in document.entries] == [
        ("2015-08-29-211948", None, 0, 3)
    ]


@pytest.mark.parametrize(
    ("relative", "anchor"),
    [
        ("2014/03/20c.md", "2014-03-20-c"),
        ("2014/03/20.md", "2014-03-20"),
        ("2026-01-06-name.md", "2026-01-06"),
        ("2026/01.md", "2026-01"),
        ("2026-01.md", "2026-01"),
        ("2014/03/20.en.md", "2014-03-20"),
    ],
)
def test_the_path_gives_the_date_of_an_untitled_day(diary: Read, relative: str, anchor: str) -> None:
    assert anchors(diary("一文だけ\n", relative)) == [anchor]


def test_the_title_of_a_single_day_that_is_no_date_is_the_entrys(diary: Read) -> None:
    (document,), _ = diary("# 散歩\n\nabc\n", "2026/01/06.md")
    assert document.entries[0].title == Fragment("散歩", 1, 3)
    assert document.title == Fragment("散歩", 1, 3)


def test_times_without_a_day_belong_to_the_day_of_the_file(diary: Read) -> None:
    result = diary("朝\n\n### 12:00\n昼\n### 18:00\n夜\n", "2026/01/06.md")
    assert anchors(result) == ["2026-01-06", "2026-01-06-1200", "2026-01-06-1800"]


def test_a_day_heading_without_text_makes_no_entry(diary: Read) -> None:
    assert anchors(diary("## 2026-01-06\n\n### 12:00\nabc\n")) == ["2026-01-06-1200"]


def test_a_title_without_text_is_not_lost(diary: Read) -> None:
    (document,), _ = diary("## 2026-01-06 *a*\n### 12:00\n")
    assert [(e.anchor, e.first_line, e.last_line) for e in document.entries] == [
        ("2026-01-06", 2, 1),
        ("2026-01-06-1200", 3, 2),
    ]


def test_a_report_without_days_is_an_entry_of_its_month(diary: Read) -> None:
    assert anchors(diary("% 月報 2026/01\n\n## 本\n\n三冊.\n", "2026/01/31.md")) == ["2026-01"]


def test_an_impossible_day_in_the_path_is_the_months_last(diary: Read) -> None:
    (document,), problems = diary("abc\n", "2021/02/31.md")
    assert document.entries[0].day == dt.date(2021, 2, 28)
    assert codes(problems) == [("date-invalid", 0, 0)]


def test_the_path_wins_over_a_title_that_disagrees(diary: Read) -> None:
    (document,), problems = diary("% Thu Sep 28 12:00:00 JST 2011\nabc\n", "2011/07/28.md")
    assert [e.anchor for e in document.entries] == ["2011-07-28"]
    assert codes(problems) == [("date-mismatch", 1, 3)]


def test_a_wrong_weekday_is_noticed_where_it_stands(diary: Read) -> None:
    result = diary("## Mon 06 Jan 2026\nabc\n\n## 2026年1月7日(木)\nabc\n")
    assert codes(result[1]) == [("weekday-mismatch", 1, 4), ("weekday-mismatch", 4, 4)]
    assert anchors(result) == ["2026-01-06", "2026-01-07"]


def test_an_empty_file_makes_no_document(diary: Read) -> None:
    documents, problems = diary(" \n\n", "README.md")
    assert documents == ()
    assert codes(problems) == [("source-empty", 0, 0)]


def test_text_without_any_date_becomes_a_page_of_its_own(diary: Read) -> None:
    (document,), problems = diary("abc\n", "about.md")
    assert document.kind is Kind.POST
    assert document.body == "abc\n"
    assert codes(problems) == [("date-missing", 0, 0)]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"])
def test_the_machines_time_zone_changes_nothing(
    diary: Read, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    (document,), _ = diary("## 2026-01-31\n### 23:30:00\nabc\n")
    monkeypatch.undo()
    time.tzset()
    assert document.date is not None
    assert document.date.isoformat() == "2026-01-31T23:30:00+09:00"
