"""A text beside its translation: paragraph by paragraph, formulas and code once where they are equal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from markupsafe import Markup, escape

from sitegen import urls
from sitegen.i18n import format_month, language_name
from sitegen.model import RenderedSection
from sitegen.output.both_views import BothPage, BothRow, BothSection
from sitegen.output.press import Press, title_text
from sitegen.output.sheets import Head, Plan, plan
from sitegen.site.alignment import Row, rows
from sitegen.site.model import Edition, Month, Piece
from sitegen.site.pairs import month_pairs, text_pairs

_TAG: Final = re.compile(r"<[a-zA-Z][^<>]*>")
_ID: Final = re.compile(r'(\s(?:id|for)="|\shref="#|\saria-labelledby=")')
_Pair = tuple[Piece, Piece]


def both_pages(press: Press, edition: Edition) -> Iterator[Plan]:
    """Make the pages that show each text of a language, and each month, beside its translation."""
    for own, other in text_pairs(press.site, edition):
        url = urls.both(own.url)
        yield Plan(url, partial(_text_head, press, own, other), partial(_text_view, press, own, other))
    for month, pairs in month_pairs(press.site, edition):
        head = _month_head(press, edition, month, pairs)
        yield plan(head, _month_view, press, edition, month, pairs)


def _text_head(press: Press, own: Piece, other: Piece) -> Head:
    language = own.document.language
    return Head(
        kind="both",
        url=urls.both(own.url),
        language=language,
        title=press.item(own).title,
        title_text=_named(press, language, title_text(own)),
        description=own.summary,
        twins=_twins({piece.document.language: piece.url for piece in (own, other)}),
        alternates={},
        title_language=press.title_language(own, language),
        has_code=own.section.has_code or other.section.has_code,
    )


def _month_head(press: Press, edition: Edition, month: Month, pairs: Sequence[_Pair]) -> Head:
    language, config = edition.language, press.config
    name = format_month(month, language)
    languages = (language, pairs[0][1].document.language)
    addresses = {code: urls.month(month.year, month.month, code, config) for code in languages}
    return Head(
        kind="both",
        url=urls.both(addresses[language]),
        language=language,
        title=escape(name),
        title_text=_named(press, language, name),
        twins=_twins(addresses),
        alternates={},
        has_code=any(piece.section.has_code for pair in pairs for piece in pair),
    )


def _named(press: Press, language: str, title: str) -> str:
    return f"{title} ({press.texts.get(language, 'side_by_side')})"


def _twins(addresses: dict[str, str]) -> dict[str, str]:
    """Give the same view for readers of the other language."""
    return {code: urls.both(url) for code, url in addresses.items()}


def _text_view(press: Press, own: Piece, other: Piece) -> BothPage:
    there = press.item(other)
    part = BothSection("", None, None, None, _rows(press, own, other))
    return _page(own, other, urls.href(own.url, press.config), there.title, (part,))


def _month_view(press: Press, edition: Edition, month: Month, pairs: Sequence[_Pair]) -> BothPage:
    own, other = pairs[0]
    url = urls.month(month.year, month.month, edition.language, press.config)
    there = escape(format_month(month, other.document.language))
    return _page(
        own, other, urls.href(url, press.config), there, tuple(_entry(press, *pair) for pair in pairs)
    )


def _page(own: Piece, other: Piece, url: str, there: Markup, parts: tuple[BothSection, ...]) -> BothPage:
    languages = (own.document.language, other.document.language)
    names = (language_name(languages[0]), language_name(languages[1]))
    return BothPage(url, there, *languages, *names, sections=parts)


def _entry(press: Press, own: Piece, other: Piece) -> BothSection:
    return BothSection(
        anchor=own.url.partition("#")[2],
        moment=own.date,
        title=press.item(own).title if own.title else None,
        other_title=press.item(other).title if other.title else None,
        rows=_rows(press, own, other),
    )


def _rows(press: Press, own: Piece, other: Piece) -> tuple[BothRow, ...]:
    mark = f"{other.document.language}-"
    found = [_row(press, own, other, row, mark) for row in rows(own.section, other.section)]
    notes = _tail(press, own), _apart(_tail(press, other), mark)
    return (*found, BothRow("notes", *notes, same=False)) if any(notes) else tuple(found)


def _row(press: Press, own: Piece, other: Piece, row: Row, mark: str) -> BothRow:
    left = press.filled(own, own.section.html[row.left.start : row.left.end]) if row.left else None
    right = press.filled(other, other.section.html[row.right.start : row.right.end]) if row.right else None
    block = row.left or row.right
    kind = block.kind if block else ""
    if row.is_same and kind != "heading":
        return BothRow(kind, left, None, same=True)
    return BothRow(kind, left, _apart(right, mark) if right else None, same=False)


def _tail(press: Press, piece: Piece) -> Markup:
    """Give the footnotes of a text."""
    return press.filled(piece, piece.section.html[_end(piece.section) :])


def _end(section: RenderedSection) -> int:
    return section.blocks[-1].end if section.blocks else len(section.html)


def _apart(html: Markup, mark: str) -> Markup:
    """Give the ids of the second text a beginning that the first's have not."""
    return Markup(_TAG.sub(lambda tag: _ID.sub(rf"\g<1>{mark}", tag.group()), html))  # noqa: S704 - was Markup
