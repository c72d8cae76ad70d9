"""Articles and paper notes: one source, one Document."""

from __future__ import annotations

from dataclasses import replace

from sitegen.config import Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.identity import identify
from sitegen.model import Document, Kind, Source
from sitegen.notes import PaperFacts
from sitegen.sources import dates, header, paths
from sitegen.sources.dates import Moment
from sitegen.sources.fields import Header
from sitegen.sources.identified import paper_facts
from sitegen.sources.paths import PathParts

Read = tuple[tuple[Document, ...], tuple[Problem, ...]]


def read_post(source: Source, collection: Collection, config: SiteConfig) -> Read:
    """Read an article or a paper note."""
    if not source.text.strip():
        return (), (empty(source),)
    head, problems = header.read_header(source, collection, config)
    parts = paths.take_apart(source.relative, config.languages)
    moment, found = (head.date, ()) if head.date else path_moment(source, parts, config)
    if moment and moment.precision == "month" and not head.date:
        moment = None
    return (document(source, collection, config, head, moment),), (*problems, *found)


def empty(source: Source) -> Problem:
    """The problem of a source without any text."""
    hint = "Write something, or take the file away."
    return Problem("source-empty", source.path, 0, 0, "the file is empty and makes no page.", hint)


def path_moment(
    source: Source, parts: PathParts, config: SiteConfig
) -> tuple[Moment | None, tuple[Problem, ...]]:
    """The date that a path names."""
    stamp = parts.stamp
    if stamp is None or stamp.year is None:
        return None, ()
    problems = dates.complaints(stamp, stamp.year, source.path, 0, 0)
    return dates.settle(stamp, config.timezone), tuple(problems)


def document(
    source: Source, collection: Collection, config: SiteConfig, head: Header, moment: Moment | None
) -> Document:
    """A Document of one text, with all that its header and path say."""
    parts = paths.take_apart(source.relative, config.languages)
    language = head.language or parts.language or collection.language or config.language
    return Document(
        path=source.path,
        collection=source.collection,
        relative=source.relative,
        kind=Kind.PAPER if collection.kind is Kind.PAPER else Kind.POST,
        language=language,
        key=parts.key,
        slug=head.slug or parts.key.removesuffix("/index"),
        title=head.title,
        description=head.description,
        date=moment.aware(config.timezone) if moment else None,
        date_only=moment is None or moment.time is None,
        updated=head.updated.aware(config.timezone) if head.updated else None,
        tags=head.tags,
        aliases=head.aliases,
        draft=head.draft,
        link=head.link,
        rating=head.rating,
        translation_of=head.translation_of,
        body=header.without_header(source.text, head),
        body_line=head.body_line,
        paper=_facts(head, f"{source.collection}/{parts.key}") if collection.kind is Kind.PAPER else None,
        trusted=collection.trusted,
    )


def _facts(head: Header, name: str) -> PaperFacts:
    known = paper_facts(identify(head.link) if head.link else None, name)
    year, month = head.published or (known.year, known.month)
    return replace(
        known,
        authors=head.authors,
        venue=head.venue or known.venue,
        year=year,
        first_year=known.year or year,
        month=month or known.month,
        url=head.link or "",
        code=head.code,
    )
