"""What the templates of papers see: frozen values, one class for each kind of page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.output.views import ContentsItem, Item, PageLink, Pager, Stale, TagLink


@dataclass(frozen=True, slots=True)
class CountLink:
    """A page with the number of papers on it."""

    url: str
    """Where it stands."""
    name: str
    """What it is called; "" for papers whose year is not known."""
    count: int
    """How many papers it shows."""


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A link to something about a paper."""

    kind: str
    """``arxiv doi paper pdf code issue``."""
    name: str
    """What it is called, in the page's language."""
    url: str
    """Where it leads."""


@dataclass(frozen=True, slots=True)
class PaperText:
    """One text of a note: an abstract, a summary, a comment, a section of a digest."""

    id: str
    """Its id on the page; "" for one's own note, which is the page."""
    role: str
    """``note abstract translation summary comment text`` or ``digest-1`` to ``digest-8``."""
    heading: str
    """What it is called, in the page's language."""
    label: str
    """What its author added to the heading; may be empty."""
    language: str
    """Its language."""
    body: Markup
    """Its text."""
    date: dt.datetime | None
    """When it was written, where that is known apart from its note."""
    url: str | None
    """Where it stands elsewhere."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """The texts of one note on a paper."""

    kind: str
    """``paper issues digest``."""
    date: dt.datetime | None
    """The date of the note."""
    url: str | None
    """The digest's day, or the issue."""
    texts: tuple[PaperText, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A paper beside another."""

    item: Item
    """The paper."""
    tags: tuple[TagLink, ...]
    """Tags that both carry."""
    links: bool
    """Whether one leads to the other."""


@dataclass(frozen=True, slots=True)
class MentionView:
    """A text that leads to a paper."""

    item: Item
    """The text."""
    quote: str
    """What it says there; may be empty."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """``paper.html``: one paper."""

    item: Item
    """What lists show of it."""
    authors: tuple[str, ...]
    """In order."""
    and_others: bool
    """Whether there are more."""
    published: str
    """Year, or year and month, of the first publication: ``2025-10``."""
    venue: CountLink | None
    """Where it was published."""
    year: CountLink | None
    """When it was published."""
    links: tuple[PaperLink, ...]
    """To the paper and what belongs to it."""
    description: Markup | None
    """The claim, or the summary in a line."""
    notes: tuple[NoteView, ...]
    """One's own first, then issues, then digests."""
    contents: tuple[ContentsItem, ...]
    """Headings of one's own note; empty where there are few."""
    related: tuple[RelatedView, ...]
    """The nearest first."""
    mentions: tuple[MentionView, ...]
    """Newest first."""
    bibtex: str
    """Its entry."""
    bibtex_url: str
    """The entry as a file."""
    json_url: str
    """All facts as a file."""
    listing: PageLink
    """The list of all papers."""
    previous: PageLink | None
    """The paper noted before."""
    next: PageLink | None
    """The paper noted after."""
    meta: tuple[tuple[str, str], ...]
    """``citation_*`` names and contents for search engines."""
    json_ld: Markup
    """The paper and its review, for search engines."""
    original: str | None = None
    """Where it is not translated: its page in its own language."""
    stale: Stale | None = None
    """That its original has changed since it was translated."""
    both: str | None = None
    """The page that shows it beside its translation."""


@dataclass(frozen=True, slots=True)
class PapersPage:
    """``papers.html``: the way to all papers."""

    count: int
    """How many there are."""
    newest: tuple[Item, ...]
    """Noted last."""
    years: tuple[CountLink, ...]
    """By year of publication, newest first."""
    venues: tuple[CountLink, ...]
    """The largest first."""
    daily: str | None
    """The list of digests; None where there are none."""
    bibtex_url: str
    """All entries as a file."""
    json_url: str
    """The index of all papers as a file."""


@dataclass(frozen=True, slots=True)
class PaperListPage:
    """``paper_list.html``: the papers of a year or of a venue."""

    list_url: str
    """The list of all papers."""
    items: tuple[Item, ...]
    """By year and date of the note; one page of the list."""
    count: int
    """How many the whole list holds."""
    pager: Pager
    """Where in the list."""


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """A paper in the digest of a day."""

    item: Item
    """The paper."""
    language: str
    """The digest's language."""
    summary: Markup | None
    """The digest's line about it."""


@dataclass(frozen=True, slots=True)
class DigestPage:
    """``digest.html``: the digest of a day."""

    day: dt.date
    """The date."""
    entries: tuple[DigestEntry, ...]
    """In the order of the source."""
    list_url: str
    """The list of all digests."""
    month: CountLink
    """The digests of its month."""
    previous: PageLink | None
    """The digest before, however long ago."""
    next: PageLink | None
    """The digest after."""


@dataclass(frozen=True, slots=True)
class DigestMonth:
    """The digests of a month."""

    first: dt.date
    """Its first day."""
    url: str
    """Its page."""
    days: tuple[tuple[dt.date, CountLink], ...]
    """From new to old."""


@dataclass(frozen=True, slots=True)
class DigestsPage:
    """``digests.html``: all digests, or those of a month."""

    list_url: str
    """The list of all papers, or of all digests."""
    months: tuple[DigestMonth, ...]
    """From new to old."""
    previous: PageLink | None
    """The month before that has digests."""
    next: PageLink | None
    """The month after."""


@dataclass(frozen=True, slots=True)
class TagNote:
    """What a tag's page shows of a paper below its title."""

    links: tuple[PaperLink, ...]
    """To the paper and the issue."""
    summary: PaperText | None
    """The summary."""
    comments: tuple[PaperText, ...]
    """In order."""
