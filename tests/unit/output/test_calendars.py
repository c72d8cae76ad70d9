from __future__ import annotations

import datetime as dt

from sitegen.output import calendars
from sitegen.output.diary_views import Calendar, CalendarDay
from tests.unit.make import CONFIG, diary, entry, post, site


def _calendar() -> Calendar:
    pairs = [
        diary(
            "content/diary/a.md",
            entry("2026-01-06-080000"),
            entry("2026-01-06-120000"),
            entry("2026-01-01", precision="month"),
        ),
        post("content/posts/a.md", "2026-01-09"),
    ]
    (month,) = site(pairs).editions["ja"].months
    return calendars.calendar(month, "ja", CONFIG)


def _cells(calendar: Calendar) -> dict[int, CalendarDay]:
    return {cell.day.day: cell for week in calendar.weeks for cell in week if cell}


def test_weeks_begin_on_monday_and_have_seven_days() -> None:
    calendar = _calendar()
    assert all(len(week) == 7 for week in calendar.weeks)
    for week in calendar.weeks:
        for weekday, cell in enumerate(week):
            assert cell is None or cell.day.weekday() == weekday
    assert sorted(_cells(calendar)) == list(range(1, 32))


def test_a_day_leads_to_its_heading_or_to_its_only_note() -> None:
    cells = _cells(_calendar())
    assert (cells[6].url, cells[6].count) == ("/~me/blog/2026/01/#day-2026-01-06", 2)
    assert (cells[9].url, cells[9].count) == ("/~me/blog/posts/a/", 1)
    assert (cells[7].url, cells[7].count) == (None, 0)


def test_an_entry_without_a_day_counts_for_the_month_alone() -> None:
    calendar = _calendar()
    assert _cells(calendar)[1] == CalendarDay(dt.date(2026, 1, 1), None, 0)
    assert calendar.count == 4


def test_an_empty_month_has_no_address() -> None:
    calendar = calendars.empty(2026, 2, CONFIG)
    assert (calendar.url, calendar.count) == (None, 0)
    assert not any(cell.url for cell in _cells(calendar).values())
