"""The page of every paper, and the files beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from sitegen import paper_urls, urls
from sitegen.model import Kind, OutputFile
from sitegen.output.assemble import assemble
from sitegen.output.bibtex import entry, keys
from sitegen.output.paper_data import citation, json_ld, published, record, summary_record
from sitegen.output.paper_texts import links, notes
from sitegen.output.paper_views import CountLink, MentionView, PaperPage, RelatedView
from sitegen.output.post_pages import both_link, contents_of, page_link
from sitegen.output.press import Press, title_text
from sitegen.output.sheets import Head, Sheet, papers_title, sheet
from sitegen.output.views import PageLink
from sitegen.site.library import Mention, Paper, Related, Shelf, Venue
from sitegen.site.model import Edition, Neighbours
from sitegen.site.places import paper_file
from sitegen.slugs import folded


def paper_pages(press: Press, edition: Edition) -> Iterator[Sheet]:
    """Make the page of every paper of a language."""
    shelf = press.site.library.shelves.get(edition.language, Shelf())
    names = keys(shelf.papers)
    venues = {folded(venue.name): venue for venue in shelf.venues}
    years = {year: len(papers) for year, papers in shelf.years.items()}
    for paper in shelf.papers:
        path, language = paper.piece.document.path, edition.language
        if paper.piece.document.language != language and (language, path) not in press.site.borrowed:
            continue
        venue = venues.get(folded(paper.facts.venue))
        place = _Place(language, venue, years.get(paper.facts.year or 0, 0))
        yield sheet(press, _head(press, paper, language), _view(press, paper, names[paper.key], place))


def paper_files(press: Press) -> Iterator[OutputFile]:
    """Make BibTeX and JSON, of every paper and of all."""
    for language, shelf in press.site.library.shelves.items():
        names = keys(shelf.papers)
        entries = {paper.key: entry(paper, names[paper.key]) for paper in shelf.papers}
        index = [summary_record(press, paper, names[paper.key]) for paper in shelf.papers]
        own = (paper for paper in shelf.papers if paper.piece.document.language == language)
        for paper in own:
            yield _file(paper_file(paper, "paper.bib"), entries[paper.key])
            yield _json(paper_file(paper, "paper.json"), record(press, paper, names[paper.key]))
        yield _file(_list(press, "papers.bib", language), "\n".join(entries.values()))
        yield _json(_list(press, "papers.json", language), {"papers": index})


def _list(press: Press, name: str, language: str) -> str:
    return paper_urls.papers_file(name, language, press.config)


def _file(url: str, text: str) -> OutputFile:
    return OutputFile(urls.output_path(url), text.encode("utf-8", "replace"))


def _json(url: str, value: Mapping[str, object]) -> OutputFile:
    return _file(url, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paper stands in the lists of a language."""

    language: str
    """The reader's."""
    venue: Venue | None
    """Its venue."""
    count: int
    """How many papers its year has."""


def _head(press: Press, paper: Paper, language: str) -> Head:
    piece, main = paper.piece, paper.piece.document
    sections = (part for document in paper.documents for part in press.site.rendered[document.path].sections)
    return Head(
        kind="paper",
        url=press.url(piece, language),
        language=language,
        title=press.item(piece, language).title,
        title_text=title_text(piece, language),
        description=piece.summary,
        twins=paper.urls,
        original=None if main.language == language else piece.url,
        title_language=press.title_language(piece, language),
        date=piece.date,
        modified=main.updated or piece.date,
        has_code=any(part.has_code for part in sections),
    )


def _view(press: Press, paper: Paper, key: str, place: _Place) -> PaperPage:
    piece, facts, config, language = paper.piece, paper.facts, press.config, place.language
    beside = press.site.neighbours.get(piece.document.path, Neighbours())
    library = press.site.library
    is_own = piece.document.language == language
    return PaperPage(
        item=press.item(piece, language),
        authors=facts.authors,
        and_others=facts.and_others,
        published=published(paper),
        venue=_venue(press, paper, place),
        year=_year(press, paper, place),
        links=tuple(links(press, paper, language)),
        description=_description(press, paper),
        notes=notes(press, paper, language),
        contents=() if piece.document.parts else contents_of(press, piece),
        related=tuple(_related(press, other, language) for other in library.related.get(piece.url, ())),
        mentions=tuple(_mentions(press, library.mentions.get(piece.url, ()), language)),
        bibtex=entry(paper, key),
        bibtex_url=urls.href(paper_file(paper, "paper.bib"), config),
        json_url=urls.href(paper_file(paper, "paper.json"), config),
        listing=_listing(press, language),
        previous=page_link(press, beside.older) if is_own else None,
        next=page_link(press, beside.newer) if is_own else None,
        meta=tuple(citation(press, paper)) if is_own else (),
        json_ld=json_ld(press, paper),
        original=None if is_own else urls.href(piece.url, config),
        stale=press.stale(piece),
        both=both_link(press, piece) if is_own else None,
    )


def _listing(press: Press, language: str) -> PageLink:
    url = urls.href(paper_urls.papers(language, press.config), press.config)
    return PageLink(url, escape(papers_title(press, language)))


def _description(press: Press, paper: Paper) -> Markup | None:
    """Give the claim of one's own note, or a digest's line; an issue's summary stands below anyway."""
    for document in paper.documents:
        said = press.site.rendered[document.path].description
        if said and document.kind is not Kind.ISSUES:
            return assemble(said.html, press.filling_of(document))
    return None


def _venue(press: Press, paper: Paper, place: _Place) -> CountLink | None:
    if place.venue is None:
        return CountLink("", paper.facts.venue, 0) if paper.facts.venue else None
    url = paper_urls.venue(place.venue.slug, place.language, press.config)
    return CountLink(urls.href(url, press.config), paper.facts.venue, len(place.venue.papers))


def _year(press: Press, paper: Paper, place: _Place) -> CountLink | None:
    if not paper.facts.year:
        return None
    url = paper_urls.papers_of_year(paper.facts.year, place.language, press.config)
    return CountLink(urls.href(url, press.config), str(paper.facts.year), place.count)


def _related(press: Press, other: Related, language: str) -> RelatedView:
    tags = tuple(press.tags[language, key] for key in other.tags if (language, key) in press.tags)
    return RelatedView(press.shown(other.paper.piece, language), tags, other.links)


def _mentions(press: Press, mentions: Iterable[Mention], language: str) -> Iterator[MentionView]:
    """Give every mention once, quoted only in the words of the version that is shown."""
    seen: set[str] = set()
    for mention in mentions:
        item = press.shown(mention.piece, language)
        if item.url not in seen:
            seen.add(item.url)
            same = item.language == mention.piece.document.language
            yield MentionView(item, mention.quote if same else "")
