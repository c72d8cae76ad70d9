"""What the template of an article or a note sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.output.views import ContentsItem, Item, PageLink, Stale


@dataclass(frozen=True, slots=True)
class PostPage:
    """``post.html``: an article or a note."""

    item: Item
    """What lists show of it."""
    updated: dt.datetime | None
    """When it was last changed."""
    body: Markup
    """Its text."""
    contents: tuple[ContentsItem, ...]
    """Its headings; empty where there are fewer than three or the text has its own marker."""
    description: Markup | None
    """The claim or description of the header."""
    link: str | None
    """The address that it is about."""
    rating: int | None
    """1 to 5."""
    previous: PageLink | None
    """The older neighbour in its collection."""
    next: PageLink | None
    """The newer neighbour."""
    minutes: int
    """Reading time."""
    original: str | None = None
    """The text's own page, where this one shows it to readers of another language; else None."""
    stale: Stale | None = None
    """Said where the original has changed since it was translated."""
    both: str | None = None
    """The page that shows it beside its translation; None where there is none."""
