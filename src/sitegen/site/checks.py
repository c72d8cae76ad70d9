"""What is wrong between documents: fragments that no page has."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sitegen import urls
from sitegen.errors import Problem
from sitegen.model import Document, Reference, RenderedDocument
from sitegen.site.addresses import plain
from sitegen.site.model import Month, Piece, Preamble, Site, Target

_TAG = re.compile(r"""<[a-z](?:[^<>"']|"[^"<]*"|'[^'<]*')*>""", re.IGNORECASE)
_Ids = Callable[[], Iterable[str]]
_ID = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which texts stand on which page."""

    site: Site
    """The site."""
    homes: Mapping[tuple[str, str], str]
    """Document and section → address of the page that it stands on."""
    pages: Mapping[str, Sequence[_Ids]]
    """Address of a page → what tells its ids."""


def layout(site: Site) -> Layout:
    """Lay out a site; no text is read."""
    return Layout(site, _homes(site), _pages(site))


class Anchors:
    """The check of links to a ``#fragment``: the ids of a page are gathered when a link leads there."""

    def __init__(self, layout: Layout, targets: Mapping[str, tuple[Target, ...]]) -> None:
        """`targets` says where the references of each document lead."""
        self._site = layout.site
        self._targets = targets
        self._homes = layout.homes
        self._pages = layout.pages
        self._known: dict[str, frozenset[str]] = {}

    def problems(self, path: str) -> tuple[Problem, ...]:
        """Find the links of a document to a fragment that does not exist on its page."""
        document = self._site.documents[path]
        return tuple(
            _problem(reference, document)
            for reference, target in zip(
                self._site.rendered[path].references, self._targets[path], strict=True
            )
            if not self._exists(target, self._homes.get((path, reference.section), ""))
        )

    def _exists(self, target: Target, home: str) -> bool:
        """Whether a target's fragment stands on its page; pages with ids of the theme alone are trusted."""
        page, _, fragment = (target.href or "").partition("#")
        if target.foreign or not fragment or fragment == "top" or fragment.startswith(":~:"):
            return True
        url = page or home
        return url not in self._pages or plain(fragment) in self._ids(url)

    def _ids(self, url: str) -> frozenset[str]:
        if url not in self._known:
            self._known[url] = frozenset(name for ids_of in self._pages[url] for name in ids_of())
        return self._known[url]


def ids(fragment: str) -> frozenset[str]:
    """Give every id in a piece of HTML."""
    tags = _TAG.findall(fragment)
    return frozenset(html.unescape("".join(found)) for tag in tags for found in _ID.findall(tag))


def _pages(site: Site) -> dict[str, list[_Ids]]:
    """Give what tells the ids of each page, by its address."""
    found: dict[str, list[_Ids]] = {}
    for edition in site.editions.values():
        for month in edition.months:
            url = _month_url(month, edition.language, site)
            found[url] = [partial(_month_ids, month, edition.language)]
        found |= {piece.url: [partial(_text_ids, piece)] for piece in edition.pieces if piece.entry is None}
    for path, paper in site.library.by_document.items():
        found[paper.piece.url].append(partial(_part_ids, site.rendered[path]))
    return found | {url: found[site.table.documents[path]] for (_, path), url in site.borrowed.items()}


def _text_ids(piece: Piece) -> Iterable[str]:
    yield from ids(piece.section.html)
    yield from (head.id for head in piece.section.headings)


def _part_ids(rendered: RenderedDocument) -> Iterable[str]:
    for part in rendered.sections:
        yield part.key
        yield from ids(part.html)


def _month_url(month: Month, language: str, site: Site) -> str:
    return urls.month(month.year, month.month, language, site.config)


def _month_ids(month: Month, language: str) -> Iterable[str]:
    for preamble in month.preambles:
        yield from ids(preamble.section.html) if preamble.section else ()
    for piece in month.entries:
        if piece.document.language == language:
            yield from ids(piece.section.html)
            yield from (head.id for head in piece.section.headings)
        yield piece.url.partition("#")[2]
        if piece.day:
            yield f"day-{piece.day.isoformat()}"


def _homes(site: Site) -> dict[tuple[str, str], str]:
    """Give the address of the page that each section of each document stands on."""
    homes: dict[tuple[str, str], str] = defaultdict(str)
    for edition in site.editions.values():
        for month in edition.months:
            url = _month_url(month, edition.language, site)
            own = (piece for piece in month.entries if piece.document.language == edition.language)
            parts: tuple[Piece | Preamble, ...] = (*month.preambles, *own)
            homes |= {_section(part): url for part in parts}
        homes |= {_section(piece): piece.url for piece in edition.pieces if piece.entry is None}
    for path, paper in site.library.by_document.items():
        homes |= {(path, part.key): paper.piece.url for part in site.rendered[path].sections}
    return homes


def _section(part: Piece | Preamble) -> tuple[str, str]:
    return part.document.path, part.section.key if part.section else ""


def _problem(reference: Reference, document: Document) -> Problem:
    message = f"The page that “{reference.target[:200]}” leads to has no such place."
    hint = "Check the part after #; headings on that page have changed or never had this name."
    return Problem("anchor-broken", document.path, reference.line, reference.column, message, hint)
