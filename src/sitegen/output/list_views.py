"""What the templates of lists see: the home page, tags, collections, the page for what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.output.diary_views import Calendar, Memories, YearLink
from sitegen.output.paper_views import TagNote
from sitegen.output.views import Item, PageLink, Pager, TagLink


@dataclass(frozen=True, slots=True)
class HomePage:
    """``home.html``."""

    newest: tuple[Item, ...]
    """Newest of everything."""
    calendars: tuple[Calendar, ...]
    """The newest months that hold something, newest first, at most three."""
    years: tuple[YearLink, ...]
    """All years, newest first."""
    tags: tuple[TagLink, ...]
    """The most used tags, at most forty, by count."""
    collections: tuple[PageLink, ...]
    """Lists of the collections."""
    memories: Memories | None = None
    """What was written on this day; None where nothing was."""


@dataclass(frozen=True, slots=True)
class TagPage:
    """``tag.html``: everything with one tag."""

    tag: TagLink
    """The tag."""
    items: tuple[Item, ...]
    """Papers by year and date of the note, then the others newest first; one page of the list."""
    pager: Pager
    """Where in the list."""
    description: str = ""
    """One sentence; may be empty."""
    parents: tuple[TagLink, ...] = ()
    """The tags that it is a part of, the outermost first."""
    children: tuple[TagLink, ...] = ()
    """Its parts."""
    notes: tuple[TagNote | None, ...] = ()
    """Parallel to `items`, or empty: what is shown of a paper below its title."""


@dataclass(frozen=True, slots=True)
class TagsPage:
    """``tags.html``: all tags."""

    tags: tuple[TagLink, ...]
    """In the order of the language's collation."""
    index: str = ""
    """Address of the file that the tag filter reads."""


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """``collection.html``: the list of a collection's documents."""

    name: str
    """The collection's name for readers."""
    items: tuple[Item, ...]
    """Newest first, undated last; one page of the list."""
    pager: Pager
    """Where in the list."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``search.html``."""

    count: int
    """How many texts can be found."""
    shards: int
    """In how many files ``terms-0.json`` and so on the index stands."""
    size: int
    """How many texts each file ``texts-0.json`` and so on holds."""
    badges: Mapping[str, str]
    """What says that a text is in another language alone, by its language."""
    tags: tuple[TagLink, ...]
    """The most used."""
    years: tuple[YearLink, ...]
    """Years with counts, newest first."""
    collections: tuple[PageLink, ...]
    """Lists of the collections."""


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """``404.html``."""

    newest: tuple[Item, ...]
    """A few entries to go on with."""
