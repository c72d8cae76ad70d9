"""Translations whose original has changed since they were made.

A record holds, for every translation, the digests of the original's blocks at the time:
for each section that was translated, its title and its blocks in order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import Final, Literal

import msgspec

from sitegen.errors import Problem
from sitegen.model import Document, Fragment, RenderedDocument, RenderedSection
from sitegen.site.translations import Place


class Made(msgspec.Struct, frozen=True):
    """What one translation was made from."""

    original: str
    """Path of the original."""
    date: dt.date
    """The day on which it was marked as up to date."""
    blocks: dict[str, str]
    """Digests of the original's blocks, with spaces between, by section ("" or an entry's anchor)."""


Record = Mapping[str, Made]
"""By path of the translation."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can change in a section of an original: its title or a block."""

    digest: str
    """A hash of what it says."""
    line: int
    """Its line."""
    excerpt: str
    """Its first words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between an original and the state that was translated."""

    kind: Literal["changed", "added", "removed"]
    """What happened to it in the original."""
    line: int
    """Its line in the original; for what was removed, that of what follows."""
    excerpt: str
    """Its first words; "" for what was removed."""


@dataclass(frozen=True, slots=True)
class Staleness:
    """What has changed in the original of one translated section."""

    since: dt.date
    """The day of the state that was translated."""
    original: Place
    """The section of the original."""
    changes: tuple[Change, ...] = field(default_factory=tuple)
    """In the order of the original; empty where it is up to date."""


def made_from(document: Document, rendered: RenderedDocument, keys: Sequence[str]) -> dict[str, str]:
    """The digests of an original's sections that a translation has."""
    return {key: " ".join(part.digest for part in parts(document, rendered, key)) for key in keys}


def keys_of(rendered: RenderedDocument) -> tuple[str, ...]:
    """The sections that a translation has."""
    return tuple(part.key for part in rendered.sections if part.blocks or part.title)


def parts(document: Document, rendered: RenderedDocument, key: str) -> tuple[Part, ...]:
    """Title and blocks of one section of a document."""
    body = next((part for part in rendered.sections if part.key == key), None)
    return (*_heads(document, key), *(_blocks(body) if body else ()))


def _heads(document: Document, key: str) -> Iterator[Part]:
    entry = next((entry for entry in document.entries if entry.anchor == key), None)
    heads: tuple[Fragment | None, ...] = (entry.title,) if entry else (document.title, document.description)
    for head in heads:
        if head is not None:
            yield Part(_digest(head.text), head.line, head.text[:60])


def _digest(text: str) -> str:
    return blake2b(" ".join(text.split()).encode(), digest_size=6).hexdigest()


def _blocks(body: RenderedSection) -> Iterator[Part]:
    for block in body.blocks:
        yield Part(block.digest, block.line, block.excerpt)


def stale(
    documents: Mapping[str, Document], rendered: Mapping[str, RenderedDocument], record: Record
) -> dict[Place, Staleness]:
    """Compare every recorded translation with its original: one value for each section of both."""
    found: dict[Place, Staleness] = {}
    for path, made in sorted(record.items()):
        if path in documents and made.original in documents:
            for key, digests in made.blocks.items():
                now = parts(documents[made.original], rendered[made.original], key)
                changes = tuple(differences(digests.split(), now))
                found[path, key] = Staleness(made.date, (made.original, key), changes)
    return found


def differences(before: Sequence[str], now: Sequence[Part]) -> Iterator[Change]:
    """What has changed between recorded digests and the blocks of today."""
    matcher = SequenceMatcher(None, before, [part.digest for part in now], autojunk=False)
    for what, start, end, first, last in matcher.get_opcodes():
        if what == "equal":
            continue
        both = min(end - start, last - first)
        for part in now[first : first + both]:
            yield Change("changed", part.line, part.excerpt)
        for part in now[first + both : last]:
            yield Change("added", part.line, part.excerpt)
        line = now[last].line if last < len(now) else (now[-1].line if now else 0)
        for _ in range(start + both, end):
            yield Change("removed", line, "")


def problems(found: Mapping[Place, Staleness]) -> tuple[Problem, ...]:
    """Name each block that a translation has missed."""
    return tuple(
        _problem(path, state, change) for (path, _), state in found.items() for change in state.changes
    )


_SAID: Final = {
    "changed": "has changed",
    "added": "is new",
    "removed": "is where something was taken out",
}


def _problem(path: str, state: Staleness, change: Change) -> Problem:
    said = f" (“{change.excerpt}”)" if change.excerpt else ""
    message = f"{state.original[0]}:{change.line}{said} {_SAID[change.kind]} since {state.since.isoformat()}."
    hint = f"Bring the translation up to date, then run `sitegen translations --mark {path}`."
    return Problem("translation-stale", path, 0, 0, message, hint)


# ------------------------------------------------------------------- record


def read(data: bytes | None, path: str) -> tuple[Record, tuple[Problem, ...]]:
    """Read the record of a site."""
    if data is None:
        return {}, ()
    try:
        return msgspec.json.decode(data, type=dict[str, Made]), ()
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        message = f"the record of translations cannot be read: {error}."
        hint = "Restore it from version control, or delete it and mark the translations again."
        return {}, (Problem("translations-file", path, 0, 0, message[:400], hint),)


def write(record: Record) -> bytes:
    """The record as it is committed: sorted, one line for each section."""
    text = msgspec.json.format(msgspec.json.encode(dict(sorted(record.items()))), indent=1)
    return text + b"\n"
