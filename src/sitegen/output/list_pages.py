"""The pages that lead on: home, tags, collections, and the one for what is not found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import escape

from sitegen import urls
from sitegen.output import calendars
from sitegen.output.diary_pages import year_links
from sitegen.output.list_views import CollectionPage, HomePage, NotFoundPage, TagPage, TagsPage
from sitegen.output.memories import memories
from sitegen.output.paper_texts import tag_note
from sitegen.output.paper_views import TagNote
from sitegen.output.press import Press, collection_title
from sitegen.output.sheets import Head, Plan, collection_links, in_language, own_head, plan, site_title
from sitegen.output.views import Pager, TagLink
from sitegen.site.model import Edition, Piece, Tag
from sitegen.site.places import listed, page_count

_NEWEST: Final = 20
_CALENDARS: Final = 3
_TAGS: Final = 40
_SUGGESTED: Final = 5


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a long list."""

    url: str
    """Site-relative address."""
    pieces: tuple[Piece, ...]
    """What it lists."""
    pager: Pager
    """Where in the list it is."""


def home_page(press: Press, edition: Edition) -> Plan:
    """Make the home page of a language."""
    language, config = edition.language, press.config
    title = site_title(press, language)
    head = Head(
        kind="home",
        url=urls.home(language, config),
        language=language,
        title=escape(title),
        title_text=title,
        description=in_language(config.description, language, config.language),
        twins={code: urls.home(code, config) for code in config.languages},
    )
    return plan(head, _home_view, press, edition)


def _home_view(press: Press, edition: Edition) -> HomePage:
    language, config = edition.language, press.config
    newest_months = reversed(edition.months[-_CALENDARS:])
    return HomePage(
        newest=press.listed(edition.everything[:_NEWEST], language),
        calendars=tuple(calendars.calendar(month, language, config) for month in newest_months),
        years=year_links(press, edition),
        tags=most_used(press, edition),
        collections=collection_links(press, edition),
        memories=memories(press, edition),
    )


def tags_page(press: Press, edition: Edition) -> Plan:
    """Make the page of all tags of a language."""
    return plan(own_head(press, edition.language, "tags", urls.tags), _tags_view, press, edition)


def _tags_view(press: Press, edition: Edition) -> TagsPage:
    index = urls.tag_index(edition.language, press.config)
    return TagsPage(tag_links(press, edition), urls.href(index, press.config))


def tag_pages(press: Press, edition: Edition) -> Iterator[Plan]:
    """Make the pages of every tag."""
    for tag in edition.tags.values():
        link = press.tags[edition.language, tag.key]
        base = {code: _tag_url(press, code, tag) for code in _carriers(press, tag)}
        pages = leaves(press, _tag_url(press, edition.language, tag), tag.pieces)
        for leaf in pages:
            head = Head(
                kind="tag",
                url=leaf.url,
                language=edition.language,
                title=escape(tag.name),
                title_text=numbered_title(press, edition, tag.name, leaf.pager),
                twins=base if leaf.pager.number == 1 else {},
                alternates=_written(press, base, tag) if leaf.pager.number == 1 else {},
                title_language=link.language,
                feed=link.feed,
            )
            yield plan(head, _tag_view, press, edition, tag, leaf)


def _tag_view(press: Press, edition: Edition, tag: Tag, leaf: Leaf) -> TagPage:
    language = edition.language
    return TagPage(
        tag=press.tags[language, tag.key],
        description=tag.description,
        parents=tuple(press.tags[language, key] for key in reversed(tag.parents)),
        children=tuple(press.tags[language, key] for key in tag.children),
        items=press.listed(leaf.pieces, language),
        pager=leaf.pager,
        notes=tuple(_note(press, piece, language) for piece in leaf.pieces),
    )


def _written(press: Press, addresses: Mapping[str, str], tag: Tag) -> dict[str, str]:
    """Give the addresses of a tag in the languages that carry it themselves."""
    pieces = {code: press.site.editions[code].tags[tag.key].pieces for code in addresses}
    return {
        code: url
        for code, url in addresses.items()
        if any(piece.document.language == code for piece in pieces[code])
    }


