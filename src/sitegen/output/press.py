"""What every page is made with: the site, where its references lead, and the theme's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from markupsafe import Markup, escape

from sitegen import paper_urls, urls
from sitegen.config import Collection, SiteConfig
from sitegen.i18n import Texts, format_clock, format_date, format_month
from sitegen.memory.memo import Lasting, Memory
from sitegen.model import SLOT_OPEN, Document, Heading, Kind, RenderedText
from sitegen.output import cards
from sitegen.output.assemble import assemble, fill, inline
from sitegen.output.extras import Extras
from sitegen.output.feed_model import FeedItem
from sitegen.output.paper_views import TagNote
from sitegen.output.spots import Fill
from sitegen.output.views import Item, PaperLine, Stale, TagLink
from sitegen.scripts import language_of, name_language
from sitegen.site.library import Paper
from sitegen.site.model import Edition, Piece, Preamble, Site, Tag, Target
from sitegen.site.names import stem
from sitegen.site.translations import Place

_NO_EXTRAS: Final = Extras()


@dataclass(frozen=True, slots=True)
class Press:
    """Everything that pages are made of."""

    site: Site
    """What is published."""
    targets: Mapping[str, tuple[Target, ...]]
    """Where the references of each document lead, by its path."""
    texts: Texts
    """Interface strings."""
    static: Mapping[str, str]
    """Addresses of static files by name."""
    tags: Mapping[tuple[str, str], TagLink]
    """By language and key."""
    pieces: Mapping[tuple[str, Place], Piece]
    """What lists may show, by the reader's language and the piece's place."""
    items: Memory[tuple[str, Place], Item]
    """What lists show of each piece, likewise; made when it is first asked for."""
    stories: Memory[Place, FeedItem]
    """What feeds hold of each piece, likewise."""
    notes: Memory[tuple[str, str], TagNote]
    """What tags show of each paper, by the reader's language and its address, likewise."""
    indexes: Memory[str, tuple[bytes, ...]]
    """The parts of each language's search index, likewise."""
    words: Lasting[Place]
    """What a search looks for in the text of each piece; outlives the press."""
    extras: Extras = field(default_factory=Extras)
    """What pages show beside their texts."""

    @property
    def config(self) -> SiteConfig:
        """The settings."""
        return self.site.config

    def item(self, piece: Piece, language: str | None = None) -> Item:
        """Give what lists show of a piece to readers of `language` (its own where None)."""
        return self._item(language or piece.document.language, piece.place)

    def shown(self, piece: Piece, language: str) -> Item:
        """Give what is shown of a piece to readers of `language`, who may have a translation in its place."""
        version = self.site.versions[piece.place].get(language, piece)
        is_listed = (language, version.place) in self.pieces
        return self.item(version, language if is_listed else None)

    def listed(self, found: tuple[Piece, ...], language: str) -> tuple[Item, ...]:
        """Give what lists show of some pieces to readers of a language."""
        return tuple(self._item(language, piece.place) for piece in found)

    def _item(self, language: str, place: Place) -> Item:
        return self.items.get((language, place), lambda: _item(self, self.pieces[language, place], language))

    def is_future(self, piece: Piece) -> bool:
        """Whether a piece is shown before its time."""
        return piece.place in self.site.future

    def tags_of(self, piece: Piece, language: str | None = None) -> tuple[TagLink, ...]:
        """Give the tags of a piece, with their pages in `language` (its own where None)."""
        reader = language or piece.document.language
        shown = self.site.editions[reader].tags
        keys = [key for key in piece.tags if not shown[key].is_hidden]
        return tuple(self.tags[reader, key] for key in sorted(keys, key=lambda key: not shown[key].is_pinned))

    def url(self, piece: Piece, language: str) -> str:
        """Give the site-relative address where readers of a language find a piece."""
        return self.site.borrowed.get((language, piece.document.path), piece.url)

    def stale(self, piece: Piece) -> Stale | None:
        """Say that the original of a piece has changed; None where it has not, or nothing is recorded."""
        state = self.site.stale.get(piece.place)
        if state is None or not state.changes or state.original not in self.site.versions:
            return None
        original = self.site.versions[state.original][self.site.documents[state.original[0]].language]
        return Stale(
            since=state.since,
            changed=original.document.updated.date() if original.document.updated else None,
            count=len(state.changes),
            original=urls.href(original.url, self.config),
            language=original.document.language,
        )

    def title_language(self, piece: Piece, reader: str) -> str:
        """Give the language of a piece's title, where it is not the reader's; else ""."""
        if piece.title is None:
            return ""
        found = language_of(piece.title.text, piece.document.language, self.config.languages)
        return found if found != reader else ""

    def body(self, part: Piece | Preamble) -> Markup:
        """Give the text of an entry, a note or a preamble in full."""
        if part.section is None:
            return Markup()
        return assemble(part.section.html, self.filling(part))

    def filling(self, part: Piece | Preamble) -> Fill:
        """Give what the slots of a text are filled with."""
        return self.filling_of(part.document)

    def filling_of(self, document: Document) -> Fill:
        """Give what the slots of a document are filled with."""
        words = {key: self.texts.get(document.language, key) for key in cards.WORDS}
        return fill(self.site.rendered[document.path], self.targets[document.path], self.config, words)

    def filled(self, piece: Piece, html: str) -> Markup:
        """Fill the slots of a part of a piece's text."""
        return assemble(html, self.filling(piece))

    def title(self, part: Piece | Preamble, text: RenderedText | Heading) -> Markup:
        """Fill the slots of a line of text, which may stand inside a link."""
        has_slots = SLOT_OPEN in text.html
        return inline(text, self.filling(part) if has_slots else Fill(self.config))


