"""Where every reference of every document leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from sitegen.errors import Problem
from sitegen.identity import issue_key
from sitegen.memory.memo import Memory
from sitegen.model import Card, Document, Reference, RenderedDocument
from sitegen.site import addresses, cards, names
from sitegen.site.lookup import Found, Lookup, lookup
from sitegen.site.model import Asset, Piece, Site, Target

_LONGEST: Final = 200
_Answer = tuple[Target, Problem | None]


@dataclass(frozen=True)
class Known:
    """All that references are looked up in; each index is made when a reference first needs it."""

    site: Site
    """What is published."""
    assets: Mapping[str, Asset]
    """The files beside the sources, by site-relative path."""
    cache: Mapping[str, Card]
    """The known pages elsewhere, by address."""
    memory: Memory[str, tuple[_Answer, ...]]
    """Where the references of each document lead, by its path."""

    @cached_property
    def places(self) -> Lookup:
        """Addresses and sources."""
        return lookup(self.site, self.assets)

    @cached_property
    def names(self) -> names.NameIndex:
        """Names of documents."""
        return names.index(self.site.documents.values(), self.site.rendered)

    @cached_property
    def cards(self) -> cards.CardIndex:
        """Pages elsewhere."""
        return cards.index(self.cache)

    @cached_property
    def texts(self) -> Mapping[str, Piece]:
        """Notes, articles and papers by path."""
        pieces = (piece for edition in self.site.editions.values() for piece in edition.pieces)
        return {piece.document.path: piece for piece in pieces if piece.entry is None} | {
            path: paper.piece for path, paper in self.site.library.by_document.items()
        }

    @cached_property
    def issues(self) -> Mapping[str, Document]:
        """Documents by the issue that they are."""
        return {
            key: doc
            for doc in self.site.documents.values()
            if doc.paper and (key := issue_key(doc.paper.issue))
        }

    def answers(self, path: str) -> tuple[_Answer, ...]:
        """Find the targets of the references of a document."""
        return self.memory.get(path, lambda: tuple(self._answered(path)))

    def _answered(self, path: str) -> Iterator[_Answer]:
        document = self.site.documents[path]
        for reference in self.site.rendered[path].references:
            yield _answer(reference, document, self)


class Targets(Mapping[str, tuple[Target, ...]]):
    """Where the references of each document lead, by its path; found when it is asked for.

    The targets are parallel to the references of the rendered document.
    """

    def __init__(self, known: Known) -> None:
        self._known = known

    def __getitem__(self, path: str) -> tuple[Target, ...]:
        return tuple(target for target, _ in self._known.answers(path))

    def __iter__(self) -> Iterator[str]:
        return iter(self._known.site.documents)

    def __len__(self) -> int:
        return len(self._known.site.documents)


def resolve(site: Site, assets: Mapping[str, Asset], cache: Mapping[str, Card]) -> Targets:
    """Find the target of every reference of the site's documents.

    `assets` are the files beside the sources by site-relative path, `cache` the known
    pages elsewhere by address.
    """
    return Targets(Known(site, assets, cache, Memory()))


def broken(path: str, known: Known) -> tuple[Problem, ...]:
    """Give the references of a document that lead nowhere, must not be followed, or are not known."""
    document = known.site.documents[path]
    unsafe = (_unsafe_link(document),) if addresses.is_unsafe(document.link or "") else ()
    found = zip(known.site.rendered[path].references, known.answers(path), strict=True)
    placed = (_placed(problem, reference) for reference, (_, problem) in found if problem)
    return (*placed, *unsafe)


def _placed(problem: Problem, reference: Reference) -> Problem:
    """Put a problem where its reference stands now: lines above it may have come or gone."""
    return replace(problem, line=reference.line, column=reference.column)


def _answer(reference: Reference, document: Document, known: Known) -> _Answer:
    if reference.kind == "note":
        return _note(reference, document, known)
    address = reference.target.strip()
    if addresses.is_unsafe(address, image=reference.kind == "image"):
        return Target(), _unsafe(reference, document)
    own = _own(address, known)
    issue = known.issues.get(issue_key(address) or "") if reference.kind == "issue" else None
    if issue:
        return _target(known.places.at(issue), "", document.language, known), None
    if own is None:
        return _foreign(addresses.complete(address), reference, document, known)
    return _internal(own, reference, document, known)


def _own(address: str, known: Known) -> str | None:
    """Give the address as one inside the site; None where it leads elsewhere."""
    if not addresses.is_complete(address):
        return address
    return addresses.inside(addresses.complete(address), known.site.config)


def _foreign(address: str, reference: Reference, document: Document, known: Known) -> _Answer:
    if reference.kind == "image":
        is_inline = addresses.scheme(address) == "data"
        problem = None if is_inline else _remote(reference, document)
        return Target(address, foreign=not is_inline), problem
    card = known.cards.find(address) if reference.kind in ("card", "title", "post") else None
    is_missing = card is None and reference.kind in ("card", "title")
    return Target(address, foreign=True, card=card), _uncached(reference, document) if is_missing else None


def _internal(address: str, reference: Reference, document: Document, known: Known) -> _Answer:
    path, fragment = addresses.split(address)
    if not address:
        return Target(), _nowhere(path, reference, document, known)
    if not path and reference.kind != "image":
        return Target(f"#{_shared(fragment, known.site.rendered[document.path])}"), None
    found = known.places.absolute(path) if path[:1] == "/" else known.places.relative(path, document)
    if found is None or (reference.kind == "image" and found.asset is None):
        return Target(), _nowhere(path, reference, document, known)
    return _target(found, fragment, document.language, known), None


def _shared(fragment: str, rendered: RenderedDocument) -> str:
    """Give the id of a heading that is named by the one it would have in its own language."""
    headings = [heading for part in rendered.sections for heading in part.headings]
    if any(heading.id == fragment for heading in headings):
        return fragment
    return next((heading.id for heading in headings if heading.own_id == fragment), fragment)


def _url(found: Found, fragment: str, reader: str, site: Site) -> str:
    """Give the address, for readers of a language, with the fragment."""
    path = found.document.path if found.document else ""
    url = site.borrowed.get((reader, path), found.url)
    if not fragment:
        return url
    own = _shared(fragment, site.rendered[path]) if path else fragment
    return f"{url.partition('#')[0]}#{own}"


def _target(found: Found, fragment: str, reader: str, known: Known) -> Target:
    url = _url(found, fragment, reader, known.site)
    if found.asset:
        asset = found.asset
        size = (asset.width, asset.height) if asset.width and asset.height else None
        return Target(url, size=size, narrower=asset.narrower)
    if found.document is None:
        return Target(url)
    piece = known.texts.get(found.document.path)
    rendered = piece.rendered if piece else known.site.rendered[found.document.path]
    return Target(
        url,
        title=piece.title if piece else rendered.title,
        language=found.document.language if found.document.language != reader else "",
        formulas=rendered.formulas,
        description=piece.summary if piece else "",
    )


def _note(reference: Reference, document: Document, known: Known) -> _Answer:
    whole = known.names.find(reference.target, document.language)
    name, _, fragment = reference.target.rpartition("#") if not whole else (reference.target, "", "")
    found = whole or known.names.find(name, document.language)
    if found is None:
        return Target(), _no_note(reference, document)
    return _target(known.places.at(found), addresses.plain(fragment), document.language, known), None


def _problem(code: str, reference: Reference, document: Document, message: str, hint: str) -> Problem:
    return Problem(code, document.path, reference.line, reference.column, message, hint)


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _unsafe(reference: Reference, document: Document) -> Problem:
    message = f"The address “{_shown(reference.target)}” could run a script, so it leads nowhere."
    return _problem("link-unsafe", reference, document, message, "Link to a page or a file instead.")


def _unsafe_link(document: Document) -> Problem:
    message = f"The link “{_shown(document.link or '')}” of the header could run a script; it is not shown."
    return Problem("link-unsafe", document.path, 1, 0, message, "Link to a page instead.")


def _remote(reference: Reference, document: Document) -> Problem:
    message = f"{_shown(reference.target)} is on another host, so it is shown as a link."
    return _problem("image-remote", reference, document, message, "Put a copy of it beside the text.")


def _uncached(reference: Reference, document: Document) -> Problem:
    message = f"Nothing is known of {_shown(reference.target)}, so it is shown as a plain link."
    return _problem("card-missing", reference, document, message, "Run `sitegen cards` while online.")


def _no_note(reference: Reference, document: Document) -> Problem:
    message = f"No text is called “{_shown(reference.target)}”."
    hint = "Write the name of its file or its title."
    return _problem("note-missing", reference, document, message, hint)


def _nowhere(path: str, reference: Reference, document: Document, known: Known) -> Problem:
    if reference.kind == "image":
        message = f"There is no file “{_shown(path)}” beside this text."
        return _problem("image-missing", reference, document, message, "Check the path and the file's name.")
    if known.places.hides(path, document):
        message = f"“{_shown(path)}” is a draft or dated in the future, so nothing stands there yet."
        return _problem("link-broken", reference, document, message, "Publish it, or take out the link.")
    message = f"Nothing on this site stands at “{_shown(path)}”."
    hint = "Check the path; a link to another host starts with https://."
    return _problem("link-broken", reference, document, message, hint)
