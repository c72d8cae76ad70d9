from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sitegen.i18n import Texts
from sitegen.model import Document, RenderedDocument
from sitegen.output.diary_pages import archive_page, month_pages, year_pages
from sitegen.output.diary_views import ArchivePage, MonthPage, YearPage
from sitegen.output.press import press
from sitegen.output.sheets import Sheet
from sitegen.site.references import resolve
from tests.unit.make import diary, entry, post, section, site

TEXTS = Texts.parse({"ja": "archive = 'A'"})[0]


def _months(
    pairs: Sequence[tuple[Document, RenderedDocument]], language: str = "ja"
) -> list[tuple[Sheet, MonthPage]]:
    found = site(pairs)
    made_with = press(found, resolve(found, {}, {}), TEXTS, {})
    sheets = [plan.sheet(made_with) for plan in month_pages(made_with, found.editions[language])]
    return [(sheet, sheet.view) for sheet in sheets if isinstance(sheet.view, MonthPage)]


def test_a_month_with_a_title_of_its_own_shows_it() -> None:
    pair = diary("content/diary/a.md", entry("2026-01-01"), entry("2026-01-02"), title="冬")
    ((sheet, view),) = _months([pair])
    assert (sheet.page.title, sheet.page.title_text, view.title) == ("冬", "冬", "冬")


def test_a_month_without_a_title_is_called_by_its_name() -> None:
    pair = diary("content/diary/a.md", entry("2026-01-01"), title="2026/01")
    ((sheet, view),) = _months([pair])
    assert (sheet.page.title, view.title) == ("2026年1月", None)


def test_a_title_that_cannot_be_the_heading_stands_above_the_preamble() -> None:
    doc, made = diary("content/diary/a.md", entry("2025-12-31"), entry("2026-01-01"), title="年末<年始")
    made = replace(made, sections=(section("", "<p>before</p>"), *made.sections))
    (_, first), (_, second) = _months([(doc, made)])
    assert first.preamble is not None
    assert first.preamble.endswith("</p><p>before</p>")
    assert "年末" in first.preamble
    assert second.preamble is None


def test_months_lead_to_the_months_that_hold_something() -> None:
    pairs = [post(f"content/posts/{day}.md", day) for day in ("2024-05-01", "2025-12-01", "2026-01-01")]
    views = [view for _, view in _months(pairs)]
    assert [(v.previous and v.previous.title, v.next and v.next.title) for v in views] == [
        (None, "2025年12月"),
        ("2024年5月", "2026年1月"),
        ("2025年12月", None),
    ]
    assert views[1].previous is not None
    assert views[1].previous.url == "/~me/blog/2024/05/"


def test_an_entry_says_as_much_of_its_time_as_is_known() -> None:
    entries = (
        entry("2026-01-06-121654"),
        entry("2026-01-06-181500", precision="minute"),
        entry("2026-01-07"),
        replace(entry("2026-01-01"), anchor="2026-01", precision="month"),
    )
    ((_, view),) = _months([diary("content/diary/a.md", *entries)])
    assert [one.iso for day in view.days for one in day.entries] == [
        "2026-01-06T12:16:54+09:00",
        "2026-01-06T18:15+09:00",
        "2026-01-07",
    ]
    assert [one.iso for one in view.undated] == ["2026-01"]


def test_a_month_is_described_by_its_titles_or_its_first_words() -> None:
    titled = diary("content/diary/a.md", entry("2026-01-01", "一"), entry("2026-01-02", "二"))
    assert _months([titled])[0][0].page.description == "一、二"
    plain = diary("content/diary/a.md", entry("2026-01-01"))
    assert _months([plain])[0][0].page.description == "entry 2026-01-01"


def test_years_and_the_archive_list_what_has_a_title_and_count_everything() -> None:
    pairs = [
        diary("content/diary/a.md", entry("2026-01-01", "titled"), entry("2026-01-02")),
        post("content/posts/a.md", "2025-12-01", "article"),
        post("content/posts/u.md", None, "undated"),
    ]
    found = site(pairs)
    made_with = press(found, resolve(found, {}, {}), TEXTS, {})
    edition = found.editions["ja"]
    views = [plan.view() for plan in year_pages(made_with, edition)]
    assert [len(view.calendars) for view in views if isinstance(view, YearPage)] == [12, 12]
    archive = archive_page(made_with, edition).view()
    assert isinstance(archive, ArchivePage)
    assert [year.link.year for year in archive.years] == [2026, 2025]
    assert [item.title_text for item in archive.years[0].months[0].items] == ["titled"]
    assert archive.years[0].months[0].count == 2
    assert [item.title_text for item in archive.undated] == ["undated"]
