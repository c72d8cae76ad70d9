from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from sitegen.author import diary_files
from sitegen.author.date_style import restyled, telling
from sitegen.author.diary_files import Diary
from sitegen.author.tonight import DEFAULT, Opened, Style, open_entry, style_of
from sitegen.config import Collection, SiteConfig
from sitegen.model import Document, Kind, Source
from sitegen.sources.dates import settle, whole_stamp
from sitegen.sources.diary import read_diary

ZONE = "Asia/Tokyo"
NOW = dt.datetime(2026, 3, 5, 9, 7, 4, tzinfo=ZoneInfo(ZONE))
COLLECTION = Collection("diary", "content/diary", Kind.DIARY)
CONFIG = SiteConfig({"ja": "日誌"}, "https://example.org", collections=(COLLECTION,))


def opened(text: str, style: Style | None = None, title: str = "", now: dt.datetime = NOW) -> Opened:
    return open_entry(text, now, style or style_of([text], daily=False), zone=ZONE, title=title)


def document(relative: str, text: str) -> Document:
    source = Source(f"content/diary/{relative}", "diary", relative, text)
    (found,), _ = read_diary(source, COLLECTION, CONFIG)
    return found


@pytest.mark.parametrize(
    ("example", "written"),
    [
        ("2026-01-06", "2026-03-05"),
        ("2026/1/6", "2026/3/5"),
        ("2026.01.06", "2026.03.05"),
        ("Tue 06 Jan 2026", "Thu 05 Mar 2026"),
        ("Tuesday 6 January 2026", "Thursday 5 March 2026"),
        ("Feb 12 2026", "Mar 05 2026"),
        ("THU FEB 12 2026", "THU MAR 05 2026"),
        ("1月6日", "3月5日"),
        ("2026年1月6日(火)", "2026年3月5日(木)"),
        ("2026年01月06日（火曜日）", "2026年03月05日（木曜日）"),
        ("2026-01-06 (Tue)", "2026-03-05 (Thu)"),
        ("Sat Aug 29 21:19:48 JST 2015", "Thu Mar 05 09:07:04 JST 2026"),
        ("2026-01-06 18:15", "2026-03-05 09:07"),
        ("月報 2026/01", "月報 2026/03"),
    ],
)
def test_a_date_is_written_like_the_example(example: str, written: str) -> None:
    assert restyled(example, NOW) == written


@pytest.mark.parametrize(
    "example", ["Tue 06 Jan 2026", "2026/1/6", "1月6日(火)", "May 6, 2026", "6 Sept 2026"]
)
def test_what_is_written_is_read_as_the_same_day(example: str) -> None:
    stamp = whole_stamp(restyled(example, NOW))
    assert stamp
    moment = settle(stamp, ZONE, NOW.date())
    assert moment
    assert moment.day == NOW.date()


def test_the_example_that_shows_how_small_numbers_are_written_is_chosen() -> None:
    assert telling(["1月6日", "10月12日"]) == "1月6日"
    assert telling(["10月12日"]) == "10月12日"
    assert telling([]) is None


def test_a_new_day_gets_both_headings_in_the_style_of_the_file() -> None:
    text = "% 月報 2026/03\n\n## Mon 02 Mar 2026\n\n### 12:16:54 *題*\n\n本文。\n"
    found = opened(text)
    assert found.text == text + "\n## Thu 05 Mar 2026\n\n### 09:07:04\n\n"
    assert found.text.split("\n")[found.line - 1] == ""
    assert found.line == 13


def test_a_day_that_is_there_gets_a_time_at_its_end() -> None:
    text = "## 2026-03-05\n\n### 08:00\n\n朝。\n\n## 2026-03-06\n\n### 10:00\n\n先。\n"
    found = opened(text)
    assert found.text == text.replace("朝。\n", "朝。\n\n### 09:07\n\n")


def test_the_same_minute_gets_no_second_heading() -> None:
    once = opened("## 2026-03-01\n\n### 08:00\n\nx\n")
    again = opened(once.text, now=NOW + dt.timedelta(seconds=30))
    assert (again.text, again.added, again.line) == (once.text, False, once.line)
    later = opened(once.text, now=NOW + dt.timedelta(minutes=1))
    assert "### 09:08" in later.text


