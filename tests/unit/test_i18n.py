"""Interface strings, names of languages, dates and numbers."""

from __future__ import annotations

import datetime as dt

import pytest

from sitegen import i18n
from sitegen.i18n import Texts

DAY = dt.date(2026, 1, 6)

JA = 'home = "ホーム"\nentries = { other = "{count}件" }\nonly = "{name}のみ"\n'
EN = 'home = "Home"\nentries = { one = "{count} entry", other = "{count} entries" }\nonly = "{name} only"\n'


@pytest.fixture
def texts() -> Texts:
    parsed, problems = Texts.parse({"ja": JA, "en": EN})
    assert problems == ()
    return parsed


def test_a_string_is_given_in_the_language_asked_for(texts: Texts) -> None:
    assert texts.get("ja", "home") == "ホーム"
    assert texts.get("en", "home") == "Home"


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "1 entry"),
        ("en", 2, "2 entries"),
        ("en", 1200, "1,200 entries"),
        ("ja", 1, "1件"),
        ("ja", 1200, "1,200件"),
    ],
)
def test_a_count_chooses_the_plural_form(texts: Texts, language: str, count: int, expected: str) -> None:
    assert texts.get(language, "entries", count=count) == expected


def test_values_are_put_in_as_they_are(texts: Texts) -> None:
    assert texts.get("en", "only", name="{count} {0}") == "{count} {0} only"
    assert texts.get("en", "only") == "{name} only"


def test_a_key_missing_in_one_language_is_a_problem_that_names_both_files() -> None:
    texts, problems = Texts.parse({"ja": JA, "en": 'home = "Home"\nonly = "{name} only"\n'})
    assert [(p.code, p.path) for p in problems] == [("string-missing", "templates/strings/en.toml")]
    assert "'entries'" in problems[0].message
    assert "templates/strings/ja.toml" in problems[0].message
    assert texts.get("en", "entries", count=3) == "3件"


def test_a_language_without_strings_misses_all_of_them() -> None:
    _, problems = Texts.parse({"ja": JA, "zh": ""})
    assert [p.path for p in problems] == ["templates/strings/zh.toml"] * 3


def test_broken_toml_is_reported_once_at_its_line() -> None:
    _, problems = Texts.parse({"ja": JA, "en": 'home = "Home"\nonly = \n'})
    assert [(p.path, p.line) for p in problems] == [("templates/strings/en.toml", 2)]


@pytest.mark.parametrize("value", ["3", "[1]", '{ one = "x" }', "{ other = 3 }"])
def test_a_value_that_is_no_text_is_a_problem(value: str) -> None:
    texts, problems = Texts.parse({"ja": f"home = {value}"})
    assert [p.code for p in problems] == ["string-missing"]
    assert texts.get("ja", "home") == "home"


def test_a_string_that_nobody_has_is_its_key(texts: Texts) -> None:
    assert not texts.has("nowhere")
    assert texts.get("ja", "nowhere") == "nowhere"


@pytest.mark.parametrize(
    ("code", "reader", "expected"),
    [
        ("ja", None, "日本語"),
        ("en", None, "English"),
        ("ja", "en", "Japanese"),
        ("en", "ja", "英語"),
        ("fr", None, "Français"),
        ("xx-nonsense", None, "xx-nonsense"),
    ],
)
def test_a_language_has_a_name_of_its_own_and_one_for_each_reader(
    code: str, reader: str | None, expected: str
) -> None:
    assert i18n.language_name(code, reader) == expected


def test_japanese_dates_hold_their_weekday() -> None:
    assert i18n.format_date(DAY, "ja") == "2026年1月6日(火)"
    assert i18n.format_day(DAY, "ja") == "1月6日(火)"
    assert i18n.format_brief(DAY, "ja") == "1月6日"
    assert i18n.format_weekday(DAY, "ja") == "火曜日"


def test_english_dates_begin_with_the_day() -> None:
    assert i18n.format_date(DAY, "en") == "6 January 2026"
    assert i18n.format_day(DAY, "en") == "Tuesday 6 January"
    assert i18n.format_brief(DAY, "en") == "6 Jan"
    assert i18n.format_weekday(DAY, "en") == "Tuesday"


def test_months_and_years_are_written_in_the_language() -> None:
    assert [i18n.format_month(DAY, code) for code in ("ja", "en")] == ["2026年1月", "January 2026"]
    assert [i18n.format_month_name(DAY, code) for code in ("ja", "en")] == ["1月", "January"]
    assert [i18n.format_year(2026, code) for code in ("ja", "en")] == ["2026年", "2026"]


def test_other_languages_follow_their_own_custom() -> None:
    assert i18n.format_date(DAY, "zh-Hans") == "2026年1月6日"
    assert i18n.format_date(DAY, "fr") == "6 janvier 2026"


def test_the_clock_has_two_digits_twice() -> None:
    assert i18n.format_clock(dt.time(9, 2, 59)) == "09:02"


def test_a_week_begins_on_monday() -> None:
    assert [day.short for day in i18n.weekdays("ja")] == list("月火水木金土日")
    assert i18n.weekdays("en")[0] == i18n.Weekday("Mon", "Monday")