def press(  # noqa: PLR0913, PLR0917 - all that pages are made of
    site: Site,
    targets: Mapping[str, tuple[Target, ...]],
    texts: Texts,
    static: Mapping[str, str],
    extras: Extras = _NO_EXTRAS,
    memory: Callable[[], Memory[Any, Any]] = Memory,
    lasting: Lasting[Place] | None = None,
) -> Press:
    """Gather what pages are made with.

    `memory` makes what keeps the lines of lists; `lasting` keeps what is the same for another press.
    """
    tags = {
        (edition.language, tag.key): _tag_link(tag, edition, site.config)
        for edition in site.editions.values()
        for tag in edition.tags.values()
    }
    pieces = {
        (code, piece.place): piece for code, edition in site.editions.items() for piece in edition.everything
    }
    kept = (memory(), memory(), memory(), memory(), lasting or Lasting())
    return Press(site, targets, texts, static, tags, pieces, *kept, extras)


Leaf = Callable[[], bytes]
"""A file of the site, made when it is asked for."""


def collection_title(name: str, language: str, config: SiteConfig) -> str:
    """Give a collection's name for readers."""
    title = _collection(name, config).title
    return title.get(language) or title.get(config.language) or name


def untitled(piece: Piece, language: str) -> str:
    """Say what stands for a missing title: an entry's date (and time), a file's name."""
    if piece.entry is None or piece.date is None:
        return stem(f"{piece.document.key}.md")
    if piece.entry.precision == "month":
        return format_month(piece.date, language)
    day = format_date(piece.date.date(), language)
    return day if piece.date_only else f"{day} {format_clock(piece.date)}"


def title_text(piece: Piece, language: str | None = None) -> str:
    """Give the readable title of a piece; where it has none, what stands for it in `language` (its own)."""
    said = piece.title.text.strip() if piece.title else ""
    return said or untitled(piece, language or piece.document.language)


def _collection(name: str, config: SiteConfig) -> Collection:
    found = (collection for collection in config.collections if collection.name == name)
    return next(found, Collection(name=name, path=name, kind=Kind.POST))


def _tag_link(tag: Tag, edition: Edition, config: SiteConfig) -> TagLink:
    language = name_language(tag.name, edition.language, config.languages)
    return TagLink(
        name=tag.name,
        url=urls.href(urls.tag(tag.slug, edition.language, config), config),
        count=len(tag.pieces),
        language=language if language != edition.language else "",
        feed=urls.href(urls.tag_feed(tag.slug, edition.language, config), config),
    )


def _item(press: Press, piece: Piece, language: str) -> Item:
    document, config = piece.document, press.config
    listing = _listing(piece, language, config)
    return Item(
        url=urls.href(press.url(piece, language), config),
        title=press.title(piece, piece.title) if piece.title else escape(untitled(piece, language)),
        title_text=title_text(piece, language),
        title_language=press.title_language(piece, language),
        date=piece.date,
        date_only=piece.date_only,
        kind=_kind(piece),
        collection=collection_title(document.collection, language, config),
        collection_url=urls.href(listing, config) if listing else None,
        tags=press.tags_of(piece, language),
        summary=piece.summary,
        language=document.language,
        draft=document.draft,
        future=press.is_future(piece),
        paper=_paper_line(bare_paper)
        if (bare_paper := press.site.library.by_document.get(document.path))
        else None,
    )


def _paper_line(paper: Paper) -> PaperLine:
    facts = paper.facts
    others = len(facts.authors) > 1 or facts.and_others
    author = f"{facts.authors[0]}{'+' if others else ''}" if facts.authors else ""
    return PaperLine(author, facts.venue, facts.year, facts.is_paper)


def _listing(piece: Piece, language: str, config: SiteConfig) -> str | None:
    """Give the list that a piece stands in apart from others; a diary's entries have none."""
    document = piece.document
    if piece.entry is not None:
        return None
    lists = {Kind.POST, Kind.PAPER}
    if _collection(document.collection, config).kind in lists:
        return urls.collection(document.collection, language, config)
    return paper_urls.papers(language, config) if document.paper else None


def _kind(piece: Piece) -> str:
    if piece.entry is not None:
        return "entry"
    return "paper" if piece.document.paper or piece.document.kind is Kind.PAPER else "post"
