"""Every document gets its address here, and no two the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen import urls
from sitegen.config import Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.model import Document, Kind
from sitegen.paper_urls import daily, paper, papers, papers_file, prefix
from sitegen.slugs import folded, safe_component, safe_path, shortened


@dataclass(frozen=True, slots=True)
class UrlTable:
    """Where everything stands; all addresses as `href` takes them."""

    documents: dict[str, str]
    """Path of a source → its address; for a diary file its first entry in the monthly report."""
    entries: dict[tuple[str, str], str]
    """Path of a diary file and anchor of an entry → the entry's address. Its fragment is the id on
    the page: the anchor, or the anchor with a number where two files have the same on one page."""
    redirects: dict[str, str]
    """Old address → new address."""


def plan(documents: Iterable[Document], config: SiteConfig) -> tuple[UrlTable, tuple[Problem, ...]]:
    """Give every document and entry its address, and find those that claim the same."""
    ordered = sorted(documents, key=lambda document: document.path)
    collections = {item.name: item for item in config.collections}
    entries = _entry_urls(ordered, config)
    places = {
        document.path: _document_url(document, collections[document.collection], entries, config)
        for document in ordered
    }
    olds = [old for document in ordered for old in _old_urls(document, collections[document.collection])]
    olds += [old for document in ordered for old in _own_old(document, collections, config)]
    moved = [(path, old) for path, old in olds if urls.output_path(old) != urls.output_path(places[path])]
    pages = [(d.path, places[d.path]) for d in _one_for_each_paper(ordered) if d.kind is not Kind.DIARY]
    own = [("", url) for url in _own_pages(ordered, config)]
    problems = (*_missing_dates(ordered, collections), *_collisions([*own, *pages, *moved]))
    redirects = dict(_tag_redirects(config)) | {old: places[path] for path, old in reversed(moved)}
    return UrlTable(places, entries, redirects), problems


def _tag_redirects(config: SiteConfig) -> Iterator[tuple[str, str]]:
    """Where the page of each merged spelling leads now, in every language."""
    for old, slug in config.taxonomy.moved():
        for language in config.languages:
            yield urls.tag(old, language, config), urls.tag(slug, language, config)


def _entry_urls(ordered: list[Document], config: SiteConfig) -> dict[tuple[str, str], str]:
    places: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for document in ordered:
        for entry in document.entries:
            page = urls.month(entry.day.year, entry.day.month, document.language, config)
            url = _free(f"{page}#{entry.anchor}", taken)
            taken.add(folded(url))
            places[document.path, entry.anchor] = url
    return places


def _free(url: str, taken: set[str]) -> str:
    name, number = url, 1
    while folded(name) in taken:
        number += 1
        name = f"{url}-{number}"
    return name


def _document_url(
    document: Document, group: Collection, entries: dict[tuple[str, str], str], config: SiteConfig
) -> str:
    if document.entries:
        return entries[document.path, document.entries[0].anchor]
    date = document.date
    if document.kind is Kind.DIARY and date:
        return urls.month(date.year, date.month, document.language, config)
    if document.paper and document.paper.slug:
        return paper(document.paper.slug, document.language, config)
    return _own_url(document, group, config)


def _own_url(document: Document, group: Collection, config: SiteConfig) -> str:
    """The address that a document has after the pattern of its collection."""
    date = document.date
    fields = {"collection": group.name, "slug": safe_path(document.slug), "year": "", "month": "", "day": ""}
    if date:
        fields |= {"year": f"{date.year:04}", "month": f"{date.month:02}", "day": f"{date.day:02}"}
    filled = group.url.format_map(fields)
    end = "/" if filled.endswith("/") else ""
    return f"{prefix(document.language, config)}/{safe_path(filled)}{end}"


def _own_old(
    document: Document, groups: dict[str, Collection], config: SiteConfig
) -> Iterator[tuple[str, str]]:
    """Path of the source and the own address of a note whose page is its paper's."""
    if (
        document.kind is Kind.PAPER
        and document.paper
        and document.paper.slug
        and not _lacks_date(document, groups[document.collection])
    ):
        yield document.path, _own_url(document, groups[document.collection], config)


