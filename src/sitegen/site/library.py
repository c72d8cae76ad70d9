"""Papers as values: each one thing, whatever notes tell of it, and how papers relate to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.model import Document
from sitegen.notes import PaperFacts

if TYPE_CHECKING:
    from sitegen.site.model import Piece


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in one language, with all that its notes tell of it."""

    key: str
    """Its identity, the same in all languages."""
    piece: Piece
    """What lists show of it: its main note with the tags of all."""
    documents: tuple[Document, ...]
    """Its notes in this language: one's own, issues, digests from new to old."""
    facts: PaperFacts
    """What all notes together tell, those in other languages included."""
    urls: Mapping[str, str]
    """Its address in every language that has it."""


@dataclass(frozen=True, slots=True)
class Related:
    """A paper beside another, with the reason."""

    paper: Paper
    """The other paper."""
    tags: tuple[str, ...]
    """Keys of tags that both carry, the rarest first."""
    links: bool = False
    """Whether one leads to the other."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that leads to a paper."""

    piece: Piece
    """The text."""
    quote: str
    """What it says there; may be empty."""


@dataclass(frozen=True, slots=True)
class Day:
    """The digest of one day, in one language."""

    day: dt.date
    """The date."""
    notes: tuple[tuple[Paper, Document], ...]
    """Its papers with what it says of each, in the order of the source."""


@dataclass(frozen=True, slots=True)
class Venue:
    """A conference or journal with its papers, in one language."""

    name: str
    """The most frequent spelling."""
    slug: str
    """Its part of an address."""
    papers: tuple[Paper, ...]
    """By year, then date of the note, both from new to old."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All papers of one language."""

    papers: tuple[Paper, ...] = ()
    """By year, then date of the note, both from new to old; what is no paper last."""
    days: tuple[Day, ...] = ()
    """From old to new."""
    venues: tuple[Venue, ...] = ()
    """By name."""

    @property
    def years(self) -> dict[int, tuple[Paper, ...]]:
        """The papers of each year, newest first; 0 for those without one."""
        found: dict[int, list[Paper]] = {}
        for paper in self.papers:
            found.setdefault(paper.facts.year or 0, []).append(paper)
        return {year: tuple(found[year]) for year in sorted(found, reverse=True)}


@dataclass(frozen=True, slots=True)
class Library:
    """All papers of the site."""

    shelves: Mapping[str, Shelf] = field(default_factory=dict)
    """By language; only those that hold something."""
    by_document: Mapping[str, Paper] = field(default_factory=dict)
    """The paper of every note, by the note's path."""
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    """By address of a paper, the nearest first."""
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    """By address of a paper, newest first."""
