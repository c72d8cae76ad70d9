"""``sitegen add``: notes on papers, with what arXiv, Crossref or a page knows of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import click

from sitegen.author import paper_news, paper_note, wanted_cards
from sitegen.author.paper_facts import Facts
from sitegen.commands.group import Command
from sitegen.commands.sites import SITE_OPTION, OpenSite, finish, open_site
from sitegen.commands.wording import said, say
from sitegen.commands.writing import COLLECTION_OPTION, chosen, documents_of, language_of
from sitegen.config import Collection
from sitegen.effects import drafts
from sitegen.effects.http import Client
from sitegen.effects.papers import Asked, Services
from sitegen.engine.opening import read_cards
from sitegen.errors import Problem
from sitegen.identity import Identity, identify
from sitegen.model import Card, Document, Kind
from sitegen.site import card_file


@click.command(cls=Command)
@click.argument("papers", metavar="URL|ARXIV|DOI ...", nargs=-1)
@click.option("--refresh", is_flag=True, help="Tell which papers have new versions or were published.")
@click.option("--lang", "language", metavar="CODE", help="The language to write in (default: the site's).")
@COLLECTION_OPTION
@SITE_OPTION
def add(
    papers: tuple[str, ...], language: str | None, name: str | None, folder: Path | None, *, refresh: bool
) -> None:
    """Make notes on papers: an arXiv id, a DOI or the address of a page each.

    Title, authors, abstract, categories, dates, links and BibTeX are filled in from
    arXiv, Crossref or the page's own citation data. A paper that has a note gets no second one,
    whether its preprint or its publication is named.
    """
    site = open_site(folder)
    collection = chosen(site, Kind.PAPER, name)
    documents = documents_of(site, collection)
    services = Services(Client(loopback=site.config.online.loopback), site.config.online)
    if refresh:
        finish(_refresh(services, documents), site.config)
    if not papers:
        raise click.UsageError(said("Name a paper: an arXiv id, a DOI or an address."))
    code = language_of(site, language)
    own = [document for document in documents if document.language == code]
    asked, problems = _asked(papers)
    new = [item for item in asked if not _is_noted(item.written, own, {item.identity.key})]
    for item, facts in services.papers(new):
        problems += _written(site, collection, own, code, item, facts)
    finish(problems, site.config)


def _asked(papers: Iterable[str]) -> tuple[list[Asked], list[Problem]]:
    """What the author named, each paper once."""
    found: dict[str, Asked] = {}
    problems: list[Problem] = []
    for written in map(str.strip, papers):
        identity = _identity(written)
        if identity is None:
            message = f"`{written[:80]}` is neither an arXiv id nor a DOI nor an address."
            problems.append(
                Problem("paper-unknown", "", 0, 0, message, "Write 1706.03762, 10.1145/3292500 or https://…")
            )
        else:
            version = re.search(r"\d(v\d{1,3})(?:\.pdf)?/?$", written) if identity.kind == "arxiv" else None
            found.setdefault(identity.key, Asked(written, identity, version[1] if version else ""))
    return list(found.values()), problems


def _identity(written: str) -> Identity | None:
    """The identity; arXiv's own DOIs name preprints."""
    found = identify(written)
    preprint = found.name.removeprefix("10.48550/arxiv.") if found and found.kind == "doi" else ""
    return Identity("arxiv", preprint) if found and preprint and preprint != found.name else found


def _is_noted(written: str, documents: Iterable[Document], keys: Iterable[str]) -> bool:
    """Tell where there is a note on a paper already."""
    note = paper_note.noted(documents, keys)
    if note:
        say("{paper}: there is a note already, {path}.", paper=written, path=note.path)
    return note is not None


def _written(
    site: OpenSite,
    collection: Collection,
    own: Iterable[Document],
    language: str,
    item: Asked,
    facts: Facts | str,
) -> list[Problem]:
    """Write a note, and the paper's card."""
    if isinstance(facts, str):
        return [
            Problem("network", "", 0, 0, f"{item.written[:200]}: {facts}.", "Nothing was written for it.")
        ]
    if _is_noted(item.written, own, paper_note.keys(facts)):
        return []
    relative = paper_note.path(facts, item.identity, language, site.config.language)
    path = f"{collection.path}/{relative}"
    problem = drafts.write_new(site.folder, path, paper_note.text(facts, site.now(), language))
    if problem:
        return [problem]
    click.echo(f"{site.folder / path}: {facts.title}")
    return _remember(site, paper_note.card(facts))


def _remember(site: OpenSite, card: Card) -> list[Problem]:
    """Put a card into the cache, where there is none for its address."""
    known, problems = read_cards(site.folder, site.config)
    if problems or not wanted_cards.missing((wanted_cards.Wanted(card.url, "", 0),), known):
        return list(problems)
    text = card_file.text(wanted_cards.updated(known, (card,)).values())
    problem = drafts.replace(site.folder, site.config.cards, text)
    return [problem] if problem else []


def _tell_version(item: paper_news.News) -> None:
    known = f"v{item.known}" if item.known else said("an earlier one")
    wording = "{path}: version {version} of {date}; the note is on {known}."
    say(wording, path=item.path, version=item.version, date=item.date, known=known)


def _refresh(services: Services, documents: Iterable[Document]) -> list[Problem]:
    """Tell what is new of the papers that have notes."""
    notes = paper_news.arxiv_names(documents)
    found = services.preprints(list(notes))
    if isinstance(found, str):
        return [Problem("network", "", 0, 0, f"{found}.", "Try again later.")]
    items = paper_news.news(notes, found)
    for item in items:
        if item.version:
            _tell_version(item)
        if item.doi:
            say("{path}: published as https://doi.org/{doi}", path=item.path, doi=item.doi)
    say("Papers on arXiv: {all}, with news: {news}.", all=len(notes), news=len(items))
    return []
