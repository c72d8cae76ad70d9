"""The pages of notes and articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from sitegen import urls
from sitegen.output.post_views import PostPage
from sitegen.output.press import Press, title_text
from sitegen.output.sheets import Head, Plan
from sitegen.output.views import ContentsItem, PageLink
from sitegen.site.addresses import is_unsafe
from sitegen.site.model import Edition, Neighbours, Piece
from sitegen.site.pairs import partner

_ENOUGH: Final = 3
_OWN_CONTENTS: Final = '<nav class="toc"'
_LETTERS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_WORDS: Final = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")
_LETTERS_A_MINUTE: Final = 500
_WORDS_A_MINUTE: Final = 200


def post_pages(press: Press, edition: Edition) -> Iterator[Plan]:
    """Make the page of every note and article: of those of a language, and of those it borrows."""
    language = edition.language
    for piece in edition.everything:
        is_own = piece.document.language == language
        if piece.document.path in press.site.library.by_document:
            continue
        if piece.entry is None and (is_own or (language, piece.document.path) in press.site.borrowed):
            yield Plan(
                press.url(piece, language),
                partial(_head, press, piece, language),
                partial(_view, press, piece, language),
            )


def minutes(text: str) -> int:
    """Estimate how long reading takes: 500 Japanese letters or 200 words a minute, one at least."""
    letters, words = len(_LETTERS.findall(text)), len(_WORDS.findall(text))
    return max(1, round(letters / _LETTERS_A_MINUTE + words / _WORDS_A_MINUTE))


def _head(press: Press, piece: Piece, language: str) -> Head:
    document = piece.document
    is_own = document.language == language
    return Head(
        kind="post",
        url=press.url(piece, language),
        language=language,
        title=press.item(piece, language).title,
        title_text=title_text(piece, language),
        description=piece.summary,
        twins=_twins(press, piece),
        original=None if is_own else piece.url,
        title_language=press.title_language(piece, language),
        date=piece.date,
        modified=document.updated or document.date,
        has_code=piece.section.has_code,
        source=document.path,
    )


def _twins(press: Press, piece: Piece) -> Mapping[str, str]:
    return {code: other.url for code, other in press.site.versions[piece.place].items()}


def _view(press: Press, piece: Piece, language: str) -> PostPage:
    document, described = piece.document, piece.rendered.description
    beside = press.site.neighbours.get(document.path, Neighbours())
    is_own = document.language == language
    return PostPage(
        item=press.item(piece, language),
        updated=document.updated,
        body=press.body(piece),
        contents=contents_of(press, piece),
        description=press.title(piece, described) if described else None,
        link=document.link if document.link and not is_unsafe(document.link) else None,
        rating=document.rating,
        previous=page_link(press, beside.older) if is_own else None,
        next=page_link(press, beside.newer) if is_own else None,
        minutes=minutes(piece.section.text),
        original=None if is_own else urls.href(piece.url, press.config),
        stale=press.stale(piece),
        both=both_link(press, piece) if is_own else None,
    )


def both_link(press: Press, piece: Piece) -> str | None:
    """Give the page that shows a text beside its translation."""
    other = partner(press.site, piece)
    has_partner = other is not None and not other.document.parts and not piece.document.parts
    return urls.href(urls.both(piece.url), press.config) if has_partner else None


def contents_of(press: Press, piece: Piece) -> tuple[ContentsItem, ...]:
    """Give the table of contents of a text; empty where it is short or has its own."""
    headings = piece.section.headings
    if len(headings) < _ENOUGH or _OWN_CONTENTS in piece.section.html:
        return ()
    outermost = min(heading.level for heading in headings)
    return tuple(
        ContentsItem(heading.level - outermost + 1, heading.id, press.title(piece, heading))
        for heading in headings
    )


def page_link(press: Press, piece: Piece | None) -> PageLink | None:
    """Give the link to a neighbour."""
    return PageLink(urls.href(piece.url, press.config), press.item(piece).title) if piece else None
