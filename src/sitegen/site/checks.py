"""What is wrong between documents: fragments that no page has."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from sitegen import urls
from sitegen.errors import Problem
from sitegen.model import Document, Reference, RenderedDocument, RenderedSection
from sitegen.site.addresses import plain
from sitegen.site.model import Month, Piece, Preamble, Site, Target

_TAG = re.compile(r"""<[a-z](?:[^<>"']|"[^"<]*"|'[^'<]*')*>""", re.IGNORECASE)
_ID = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


class Anchors:
    """The check of links to a ``#fragment``: the ids of a page are gathered when a link leads there."""

    def __init__(
        self, site: Site, bodies: Mapping[str, RenderedDocument], targets: Mapping[str, tuple[Target, ...]]
    ) -> None:
        """`bodies` are the rendered documents by path, `targets` where their references lead."""
        self._site = site
        self._bodies = bodies
        self._targets = targets
        self._homes = _homes(site)
        self._parts = _parts(site)
        self._known: dict[str, frozenset[str]] = {}

    def problems(self, path: str) -> tuple[Problem, ...]:
        """Find the links of a document to a fragment that does not exist on its page."""
        document = self._site.documents[path]
        return tuple(
            _problem(reference, document)
            for reference, target in zip(self._bodies[path].references, self._targets[path], strict=True)
            if not self._exists(target, self._homes.get((path, reference.section), ""))
        )

    def _exists(self, target: Target, home: str) -> bool:
        """Whether a target's fragment stands on its page; pages with ids of the theme alone are trusted."""
        page, _, fragment = (target.href or "").partition("#")
        if target.foreign or not fragment or fragment == "top" or fragment.startswith(":~:"):
            return True
        url = page or home
        return url not in self._parts or plain(fragment) in self._ids(url)

    def _ids(self, url: str) -> frozenset[str]:
        if url not in self._known:
            self._known[url] = frozenset(found for part in self._parts[url] for found in self._part_ids(part))
        return self._known[url]

    def _part_ids(self, part: Piece | Preamble) -> Iterable[str]:
        section = self._section(part)
        if section is not None:
            yield from ids(section.html)
            yield from (head.id for head in section.headings)
        if isinstance(part, Piece) and part.entry is not None:
            yield part.url.partition("#")[2]
            yield f"day-{part.entry.day.isoformat()}"

    def _section(self, part: Piece | Preamble) -> RenderedSection | None:
        found = self._bodies[part.document.path].sections
        return next((section for section in found if section.key == part.key), None)


def ids(fragment: str) -> frozenset[str]:
    """Give every id in a piece of HTML."""
    tags = _TAG.findall(fragment)
    return frozenset(html.unescape("".join(found)) for tag in tags for found in _ID.findall(tag))


def _parts(site: Site) -> dict[str, tuple[Piece | Preamble, ...]]:
    """Give the texts that stand on each page in full."""
    found: dict[str, tuple[Piece | Preamble, ...]] = {}
    for edition in site.editions.values():
        for month in edition.months:
            found[_month_url(month, edition.language, site)] = (*month.preambles, *month.entries)
        found |= {piece.url: (piece,) for piece in edition.pieces if piece.entry is None}
    return found


def _month_url(month: Month, language: str, site: Site) -> str:
    return urls.month(month.year, month.month, language, site.config)


def _homes(site: Site) -> dict[tuple[str, str], str]:
    """Give the address of the page that each section of each document stands on."""
    return {(part.document.path, part.key): url for url, parts in _parts(site).items() for part in parts}


def _problem(reference: Reference, document: Document) -> Problem:
    message = f"The page that “{reference.target[:200]}” leads to has no such place."
    hint = "Check the part after #; headings on that page have changed or never had this name."
    return Problem("anchor-broken", document.path, reference.line, reference.column, message, hint)
