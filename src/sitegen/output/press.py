"""What every page is made with: the site, where its references lead, and the theme's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from sitegen import urls
from sitegen.config import Collection, SiteConfig
from sitegen.i18n import Texts, format_clock, format_date, format_month
from sitegen.model import Heading, Kind, RenderedText
from sitegen.output import cards
from sitegen.output.assemble import assemble, fill, inline
from sitegen.output.spots import Fill
from sitegen.output.views import Item, TagLink
from sitegen.site.model import Edition, Piece, Preamble, Site, Tag, Target
from sitegen.site.names import stem


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
    items: Mapping[tuple[str, str], Item]
    """What lists show of each piece, by `identity`."""

    @property
    def config(self) -> SiteConfig:
        """The settings."""
        return self.site.config

    def item(self, piece: Piece) -> Item:
        """Give what lists show of a piece."""
        return self.items[identity(piece)]

    def listed(self, found: tuple[Piece, ...]) -> tuple[Item, ...]:
        """Give what lists show of some pieces."""
        return tuple(self.items[identity(piece)] for piece in found)

    def tags_of(self, piece: Piece) -> tuple[TagLink, ...]:
        """Give the tags of a piece, with their pages."""
        return tuple(self.tags[piece.document.language, key] for key in piece.tags)

    def body(self, part: Piece | Preamble) -> Markup:
        """Give the text of an entry, a note or a preamble in full."""
        if part.section is None:
            return Markup()
        return assemble(part.section.html, self.filling(part))

    def filling(self, part: Piece | Preamble) -> Fill:
        """Give what the slots of a text are filled with."""
        words = {key: self.texts.get(part.document.language, key) for key in cards.WORDS}
        return fill(part.rendered, self.targets[part.document.path], self.config, words)

    def title(self, part: Piece | Preamble, text: RenderedText | Heading) -> Markup:
        """Fill the slots of a line of text, which may stand inside a link."""
        return inline(text, self.filling(part))


def press(
    site: Site, targets: Mapping[str, tuple[Target, ...]], texts: Texts, static: Mapping[str, str]
) -> Press:
    """Gather what pages are made with, and make every line of every list once."""
    tags = {
        (edition.language, tag.key): _tag_link(tag, edition, site.config)
        for edition in site.editions.values()
        for tag in edition.tags.values()
    }
    bare = Press(site, targets, texts, static, tags, {})
    pieces = (piece for edition in site.editions.values() for piece in edition.pieces)
    items = {identity(piece): _item(bare, piece) for piece in pieces}
    return Press(site, targets, texts, static, tags, items)


def identity(piece: Piece) -> tuple[str, str]:
    """Give what tells one piece from all others: its source, and the anchor of an entry."""
    return piece.document.path, piece.entry.anchor if piece.entry else ""


def collection_title(name: str, language: str, config: SiteConfig) -> str:
    """Give a collection's name for readers."""
    title = _collection(name, config).title
    return title.get(language) or title.get(config.language) or name


def untitled(piece: Piece) -> str:
    """Say what stands for a missing title: an entry's date (and time), a file's name."""
    language = piece.document.language
    if piece.entry is None or piece.date is None:
        return stem(f"{piece.document.key}.md")
    if piece.entry.precision == "month":
        return format_month(piece.date, language)
    day = format_date(piece.date.date(), language)
    return day if piece.date_only else f"{day} {format_clock(piece.date)}"


def title_text(piece: Piece) -> str:
    """Give the readable title of a piece; where it has none, what stands for it."""
    return piece.title.text.strip() if piece.title and piece.title.text.strip() else untitled(piece)


def _collection(name: str, config: SiteConfig) -> Collection:
    found = (collection for collection in config.collections if collection.name == name)
    return next(found, Collection(name=name, path=name, kind=Kind.POST))


def _tag_link(tag: Tag, edition: Edition, config: SiteConfig) -> TagLink:
    return TagLink(
        name=tag.name,
        url=urls.href(urls.tag(tag.slug, edition.language, config), config),
        count=len(tag.pieces),
        feed=urls.href(urls.tag_feed(tag.slug, edition.language, config), config),
    )


def _item(press: Press, piece: Piece) -> Item:
    document, config = piece.document, press.config
    has_list = piece.entry is None and _collection(document.collection, config).kind is not Kind.DIARY
    listing = urls.collection(document.collection, document.language, config) if has_list else None
    return Item(
        url=urls.href(piece.url, config),
        title=press.title(piece, piece.title) if piece.title else escape(untitled(piece)),
        title_text=title_text(piece),
        date=piece.date,
        date_only=piece.date_only,
        kind=_kind(piece),
        collection=collection_title(document.collection, document.language, config),
        collection_url=urls.href(listing, config) if listing else None,
        tags=press.tags_of(piece),
        summary=piece.summary,
        language=document.language,
        draft=document.draft,
    )


def _kind(piece: Piece) -> str:
    if piece.entry is not None:
        return "entry"
    return "paper" if piece.document.kind is Kind.PAPER else "post"
