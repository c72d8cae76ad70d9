from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import replace

from sitegen.site.catalog import catalog
from sitegen.site.model import Piece
from tests.unit.make import CONFIG, NOW, at, diary, document, entry, post, rendered, section, site, text


def _titles(pieces: Iterable[Piece]) -> list[str]:
    return [piece.title.text if piece.title else piece.section.key for piece in pieces]


def test_a_month_collects_entries_of_several_files_by_day_time_and_place() -> None:
    found = site(
        [
            diary(
                "content/diary/2026-01b.md", entry("2026-01-06-120000", "noon"), entry("2026-01-05", "fifth")
            ),
            diary(
                "content/diary/2026-01a.md",
                entry("2026-01-06-080000", "morning"),
                entry("2026-01-06", "untimed"),
            ),
        ]
    )
    (month,) = found.editions["ja"].months
    assert _titles(month.entries) == ["fifth", "untimed", "morning", "noon"]


def test_a_file_may_contribute_to_several_months() -> None:
    found = site([diary("content/diary/2025-12.md", entry("2025-12-31"), entry("2026-01-01"))])
    assert [(m.year, m.month, m.count) for m in found.editions["ja"].months] == [(2025, 12, 1), (2026, 1, 1)]
    assert found.editions["ja"].years == (2025, 2026)


def test_the_preamble_belongs_to_the_month_of_the_first_entry() -> None:
    doc, made = diary("content/diary/2026.md", entry("2025-12-31"), entry("2026-01-01"))
    made = replace(made, sections=(section("", "<p>before</p>"), *made.sections))
    first, second = site([(doc, made)]).editions["ja"].months
    assert [part.section and part.section.html for part in first.preambles] == ["<p>before</p>"]
    assert second.preambles == ()


def test_a_file_that_is_the_whole_month_gives_it_its_title() -> None:
    doc, made = diary("content/diary/2026-01.md", entry("2026-01-01"), entry("2026-01-02"), title="冬の月報")
    (month,) = site([(doc, made)]).editions["ja"].months
    assert month.titled == doc


def test_a_title_that_is_only_a_date_is_no_title_of_a_month_nor_of_an_entry() -> None:
    one = replace(entry("2026-01-01"), heading_line=0)
    (month,) = (
        site([diary("content/diary/a.md", one, title="Thu Jan  1 21:19:48 JST 2026")]).editions["ja"].months
    )
    assert month.titled is None
    assert month.entries[0].title is None


def test_a_file_of_one_text_gives_its_title_to_the_entry() -> None:
    one = replace(entry("2026-01-01"), heading_line=0)
    (month,) = site([diary("content/diary/a.md", one, title="初詣")]).editions["ja"].months
    assert month.titled is None
    assert month.preambles == ()
    assert month.entries[0].title == text("初詣")


def test_titles_of_two_files_in_one_month_stand_above_their_preambles() -> None:
    pairs = [
        diary("content/diary/a.md", entry("2026-01-01"), entry("2026-01-02"), title="前半"),
        diary("content/diary/b.md", entry("2026-01-21"), entry("2026-01-22"), title="後半"),
    ]
    (month,) = site(pairs).editions["ja"].months
    assert month.titled is None
    assert [part.title and part.title.text for part in month.preambles] == ["前半", "後半"]


def test_drafts_and_the_future_are_left_out_unless_asked_for() -> None:
    pairs = [
        post("content/posts/now.md", "2026-01-01", "now"),
        post("content/posts/draft.md", "2026-01-01", "draft", draft=True),
        post("content/posts/future.md", "2026-03-01", "future"),
        diary("content/diary/a.md", entry("2026-01-31", "past"), entry("2026-02-02", "soon")),
    ]
    public = site(pairs)
    assert _titles(public.editions["ja"].pieces) == ["past", "now"]
    assert public.hidden == {"content/posts/draft.md", "content/posts/future.md"}
    everything = site(pairs, drafts=True)
    assert {"draft", "future", "soon"} < set(_titles(everything.editions["ja"].pieces))
    assert not everything.hidden


def test_an_entry_dated_later_today_waits_for_its_time() -> None:
    pairs = [
        diary("content/diary/a.md", entry("2026-02-01-115900", "before"), entry("2026-02-01-120100", "after"))
    ]
    assert _titles(site(pairs).editions["ja"].pieces) == ["before"]
    assert len(site(pairs, now=NOW + dt.timedelta(minutes=2)).editions["ja"].pieces) == 2


