"""``sitegen cards``: what link cards show, fetched into the committed cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from sitegen.author import page_card, wanted_cards
from sitegen.author.wanted_cards import Wanted
from sitegen.build import build
from sitegen.commands.group import Command
from sitegen.commands.sites import SITE_ARGUMENT, OpenSite, finish, open_site, stop
from sitegen.commands.wording import said, say
from sitegen.effects import drafts
from sitegen.effects.gathering import Manners, gather
from sitegen.effects.http import Client, Failure, Page, Why
from sitegen.effects.terminal import followed
from sitegen.engine.opening import read_cards
from sitegen.errors import Problem, judged
from sitegen.model import Card
from sitegen.site import card_file

_SILENT = frozenset({Why.GONE, Why.UNKNOWN_HOST})
"""Failures that tell of the page, not of the network."""


@click.command(cls=Command)
@SITE_ARGUMENT
@click.option("--refresh", is_flag=True, help="Fetch the cards again that are known.")
@click.option("--check", "checking", is_flag=True, help="Ask whether the pages of all cards are still there.")
def cards(folder: Path | None, *, refresh: bool, checking: bool) -> None:
    """Fetch what {{url}} and [[url]] show, into the card cache of the site.

    Only what is missing is asked for; where nothing is, no request is made. Titles,
    descriptions and site names are kept, never images or scripts. A page that is gone
    keeps its card, which then links to the Web Archive. A failing network changes nothing.
    """
    site = open_site(folder)
    known, problems = read_cards(site.folder, site.config)
    if problems:
        stop(judged(problems, {}))
    needed = _needed(site)
    client = Client(loopback=site.config.online.loopback)
    if checking:
        _check(site, client, known, needed)
    asked = needed if refresh else wanted_cards.missing(needed, known)
    _fetch(site, client, known, asked)


def _needed(site: OpenSite) -> tuple[Wanted, ...]:
    built = build(site.folder, now=site.now(), drafts=True)
    return wanted_cards.wanted(built.site, built.targets) if built.site else ()


def _fetch(site: OpenSite, client: Client, known: Mapping[str, Card], asked: tuple[Wanted, ...]) -> None:
    """Fetch cards, and write those that came."""
    found: list[Card] = []
    problems: list[Problem] = []
    answers = _answers(client, [item.url for item in asked])
    for item in asked:
        made = _made(item, answers[item.url])
        if isinstance(made, Card):
            found.append(made)
        else:
            problems.append(made)
    after = wanted_cards.updated(known, found)
    problems += _write(site, known, after)
    failures = len(asked) - len(found)
    say("Cards: {new} fetched, {failed} not, {all} known.", new=len(found), failed=failures, all=len(after))
    finish(problems, site.config)


def _made(item: Wanted, answer: Page | Failure) -> Card | Problem:
    """A card from an answer, or from the address where it tells enough."""
    if isinstance(answer, Failure):
        own = None if answer.why in (Why.FORBIDDEN, Why.GONE) else page_card.from_address(item.url)
        return own or _unknown(item, answer.detail)
    return page_card.card(item.url, answer.body, answer.kind) or _unknown(item, "the page has no title")


def _unknown(item: Wanted, why: str) -> Problem:
    message = f"there is no card for {item.url[:200]}: {why}."
    hint = "It stays a plain link; you may write its card into the cache by hand."
    return Problem("card-unknown", item.path, item.line, 0, message, hint)


# ---------------------------------------------------------------- checking


def _check(site: OpenSite, client: Client, known: Mapping[str, Card], needed: tuple[Wanted, ...]) -> None:
    """Mark the cards whose pages are gone, and those that came back."""
    answers = _answers(client, list(known))
    alive = {url for url, answer in answers.items() if isinstance(answer, Page)}
    online = any(_is_answer(answer) for answer in answers.values())
    gone = {url for url, answer in answers.items() if _is_gone(answer, online=online)}
    marked = wanted_cards.marked(known, gone, alive)
    problems = [*_dead(marked, needed, site), *_write(site, known, marked)]
    for url, answer in answers.items():
        if isinstance(answer, Failure) and url not in gone:
            say("{url}: no answer ({why})", url=url, why=answer.detail)
    unsure = len(known) - len(alive) - len(gone)
    wording = "Cards: {alive} there, {gone} gone, {unsure} gave no answer."
    say(wording, alive=len(alive), gone=len(gone), unsure=unsure)
    finish(problems, site.config)


def _is_answer(answer: Page | Failure) -> bool:
    """Whether a server spoke, so that the network is there."""
    return isinstance(answer, Page) or answer.why in (Why.GONE, Why.STATUS)


def _is_gone(answer: Page | Failure, *, online: bool) -> bool:
    return isinstance(answer, Failure) and online and answer.why in _SILENT


def _dead(marked: Mapping[str, Card], needed: Iterable[Wanted], site: OpenSite) -> Iterator[Problem]:
    places = {item.url: item for item in needed}
    for card in marked.values():
        if card.dead:
            item = places.get(card.url, Wanted(card.url, site.config.cards, 0))
            message = f"the page {card.url[:200]} is gone; its card links to the Web Archive."
            yield Problem(
                "card-dead", item.path, item.line, 0, message, "Link to another page, or leave it so."
            )


# ------------------------------------------------------------------- shared


def _answers(client: Client, urls: list[str]) -> dict[str, Page | Failure]:
    asked = gather(client, urls, Manners())
    return dict(followed(asked, len(urls), said("Fetching cards")))


def _write(site: OpenSite, old: Mapping[str, Card], new: Mapping[str, Card]) -> list[Problem]:
    """Write the cache where it changed."""
    if dict(old) == dict(new):
        return []
    problem = drafts.replace(site.folder, site.config.cards, card_file.text(new.values()))
    return [problem] if problem else []
