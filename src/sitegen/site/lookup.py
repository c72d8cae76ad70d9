"""Finding what an address inside the site leads to, as the many ways of writing it allow."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from sitegen.model import Document
from sitegen.site.addresses import plain
from sitegen.site.model import Asset, Site
from sitegen.site.names import stem
from sitegen.site.places import page_urls

_PAGE_ENDS = (".md", ".markdown", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at an address."""

    url: str
    """Site-relative address."""
    document: Document | None = None
    """The document, where the address is one's own."""
    asset: Asset | None = None
    """The file, where it is one."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Every address and every source of the site, ready for look-ups."""

    site: Site
    """The site."""
    assets: Mapping[str, Asset]
    """Files beside the sources, by site-relative path."""
    by_url: Mapping[str, Found]
    """What stands at each address."""
    by_place: Mapping[str, tuple[Document, ...]]
    """Documents by path without extension and language, the site's language first."""
    by_stem: Mapping[str, tuple[Document, ...]]
    """Documents by file name without extension and language."""
    old: Mapping[str, tuple[str, ...]]
    """Old addresses of each document, by its new one."""

    def absolute(self, path: str) -> Found | None:
        """Find what an address that starts with ``/`` leads to, old addresses included."""
        base = plain(urlsplit(self.site.config.base_url).path)
        own = path.removeprefix(base) if base and path.startswith(f"{base}/") else path
        return next((found for form in _forms(own) if (found := self.by_url.get(form))), None)

    def relative(self, path: str, document: Document) -> Found | None:
        """Find what an address relative to the source `document` leads to."""
        place = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))
        return (
            self._source(place, document)
            or self._asset(place)
            or self._old(path, document)
            or self._below(place, document)
            or self.absolute(plain(urljoin(self.site.table.documents[document.path], path)))
        )

    def hides(self, path: str, document: Document) -> bool:
        """Whether `path`, written in `document`, names a source that is not published."""
        place = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))
        return any(_without_end(hidden) == _without_end(place) for hidden in self.site.hidden)

    def at(self, document: Document) -> Found:
        """Give the place of a document."""
        return Found(self.site.table.documents[document.path], document)

    def _source(self, place: str, document: Document) -> Found | None:
        """Find a source by path, in the language of `document` unless that is itself."""
        exact = self.site.documents.get(place)
        if exact is None:
            found = preferred(self.by_place.get(_without_end(place), ()), document.language)
            return self.at(found) if found else None
        twin = self.site.twins[exact.path].get(document.language, exact.path)
        return self.at(exact if twin == document.path else self.site.documents[twin])

    def _asset(self, place: str) -> Found | None:
        asset = self.assets.get(place)
        return Found(asset.url, asset=asset) if asset else None

    def _old(self, path: str, document: Document) -> Found | None:
        """Find what the address led to where the document stood before."""
        own = self.old.get(self.site.table.documents[document.path], ())
        return next((found for old in own if (found := self.absolute(plain(urljoin(old, path))))), None)

    def _below(self, place: str, document: Document) -> Found | None:
        """Find the one document of that name in the folders below the place that is named."""
        folder = posixpath.dirname(place) + "/"
        named = self.by_stem.get(posixpath.basename(_without_end(place)), ())
        inside = [doc for doc in named if doc.path.startswith(folder)]
        found = preferred(inside, document.language)
        is_one = len({(doc.collection, doc.key) for doc in inside}) == 1
        return self.at(found) if found and is_one else None


def lookup(site: Site, assets: Mapping[str, Asset]) -> Lookup:
    """Make the look-up of everything in `site` and of the files beside its sources."""
    languages = list(site.config.languages)
    ordered = sorted(site.documents.values(), key=lambda doc: (_rank(doc.language, languages), doc.path))
    return Lookup(
        site=site,
        assets=assets,
        by_url=_by_url(site, assets),
        by_place=_grouped((bare_path(doc), doc) for doc in ordered),
        by_stem=_grouped((stem(f"{doc.key}.md"), doc) for doc in ordered),
        old=_old_addresses(site),
    )


def preferred(documents: Iterable[Document], language: str) -> Document | None:
    """Give the first document in `language`, else the first of all."""
    found = list(documents)
    return next((doc for doc in found if doc.language == language), found[0] if found else None)


def bare_path(document: Document) -> str:
    """Give the path of a source without extension and language suffix."""
    return document.path.removesuffix(document.relative) + document.key


def _rank(language: str, languages: list[str]) -> int:
    return languages.index(language) if language in languages else len(languages)


def _grouped(pairs: Iterable[tuple[str, Document]]) -> dict[str, tuple[Document, ...]]:
    groups: dict[str, list[Document]] = defaultdict(list)
    for name, document in pairs:
        groups[name].append(document)
    return {name: tuple(group) for name, group in groups.items()}


def _by_url(site: Site, assets: Mapping[str, Asset]) -> dict[str, Found]:
    found = {plain(asset.url): Found(asset.url, asset=asset) for asset in assets.values()}
    pages = page_urls(site)
    found |= {url: Found(url) for url in pages}
    texts = {site.table.documents[path]: doc for path, doc in site.documents.items()}
    texts |= {paper.piece.url: paper.piece.document for paper in site.library.by_document.values()}
    found |= {url: Found(url, doc) for url, doc in texts.items() if url in pages}
    moved = {
        plain(old): Found(new, texts.get(new))
        for old, new in site.table.redirects.items()
        if new.partition("#")[0] in pages
    }
    return moved | found


def _old_addresses(site: Site) -> dict[str, tuple[str, ...]]:
    old: dict[str, list[str]] = defaultdict(list)
    for address, new in sorted(site.table.redirects.items()):
        old[new].append(address)
    return {new: tuple(addresses) for new, addresses in old.items()}


def _without_end(place: str) -> str:
    return next((place.removesuffix(end) for end in _PAGE_ENDS if place.endswith(end)), place)


def _forms(path: str) -> tuple[str, ...]:
    """Give the spellings of one address, the given one first."""
    bare = path.removesuffix("index.html")
    return (path, bare, f"{bare}/") if not bare.endswith("/") else (path, bare)
