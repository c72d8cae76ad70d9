"""What one note tells of the paper that it is about, and the texts that it is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One of the texts that a note is made of: an abstract, a summary, a comment."""

    key: str
    """Unique on every page that it may stand on; letters, digits and hyphens."""
    role: str
    """What it is: ``abstract translation summary comment text`` or ``digest-1`` to ``digest-8``."""
    text: str
    """Markdown."""
    line: int
    """1-based line of the source where it begins; 0 where lines mean nothing (a JSON string)."""
    language: str
    """A language code; not always one of the site."""
    label: str = ""
    """The heading that the author gave it, where `role` does not say what it is."""
    date: dt.datetime | None = None
    """When it was written, where that is known apart from its document."""
    link: str | None = None
    """Where it stands elsewhere."""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What one note tells of the paper that it is about."""

    key: str
    """The paper's identity: all notes with it are on one paper."""
    slug: str
    """Its part of the paper's address; "" where the note has no paper and its own address counts."""
    is_paper: bool = True
    """Whether it is a paper at all, not an article, a slide deck or a program."""
    authors: tuple[str, ...] = ()
    """Names in order, as far as they are known."""
    and_others: bool = False
    """Whether there are more authors than those."""
    venue: str = ""
    """Conference or journal, as its authors abbreviate it."""
    year: int | None = None
    """Year of publication."""
    month: int | None = None
    """Month of the first publication; its year is `first_year`."""
    first_year: int | None = None
    """Year of the first publication, where it is known apart from `year`."""
    arxiv: str = ""
    """arXiv id without version."""
    doi: str = ""
    """DOI."""
    url: str = ""
    """The address of the paper."""
    code: tuple[str, ...] = ()
    """Addresses of its programs."""
    issue: str = ""
    """Address of the issue that the note is kept in."""
