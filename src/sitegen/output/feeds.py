"""What feeds say: the newest texts in full, for each language and each tag."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from sitegen import urls
from sitegen.output import atom, json_feed
from sitegen.output.assemble import assemble
from sitegen.output.feed_model import Feed, FeedItem
from sitegen.output.paper_texts import feed_html
from sitegen.output.press import Leaf, Press, title_text
from sitegen.output.sheets import in_language, site_title
from sitegen.site.addresses import is_unsafe
from sitegen.site.model import Edition, Piece, Tag
from sitegen.site.pieces import newest_first
from sitegen.site.places import json_twin

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
    pieces: Callable[[], Sequence[Piece]]


def feed_leaves(press: Press) -> Iterator[tuple[str, Leaf]]:
    """Give every feed, as Atom and as JSON Feed, by address."""
    for edition in press.site.editions.values():
        for plan in _plans(press, edition):
            yield plan.url, partial(_rendered, atom.render, press, edition, plan)
            yield plan.json_url, partial(_rendered, json_feed.render, press, edition, plan)


def _rendered(render: Callable[[Feed], bytes], press: Press, edition: Edition, plan: _Plan) -> bytes:
    shown = _newest(plan.pieces(), press.config.feed_size)
    items = tuple(press.stories.get(piece.place, partial(_item, press, piece)) for piece in shown)
    return render(_feed(press, edition, plan, items))


def _plans(press: Press, edition: Edition) -> Iterator[_Plan]:
    language, config = edition.language, press.config
    title = site_title(press, language)
    own, json_url = urls.feed(language, config), urls.json_feed(language, config)
    yield _Plan(own, json_url, urls.home(language, config), title, lambda: edition.pieces)
    for tag in edition.tags.values():
        yield _tag_plan(press, edition, tag, title)


def _tag_plan(press: Press, edition: Edition, tag: Tag, title: str) -> _Plan:
    url = urls.tag_feed(tag.slug, edition.language, press.config)
    home = urls.tag(tag.slug, edition.language, press.config)
    return _Plan(url, json_twin(url), home, f"{tag.name} · {title}", partial(_own, tag, edition.language))


def _own(tag: Tag, language: str) -> Sequence[Piece]:
    return newest_first(piece for piece in tag.pieces if piece.document.language == language)


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
