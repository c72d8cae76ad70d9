"""How papers relate: what leads to each of them, and which stand near each other.

Nothing here compares every paper with every other: links are found by identity, and of
the papers that share a tag only those near in the tag's own order are looked at.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sitegen.identity import identify, issue_key
from sitegen.model import Document, Reference
from sitegen.site.library import Mention, Paper, Related
from sitegen.site.model import Piece, Site, Tag, Target
from sitegen.site.pieces import by_time

_SHOWN: Final = 6
_NEAR: Final = 20
_TAGS_NAMED: Final = 4
_LINKED: Final = 1_000.0
_KINDS: Final = frozenset({"link", "card", "title", "note", "issue"})


@dataclass(frozen=True, slots=True)
class _Index:
    """Papers by all that a link may name."""

    names: Mapping[str, Mapping[str, Paper]]
    """Identity or issue → the paper by language."""
    urls: Mapping[str, Paper]
    """By address on this site."""

    def of(self, reference: Reference, target: Target, language: str) -> tuple[Paper, ...]:
        """The papers that a reference leads to: the one in the text's language, else those in all."""
        own = self.urls.get((target.href or "").partition("#")[0]) if not target.foreign else None
        if own:
            return (own,)
        identity = identify(reference.target) if target.foreign else None
        found = self.names.get(issue_key(reference.target) or "") or self.names.get(
            identity.key if identity else "", {}
        )
        return (found[language],) if language in found else tuple(found.values())


def related(site: Site, targets: Mapping[str, tuple[Target, ...]]) -> Site:
    """Give the site with what leads to each paper, and with the papers near each."""
    papers = list({id(paper): paper for paper in site.library.by_document.values()}.values())
    if not papers:
        return site
    led = list(_links(site, targets, _index(papers)))
    mentions = _mentions(led)
    links = _between(led, site.library.by_document)
    near = _near(site, links)
    return replace(site, library=replace(site.library, mentions=mentions, related=near))


def _index(papers: Iterable[Paper]) -> _Index:
    names: dict[str, dict[str, Paper]] = defaultdict(dict)
    urls: dict[str, Paper] = {}
    for paper in papers:
        language = paper.piece.document.language
        urls[paper.piece.url] = paper
        for name in _names(paper):
            names[name].setdefault(language, paper)
    return _Index(names, urls)


def _names(paper: Paper) -> Iterator[str]:
    yield paper.key
    addresses = (paper.facts.arxiv, paper.facts.doi, paper.facts.url)
    yield from (found.key for address in addresses if (found := identify(address)))
    for document in paper.documents:
        issue = issue_key(document.paper.issue) if document.paper else None
        if issue:
            yield issue


@dataclass(frozen=True, slots=True)
class _Link:
    """A reference that leads to a paper."""

    document: Document
    reference: Reference
    paper: Paper
    piece: Piece


def _links(site: Site, targets: Mapping[str, tuple[Target, ...]], index: _Index) -> Iterator[_Link]:
    pieces = _pieces(site)
    for path, document in site.documents.items():
        own = document.paper.key if document.paper else ""
        for reference, target in zip(site.rendered[path].references, targets[path], strict=True):
            piece = pieces.get((path, reference.section)) or pieces.get((path, ""))
            if reference.kind not in _KINDS or piece is None:
                continue
            for paper in index.of(reference, target, document.language):
                if paper.key != own:
                    yield _Link(document, reference, paper, piece)


def _pieces(site: Site) -> dict[tuple[str, str], Piece]:
    """What a list shows of each text, by source and section."""
    pieces = (piece for edition in site.editions.values() for piece in edition.pieces)
    found = {(piece.document.path, piece.entry.anchor if piece.entry else ""): piece for piece in pieces}
    return found | {(path, ""): paper.piece for path, paper in site.library.by_document.items()}


def _mentions(links: Iterable[_Link]) -> dict[str, tuple[Mention, ...]]:
    found: dict[str, dict[tuple[str, str], _Link]] = defaultdict(dict)
    for link in links:
        place = (link.piece.document.path, link.piece.entry.anchor if link.piece.entry else "")
        found[link.paper.piece.url].setdefault(place, link)
    return {url: _newest_first(row.values()) for url, row in found.items()}


def _newest_first(links: Iterable[_Link]) -> tuple[Mention, ...]:
    quotes = {id(link.piece): _quote(link.reference) for link in links}
    return tuple(
        Mention(piece, quotes[id(piece)]) for piece in reversed(by_time(link.piece for link in links))
    )


def _quote(reference: Reference) -> str:
    return "" if reference.quote.strip() == reference.target.strip() else reference.quote


# --------------------------------------------------------------------- near


def _between(links: Iterable[_Link], papers: Mapping[str, Paper]) -> dict[str, dict[str, Paper]]:
    """The papers that a paper's notes lead to, and those whose notes lead to it."""
    found: dict[str, dict[str, Paper]] = defaultdict(dict)
    for link in links:
        own = papers.get(link.document.path)
        if own:
            found[own.piece.url][link.paper.piece.url] = link.paper
            found[link.paper.piece.url][own.piece.url] = own
    return found


def _near(site: Site, links: Mapping[str, Mapping[str, Paper]]) -> dict[str, tuple[Related, ...]]:
    result: dict[str, tuple[Related, ...]] = {}
    for language, shelf in site.library.shelves.items():
        tags = {key: tag for key, tag in site.editions[language].tags.items() if not tag.is_hidden}
        places = {key: {id(piece): n for n, piece in enumerate(tag.pieces)} for key, tag in tags.items()}
        own = [paper for paper in shelf.papers if paper.piece.document.language == language]
        for paper in own:
            shared = _sharing(paper, tags, places)
            result[paper.piece.url] = _chosen(
                paper,
                shared,
                links.get(paper.piece.url, {}),
                site.library.by_document,
                len(shelf.papers),
                tags,
            )
    return result


def _sharing(
    paper: Paper, tags: Mapping[str, Tag], places: Mapping[str, Mapping[int, int]]
) -> dict[str, list[str]]:
    """Paths of the notes that share tags with a paper, and which tags."""
    shared: dict[str, list[str]] = defaultdict(list)
    for key in paper.piece.tags:
        if key in tags:
            at = places[key][id(paper.piece)]
            for piece in tags[key].pieces[max(0, at - _NEAR) : at + _NEAR + 1]:
                if piece.document.paper and piece is not paper.piece:
                    shared[piece.document.path].append(key)
    return shared


def _chosen(  # noqa: PLR0913, PLR0917 - all that the choice weighs
    paper: Paper,
    shared: Mapping[str, list[str]],
    linked: Mapping[str, Paper],
    papers: Mapping[str, Paper],
    count: int,
    tags: Mapping[str, Tag],
) -> tuple[Related, ...]:
    def weight(key: str) -> float:
        return math.log1p(count / len(tags[key].pieces))

    scores = {path: sum(map(weight, keys)) for path, keys in shared.items()}
    for other in linked.values():
        path = other.piece.document.path
        scores[path] = scores.get(path, 0.0) + _LINKED
    best = sorted(scores, key=lambda path: (-scores[path], path))
    others = ((papers[path], path) for path in best if papers[path].key != paper.key)
    return tuple(
        Related(other, _named(shared.get(path, ()), tags), other.piece.url in linked)
        for (other, path), _ in zip(others, range(_SHOWN), strict=False)
    )


def _named(keys: Iterable[str], tags: Mapping[str, Tag]) -> tuple[str, ...]:
    """The rarest of some tags."""
    return tuple(sorted(keys, key=lambda key: (len(tags[key].pieces), key))[:_TAGS_NAMED])
