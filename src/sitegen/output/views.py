"""What templates see: frozen values, one class for each kind of page.

These classes are the contract between the generator and a theme. Every address in
them is ready for an ``href`` (it carries the path of ``base_url``); every `Markup`
is complete HTML whose slots are filled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from sitegen.model import Precision
from sitegen.site.statistics import Count

if TYPE_CHECKING:
    from sitegen.output.paper_views import TagNote


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
class EntryView:
    """A diary entry in full."""

    anchor: str
    """Its id."""
    url: str
    """Its permalink; where it is not translated, its place in its own language."""
    day: dt.date
    """Its date."""
    time: dt.time | None
    """Its time of day."""
    precision: Precision
    """How much of date and time is known."""
    iso: str
    """For ``<time datetime>``: ``2026-01-06T12:16:54+09:00``, ``2026-01-06`` or ``2026-01``."""
    title: Markup | None
    """Its title."""
    tags: tuple[TagLink, ...]
    """Its tags."""
    body: Markup
    """Its text; empty where it is not translated."""
    draft: bool
    """Whether its file is a draft."""
    language: str
    """Its language; not the page's where it is not translated."""
    title_language: str = ""
    """The language of the title, where it is not the page's; else ""."""
    stale: Stale | None = None
    """Said where its original has changed since it was translated."""
    future: bool = False
    """Whether its date is still to come; such entries are shown only where drafts are."""


@dataclass(frozen=True, slots=True)
class DayView:
    """The entries of one day."""

    day: dt.date
    """The date."""
    anchor: str
    """Id of the day's heading: ``day-2026-01-06``."""
    entries: tuple[EntryView, ...]
    """In order of time; never empty."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A cell of a calendar."""

    day: dt.date
    """The date."""
    url: str | None
    """The day in its month's report; None where nothing was written."""
    count: int
    """Entries, notes and articles of that day."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """One month as a table."""

    year: int
    """Year."""
    month: int
    """1 to 12."""
    url: str | None
    """The month's report; None where the month is empty."""
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    """Rows of seven, Monday first; None outside the month."""
    count: int
    """Entries, notes and articles of the month."""


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
class Memories:
    """What was written on one day of the year, in the years before."""

    day: dt.date
    """The day of the build."""
    items: tuple[Item, ...]
    """Newest first; never empty."""


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year with its size."""

    year: int
    """Year."""
    url: str
    """Its page."""
    count: int
    """Entries, notes and articles."""


@dataclass(frozen=True, slots=True)
class MonthPage:
    """``month.html``: the monthly report."""

    calendar: Calendar
    """The month as a table."""
    title: Markup | None
    """The title that the diary file gave this month; None where it gave none."""
    preamble: Markup | None
    """What stands before the first entry of the file."""
    days: tuple[DayView, ...]
    """Days with their entries, in order."""
    undated: tuple[EntryView, ...]
    """Entries of the month without a day."""
    items: tuple[Item, ...]
    """Notes and articles of the month, by date."""
    previous: PageLink | None
    """The month before that holds something."""
    next: PageLink | None
    """The month after that holds something."""
    year_url: str
    """The year's page."""
    both: str | None = None
    """The page that shows its entries beside their translations; None where there is none."""


@dataclass(frozen=True, slots=True)
class YearPage:
    """``year.html``: the year in dots, then its months."""

    year: int
    """Year."""
    calendars: tuple[Calendar, ...]
    """Twelve, January first."""
    months: tuple[YearMonth, ...]
    """Months that hold something, in order."""
    previous: PageLink | None
    """The year before that holds something."""
    next: PageLink | None
    """The year after."""
    memories: Memories | None = None
    """What was written on this day; None where nothing was."""


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month in the list of its year."""

    year: int
    """Year."""
    month: int
    """1 to 12."""
    url: str
    """Its report."""
    items: tuple[Item, ...]
    """Titled entries, notes and articles, by date."""
    count: int
    """Everything in the month, untitled entries included."""


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


@dataclass(frozen=True, slots=True)
class BothRow:
    """Two blocks side by side."""

    kind: str
    """``heading paragraph math code list quotation table card html notes``."""
    left: Markup | None
    """In the page's language; None where there is no counterpart."""
    right: Markup | None
    """In the other language, likewise."""
    same: bool
    """Whether both are equal, so that `left` alone is shown."""


@dataclass(frozen=True, slots=True)
class BothSection:
    """A text, or one entry of a diary, beside its translation."""

    anchor: str
    """Id of an entry; "" for a text."""
    moment: dt.datetime | None
    """When an entry was written."""
    title: Markup | None
    """An entry's title."""
    other_title: Markup | None
    """Its title in the other language."""
    rows: tuple[BothRow, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class BothPage:
    """``both.html``: a text, or a month's entries, beside the translation."""

    url: str
    """The text's own page."""
    other_title: Markup
    """The title in the other language."""
    left: str
    """Code of the page's language."""
    right: str
    """Code of the other."""
    left_name: str
    """The page's language in its own words."""
    right_name: str
    """The other language in its own words."""
    sections: tuple[BothSection, ...]
    """In order."""


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
class TagsPage:
    """``tags.html``: all tags."""

    tags: tuple[TagLink, ...]
    """In the order of the language's collation."""
    index: str = ""
    """Address of the file that the tag filter reads."""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """``archive.html``: everything by year and month."""

    years: tuple[ArchiveYear, ...]
    """Newest first."""
    undated: tuple[Item, ...]
    """What has no date, by title."""


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """One year of the archive."""

    link: YearLink
    """The year."""
    months: tuple[YearMonth, ...]
    """Newest first."""


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
class Chart:
    """A chart."""

    title: str
    """What it shows."""
    svg: Markup
    """The drawing."""


@dataclass(frozen=True, slots=True)
class StatsMonth:
    """A month in the table of figures."""

    name: str
    """Its name."""
    url: str
    """Its page, ready for ``href``; "" where nothing was written."""
    count: Count
    """How much was written."""


@dataclass(frozen=True, slots=True)
class StatsPage:
    """The figures of a language (``stats.html``)."""

    charts: tuple[Chart, ...]
    """Drawings by month."""
    months: tuple[StatsMonth, ...]
    """Newest first."""
    total: Count
    """Everything, undated texts too."""
    tags: tuple[TagLink, ...]
    """The most used."""


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


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """``redirect.html``: an old address."""

    target: str
    """Where it leads now."""


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
