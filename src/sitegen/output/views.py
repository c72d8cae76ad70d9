"""What every template sees: the page, the site, and the parts that several kinds of pages share.

What one kind of page shows stands in `diary_views`, `post_views` and the others. These
classes are the contract between the generator and a theme. Every address in
them is ready for an ``href`` (it carries the path of ``base_url``); every `Markup`
is complete HTML whose slots are filled.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    """Language code."""
    name: str
    """The language's own name (日本語, English)."""
    url: str | None
    """The twin's address; None where there is none."""


@dataclass(frozen=True, slots=True)
class TagLink:
    """A tag with its page."""

    name: str
    """As shown."""
    url: str
    """Its page."""
    count: int
    """How many entries, notes and articles carry it or a part of it."""
    feed: str
    """Its Atom feed."""
    language: str = ""
    """The language of its name, where it is not the page's; else ""."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a neighbour page."""

    url: str
    """Where it leads."""
    title: Markup
    """What it says."""


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """A heading in a table of contents."""

    level: int
    """1 for the outermost that occurs."""
    id: str
    """The heading's id."""
    html: Markup
    """Its text."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What a list shows of a paper beside its title."""

    authors: str
    """The first author, with a ``+`` where there are more; may be empty."""
    venue: str
    """Where it was published; may be empty."""
    year: int | None
    """When it was published."""
    is_paper: bool
    """Whether it is a paper at all."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: an entry, a note or an article."""

    url: str
    """Where it stands."""
    title: Markup
    """Its title; for an entry without one, its date (and time)."""
    title_text: str
    """The title without markup."""
    date: dt.datetime | None
    """When, in the site's zone."""
    date_only: bool
    """Whether the time of day is unknown."""
    kind: str
    """``entry``, ``post`` or ``paper``."""
    collection: str
    """The collection's name for readers."""
    collection_url: str | None
    """The collection's list; None for a diary."""
    tags: tuple[TagLink, ...]
    """Its tags."""
    summary: str
    """One or two sentences, plain text; may be empty."""
    language: str
    """The language of the text; readers of another see a badge."""
    draft: bool
    """Whether it is a draft."""
    paper: PaperLine | None = None
    """What is known of the paper that it is about."""
    future: bool = False
    """Whether its date is still to come; such texts are shown only where drafts are."""
    title_language: str = ""
    """The language of the title, where it is not the page's; else ""."""


@dataclass(frozen=True, slots=True)
class Pager:
    """One page of a long list."""

    number: int
    """1-based."""
    total: int
    """How many pages."""
    previous: str | None
    """Address of the page before."""
    next: str | None
    """Address of the page after."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page that says the same in a language, for search engines."""

    code: str
    """Language code, or ``x-default``."""
    url: str
    """Complete address."""


@dataclass(frozen=True, slots=True)
class Stale:
    """What a reader of a translation is told when the original has moved on."""

    since: dt.date
    """The day of the original's state that was translated."""
    changed: dt.date | None
    """The day of the original's last change, where its header says."""
    count: int
    """How many blocks have changed since."""
    original: str
    """Address of the original."""
    language: str
    """Its language."""


@dataclass(frozen=True, slots=True)
class Page:
    """What every template sees as ``page``."""

    kind: str
    """``home month year post both tag tags archive collection search 404 redirect``."""
    url: str
    """Its own address."""
    canonical: str
    """The absolute address that search engines are to know: its own, or that of the text that it shows."""
    title: Markup
    """Its title as HTML (the h1)."""
    title_text: str
    """For ``<title>``, without the site's name."""
    description: str
    """One sentence for search engines; may be empty."""
    language: str
    """Its language."""
    has_math: bool
    """Whether to load KaTeX's stylesheet."""
    has_code: bool
    """Whether to load the code stylesheet and the copy button."""
    languages: tuple[LanguageLink, ...]
    """All languages of the site, this page's own included (its `url` is then the page itself)."""
    feed: str
    """The feed that belongs to it (a tag's, or the language's)."""
    date: dt.datetime | None = None
    """Publication date of an article."""
    title_language: str = ""
    """The language of its title, where that is not the page's; else ""."""
    indexed: bool = True
    """Whether search engines are to list it."""
    fonts: tuple[str, ...] = ()
    """Addresses of the font faces that its formulas are set in, to preload."""
    data: Markup = field(default_factory=Markup)
    """JSON-LD for search engines; "" where there is none."""
    image: str = ""
    """Absolute address of its preview image; "" where it has none."""
    alternates: tuple[Alternate, ...] = ()
    """The same page in all its languages, its own and ``x-default`` included; empty where it has one."""
    locale: str = ""
    """Language and territory, for example ``ja_JP``."""
    other_locales: tuple[str, ...] = ()
    """Those of the alternates."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every template sees as ``site``."""

    title: str
    """The site's title in the page's language."""
    description: str
    """One sentence about the site."""
    author: str
    """The author's name."""
    home: str
    """Address of the language's home page."""
    feed: str
    """The language's Atom feed."""
    json_feed: str
    """The language's JSON feed."""
    tags: str
    """The language's tag list."""
    archive: str
    """The language's archive."""
    base_url: str
    """As in the settings."""
    collections: tuple[PageLink, ...]
    """Lists of the collections that have something in the language."""
    latest_month: PageLink | None
    """The newest monthly report."""
    manifest: str = ""
    """Address of the language's web manifest."""
    menu: tuple[PageLink, ...] = ()
    """The links of the header that the settings give; empty for the theme's own."""
    ground: tuple[str, str] = ("#ffffff", "#000000")
    """The colour of the ground of a page, light and dark."""
    stats: str = ""
    """The page of figures; "" where the site has none."""
    search: str = ""
    """The language's search page; "" where the site has none."""
    search_description: str = ""
    """What tells a browser how to search the site, likewise."""
