"""The ``citation_*`` values that the page of a paper gives of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from sitegen.author.encoding import text_of
from sitegen.author.page_card import meta, tidy
from sitegen.author.paper_facts import Facts

_LONG: Final = 20_000
_DATES: Final = ("citation_publication_date", "citation_date", "citation_online_date", "citation_cover_date")
_VENUES: Final = (
    "citation_journal_title",
    "citation_conference_title",
    "citation_inbook_title",
    "citation_book_title",
)
_ABSTRACTS: Final = ("citation_abstract", "dc.description", "og:description", "description")


def parse(address: str, body: bytes, kind: str) -> Facts | None:
    """Read the page at `address`; None where it tells no title."""
    tree = LexborHTMLParser(text_of(body, kind))
    said = meta(tree)
    heading = tree.css_first("title")
    title = _one(said, "citation_title", "dc.title", "og:title") or (
        tidy(heading.text(), 500) if heading else ""
    )
    if not title:
        return None
    pdf = _one(said, "citation_pdf_url")
    return Facts(
        title=title,
        authors=tuple(_given_first(tidy(name, 200)) for name in said.get("citation_author", [])[:2000]),
        link=address,
        abstract=_one(said, *_ABSTRACTS),
        published=_date(_one(said, *_DATES)),
        venue=_one(said, *_VENUES),
        arxiv=_arxiv_id(_one(said, "citation_arxiv_id")),
        doi=re.sub(r"^(?:doi:|https?://(?:dx\.)?doi\.org/)\s*", "", _one(said, "citation_doi").lower()),
        pdf=pdf if re.match(r"https?://\S+\Z", pdf) else "",
    )


def _one(said: Mapping[str, list[str]], *names: str) -> str:
    return next((tidy(said[name][0], _LONG) for name in names if name in said), "")


def _given_first(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma else name


def _date(text: str) -> str:
    found = re.match(r"(?P<year>[12]\d{3})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?", text)
    parts = (found["year"], found["month"], found["day"]) if found else ()
    return "-".join(part.zfill(2) for part in parts if part)


def _arxiv_id(text: str) -> str:
    return text if re.fullmatch(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}", text) else ""