def test_a_diary_of_days_alone_gets_no_time() -> None:
    text = "## 3月1日\n\nx\n"
    found = opened(text)
    assert found.text == text + "\n## 3月5日\n\n"
    assert not opened(found.text + "y\n").added


def test_a_diary_that_begins_with_the_newest_day_goes_on_that_way() -> None:
    text = "# 日記\n\n## 2026-03-04\n\nb\n\n## 2026-03-01\n\na\n"
    assert opened(text).text.startswith("# 日記\n\n## 2026-03-05\n\n\n## 2026-03-04")


def test_a_title_stands_on_the_last_heading() -> None:
    assert "### 09:07 *読んだ*\n" in opened("", DEFAULT, "読んだ").text
    assert "## 2026-03-05 *読んだ*\n" in opened("## 2026-03-01\n\nx\n", title="読んだ").text


def test_headings_in_code_are_no_style() -> None:
    assert style_of(["```\n## Mon 02 Mar 2026\n```\n"], daily=False) == DEFAULT


def test_nothing_that_was_written_changes() -> None:
    text = "% t\n\n## 2026-03-01\n\n| a |\n|--|\n\n\n\n  tail  \n\n\n"
    lines = opened(text).text.split("\n")
    assert lines[: len(text.rstrip().split("\n"))] == text.rstrip("\n").split("\n")


# -------------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("relative", "text", "path"),
    [
        ("2026/02.md", "## 2026-02-03\n\nx\n", "2026/03.md"),
        ("2026-02.md", "## 2026-02-03\n\nx\n", "2026-03.md"),
        ("old/2026-02-notes.md", "## 2026-02-03\n\nx\n", "old/2026-03-notes.md"),
        ("2026/02/28.md", "% 月報 2026/02\n\n## 2026-02-03\n\nx\n\n## 2026-02-04\n\ny\n", "2026/03/31.md"),
        ("2026/02/04.md", "% Wed Feb 04 2026\n\nx\n", "2026/03/05.md"),
        ("diary.md", "## 2026-02-03\n\nx\n", "2026/03.md"),
    ],
)
def test_a_new_file_is_named_like_the_newest(relative: str, text: str, path: str) -> None:
    known = diary_files.diary([document(relative, text)], "ja")
    assert diary_files.file_of(known, NOW.date()) is None
    assert diary_files.new_path(known, NOW.date(), "ja", "ja") == path


def test_without_files_the_first_one_is_named_by_year_and_month() -> None:
    assert diary_files.new_path(Diary(()), NOW.date(), "ja", "ja") == "2026/03.md"
    assert diary_files.new_path(Diary(()), NOW.date(), "en", "ja") == "2026/03.en.md"


def test_a_file_with_several_months_is_found_for_each() -> None:
    found = document("2026/04/30.md", "## 2026-03-01\n\nx\n\n## 2026-04-02\n\ny\n")
    assert diary_files.file_of(diary_files.diary([found], "ja"), NOW.date()) == found


def test_another_language_has_its_own_files() -> None:
    found = replace(document("2026/03.md", "## 2026-03-01\n\nx\n"), language="en")
    assert diary_files.diary([found], "ja").documents == ()


@pytest.mark.parametrize(
    ("newest", "text"),
    [
        ("% 月報 2026/02\n\n## 2026-02-03\n\nx\n", "% 月報 2026/03\n"),
        ("# Diary\n\n## 2026-02-03\n\nx\n", "# 2026年3月\n"),
        ("---\ntitle: 月報 2026/02\n---\n\n## 2026-02-03\n\nx\n", "---\ntitle: 月報 2026/03\n---\n"),
    ],
)
def test_a_new_file_begins_like_the_newest(newest: str, text: str) -> None:
    known = diary_files.diary([document("2026/02.md", newest)], "ja")
    assert diary_files.new_text(known, newest, NOW, "ja") == text
