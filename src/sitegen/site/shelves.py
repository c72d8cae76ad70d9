"""The papers that readers of each language find: by year, by venue, by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sitegen.model import Document, Kind
from sitegen.site.library import Day, Library, Paper, Shelf, Venue
from sitegen.site.model import Edition
from sitegen.site.papers import paper_order
from sitegen.slugs import folded, tag_slugs


def library(editions: Mapping[str, Edition], by_document: Mapping[str, Paper]) -> Library:
    """Put the papers on the shelves of every language: its own, and those that only others have."""
    slugs = _venue_slugs(by_document.values())
    shelves: dict[str, Shelf] = {}
    for language, edition in editions.items():
        found = {
            paper.key: paper
            for piece in edition.everything
            if (paper := by_document.get(piece.document.path)) is not None
        }
        papers = tuple(sorted(found.values(), key=paper_order))
        if papers:
            days = _days(found, by_document, language)
            shelves[language] = Shelf(papers, days, _venues(papers, slugs))
    return Library(shelves, by_document)


def _days(papers: Mapping[str, Paper], by_document: Mapping[str, Paper], language: str) -> tuple[Day, ...]:
    """The digests of every day; of one in several languages the reader's."""
    notes: dict[tuple[dt.date, str], Document] = {}
    for paper in by_document.values():
        for document in paper.documents:
            if document.kind is Kind.DIGEST and document.date:
                place = (document.date.date(), paper.key)
                first = notes.setdefault(place, document)
                if first.language != language and document.language == language:
                    notes[place] = document
    found: dict[dt.date, list[tuple[Paper, Document]]] = defaultdict(list)
    for (day, key), document in sorted(notes.items(), key=lambda note: (note[1].source, note[1].body_line)):
        found[day].append((papers[key], document))
    return tuple(Day(day, tuple(found[day])) for day in sorted(found))


def _venue_slugs(papers: Iterable[Paper]) -> dict[str, str]:
    names = sorted({paper.facts.venue for paper in papers if paper.facts.venue})
    return {folded(name): slug for name, slug in tag_slugs(names).items()}


def _venues(papers: Sequence[Paper], slugs: Mapping[str, str]) -> tuple[Venue, ...]:
    found: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        if paper.facts.venue and paper.facts.is_paper:
            found[folded(paper.facts.venue)].append(paper)
    return tuple(Venue(_spelling(found[name]), slugs[name], tuple(found[name])) for name in sorted(found))


def _spelling(papers: Iterable[Paper]) -> str:
    counts = Counter(paper.facts.venue for paper in papers)
    return min(counts, key=lambda name: (-counts[name], name))
