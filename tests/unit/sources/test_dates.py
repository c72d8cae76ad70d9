"""Dates as they are written."""

from __future__ import annotations

import datetime as dt

import pytest

from sitegen.sources.dates import Moment, read_clock, report_months, settle, two_stamps, whole_stamp

ZONE = "Asia/Tokyo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sat Aug 29 21:19:48 JST 2015", "2015-08-29 21:19:48 second"),
        ("Sat Oct  5 23:07:03 JST 2013", "2013-10-05 23:07:03 second"),
        ("Sat Aug 29 21:19:48 2015", "2015-08-29 21:19:48 second"),
        ("Sat Aug 29 21:19:48 UTC 2015", "2015-08-30 06:19:48 second"),
        ("2013年  2月 28日 木曜日 01:59:35 JST", "2013-02-28 01:59:35 second"),
        ("Thu Feb 12 2026", "2026-02-12 day"),
        ("Thursday, February 12, 2026", "2026-02-12 day"),
        ("Apr 20 2013", "2013-04-20 day"),
        ("Sept. 3 2013", "2013-09-03 day"),
        ("6 January 2026", "2026-01-06 day"),
        ("2019-05-27 (Mon.)", "2019-05-27 day"),
        ("2026/01/06", "2026-01-06 day"),
        ("2026.1.6", "2026-01-06 day"),
        ("2026年1月6日", "2026-01-06 day"),
        ("２０２６年１月６日", "2026-01-06 day"),
        ("2026-01-06T12:16", "2026-01-06 12:16:00 minute"),
        ("2026-01-06 12:16:54.25", "2026-01-06 12:16:54 second"),
        ("2026-01-06 12:16:54 +0900", "2026-01-06 12:16:54 second"),
        ("2026-01-06T23:30:00Z", "2026-01-07 08:30:00 second"),
        ("2026-01-06T00:30:00+10:00", "2026-01-05 23:30:00 second"),
        ("2024-02-30", "2024-02-29 day"),
        ("Mar 2026", "2026-03-01 month"),
        ("2026-03", "2026-03-01 month"),
    ],
)
def test_each_form_means_its_moment(text: str, expected: str) -> None:
    stamp = whole_stamp(text)
    assert stamp is not None
    moment = settle(stamp, ZONE)
    assert moment is not None
    parts = (moment.day, moment.time, moment.precision)
    assert " ".join(str(part) for part in parts if part) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-13-45",
        "2026",
        "Marching 20 2013",
        "2026-01-06 25:00",
        "2026-01-06 Sunny",
        "0000-01-01",
        "1月",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert whole_stamp(text) is None


def test_a_day_without_a_year_lies_near_its_neighbour() -> None:
    stamp = whole_stamp("12月30日")
    assert stamp is not None
    assert settle(stamp, ZONE) is None
    assert settle(stamp, ZONE, dt.date(2026, 1, 6)) == Moment(dt.date(2025, 12, 30))
    assert settle(stamp, ZONE, dt.date(2026, 11, 6)) == Moment(dt.date(2026, 12, 30))


def test_a_header_may_hold_created_and_updated() -> None:
    stamps = two_stamps("2018-11-20 (Tue.), 2022-07-24 (Sun.)")
    assert [(stamp.year, stamp.month, stamp.day, stamp.weekday) for stamp in stamps] == [
        (2018, 11, 20, 1),
        (2022, 7, 24, 6),
    ]
    assert two_stamps("2018-11-20, later") == ()
    assert two_stamps("2018-11-20, 2019-11-20, 2020-11-20") == ()


def test_a_report_names_its_months() -> None:
    months = report_months("月報 2026/01, 2026/02、2026/03")
    assert [(stamp.year, stamp.month) for stamp in months] == [(2026, 1), (2026, 2), (2026, 3)]
    assert report_months("月報を書く") == ()


def test_a_time_of_day_must_exist() -> None:
    assert read_clock("18:15") == (dt.time(18, 15), "minute", 5)
    assert read_clock("25:15") is None
    assert read_clock("12:60") is None
    assert read_clock("12:00から") is None
