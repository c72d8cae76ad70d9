"""Notes kept as issues: each a Document, of all pages of a collection together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from sitegen.config import Collection, SiteConfig
from sitegen.identity import Identity, identify
from sitegen.model import Document, Fragment, Kind, Source
from sitegen.notes import PaperFacts, Part
from sitegen.scripts import spoken
from sitegen.sources.fields import unique
from sitegen.sources.identified import paper_facts
from sitegen.sources.issue_body import Address, Body, read_body
from sitegen.sources.issue_json import Comment, Issue, read_pages
from sitegen.sources.post import Read
from sitegen.sources.tex_text import readable
from sitegen.sources.titles import Title, read_title

_ARTICLE: Final = "article"
_CODE: Final = re.compile(
    r"https?://(?:www\.)?(?:github|gitlab)\.com/[\w.-]+/[\w.-]+?(?=[)\]}>.,;:、。]*(?:\s|$|[^\w./-]))",
    re.ASCII,
)
_PROGRAM_HOSTS: Final = re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com/", re.IGNORECASE)


def read_issues(sources: Sequence[Source], collection: Collection, config: SiteConfig) -> Read:
    """Read the notes of a collection from all its files."""
    issues, problems = read_pages(sources)
    return tuple(_document(issue, collection, config) for issue in issues), problems


def _document(issue: Issue, collection: Collection, config: SiteConfig) -> Document:
    body = read_body(issue.body)
    title = read_title(issue.title, body.authors)
    parts = tuple(_parts(issue, body, collection, config))
    summary = next((part for part in parts if part.role == "summary"), None)
    name = str(issue.number)
    zone = ZoneInfo(config.timezone)
    return Document(
        path=f"{issue.source.path}#{name}",
        collection=collection.name,
        relative=f"{issue.source.relative}#{name}",
        kind=Kind.ISSUES,
        language=collection.language or config.language,
        key=name,
        slug=name,
        title=Fragment(readable(title.text), 0) if title.text else None,
        description=Fragment(" ".join(summary.text.split()), 0) if summary else None,
        date=issue.date.astimezone(zone) if issue.date else None,
        date_only=False,
        updated=None,
        tags=unique(issue.labels),
        aliases=(),
        draft=False,
        link=_main_address(body.addresses),
        rating=None,
        translation_of=None,
        body="",
        body_line=line_of(issue),
        parts=parts,
        paper=_facts(issue, title, body, collection),
        trusted=collection.trusted,
    )


def line_of(issue: Issue) -> int:
    """The line of the file where the number of an issue stands."""
    match = re.search(rf'"number"\s*:\s*{issue.number}\b', issue.source.text)
    return issue.source.text.count("\n", 0, match.start()) + 1 if match else 0


def _parts(issue: Issue, body: Body, collection: Collection, config: SiteConfig) -> Iterator[Part]:
    language = collection.language or config.language
    first = f"{collection.name}-{issue.number}"
    for number, (role, by, text) in enumerate(body.texts):
        plain = readable(text)
        key = f"{first}-{role}" if role != "text" else f"{first}-text-{number}"
        yield Part(key, role, plain, 0, spoken(plain, language), by)
    for comment in issue.comments:
        yield from _comment(first, comment, language, config)


def _comment(first: str, comment: Comment, language: str, config: SiteConfig) -> Iterator[Part]:
    text = readable(comment.body).strip("\n").rstrip()
    if text:
        date = comment.date.astimezone(ZoneInfo(config.timezone)) if comment.date else None
        found = spoken(text, language)
        yield Part(f"{first}-comment-{comment.name}", "comment", text, 0, found, "", date, comment.link)


def _facts(issue: Issue, title: Title, body: Body, collection: Collection) -> PaperFacts:
    identities = [found for address in body.addresses if (found := identify(address.url))]
    best = _best(body.addresses, identities)
    known = paper_facts(best, f"{collection.name}/{issue.number}")
    by_kind = {found.kind: found.name for found in reversed(identities)}
    authors = body.authors or ((title.author,) if title.author else ())
    return replace(
        known,
        is_paper=_is_paper(issue, title),
        authors=authors,
        and_others=title.and_others and not body.authors,
        venue=title.venue or (known.venue if not title.year else ""),
        year=title.year or title.first_year or known.year,
        first_year=title.first_year or known.year,
        month=title.month if title.first_year else known.month,
        arxiv=by_kind.get("arxiv", ""),
        doi=by_kind.get("doi", ""),
        url=_main_address(body.addresses) or "",
        code=_programs(body),
        issue=issue.link or "",
    )


def _is_paper(issue: Issue, title: Title) -> bool:
    articles = any(label.casefold() == _ARTICLE for label in issue.labels)
    return title.marked or (bool(title.venue) and not articles)


def _best(addresses: tuple[Address, ...], identities: list[Identity]) -> Identity | None:
    """The identity that says most: arXiv, DOI, then the first address."""
    main = _main_address(addresses)
    ranked = sorted(identities, key=lambda found: ("arxiv", "doi", "url").index(found.kind))
    if ranked and ranked[0].kind != "url":
        return ranked[0]
    return identify(main) if main else None


def _main_address(addresses: tuple[Address, ...]) -> str | None:
    """The first address that is no program's; where all are, the first."""
    papers = (address.url for address in addresses if not _PROGRAM_HOSTS.match(address.url))
    return next(papers, addresses[0].url if addresses else None)


def _programs(body: Body) -> tuple[str, ...]:
    listed = [address.url for address in body.addresses if _PROGRAM_HOSTS.match(address.url)]
    said = (
        match[0] for role, _, text in body.texts if role != "text" for match in _CODE.finditer(text + "\n")
    )
    return unique((*listed, *said))
