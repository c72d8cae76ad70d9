"""The site as a value: what is published, and how its texts relate to each other.

Everything that a document is to the others (its address, its month, its neighbours,
its tags' other texts, its translations) stands here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sitegen.config import SiteConfig
from sitegen.model import Card, Document, Entry, RenderedDocument, RenderedSection, RenderedText
from sitegen.site.library import Library
from sitegen.site.stale import Staleness
from sitegen.site.translations import Place
from sitegen.url_plan import UrlTable


@dataclass(frozen=True, slots=True)
class Piece:
    """Anything that a list can name: a diary entry, a note or an article."""

    document: Document
    """Its source."""
    rendered: RenderedDocument
    """The rendered source."""
    section: RenderedSection
    """Its own body."""
    entry: Entry | None
    """The diary entry; None for a note or an article."""
    url: str
    """Site-relative permalink."""
    title: RenderedText | None
    """Its title; None for an entry without one."""
    date: dt.datetime | None
    """When, aware, in the site's zone."""
    date_only: bool
    """Whether the time of day is unknown."""
    tags: tuple[str, ...]
    """Keys of its tags, each once, in the order written."""
    summary: str
    """One or two sentences of plain text; may be empty."""
    more_tags: tuple[str, ...] = ()
    """Tags of the other notes on its paper, as written."""
    moment: float = float("-inf")
    """Its date as seconds; what has no date stands before everything."""

    @property
    def place(self) -> Place:
        """What tells it from all others: its source, and the anchor of an entry."""
        return self.document.path, self.entry.anchor if self.entry else ""

    @property
    def day(self) -> dt.date | None:
        """The date without the time."""
        return self.date.date() if self.date else None


@dataclass(frozen=True, slots=True)
class Preamble:
    """What a diary file says before its first entry."""

    document: Document
    """The file."""
    rendered: RenderedDocument
    """The rendered file."""
    title: RenderedText | None
    """The file's title, where the month's heading does not show it."""
    section: RenderedSection | None
    """The text; None where there is none."""


@dataclass(frozen=True, slots=True)
class Month:
    """What was written in one month, as readers of one language see it."""

    year: int
    """Year."""
    month: int
    """1 to 12."""
    titled: Document | None
    """The diary file whose title is the month's; None where no single one is."""
    preambles: tuple[Preamble, ...]
    """Of the files whose first entry is in this month, in order."""
    entries: tuple[Piece, ...]
    """Diary entries by day, time and place in the source; those that are not translated included."""
    items: tuple[Piece, ...]
    """Notes and articles, by date, likewise."""

    @property
    def count(self) -> int:
        """How many entries, notes and articles there are."""
        return len(self.entries) + len(self.items)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with everything that carries it or a part of it, as readers of one language see it."""

    key: str
    """The same for all spellings."""
    name: str
    """Its registered name in the language, else the most frequent spelling."""
    slug: str
    """Its part of an address."""
    pieces: tuple[Piece, ...]
    """Papers by year and date of the note, then everything else newest first, undated last."""
    is_hidden: bool = False
    """Whether it stands in no list of tags and beside no text."""
    is_pinned: bool = False
    """Whether it stands before those that are not."""
    description: str = ""
    """One sentence; may be empty."""
    parents: tuple[str, ...] = ()
    """Keys of the tags that it is a part of, the nearest first."""
    children: tuple[str, ...] = ()
    """Keys of its parts that anything carries."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language."""

    language: str
    """Language code."""
    pieces: tuple[Piece, ...]
    """Everything in the language, newest first, undated last."""
    months: tuple[Month, ...]
    """Months that hold something, oldest first."""
    tags: Mapping[str, Tag]
    """By key, in the order of the names."""
    collections: Mapping[str, tuple[Piece, ...]]
    """Notes and articles by collection, newest first, undated last; only those that hold something."""
    elsewhere: tuple[Piece, ...] = ()
    """What is not translated into the language, newest first, undated last."""
    everything: tuple[Piece, ...] = ()
    """Both, newest first, undated last."""

    @property
    def years(self) -> tuple[int, ...]:
        """Years that hold something, oldest first."""
        return tuple(sorted({month.year for month in self.months}))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands beside a text in its collection."""

    older: Piece | None = None
    """The one before."""
    newer: Piece | None = None
    """The one after."""


@dataclass(frozen=True, slots=True)
class Site:
    """All that is published, with its relations."""

    config: SiteConfig
    """The settings."""
    table: UrlTable
    """Every address."""
    editions: Mapping[str, Edition]
    """By language, in the order of the settings."""
    documents: Mapping[str, Document]
    """Published documents by path, in the order of the paths."""
    rendered: Mapping[str, RenderedDocument]
    """The rendered documents by path."""
    neighbours: Mapping[str, Neighbours]
    """Of each note and article, by path."""
    twins: Mapping[str, Mapping[str, str]]
    """Path of each document to the paths of its translations, by language, its own included."""
    versions: Mapping[Place, Mapping[str, Piece]]
    """Each text and entry, by path and anchor ("" for a text), in every language that has it."""
    borrowed: Mapping[Place, str]
    """Language and path of each note and article that is not translated → where its readers find it."""
    hidden: frozenset[str]
    """Paths of the documents that are not published: drafts and those of the future."""
    today: dt.date
    """The day of the build, in the site's zone."""
    library: Library = field(default_factory=Library)
    """All papers."""
    stale: Mapping[Place, Staleness] = field(default_factory=dict)
    """What has changed in the originals of the translations that are recorded."""
    future: frozenset[Place] = frozenset()
    """What is published before its time, because drafts are asked for."""
    until: dt.datetime | None = None
    """When the site will be another one without any change."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file beside the sources that is published as it is."""

    url: str
    """Site-relative address."""
    width: int | None = None
    """Of an image, in pixels."""
    height: int | None = None
    """Of an image, in pixels."""
    narrower: tuple[tuple[int, str], ...] = ()
    """Width and site-relative address of smaller versions of an image, the narrowest first."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference leads."""

    href: str | None = None
    """``/…`` inside the site, ``#…`` on the same page, or a complete address; None: nowhere."""
    foreign: bool = False
    """Whether another host answers."""
    title: RenderedText | None = None
    """The title of the text of this site that it leads to."""
    language: str = ""
    """The language of that text, where it is not that of the text that the reference stands in."""
    formulas: tuple[str, ...] = ()
    """The formulas of that title."""
    description: str = ""
    """The summary of that text."""
    card: Card | None = None
    """What the card cache knows of the address."""
    size: tuple[int, int] | None = field(default=None)
    """Width and height of a local image."""
    narrower: tuple[tuple[int, str], ...] = ()
    """Smaller versions of it, as in `Asset`."""
