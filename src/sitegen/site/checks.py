"""What is wrong between documents: fragments that no page has."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sitegen import urls
from sitegen.errors import Problem
from sitegen.model import Document, Reference
from sitegen.site.addresses import plain
from sitegen.site.model import Month, Piece, Preamble, Site, Target

_TAG = re.compile(r"""<[a-z](?:[^<>"']|"[^"<]*"|'[^'<]*')*>""", re.IGNORECASE)
_ID = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def anchors(site: Site, targets: Mapping[str, tuple[Target, ...]]) -> tuple[Problem, ...]:
    """Find the links to a ``#fragment`` that does not exist on its page."""
    known = _known_ids(site)
    homes = _homes(site)
    return tuple(
        _problem(reference, document)
        for path, document in site.documents.items()
        for reference, target in zip(site.rendered[path].references, targets[path], strict=True)
        if not _exists(target, homes.get((path, reference.section), ""), known)
    )


def ids(fragment: str) -> frozenset[str]:
    """Give every id in a piece of HTML."""
    tags = _TAG.findall(fragment)
    return frozenset(html.unescape("".join(found)) for tag in tags for found in _ID.findall(tag))


def _exists(target: Target, home: str, known: Mapping[str, frozenset[str]]) -> bool:
    """Whether a target's fragment stands on its page; pages with ids of the theme alone are trusted."""
    page, _, fragment = (target.href or "").partition("#")
    if target.foreign or not fragment or fragment == "top" or fragment.startswith(":~:"):
        return True
    url = page or home
    return url not in known or plain(fragment) in known[url]


def _known_ids(site: Site) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for edition in site.editions.values():
        for month in edition.months:
            found[_month_url(month, edition.language, site)] = frozenset(_month_ids(month, edition.language))
        for piece in edition.pieces:
            if piece.entry is None:
                found[piece.url] = ids(piece.section.html) | {head.id for head in piece.section.headings}
    for path, paper in site.library.by_document.items():
        parts = site.rendered[path].sections
        found[paper.piece.url] |= {part.key for part in parts}.union(*(ids(part.html) for part in parts))
    found |= {url: found[site.table.documents[path]] for (_, path), url in site.borrowed.items()}
    return found


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
