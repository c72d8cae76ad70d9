"""The pages of notes and articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sitegen import urls
from sitegen.output.press import Press, title_text
from sitegen.output.sheets import Head, Sheet, sheet
from sitegen.output.views import ContentsItem, PageLink, PostPage
from sitegen.site.addresses import is_unsafe
from sitegen.site.model import Edition, Neighbours, Piece

_ENOUGH: Final = 3
_OWN_CONTENTS: Final = '<nav class="toc"'
_LETTERS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_WORDS: Final = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")
_LETTERS_A_MINUTE: Final = 500
_WORDS_A_MINUTE: Final = 200


def post_pages(press: Press, edition: Edition) -> Iterator[Sheet]:
    """Make the page of every note and article of a language."""
    for piece in edition.pieces:
        if piece.entry is None:
            yield sheet(press, _head(press, piece), _view(press, piece))


def minutes(text: str) -> int:
    """Estimate how long reading takes: 500 Japanese letters or 200 words a minute, one at least."""
    letters, words = len(_LETTERS.findall(text)), len(_WORDS.findall(text))
    return max(1, round(letters / _LETTERS_A_MINUTE + words / _WORDS_A_MINUTE))


def _head(press: Press, piece: Piece) -> Head:
    document = piece.document
    return Head(
        kind="post",
        url=piece.url,
        language=document.language,
        title=press.item(piece).title,
        title_text=title_text(piece),
        description=piece.summary,
        twins=_twins(press, piece),
        date=piece.date,
        modified=document.updated or document.date,
        has_code=piece.section.has_code,
        source=document.path,
    )


def _twins(press: Press, piece: Piece) -> Mapping[str, str]:
    site = press.site
    return {code: site.table.documents[path] for code, path in site.twins[piece.document.path].items()}


def _view(press: Press, piece: Piece) -> PostPage:
    document, described = piece.document, piece.rendered.description
    beside = press.site.neighbours.get(document.path, Neighbours())
    return PostPage(
        item=press.item(piece),
        updated=document.updated,
        body=press.body(piece),
        contents=_contents(press, piece),
        description=press.title(piece, described) if described else None,
        link=document.link if document.link and not is_unsafe(document.link) else None,
        rating=document.rating,
        previous=_link(press, beside.older),
        next=_link(press, beside.newer),
        minutes=minutes(piece.section.text),
    )


def _contents(press: Press, piece: Piece) -> tuple[ContentsItem, ...]:
    headings = piece.section.headings
    if len(headings) < _ENOUGH or _OWN_CONTENTS in piece.section.html:
        return ()
    outermost = min(heading.level for heading in headings)
    return tuple(
        ContentsItem(heading.level - outermost + 1, heading.id, press.title(piece, heading))
        for heading in headings
    )


def _link(press: Press, piece: Piece | None) -> PageLink | None:
    return PageLink(urls.href(piece.url, press.config), press.item(piece).title) if piece else None
