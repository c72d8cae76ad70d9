"""All notes on one paper made into one: what a list shows of it, and what is known of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from markupsafe import escape

from sitegen.model import Kind, RenderedText
from sitegen.notes import PaperFacts
from sitegen.site.library import Paper
from sitegen.site.model import Piece
from sitegen.site.translations import Place

_RANKS: Final = {Kind.PAPER: 0, Kind.ISSUES: 1, Kind.DIGEST: 2}
_NO_YEAR: Final = 0


def joined(found: Sequence[Piece]) -> tuple[list[Piece], dict[str, Paper]]:
    """Make one piece of all notes on a paper in one language; give also the paper of every note, by path."""
    groups: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in found:
        if piece.document.paper:
            groups[piece.document.paper.key, piece.document.language].append(piece)
    papers = _papers({place: sorted(notes, key=_rank) for place, notes in groups.items()})
    by_document = {document.path: paper for paper in papers for document in paper.documents}
    result = {_place(piece, by_document): piece for piece in found}
    pieces = [
        by_document[path].piece if path in by_document else piece for (path, _), piece in result.items()
    ]
    return pieces, by_document


def _place(piece: Piece, papers: Mapping[str, Paper]) -> tuple[str, str]:
    path = piece.document.path
    if path in papers:
        return papers[path].piece.document.path, ""
    return path, piece.entry.anchor if piece.entry else ""


def _rank(piece: Piece) -> tuple[int, float, str]:
    date = piece.date.timestamp() if piece.date else float("-inf")
    return _RANKS.get(piece.document.kind, len(_RANKS)), -date, piece.document.path


def _papers(groups: Mapping[tuple[str, str], list[Piece]]) -> list[Paper]:
    told: dict[str, list[Piece]] = defaultdict(list)
    urls: dict[str, dict[str, str]] = defaultdict(dict)
    for (key, language), notes in groups.items():
        told[key] += notes
        urls[key][language] = notes[0].url
    facts = {key: join_facts(_facts(sorted(notes, key=_rank))) for key, notes in told.items()}
    return [
        Paper(key, _piece(notes, facts[key]), tuple(note.document for note in notes), facts[key], urls[key])
        for (key, _), notes in groups.items()
    ]


def _facts(notes: Iterable[Piece]) -> list[PaperFacts]:
    return [note.document.paper for note in notes if note.document.paper]


def join_facts(told: Sequence[PaperFacts]) -> PaperFacts:
    """What several notes tell of one paper: of each fact the first that is told.

    A name of a conference says more than that a preprint exists, and a longer list of
    authors more than a shorter one.
    """
    first = told[0]
    named = next((facts for facts in told if facts.venue and facts.venue != "arXiv"), None)
    dated = named or next((facts for facts in told if facts.year), first)
    authors = max(told, key=lambda facts: len(facts.authors))
    return replace(
        first,
        is_paper=any(facts.is_paper for facts in told),
        authors=authors.authors,
        and_others=authors.and_others,
        venue=dated.venue or first.venue,
        year=dated.year or next((facts.year for facts in told if facts.year), None),
        first_year=next((facts.first_year for facts in told if facts.first_year), None),
        month=next((facts.month for facts in told if facts.month), None),
        arxiv=_told(facts.arxiv for facts in told),
        doi=_told(facts.doi for facts in told),
        url=_told(facts.url for facts in told),
        issue=_told(facts.issue for facts in told),
        code=tuple(dict.fromkeys(url for facts in told for url in facts.code)),
    )


def _told(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _piece(notes: Sequence[Piece], facts: PaperFacts) -> Piece:
    main = notes[0]
    dated = next((note for note in notes if note.date), main)
    described = next((note for note in notes if note.rendered.description), main)
    return replace(
        main,
        title=main.title or _title(notes, facts),
        date=dated.date,
        moment=dated.moment,
        date_only=dated.date_only,
        tags=tuple(dict.fromkeys(tag for note in notes for tag in note.tags)),
        more_tags=tuple(tag for note in notes[1:] for tag in note.document.tags),
        summary=described.summary,
    )


def _title(notes: Sequence[Piece], facts: PaperFacts) -> RenderedText:
    """The title of another note, as characters; where none has one, what the paper is known by."""
    text = next((note.title.text for note in notes if note.title), "")
    text = text or (
        f"arXiv:{facts.arxiv}" if facts.arxiv else facts.doi or facts.url or facts.key.partition(":")[2]
    )
    return RenderedText(str(escape(text)), text)


# -------------------------------------------------------------------- order


def paper_order(paper: Paper) -> tuple[bool, int, float, str]:
    """By year of publication, then date of the note, both from new to old; what is no paper last."""
    return (not paper.facts.is_paper, *_newness(paper), paper.key)


def _newness(paper: Paper) -> tuple[int, float]:
    date = paper.piece.date
    return -(paper.facts.year or _NO_YEAR), -date.timestamp() if date else float("inf")


def papers_by_language(papers: Iterable[Paper]) -> dict[Place, dict[str, Piece]]:
    """Give the place of each paper with what is shown of it in every language that has notes on it."""
    found: dict[str, dict[str, Piece]] = defaultdict(dict)
    for paper in papers:
        found[paper.key][paper.piece.document.language] = paper.piece
    return {piece.place: versions for versions in found.values() for piece in versions.values()}


def papers_first(found: Iterable[Piece], papers: Mapping[str, Paper]) -> tuple[Piece, ...]:
    """Order what carries a tag, newest first: papers by year and date of the note, then everything else."""
    pieces = list(found)
    known = {path: papers[path] for piece in pieces if (path := piece.document.path) in papers}
    own = sorted((paper for paper in known.values() if paper.facts.is_paper), key=paper_order)
    listed = {paper.piece.document.path for paper in own}
    others = (piece for piece in pieces if piece.document.path not in listed)
    return (*(paper.piece for paper in own), *others)
