"""The answers of the Crossref API: what is registered of a DOI."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlencode

import msgspec

from sitegen.author.page_card import tidy
from sitegen.author.paper_facts import Facts

_LONG: Final = 20_000
_TAG: Final = re.compile(r"<[^<>]{1,200}>")
_HEADING: Final = re.compile(r"<(?:jats:)?title>[^<]*</(?:jats:)?title>", re.IGNORECASE)
_ARXIV: Final = re.compile(r"(?:10\.48550/)?arxiv[.:]\s*(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.IGNORECASE)


def query(base: str, doi: str, mail: str) -> str:
    """The address that asks for a DOI."""
    fields = f"?{urlencode({'mailto': mail})}" if mail else ""
    return f"{base}/{quote(doi, safe='')}{fields}"


def parse(body: bytes) -> Facts | None:
    """Read an answer; None where it is none, or tells no title."""
    try:
        answer = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    work = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(work, dict):
        return None
    title, doi = _plain(_first(work.get("title"))), tidy(str(work.get("DOI", "")), 300).lower()
    subtitle = _plain(_first(work.get("subtitle")))
    if not title or not doi:
        return None
    return Facts(
        title=f"{title}: {subtitle}" if subtitle and subtitle.lower() not in title.lower() else title,
        authors=_authors(work.get("author")),
        link=f"https://doi.org/{doi}",
        abstract=_plain(_HEADING.sub("", _string(work.get("abstract")))),
        published=_date(work),
        venue=_plain(_first(work.get("container-title")))
        or _plain(_first(_inside(work.get("event"), "name"))),
        arxiv=_arxiv(work.get("relation")),
        doi=doi,
    )


def _authors(value: object) -> tuple[str, ...]:
    people = [person for person in value if isinstance(person, dict)] if isinstance(value, list) else []
    names = (
        " ".join(filter(None, (_plain(_string(person.get("given"))), _plain(_string(person.get("family"))))))
        or _plain(_string(person.get("name")))
        for person in people
    )
    return tuple(name for name in names if name)


def _date(work: Mapping[str, object]) -> str:
    """The earliest kind of date that is told, as far as it is told."""
    for key in ("published", "published-print", "published-online", "issued", "created"):
        parts = _inside(work.get(key), "date-parts")
        first = parts[0] if isinstance(parts, list) and parts else None
        numbers = [part for part in first if type(part) is int] if isinstance(first, list) else []
        if numbers and 1000 <= numbers[0] <= 9999:  # noqa: PLR2004 - years of four digits
            return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:3])])
    return ""


def _arxiv(relation: object) -> str:
    """The preprint that the publication says it has."""
    for key in ("has-preprint", "is-version-of"):
        items = _inside(relation, key)
        for item in items if isinstance(items, list) else []:
            found = _ARXIV.search(_string(_inside(item, "id")))
            if found:
                return found[1].lower()
    return ""


def _inside(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _first(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _string(value[0]) if value else ""
    return _string(value)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """A line of text without the tags of JATS."""
    for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = _TAG.sub("", text) if name == "&lt;" else text
        text = text.replace(name, character)
    return tidy(text, _LONG)
