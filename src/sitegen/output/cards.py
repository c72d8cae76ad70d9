"""Links that show the title of what they lead to: inline, or as a card.

A card is text from the cache alone; nothing is loaded from the host it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from markupsafe import Markup, escape

from sitegen.model import Card, RenderedText
from sitegen.output.spots import Fill, Spot, anchor
from sitegen.site import cards
from sitegen.site.addresses import host
from sitegen.site.cards import youtube_id

_HANDLE: Final = re.compile(r"https?://(?:www\.|mobile\.)?([\w.]+)/(\w+)/", re.IGNORECASE)
WORDS: Final = ("archived", "video", "post", "repository")
"""The interface strings that cards show."""

_ARCHIVE: Final = "web.archive.org"
_Inline = Callable[[RenderedText, Fill], Markup]


def title(spot: Spot, inline: _Inline) -> str:
    """Give the HTML of what a link says: the author's words, a title of this site, or the cache's.

    `inline` fills the slots of a title.
    """
    reference, target = spot.reference, spot.target
    own = reference.label.strip() if reference.kind == "note" and reference.label != reference.target else ""
    if own:
        return escape(own)
    if target.title is not None:
        return inline(target.title, Fill(spot.given.config, target.formulas, feed=spot.given.feed))
    return escape((target.card.title.strip() if target.card else "") or reference.target.strip())


def block(spot: Spot, head: str) -> str:
    """Give what stands on lines of its own: a post as a quotation, anything else as a card."""
    return _post(spot) if spot.reference.kind == "post" else card(spot, head)


def _post(spot: Spot) -> str:
    """Give a post on a social network as a quotation: its text from the cache, and where it stands."""
    target = spot.target
    handle = _HANDLE.match(spot.reference.target)
    name = escape(f"@{handle[2]} ({handle[1]})" if handle else spot.reference.target)
    said = f"<p>{escape(target.card.description)}</p>" if target.card and target.card.description else ""
    return f'<blockquote class="post-quote">{said}<p class="post-by">{anchor(name, spot)}</p></blockquote>'


def card(spot: Spot, head: str) -> str:
    """Give the block that says where a link leads, under `head`; a plain line where nothing is known."""
    target = spot.target
    film = youtube_id(target.href) if target.href and target.foreign else None
    if film and "youtube" in spot.given.config.embed and not spot.given.feed:
        return _embedded(spot, head, film)
    if target.card is None and target.title is None:
        return f'<div class="card-plain">{anchor(head, spot)}</div>'
    known = target.card or Card(url="", title="", description=target.description)
    name = "card dead" if known.dead else "card"
    parts = (
        anchor(head, spot, "card-title"),
        _description(known),
        _site(known, spot),
        _archived(known, spot),
    )
    return f'<aside class="{name}">{"".join(parts)}</aside>'


def _embedded(spot: Spot, head: str, film: str) -> str:
    """A film in a frame, which loads when it comes into sight, with its link below."""
    said = spot.target.card.title if spot.target.card else spot.reference.target
    source = f"https://www.youtube-nocookie.com/embed/{film}"
    frame = f'<iframe src="{source}" title="{escape(said)}" loading="lazy" allowfullscreen></iframe>'
    return f'<figure class="embed">{frame}<figcaption>{anchor(head, spot)}</figcaption></figure>'


def _description(known: Card) -> str:
    said = known.description.strip()
    return f'<p class="card-description">{escape(said)}</p>' if said else ""


def _site(known: Card, spot: Spot) -> str:
    foreign = spot.target.href if spot.target.foreign and spot.target.href else ""
    said = known.site.strip() or (host(foreign) if foreign else "")
    sort = spot.given.words.get(cards.sort(foreign), "") if foreign else ""
    line = " · ".join(filter(None, (said, sort)))
    return f'<span class="card-site">{escape(line)}</span>' if line else ""


def _archived(known: Card, spot: Spot) -> str:
    """A link to what the Web Archive kept of a page that is gone."""
    word = spot.given.words.get("archived", _ARCHIVE)
    if not known.dead or spot.in_link:
        return ""
    address = escape(f"https://{_ARCHIVE}/web/{known.url}")
    return f'<a class="card-archive" href="{address}" rel="external">{escape(word)}</a>'