def collection_pages(press: Press, edition: Edition) -> Iterator[Plan]:
    """Make the pages of every collection's list."""
    for name, url, texts in listed(edition, press.config):
        title = collection_title(name, edition.language, press.config)
        for leaf in leaves(press, url, texts):
            head = Head(
                kind="collection",
                url=leaf.url,
                language=edition.language,
                title=escape(title),
                title_text=numbered_title(press, edition, title, leaf.pager),
                twins=_collection_twins(press, name) if leaf.pager.number == 1 else {},
                alternates=_collection_alternates(press, name) if leaf.pager.number == 1 else {},
            )
            yield plan(head, _collection_view, press, edition, title, leaf)


def _collection_view(press: Press, edition: Edition, title: str, leaf: Leaf) -> CollectionPage:
    return CollectionPage(title, press.listed(leaf.pieces, edition.language), leaf.pager)


def not_found_page(press: Press, edition: Edition) -> Plan:
    """Make the page for what is not found."""
    return plan(
        own_head(press, edition.language, "404", urls.not_found, "not_found_title"),
        _not_found_view,
        press,
        edition,
    )


def _not_found_view(press: Press, edition: Edition) -> NotFoundPage:
    return NotFoundPage(press.listed(edition.everything[:_SUGGESTED], edition.language))


def tag_links(press: Press, edition: Edition) -> tuple[TagLink, ...]:
    """Give the tags of a language as a dictionary has them: pinned ones first, hidden ones not at all."""
    tags = (tag for tag in edition.tags.values() if not tag.is_hidden)
    ordered = sorted(tags, key=lambda tag: (not tag.is_pinned, tag.name.casefold(), tag.name))
    return tuple(press.tags[edition.language, tag.key] for tag in ordered)


def most_used(press: Press, edition: Edition) -> tuple[TagLink, ...]:
    """Give the tags that a page shows where not all fit: the pinned ones, then by count."""
    pinned = {press.tags[edition.language, tag.key] for tag in edition.tags.values() if tag.is_pinned}
    ordered = sorted(tag_links(press, edition), key=lambda link: (link not in pinned, -link.count))
    return tuple(ordered[:_TAGS])


def _note(press: Press, piece: Piece, language: str) -> TagNote | None:
    """Give what a tag's page shows of a paper; made once for all tags."""
    paper = press.site.library.by_document.get(piece.document.path)
    if paper is None:
        return None
    return press.notes.get((language, piece.url), lambda: tag_note(press, paper, language))


def _tag_url(press: Press, language: str, tag: Tag) -> str:
    return urls.tag(tag.slug, language, press.config)


def _carriers(press: Press, tag: Tag) -> tuple[str, ...]:
    """Give the languages that have the tag."""
    return tuple(code for code, edition in press.site.editions.items() if tag.key in edition.tags)


def _collection_twins(press: Press, name: str) -> Mapping[str, str]:
    editions = press.site.editions.items()
    return {
        code: urls.collection(name, code, press.config)
        for code, other in editions
        if name in other.collections
    }


def _collection_alternates(press: Press, name: str) -> Mapping[str, str]:
    """Give the addresses of a collection's list in the languages that it holds texts of."""
    return {
        code: url
        for code, url in _collection_twins(press, name).items()
        if any(p.document.language == code for p in press.site.editions[code].collections[name])
    }


def numbered_title(press: Press, edition: Edition, title: str, pager: Pager) -> str:
    """Give a title that no other page of the list has."""
    if pager.number == 1:
        return title
    place = press.texts.get(edition.language, "page_of", number=pager.number, total=pager.total)
    return f"{title} – {place}"


def leaves(press: Press, url: str, pieces: Sequence[Piece]) -> Iterator[Leaf]:
    """Part a list into pages."""
    size = press.config.page_size
    total = page_count(len(pieces), size)
    addresses = [url, *(urls.numbered(url, number) for number in range(2, total + 1))]
    hrefs: list[str | None] = [None, *(urls.href(address, press.config) for address in addresses), None]
    for number, address in enumerate(addresses, 1):
        shown = pieces[(number - 1) * size : number * size] if total > 1 else pieces
        yield Leaf(address, tuple(shown), Pager(number, total, hrefs[number - 1], hrefs[number + 1]))