def _one_for_each_paper(ordered: list[Document]) -> Iterator[Document]:
    """All documents, of those on one paper in one language the first."""
    seen: set[tuple[str, str]] = set()
    for document in ordered:
        claim = (document.language, document.paper.key if document.paper else document.path)
        if claim not in seen:
            seen.add(claim)
            yield document


def _old_urls(document: Document, group: Collection) -> Iterator[tuple[str, str]]:
    """Path of the source and old address, aliases before legacy patterns."""
    stem = document.relative.rpartition(".")[0] or document.relative
    olds = (*document.aliases, *(pattern.replace("{path}", stem) for pattern in group.legacy))
    for old in dict.fromkeys(map(_old_address, olds)):
        yield document.path, old


def _old_address(old: str) -> str:
    parts = [safe_component(part) if "#" in part else shortened(part) for part in old.split("/") if part]
    is_file = bool(parts) and "." in parts[-1] and not old.endswith("/")
    return "/" + "/".join(parts) + ("" if is_file or not parts else "/")


def _own_pages(ordered: list[Document], config: SiteConfig) -> Iterator[str]:
    """Addresses that the site's own pages take."""
    yield urls.sitemap()
    for language in config.languages:
        figures = (urls.stats,) if config.stats else ()
        for page in (
            urls.home,
            urls.tags,
            urls.archive,
            urls.search,
            urls.feed,
            urls.json_feed,
            urls.not_found,
            urls.tag_index,
            urls.manifest,
            *figures,
        ):
            yield page(language, config)
        yield from (urls.collection(item.name, language, config) for item in config.collections)
    for language in config.languages if any(document.paper for document in ordered) else ():
        yield from (papers(language, config), daily(language, config))
        yield from (papers_file(name, language, config) for name in ("papers.bib", "papers.json"))
    days = [entry.day for document in ordered for entry in document.entries]
    days += [document.date for document in ordered if document.date]
    months = {(day.year, day.month) for day in days}
    for language in config.languages:
        yield from {urls.year(number, language, config) for number, _ in months}
        yield from (urls.month(*place, language, config) for place in sorted(months))
    slugs = config.taxonomy.slugs(name for document in ordered for name in _tag_names(document))
    yield from {urls.tag(slug, language, config) for slug in slugs.values() for language in config.languages}


def _tag_names(document: Document) -> Iterator[str]:
    yield from document.tags
    for entry in document.entries:
        yield from entry.tags


def _lacks_date(document: Document, group: Collection) -> bool:
    """Whether the address pattern of a collection asks for a date that a document does not have."""
    return document.date is None and any(name in group.url for name in ("{year}", "{month}", "{day}"))


def _missing_dates(ordered: list[Document], collections: dict[str, Collection]) -> Iterator[Problem]:
    for document in ordered:
        group = collections[document.collection]
        has_other = document.kind is Kind.DIARY or (document.paper and document.paper.slug)
        if _lacks_date(document, group) and not has_other:
            pattern = group.url
            message = f"has no date, which the address pattern {pattern} of its collection asks for."
            hint = "Write a date into its header, or take the date out of the pattern."
            yield Problem("url-invalid", document.path, 0, 0, message, hint)


def _collisions(claims: list[tuple[str, str]]) -> Iterator[Problem]:
    """Claims (source, address) of a file that another has, or of a file where another needs a folder."""
    owners: dict[str, tuple[str, str]] = {}
    for path, url in claims:
        name = folded(urls.output_path(url))
        first, _ = owners.setdefault(name, (path, url))
        if first != path:
            yield _collision(path, url, first)
    for name, (path, url) in owners.items():
        parts = name.split("/")
        folders = ("/".join(parts[:count]) for count in range(1, len(parts)))
        for owner in (owners[folder] for folder in folders if folder in owners):
            yield _collision(path or owner[0], url, owner[0] if path else "")


def _collision(path: str, url: str, other: str) -> Problem:
    whose = other or "a page that sitegen makes itself"
    message = f"claims the address {url}, which is taken by {whose}."
    hint = "Give one of them another `slug` in its header, or rename its file."
    return Problem("url-collision", path, 0, 0, message, hint)