def test_tags_ignore_case_and_composition_and_show_the_most_frequent_spelling() -> None:
    pairs = [
        diary(
            "content/diary/a.md",
            entry("2026-01-01", "one", ["Optimal"]),
            entry("2026-01-02", "two", ["optimal"]),
        ),
        post("content/posts/b.md", "2026-01-03", "three", tags=("optimal", "が")),
        post("content/posts/c.md", "2026-01-04", "four", tags=("か\u3099", "OPTIMAL", "optimal")),
    ]
    tags = site(pairs).editions["ja"].tags
    assert {key: (tag.name, len(tag.pieces)) for key, tag in tags.items()} == {
        "optimal": ("optimal", 4),
        "が": ("か\u3099", 2),
    }
    assert _titles(tags["optimal"].pieces) == ["four", "three", "two", "one"]


def test_collections_list_newest_first_and_undated_last() -> None:
    pairs = [
        post("content/posts/a.md", "2026-01-01", "old"),
        post("content/posts/b.md", None, "undated"),
        post("content/posts/c.md", "2026-01-03", "new"),
        diary("content/diary/a.md", entry("2026-01-02", "entry")),
    ]
    edition = site(pairs).editions["ja"]
    assert {name: _titles(found) for name, found in edition.collections.items()} == {
        "posts": ["new", "old", "undated"]
    }
    assert _titles(edition.pieces) == ["new", "entry", "old", "undated"]


def test_neighbours_are_of_one_collection_and_language() -> None:
    pairs = [
        post("content/posts/a.md", "2026-01-01", "a"),
        post("content/papers/x.md", "2026-01-02", "x"),
        post("content/posts/b.md", "2026-01-03", "b"),
        post("content/posts/b.en.md", "2026-01-02", "b in English"),
        post("content/posts/u.md", None, "undated"),
    ]
    found = site(pairs).neighbours
    beside = found["content/posts/a.md"]
    assert beside.older is None
    assert beside.newer is not None
    assert beside.newer.document.path == "content/posts/b.md"
    assert found["content/papers/x.md"].newer is None
    assert "content/posts/u.md" not in found


def test_translations_share_a_key_or_name_their_original() -> None:
    pairs = [
        post("content/posts/a.md"),
        post("content/posts/a.en.md"),
        post("content/posts/b.md"),
        post("content/posts/bee.en.md", translation_of="b"),
        post("content/posts/alone.md"),
    ]
    twins = site(pairs).twins
    assert twins["content/posts/a.md"] == {"ja": "content/posts/a.md", "en": "content/posts/a.en.md"}
    assert twins["content/posts/b.md"]["en"] == "content/posts/bee.en.md"
    assert twins["content/posts/bee.en.md"]["ja"] == "content/posts/b.md"
    assert twins["content/posts/alone.md"] == {"ja": "content/posts/alone.md"}


def test_a_summary_is_the_description_or_the_first_sentences() -> None:
    described = (document("content/posts/a.md"), rendered(description="主張。"))
    long = section(text="一文目です。" * 30)
    plain = (document("content/posts/b.md"), rendered(long))
    by_path = {p.document.path: p.summary for p in site([described, plain]).editions["ja"].pieces}
    assert by_path["content/posts/a.md"] == "主張。"
    assert by_path["content/posts/b.md"].endswith("。")
    assert 60 < len(by_path["content/posts/b.md"]) <= 150


def test_a_document_that_could_not_be_rendered_is_left_out() -> None:
    doc, made = post("content/posts/a.md")
    other = document("content/posts/b.md")
    found = site([(doc, made)])
    again = catalog(CONFIG, [doc, other], found.rendered, found.table, NOW)
    assert list(again.documents) == ["content/posts/a.md"]


def test_the_order_of_documents_does_not_matter() -> None:
    pairs = [post(f"content/posts/{n}.md", "2026-01-01", f"t{n}", tags=("x", f"t{n % 3}")) for n in range(9)]
    pairs += [diary(f"content/diary/{n}.md", entry("2026-01-05", f"d{n}", ["X"])) for n in range(5)]
    first = site(pairs)
    random.Random(1).shuffle(pairs)
    assert site(pairs).editions == first.editions
    assert list(site(pairs).editions["ja"].tags) == list(first.editions["ja"].tags)


def test_an_entry_near_midnight_stays_on_its_day() -> None:
    (month,) = site([diary("content/diary/a.md", entry("2026-01-31-233000"))]).editions["ja"].months
    assert (month.year, month.month) == (2026, 1)
    assert month.entries[0].date == at("2026-01-31", "23:30")
