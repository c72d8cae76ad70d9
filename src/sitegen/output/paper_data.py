"""Papers for machines: JSON, JSON-LD, and the meta tags that reference managers read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from sitegen import urls
from sitegen.model import Kind
from sitegen.output.bibtex import entry
from sitegen.output.press import Press, title_text
from sitegen.output.sheets import in_language, site_title
from sitegen.site.library import Paper
from sitegen.site.places import paper_file

_IN_SCRIPT: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def record(press: Press, paper: Paper, key: str) -> dict[str, object]:
    """Give everything known of a paper as plain values."""
    facts, piece = paper.facts, paper.piece
    mentions = press.site.library.mentions.get(piece.url, ())
    return summary_record(press, paper, key) | {
        "published": published(paper),
        "abstract": _text(press, paper, "abstract"),
        "claim": _claim(press, paper) or None,
        "pdf": pdf(paper),
        "code": list(facts.code),
        "issue": facts.issue or None,
        "languages": {code: urls.canonical(url, press.config) for code, url in paper.urls.items()},
        "notes": [
            {"kind": document.kind.value, "date": document.date.isoformat() if document.date else None}
            for document in paper.documents
        ],
        "mentions": [
            {
                "url": urls.canonical(mention.piece.url, press.config),
                "title": title_text(mention.piece),
                "date": mention.piece.date.isoformat() if mention.piece.date else None,
                "quote": mention.quote,
            }
            for mention in mentions
        ],
        "bibtex": entry(paper, key),
    }


def summary_record(press: Press, paper: Paper, key: str) -> dict[str, object]:
    """Give what the index of all papers holds of one."""
    facts, piece = paper.facts, paper.piece
    return {
        "id": paper.key,
        "key": key,
        "url": urls.canonical(piece.url, press.config),
        "json": urls.canonical(paper_file(paper, "paper.json"), press.config),
        "title": title_text(piece),
        "authors": list(facts.authors),
        "and_others": facts.and_others,
        "venue": facts.venue or None,
        "year": facts.year,
        "arxiv": facts.arxiv or None,
        "doi": facts.doi or None,
        "link": facts.url or None,
        "date": piece.date.isoformat() if piece.date else None,
        "tags": [tag.name for tag in press.tags_of(piece)],
    }


def published(paper: Paper) -> str:
    """Give the first publication as far as it is known: ``2025-10``, ``2025``, ""."""
    facts = paper.facts
    year = facts.first_year or facts.year
    return f"{year:04}-{facts.month:02}" if year and facts.month else f"{year:04}" if year else ""


def pdf(paper: Paper) -> str | None:
    """Give the address of the paper's PDF, where it follows from what is known."""
    if paper.facts.arxiv:
        return f"https://arxiv.org/pdf/{paper.facts.arxiv}"
    return paper.facts.url if paper.facts.url.lower().endswith(".pdf") else None


def citation(press: Press, paper: Paper) -> Iterator[tuple[str, str]]:
    """Give the ``citation_*`` tags of a paper."""
    facts = paper.facts
    yield "citation_title", title_text(paper.piece)
    yield from (("citation_author", name) for name in facts.authors)
    date = published(paper).replace("-", "/")
    named = facts.venue if facts.venue.casefold() != "arxiv" else ""
    told = {
        "citation_publication_date": str(facts.year) if named and facts.year else date,
        "citation_conference_title": named,
        "citation_arxiv_id": facts.arxiv,
        "citation_doi": facts.doi,
        "citation_pdf_url": pdf(paper) or "",
        "citation_abstract_html_url": urls.canonical(paper.piece.url, press.config),
    }
    yield from ((name, value) for name, value in told.items() if value)


def json_ld(press: Press, paper: Paper) -> Markup:
    """Give a paper as a ``ScholarlyArticle``, and one's own note on it as its ``Review``."""
    article = _article(press, paper)
    review = _review(press, paper)
    graph: dict[str, object] = {"@context": "https://schema.org"}
    graph |= {**review, "itemReviewed": article} if review else article
    return Markup(json.dumps(graph, ensure_ascii=False).translate(_IN_SCRIPT))  # noqa: S704 - escaped here


def _article(press: Press, paper: Paper) -> dict[str, object]:
    facts = paper.facts
    told: dict[str, object] = {
        "@type": "ScholarlyArticle" if facts.is_paper else "Article",
        "name": title_text(paper.piece),
        "headline": title_text(paper.piece),
        "author": [{"@type": "Person", "name": name} for name in facts.authors],
        "datePublished": published(paper),
        "isPartOf": {"@type": "Periodical", "name": facts.venue} if facts.venue else None,
        "identifier": paper.key,
        "url": facts.url,
        "sameAs": f"https://doi.org/{facts.doi}" if facts.doi else None,
        "abstract": _text(press, paper, "abstract"),
    }
    return {name: value for name, value in told.items() if value}


def _review(press: Press, paper: Paper) -> Mapping[str, object] | None:
    main = paper.piece.document
    if main.kind is not Kind.PAPER:
        return None
    author = in_language(press.config.author, main.language, press.config.language)
    told: dict[str, object] = {
        "@type": "Review",
        "url": urls.canonical(paper.piece.url, press.config),
        "inLanguage": main.language,
        "datePublished": main.date.date().isoformat() if main.date else None,
        "author": {"@type": "Person", "name": author or site_title(press, main.language)},
        "reviewBody": _claim(press, paper),
    }
    return {name: value for name, value in told.items() if value}


def _claim(press: Press, paper: Paper) -> str:
    """Give the first description that a note has, in full."""
    described = (press.site.rendered[document.path].description for document in paper.documents)
    return next((text.text for text in described if text), paper.piece.summary)


def _text(press: Press, paper: Paper, role: str) -> str | None:
    """Give a text of a paper's notes as characters."""
    for document in paper.documents:
        sections = press.site.rendered[document.path].sections
        for part, section in zip(document.parts, sections, strict=False):
            if part.role == role:
                return section.text
    return None
