"""Daily digests: many papers in one file, each a Document."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from sitegen.config import Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.identity import Identity, identify
from sitegen.model import Document, Fragment, Kind, Source
from sitegen.notes import Part
from sitegen.scripts import is_korean, spoken
from sitegen.slugs import slugify
from sitegen.sources import paths
from sitegen.sources.digest_blocks import Block, Section, blocks, loose, sections
from sitegen.sources.fields import unique
from sitegen.sources.identified import paper_facts
from sitegen.sources.post import Read, empty, path_moment

_SUMMARY: Final = 8
_HASHTAG: Final = re.compile(
    r"(?<![A-Za-z0-9/&#])[#＃]([^\s#＃、。，．,.!?！？…:：;；（）()「」\[\]<>\"'`]+)"
)
_LAST_HASHTAGS: Final = re.compile(r"(?:\s*[#＃][^\s#＃]+)+\s*\Z")


@dataclass(frozen=True, slots=True)
class _File:
    """What all papers of a file share."""

    source: Source
    key: str
    language: str
    date: dt.datetime | None


def read_digest(source: Source, collection: Collection, config: SiteConfig) -> Read:
    """Read a digest: a Document for every paper in it."""
    if not source.text.strip():
        return (), (empty(source),)
    parts = paths.take_apart(source.relative, config.languages)
    moment, problems = path_moment(source, parts, config)
    language = parts.language or collection.language or config.language
    file = _File(source, parts.key, language, moment.aware(config.timezone) if moment else None)
    found = tuple(_named(file, blocks(source.text), trusted=collection.trusted))
    return found, (*problems, *_complaints(source, found, dated=moment is not None))


def _complaints(source: Source, found: tuple[Document, ...], *, dated: bool) -> Iterator[Problem]:
    if not found:
        hint = (
            "A paper begins with `# Title` and `[View Paper](address)`; take the file away if it holds none."
        )
        yield Problem("digest-empty", source.path, 0, 0, "no paper is found in this digest.", hint)
        return
    for line in loose(source.text):
        message = "the text from this line on stands outside of every paper, and is not shown."
        hint = "Give it a title with the paper's address below, or take it out."
        yield Problem("digest-loose", source.path, line, 0, message, hint)
    if not dated:
        hint = "Name the file like 2026-01-06.md."
        yield Problem("date-missing", source.path, 0, 0, "the name of the digest gives no day.", hint)


def _named(file: _File, found: list[Block], *, trusted: bool) -> Iterator[Document]:
    """The papers of a file; one that stands there twice gets a number the second time."""
    taken: set[str] = set()
    for block in found:
        identity = identify(block.link) if block.link else None
        wanted = identity.slug if identity else slugify(block.title.text if block.title else "paper")
        names = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        yield _document(file, block, identity, name, trusted=trusted)


def _document(file: _File, block: Block, identity: Identity | None, name: str, *, trusted: bool) -> Document:
    read = sections(block)
    summary = next((section for section in read if section.number == _SUMMARY), None)
    return Document(
        path=f"{file.source.path}#{name}",
        collection=file.source.collection,
        relative=f"{file.source.relative}#{name}",
        kind=Kind.DIGEST,
        language=file.language,
        key=f"{file.key}#{name}",
        slug=f"{file.key}/{name}",
        title=block.title,
        description=_description(summary, file.language) if summary else None,
        date=file.date,
        date_only=True,
        updated=None,
        tags=_tags(summary.text, file.language) if summary else (),
        aliases=(),
        draft=False,
        link=block.link,
        rating=None,
        translation_of=None,
        body="",
        body_line=block.first_line,
        parts=tuple(_part(file, name, number, section) for number, section in enumerate(read)),
        paper=paper_facts(identity, f"{file.source.collection}/{file.key}#{name}"),
        trusted=trusted,
    )


def _part(file: _File, name: str, number: int, section: Section) -> Part:
    known = 1 <= section.number <= _SUMMARY
    return Part(
        key=slugify(f"{file.source.collection}-{file.key}-{name}-{number}"),
        role=f"digest-{section.number}" if known else "text",
        text=section.text,
        line=section.line,
        language=spoken(section.text, file.language),
        label="" if known else section.label,
    )


def _description(summary: Section, language: str) -> Fragment | None:
    """The line of 140 characters, without the hashtags behind it; none in a language of no reader."""
    line = " ".join(summary.text.split())
    text = _LAST_HASHTAGS.sub("", line)
    return Fragment(text, summary.line) if text and spoken(text, language) == language else None


def _tags(text: str, language: str) -> tuple[str, ...]:
    found = (match[1] for match in _HASHTAG.finditer(text))
    return unique(
        name for name in found if not name.isdecimal() and (language == "ko" or not is_korean(name))
    )
