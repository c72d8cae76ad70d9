"""Which texts are shown beside which: every text beside one translation of it."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.config import SiteConfig
from sitegen.site.model import Edition, Month, Piece, Site

Pair = tuple[Piece, Piece]


def partner(site: Site, piece: Piece) -> Piece | None:
    """The version that a text is shown beside: the first of the site's languages that is not its own."""
    known = site.versions[piece.place]
    if len(known) == 1:
        return None
    others = (known[code] for code in site.config.languages if code in known)
    return next((other for other in others if other.document.language != piece.document.language), None)


def text_pairs(site: Site, edition: Edition) -> Iterator[Pair]:
    """The notes and articles of a language with their partners."""
    for piece in edition.pieces:
        other = partner(site, piece) if piece.entry is None else None
        has_parts = bool(piece.document.parts) or (other is not None and bool(other.document.parts))
        if other is not None and other.entry is None and not has_parts:
            yield piece, other


def month_pairs(site: Site, edition: Edition) -> Iterator[tuple[Month, list[Pair]]]:
    """The months of a language in which entries are translated, with those entries and their partners.

    All pairs of a month have the same two languages.
    """
    for month in edition.months:
        own = (piece for piece in month.entries if piece.document.language == edition.language)
        pairs = [(piece, other) for piece in own if (other := partner(site, piece)) is not None]
        if pairs:
            language = _most_common(pairs, site.config)
            yield month, [pair for pair in pairs if pair[1].document.language == language]


def _most_common(pairs: list[Pair], config: SiteConfig) -> str:
    languages = [other.document.language for _, other in pairs]
    return max(config.languages, key=languages.count)
