"""Every value that travels from one stage to the next: frozen, slotted, complete when made.

A value is never filled in later. What a document is related to (its address, its
neighbours, what links to it) is no part of it; such relations live in the site.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from sitegen.notes import PaperFacts, Part


class Kind(StrEnum):
    """What the sources of a collection are."""

    DIARY = "diary"
    POST = "post"
    PAPER = "paper"
    DIGEST = "digest"
    ISSUES = "issues"


# ------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class Source:
    """One source file of a collection, as text."""

    path: str
    """Relative to the site's folder, forward slashes, for example ``content/diary/2026/01.md``."""
    collection: str
    """The name of its collection."""
    relative: str
    """The path inside the collection's folder, for example ``2026/01.md``."""
    text: str
    """Decoded, without a byte-order mark, line ends as ``\\n``."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of Markdown with the place where it stands."""

    text: str
    """The Markdown."""
    line: int
    """1-based line of its first character in the source."""
    column: int = 1
    """1-based column of its first character."""


Precision = Literal["month", "day", "minute", "second"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a diary file."""

    anchor: str
    """Its id on the page of its month, unique in the file: ``2026-01-06-121654``, ``2026-01-06``."""
    day: dt.date
    """Its date; the first of the month where `precision` is ``month``."""
    time: dt.time | None
    """Its time of day in the site's zone, where the heading gives one."""
    precision: Precision
    """How much of the date and time the author wrote."""
    title: Fragment | None
    """The title, as inline Markdown without the ``*`` around it."""
    tags: tuple[str, ...]
    """Tags at the end of its heading, as written, without ``#``."""
    heading_line: int
    """1-based line of its heading; 0 where the text stands under the file's header alone."""
    first_line: int
    """1-based line of the source where its text begins."""
    last_line: int
    """1-based last line of its text (inclusive); smaller than `first_line` where it is empty."""


@dataclass(frozen=True, slots=True)
class Document:
    """What one source says, read but not yet rendered."""

    path: str
    """Path of the source, as in `Source`; behind ``#`` its name there, where a file holds several."""
    collection: str
    """Name of its collection."""
    relative: str
    """Path inside the collection."""
    kind: Kind
    """What it is."""
    language: str
    """A language code of the site."""
    key: str
    """The same for all translations of one text: `relative` without extension and language suffix."""
    slug: str
    """Last part(s) of its address; `key` unless the header says otherwise."""
    title: Fragment | None
    """Inline Markdown; None where the source has none (a diary day)."""
    description: Fragment | None
    """Inline Markdown, where the header gives one."""
    date: dt.datetime | None
    """When it was written, aware, in the site's zone; None where nothing says."""
    date_only: bool
    """Whether only the day of `date` is known."""
    updated: dt.datetime | None
    """When it was last changed, where the header says."""
    tags: tuple[str, ...]
    """As written."""
    aliases: tuple[str, ...]
    """Old addresses that lead here, each with a leading slash."""
    draft: bool
    """Whether it is published only on request."""
    link: str | None
    """The address that it is about (a paper, a work reviewed)."""
    rating: int | None
    """1 to 5, where the header has ``rate:``."""
    translation_of: str | None
    """Path or key of the original, where front matter names it."""
    body: str
    """The whole text of the source; header lines are blanked, so that line numbers stay true."""
    body_line: int
    """1-based line where the text after the header begins."""
    entries: tuple[Entry, ...] = ()
    """Diary only: the entries in source order; their line ranges do not overlap."""
    parts: tuple[Part, ...] = ()
    """The texts of a digest's paper or of an issue, in order, each rendered apart; `body` is then empty."""
    paper: PaperFacts | None = None
    """What it tells of a paper; None for a text that is no note on one."""
    trusted: bool = True
    """Whether its HTML is kept as it is; False for what others have written."""

    @property
    def source(self) -> str:
        """The path of its file."""
        several = self.kind in (Kind.DIGEST, Kind.ISSUES)
        return self.path.rpartition("#")[0] if several else self.path


# ---------------------------------------------------------------- rendering

SLOT_OPEN = "\ufdd0"
SLOT_CLOSE = "\ufdd1"
"""Noncharacters that frame a slot in rendered HTML (`SLOT_OPEN` letter number `SLOT_CLOSE`).

Slots keep rendering a pure function of one document; what depends on the rest of
the site is put in when a page is assembled:

====== ==================================================================
m3     the HTML of formula 3 (in feeds, its MathML)
a3     the attributes of the link of reference 3, with a leading space
s3     the attributes ``src`` and size of the image of reference 3, likewise
c3     the block-level card of reference 3
t3     the inline link with the title of reference 3
====== ==================================================================
"""


@dataclass(frozen=True, slots=True)
class Reference:
    """Something in a text that points elsewhere."""

    kind: Literal["link", "image", "card", "title", "note", "issue", "post"]
    """``link`` [t](u), ``image``, ``card`` {{u}}, ``title`` [[u]], ``note`` [[name]],
    ``issue`` the bare address of one, ``post`` the bare address of a post on a social network."""
    target: str
    """As written: an address, a path, or a note's name."""
    line: int
    """1-based line in the source."""
    column: int
    """1-based column; 1 where it is not known."""
    section: str
    """`RenderedSection.key` of the section that it stands in."""
    label: str = ""
    """Readable text of the link, or the alternative text of the image."""
    quote: str = ""
    """Readable text of the paragraph that it stands in, or that stands before it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a text."""

    level: int
    """1 to 6 as written."""
    id: str
    """Unique on the page that it will stand on; no percent signs, no spaces."""
    html: str
    """Inline HTML with slots, without links."""
    text: str
    """Readable text, formulas included."""
    own_id: str = ""
    """The id that the heading has in its own language, where it shares that of its original; else ""."""


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block of a section: what translations are compared by."""

    kind: str
    """``heading paragraph math code list quotation table card html``."""
    start: int
    """Offset of its first character in the section's HTML."""
    end: int
    """Offset behind its last character."""
    line: int
    """1-based line in the source."""
    id: str
    """Its id, where the author gave one or it is a heading; else ""."""
    digest: str
    """A hash of its content; its place and its line breaks do not matter."""
    excerpt: str
    """Its first words, for messages."""


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A title or description, rendered."""

    html: str
    """Inline HTML with slots."""
    text: str
    """Readable text; each formula once, as characters."""


@dataclass(frozen=True, slots=True)
class RenderedSection:
    """The body of a document, or of one entry of a diary."""

    key: str
    """The entry's anchor; "" for the body of a document and for what stands before a diary's first entry."""
    title: RenderedText | None
    """The entry's title."""
    html: str
    """Block-level HTML with slots."""
    text: str
    """Readable text of paragraphs and lists, without code; for descriptions and counts."""
    headings: tuple[Heading, ...]
    """In order."""
    has_code: bool
    """Whether it holds highlighted code."""
    formulas: tuple[tuple[int, int], ...] = ()
    """Where formulas stand in `text`: offsets (start, end)."""
    blocks: tuple[Block, ...] = ()
    """Its top-level blocks in order, footnotes left out."""


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A document with all that can be made of it without knowing the rest of the site."""

    title: RenderedText | None
    """The title."""
    description: RenderedText | None
    """The description of the header."""
    sections: tuple[RenderedSection, ...]
    """Posts: one. Diaries: what stands before the first entry (if anything), then one per entry, in order.
    Digests and issues: one for each part."""
    formulas: tuple[str, ...]
    """KaTeX's HTML (with MathML inside) for each ``m`` slot of title, description and sections."""
    references: tuple[Reference, ...]
    """For the ``a s c t`` slots."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a page elsewhere, from the committed cache."""

    url: str
    """The address as written in the text."""
    title: str
    """Its title."""
    description: str = ""
    """Its description."""
    site: str = ""
    """The site's name."""
    dead: bool = False
    """Whether the last check found the page gone."""


# ------------------------------------------------------------------- output


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file to publish."""

    path: str
    """Relative to the output folder, forward slashes."""
    content: bytes
    """Its bytes."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """One formula as KaTeX gave it back."""

    html: str
    """HTML with MathML; "" where it failed or held definitions only."""
    error: str = ""
    """KaTeX's message."""
    position: int = -1
    """0-based offset in the TeX source where KaTeX stopped; -1 where it does not say."""


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula to typeset, or one definition to apply, in document order."""

    tex: str
    """The TeX, normalised for KaTeX."""
    display: bool
    """Display or inline."""
    definition: bool = False
    """Whether it only defines: applied for those that follow, nothing is shown."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What rendering one document needs from elsewhere, gathered beforehand."""

    includes: dict[str, str] = field(default_factory=dict)
    """Text of each ``@[language](path)`` target that exists, by target as written."""
    diagrams: dict[str, str] = field(default_factory=dict)
    """SVG for each diagram source that was drawn, by its source text."""
    outside: tuple[str, ...] = ()
    """Those targets that leave the site, and are reported where that was found."""
