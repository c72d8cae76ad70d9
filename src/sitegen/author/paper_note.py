"""The note on a paper: front matter with its facts, room to write, its abstract and BibTeX."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sitegen.author import bibtex
from sitegen.author.front_matter import front_matter
from sitegen.author.new_files import stem_of
from sitegen.author.page_card import host, tidy
from sitegen.author.paper_facts import Facts
from sitegen.identity import Identity, identify
from sitegen.model import Card, Document

_ACTIVE: Final = re.compile(r"[\\`*_{}\[\]<>#|~@&!]")
_FORMULA: Final = re.compile(r"(?<!\\)(\$(?!\s)[^$\n]+(?<!\s)\$)")
_HEADINGS: Final[Mapping[str, str]] = {"ja": "要旨", "en": "Abstract"}
_FULL_DATE: Final = 7
_CARD_TEXT: Final = 300


def text(facts: Facts, now: dt.datetime, language: str) -> str:
    """Write the note; what a service told is text in it, never markup."""
    values: dict[str, str | Sequence[str]] = {
        "title": escaped(facts.title),
        "link": facts.link,
        "authors": facts.authors,
        "venue": facts.venue,
        "published": facts.published[:_FULL_DATE],
        "description": "",
        "tags": facts.categories,
        "date": f"{now:%Y-%m-%d %H:%M}",
    }
    kept = {key: value for key, value in values.items() if value or key in ("description", "tags")}
    return front_matter(kept) + "\n\n\n" + "\n".join(_below(facts, language))


def _below(facts: Facts, language: str) -> Iterable[str]:
    if facts.abstract:
        yield f"## {_HEADINGS.get(language, _HEADINGS['en'])}\n\n> {escaped(facts.abstract)}\n"
    links = {"arXiv": facts.arxiv and f"https://arxiv.org/abs/{facts.arxiv}", "PDF": facts.pdf}
    links["DOI"] = facts.doi and f"https://doi.org/{facts.doi}"
    shown = [f"[{name}](<{_address(url)}>)" for name, url in links.items() if url]
    if shown:
        yield " · ".join(shown) + "\n"
    yield f"```bibtex\n{bibtex.entry(facts).replace('```', '')}\n```\n"


def escaped(line: str) -> str:
    """A line of text as Markdown that shows it; formulas stay formulas."""
    parts = _FORMULA.split(line)
    return "".join(_formula(part) if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(part: str) -> str:
    shown = _ACTIVE.sub(lambda found: f"\\{found[0]}", part)
    return re.sub(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-=])", r"\1\\\2", shown) if shown[:1] in "-+=" else shown


def _formula(part: str) -> str:
    """No HTML can begin in a formula, whether it is read as one or not."""
    return part.replace("<", r"\lt ").replace("`", "'").replace("{{", "{ {").replace("[[", "[ [")


def _address(url: str) -> str:
    return re.sub(r"[<>\\\s]", "", url)


def path(facts: Facts, identity: Identity, language: str, default: str) -> str:
    """Where the note stands inside its collection."""
    stem = stem_of(facts.title) if identity.kind == "url" else identity.slug
    return stem + (".md" if language == default else f".{language}.md")


def card(facts: Facts) -> Card:
    """The card of the paper's page."""
    url = f"https://arxiv.org/abs/{facts.arxiv}" if facts.version else facts.link
    site = "arXiv" if facts.version else facts.venue or host(facts.link)
    return Card(url, facts.title, tidy(facts.abstract, _CARD_TEXT), site)


def keys(facts: Facts) -> frozenset[str]:
    """Every identity that a paper is known by: a preprint and its publication are one."""
    names = (facts.link, facts.arxiv, facts.doi)
    return frozenset(found.key for found in map(identify, filter(None, names)) if found)


def noted(documents: Iterable[Document], wanted: Iterable[str]) -> Document | None:
    """Find the note on a paper that is known by one of some identities."""
    asked = frozenset(wanted)
    for document in documents:
        own = identify(document.link) if document.link else None
        if own and own.key in asked:
            return document
    return None
