"""What is untidy in a site: ids that stand twice, files that nothing needs, old addresses that lead nowhere.

None of it spoils a page that is published; `sitegen check` tells of it, `build` does not.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sitegen import urls
from sitegen.errors import Problem
from sitegen.markup.links import include_targets
from sitegen.model import Document
from sitegen.site.model import Asset, Edition, Piece, Preamble, Site, Target
from sitegen.site.places import page_urls

_ID: Final = re.compile(
    r"""<[a-z](?:[^<>"']|"[^"<]*"|'[^'<]*')*?\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_MET_BY_NAME: Final = frozenset({"CNAME", "robots.txt", "favicon.ico", "LICENSE", "COPYING"})


def review(
    site: Site,
    sources: Mapping[str, str],
    targets: Mapping[str, tuple[Target, ...]],
    assets: Mapping[str, Asset],
) -> tuple[Problem, ...]:
    """Everything that is untidy.

    `sources` are the texts of all documents as they are written, by path; `assets` the files
    beside them by site-relative path.
    """
    return (*_twice(site, sources), *_unused(site, sources, targets, assets), *_nowhere(site))


# ---------------------------------------------------------------------- ids


def _twice(site: Site, sources: Mapping[str, str]) -> Iterator[Problem]:
    """Ids that two places of one page have: the later one cannot be linked to."""
    for parts in _pages(site):
        owners: dict[str, Document] = {}
        for document, name in _ids(parts):
            if name in owners:
                line = _last_line(name, sources.get(document.path, ""))
                yield _id_problem(document, line, name, owners[name])
            owners.setdefault(name, document)


def _pages(site: Site) -> Iterator[tuple[Piece | Preamble, ...]]:
    """The parts that stand on one page."""
    for edition in site.editions.values():
        for month in edition.months:
            yield (*month.preambles, *_own(month.entries, edition))
        for piece in _own(edition.pieces, edition):
            if piece.entry is None:
                yield (piece,)


def _own(pieces: Iterable[Piece], edition: Edition) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.document.language == edition.language)


def _ids(parts: Iterable[Piece | Preamble]) -> Iterator[tuple[Document, str]]:
    for part in parts:
        for name in _listed(part.section.html if part.section else ""):
            yield part.document, name


def _listed(fragment: str) -> list[str]:
    return [html.unescape("".join(found)) for found in _ID.findall(fragment)]


def _id_problem(document: Document, line: int, name: str, first: Document) -> Problem:
    where = "twice in this text" if first is document else f"in {first.path} too, on the same page"
    return Problem(
        "id-duplicate", document.path, line, 0,
        f"the id {name[:80]!r} stands {where}, so links reach only the first.",
        "Give one of them another id.",
    )  # fmt: skip


def _last_line(name: str, text: str) -> int:
    """The last line that writes an id; 0 where none does."""
    offset = text.rfind(name)
    return text.count("\n", 0, offset) + 1 if offset >= 0 else 0


# -------------------------------------------------------------------- files


def _unused(
    site: Site,
    sources: Mapping[str, str],
    targets: Mapping[str, tuple[Target, ...]],
    assets: Mapping[str, Asset],
) -> Iterator[Problem]:
    linked = {(target.href or "").partition("#")[0] for found in targets.values() for target in found}
    published = (path for path in site.documents if path in sources)
    included = {found for path in published for found in _included(path, sources[path])}
    for path, asset in sorted(assets.items()):
        if (
            path.startswith("static/")
            or asset.url in linked
            or path in included
            or posixpath.basename(path) in _MET_BY_NAME
        ):
            continue
        message = f"nothing links to this file; it is published at {asset.url} all the same."
        yield Problem("file-unused", path, 0, 0, message, "Link to it, or take it away.")


def _included(path: str, text: str) -> Iterator[str]:
    for target in include_targets(text):
        for folder in (posixpath.dirname(path), ""):
            yield posixpath.normpath(posixpath.join(folder, target.lstrip("/")))


# ---------------------------------------------------------------- addresses


def _nowhere(site: Site) -> Iterator[Problem]:
    """Old addresses whose text is not published."""
    pages = page_urls(site)
    sources = {url.partition("#")[0]: path for path, url in site.table.documents.items()}
    for old, new in sorted(site.table.redirects.items()):
        page = new.partition("#")[0]
        if page not in pages:
            message = (
                f"the old address {urls.href(old, site.config)} leads to {page}, which is not published."
            )
            hint = "Publish the text (it is a draft, or dated in the future), or take the address away."
            yield Problem("alias-nowhere", sources.get(page, ""), 0, 0, message, hint)
