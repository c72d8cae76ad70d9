"""One file that holds three months becomes three reports, with every sentence of the published text."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from tests.corpus.conftest import RealSite
from tests.corpus.texts import squeezed

pytestmark = pytest.mark.corpus

PATH = "taglibro/2026/03/31.md"
MONTHS = ("01", "02", "03")
CARD = re.compile(r"\n\n\n[^\n]+\n[^\n]*\n[ \u00a0]\n[^\n]+(?=\n|\Z)")
"""A card: title, description, an empty line, the site."""

HEAD = re.compile(r"^(?:月報 .*|\w{3} \d{2} \w{3} \d{4}|\w{3} \d{4}|\d{2}:\d{2}:\d{2})", re.MULTILINE)
"""Dates and times, which the theme writes in its own way."""

ATOM = "{http://www.w3.org/2005/Atom}"


def _sentences(seed: str) -> list[str]:
    text = HEAD.sub("", CARD.sub("\n\n", seed))
    text = re.sub(r"^##", "#", text, flags=re.MULTILINE)
    return [s for s in map(squeezed, re.split(r"(?<=[.。!?！?])\s|\n", text)) if s]


def test_it_appears_as_three_months(real: RealSite) -> None:
    days = {entry.day.strftime("%Y/%m") for entry in real.documents[PATH].entries}
    assert days == {f"2026/{month}" for month in MONTHS}
    for month in MONTHS:
        assert f"2026/{month}/index.html" in {file.path for file in real.result.files}


def test_every_sentence_is_there_in_order(real: RealSite, seed: str) -> None:
    whole = squeezed("".join(real.text(f"2026/{month}/index.html").everything for month in MONTHS))
    sentences = _sentences(seed)
    assert len(sentences) > 150
    position, missing = 0, []
    for sentence in sentences:
        found = whole.find(sentence, position)
        if found < 0:
            missing.append(sentence)
        else:
            position = found + len(sentence)
    assert missing == [], "\n".join(missing)


def test_every_entry_has_a_permalink_on_the_page_of_its_month(real: RealSite) -> None:
    entries = real.documents[PATH].entries
    assert len(entries) > 20
    for entry in entries:
        assert f'id="{entry.anchor}"' in real.page(f"2026/{entry.day.month:02}/index.html")


def test_every_entry_stands_in_the_feed(real: RealSite) -> None:
    feed = next(file.content for file in real.result.files if file.path == "feed.xml")
    links = {link.get("href", "") for link in ET.fromstring(feed).iterfind(f"{ATOM}entry/{ATOM}link")}
    for entry in real.documents[PATH].entries:
        assert f"https://example.org/2026/{entry.day.month:02}/#{entry.anchor}" in links
