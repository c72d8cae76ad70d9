"""The texts of the notes on a paper, as pages and feeds show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from sitegen import paper_urls, urls
from sitegen.model import Document, Kind, RenderedSection
from sitegen.notes import Part
from sitegen.output.assemble import assemble
from sitegen.output.paper_data import pdf
from sitegen.output.paper_views import NoteView, PaperLink, PaperText, TagNote
from sitegen.output.press import Press
from sitegen.output.spots import Fill
from sitegen.site.addresses import is_unsafe
from sitegen.site.library import Paper

_ID: Final = re.compile(r"""(?P<before><[a-z][^<>]*?\sid=["'])(?P<name>[^"']*)""")
_FRAGMENT: Final = re.compile(r"""(?P<before><a\b[^<>]*?\shref=["']#)(?P<name>[^"']*)""")
_ORDER: Final = ("summary", "text", "comment", "translation", "abstract")


def notes(press: Press, paper: Paper, language: str) -> tuple[NoteView, ...]:
    """Give all notes on a paper, each with its texts."""
    found = (
        NoteView(
            document.kind.value,
            document.date,
            _place(press, document, language),
            texts(press, document, language, number),
        )
        for number, document in enumerate(paper.documents)
    )
    return tuple(note for note in found if note.texts)


def texts(press: Press, document: Document, language: str, number: int = 0) -> tuple[PaperText, ...]:
    """Give the texts of a note; `number` tells it from the other notes on its page."""
    sections = press.site.rendered[document.path].sections
    if document.parts:
        pairs = sorted(zip(document.parts, sections, strict=True), key=lambda pair: _rank(pair[0]))
        return tuple(
            _text(press, part, section, document, language) for part, section in pairs if section.html.strip()
        )
    whole = (section for section in sections[:1] if section.html.strip())
    return tuple(_own(press, document, section, language, number) for section in whole)


def _rank(part: Part) -> int:
    return _ORDER.index(part.role) if part.role in _ORDER else 0


def _text(press: Press, part: Part, section: RenderedSection, document: Document, language: str) -> PaperText:
    link = part.link if part.link and not is_unsafe(part.link) else None
    body = assemble(section.html, press.filling_of(document))
    said = heading(press, part.role, language)
    return PaperText(part.key, part.role, said, part.label, part.language, body, part.date, link)


def _own(press: Press, document: Document, section: RenderedSection, language: str, number: int) -> PaperText:
    html = section.html if number == 0 else apart(section.html, f"note-{number + 1}-")
    name = "" if number == 0 else f"note-{number + 1}"
    said = heading(press, "note", language)
    body = assemble(html, press.filling_of(document))
    return PaperText(name, "note", said, "", document.language, body, document.date, None)


def apart(html: str, prefix: str) -> str:
    """Give the HTML with its ids, and its links to them, told apart from those of another text."""
    named = _ID.sub(lambda match: f"{match['before']}{prefix}{match['name']}", html)
    return _FRAGMENT.sub(lambda match: f"{match['before']}{prefix}{match['name']}", named)


def _place(press: Press, document: Document, language: str) -> str | None:
    if document.kind is Kind.DIGEST and document.date:
        day = paper_urls.digest(document.date.date(), language, press.config)
        return urls.href(day, press.config)
    return document.paper.issue or None if document.paper and document.kind is Kind.ISSUES else None


def links(press: Press, paper: Paper, language: str) -> Iterator[PaperLink]:
    """Give the links to a paper and to what belongs to it."""
    facts = paper.facts
    arxiv = f"https://arxiv.org/abs/{facts.arxiv}" if facts.arxiv else ""
    doi = f"https://doi.org/{facts.doi}" if facts.doi else ""
    known = "arxiv.org/" in facts.url or "doi.org/" in facts.url or facts.url in (arxiv, doi, *facts.code)
    found = [
        ("arxiv", arxiv),
        ("doi", doi),
        ("paper", facts.url if not known and facts.url != pdf(paper) else ""),
        ("pdf", pdf(paper) or ""),
        *(("code", url) for url in facts.code),
        ("issue", facts.issue),
    ]
    yield from (
        PaperLink(kind, press.texts.get(language, f"link_{kind}"), url)
        for kind, url in found
        if url and not is_unsafe(url)
    )


def tag_note(press: Press, paper: Paper, language: str) -> TagNote:
    """Give what a tag's page shows of a paper below its title."""
    shown = {"paper", "arxiv", "doi", "issue"}
    found = [
        text for document in paper.documents for text in texts(press, document, language) if document.parts
    ]
    summary = next((text for text in found if text.role in ("summary", "digest-8")), None)
    comments = tuple(text for text in found if text.role == "comment")
    every = tuple(links(press, paper, language))
    own = tuple(link for number, link in enumerate(every) if number == 0 or link.kind in shown)
    return TagNote(own, summary, comments)


def feed_html(press: Press, document: Document, given: Fill) -> Markup:
    """Give all texts of a note with their headings, for a feed."""
    sections = press.site.rendered[document.path].sections
    pairs = sorted(zip(document.parts, sections, strict=True), key=lambda pair: _rank(pair[0]))
    parts = (
        Markup("<h2>{}</h2>\n{}").format(
            heading(press, part.role, document.language), assemble(section.html, given)
        )
        for part, section in pairs
        if section.html.strip()
    )
    return Markup().join(parts)


def heading(press: Press, role: str, language: str) -> str:
    """Give the heading of a text."""
    return press.texts.get(language, f"role_{role.replace('-', '_')}")
