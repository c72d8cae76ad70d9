"""What a site shows only where its settings ask for it: figures, films in frames."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.model import SLOT_CLOSE, SLOT_OPEN, Card
from sitegen.output.assemble import assemble
from sitegen.output.charts import Bar, bars
from sitegen.output.spots import Fill
from sitegen.site.cards import sort, youtube_id
from sitegen.site.model import Target
from sitegen.site.statistics import Count, statistics
from tests.unit.make import CONFIG, diary, entry, link, site

FILM = "https://www.youtube.com/watch?v=abcDEF12345"
SLOT = f"{SLOT_OPEN}c0{SLOT_CLOSE}"


def shown(url: str, card: Card, *, embed: bool = False, feed: bool = False) -> str:
    config = replace(CONFIG, embed=("youtube",) if embed else ())
    words = {"archived": "A copy", "video": "Film", "post": "Post", "repository": "Code"}
    target = Target(url, foreign=True, card=card)
    return assemble(SLOT, Fill(config, (), (link(url, "card"),), (target,), feed=feed, words=words))


def test_a_film_is_a_card_of_text_unless_the_site_embeds_it() -> None:
    card = Card(FILM, 'A "film" <b>', "", "YouTube")
    plain = shown(FILM, card)
    assert "iframe" not in plain
    assert "YouTube · Film" in plain
    framed = shown(FILM, card, embed=True)
    assert 'src="https://www.youtube-nocookie.com/embed/abcDEF12345"' in framed
    assert 'title="A &#34;film&#34; &lt;b&gt;"' in framed
    assert "iframe" not in shown(FILM, card, embed=True, feed=True)


def test_a_page_that_is_gone_links_to_the_archive_safely() -> None:
    url = 'https://e.example/"><script>'
    html = shown(url, Card(url, "T", dead=True))
    assert "https://web.archive.org/web/https://e.example/&#34;&gt;&lt;script&gt;" in html
    assert ">A copy</a>" in html
    assert "archive" not in shown(url, Card(url, "T"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (FILM, "video"),
        ("https://youtu.be/abcDEF12345?t=3", "video"),
        ("https://vimeo.com/123", "video"),
        ("https://x.com/a/status/1", "post"),
        ("https://twitter.com/a", ""),
        ("https://github.com/a/b", "repository"),
        ("https://github.com/a/b/issues", ""),
        ("https://e.example/youtube.com/watch", ""),
        ("https://notyoutube.com/watch?v=abcDEF12345", ""),
        ("nonsense", ""),
    ],
)
def test_the_address_tells_what_a_card_leads_to(url: str, expected: str) -> None:
    assert sort(url) == expected


@pytest.mark.parametrize(
    "url", ["https://e.example/watch?v=abcDEF12345", "https://youtu.be/", FILM + '"onload=x']
)
def test_only_ids_of_films_reach_a_frame(url: str) -> None:
    assert youtube_id(url) is None


def test_empty_months_between_others_are_counted_as_nothing() -> None:
    made = site(
        [
            diary("content/diary/2025-11.md", entry("2025-11-05")),
            diary("content/diary/2026-02.md", entry("2026-02-01")),
        ]
    )
    figures = statistics(made.editions["ja"])
    assert [(item.year, item.month) for item in figures.months] == [
        (2025, 11),
        (2025, 12),
        (2026, 1),
        (2026, 2),
    ]
    assert figures.months[1].count == Count()
    assert figures.total.entries == 2


def test_a_text_is_counted_in_its_own_language_alone() -> None:
    made = site([diary("content/diary/2025-11.md", entry("2025-11-05"))])
    foreign = replace(made.editions["ja"], language="en")
    assert statistics(foreign).total == Count()
    assert statistics(foreign).months == ()


def test_a_chart_of_nothing_and_a_chart_of_many_years_are_drawn() -> None:
    assert "<rect" not in bars("T", [])
    many = [Bar(f"{n}", n, str(2000 + n // 12) if n % 12 == 0 else "") for n in range(240)]
    drawn = bars('"T" <b>', many)
    assert drawn.count("<rect") == 239
    assert 'aria-label="&#34;T&#34; &lt;b&gt;"' in drawn
    assert 2 <= drawn.count("<text") <= 10
