"""What feeds say: the newest texts in full, for each language and each tag."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sitegen import urls
from sitegen.model import OutputFile
from sitegen.output import atom, json_feed
from sitegen.output.assemble import assemble
from sitegen.output.feed_model import Feed, FeedItem
from sitegen.output.paper_texts import feed_html
from sitegen.output.press import Press, title_text
from sitegen.output.sheets import in_language, site_title
from sitegen.site.addresses import is_unsafe
from sitegen.site.model import Edition, Piece, Tag
from sitegen.site.pieces import newest_first
from sitegen.site.places import json_twin
from sitegen.site.translations import Place

_PERMALINK: Final = re.compile(r'<a class="anchor"[^<>]*>.*?</a>', re.DOTALL)
_PLACE: Final = re.compile(r' style="--at:--[^"<>]*"')
_OWN_PAGE: Final = re.compile(r'(<a\b[^<>]*?\shref=")(#[^"]*")')


@dataclass(frozen=True, slots=True)
class _Plan:
    """One feed to make."""

    url: str
    json_url: str
    home: str
    title: str
    pieces: Sequence[Piece]


def feed_files(press: Press) -> Iterator[OutputFile]:
    """Make every feed, as Atom and as JSON Feed."""
    for edition in press.site.editions.values():
        made: dict[Place, FeedItem] = {}
        for plan in _plans(press, edition):
            shown = _newest(plan.pieces, press.config.feed_size)
            made |= {piece.place: _item(press, piece) for piece in shown if piece.place not in made}
            feed = _feed(press, edition, plan, tuple(made[piece.place] for piece in shown))
            yield OutputFile(urls.output_path(plan.url), atom.render(feed))
            yield OutputFile(urls.output_path(plan.json_url), json_feed.render(feed))


def _plans(press: Press, edition: Edition) -> Iterator[_Plan]:
    language, config = edition.language, press.config
    title = site_title(press, language)
    own, json_url = urls.feed(language, config), urls.json_feed(language, config)
    yield _Plan(own, json_url, urls.home(language, config), title, edition.pieces)
    for tag in edition.tags.values():
        yield _tag_plan(press, edition, tag, title)


def _tag_plan(press: Press, edition: Edition, tag: Tag, title: str) -> _Plan:
    url = urls.tag_feed(tag.slug, edition.language, press.config)
    home = urls.tag(tag.slug, edition.language, press.config)
    own = newest_first(piece for piece in tag.pieces if piece.document.language == edition.language)
    return _Plan(url, json_twin(url), home, f"{tag.name} · {title}", own)


def _newest(pieces: Sequence[Piece], size: int) -> list[Piece]:
    """Choose what a feed holds; a text without a date cannot stand in one."""
    dated = [piece for piece in pieces if piece.date is not None]
    return dated[:size] if size > 0 else dated


def _feed(press: Press, edition: Edition, plan: _Plan, items: tuple[FeedItem, ...]) -> Feed:
    config, language = press.config, edition.language
    return Feed(
        title=plan.title,
        description=in_language(config.description, language, config.language),
        language=language,
        home=urls.canonical(plan.home, config),
        url=urls.canonical(plan.url, config),
        json_url=urls.canonical(plan.json_url, config),
        author=in_language(config.author, language, config.language) or site_title(press, language),
        items=items,
    )


def _item(press: Press, piece: Piece) -> FeedItem:
    document, config = piece.document, press.config
    published = piece.date or dt.datetime.fromtimestamp(0, dt.UTC)
    link = document.link if piece.entry is None else None
    return FeedItem(
        url=urls.canonical(piece.url, config),
        title=title_text(piece),
        html=_content(press, piece),
        summary=piece.summary,
        published=published,
        updated=_updated(piece, published),
        tags=tuple(tag.name for tag in press.tags_of(piece)),
        link=link if link and not is_unsafe(link) else None,
    )


def _updated(piece: Piece, published: dt.datetime) -> dt.datetime:
    changed = piece.document.updated if piece.entry is None else None
    return max(changed, published) if changed else published


def _content(press: Press, piece: Piece) -> str:
    """Give the text in full: MathML for formulas, complete addresses, no permalinks of headings."""
    given = replace(press.filling(piece), feed=True, page=piece.url)
    has_parts = bool(piece.document.parts)
    html = feed_html(press, piece.document, given) if has_parts else assemble(piece.section.html, given)
    page = urls.canonical(piece.url.partition("#")[0], press.config)
    return _OWN_PAGE.sub(rf"\g<1>{page}\g<2>", _PLACE.sub("", _PERMALINK.sub("", html)))
