"""The state of all translations of a site, and the record of what they were made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sitegen import build
from sitegen.config import SiteConfig
from sitegen.effects import reading
from sitegen.effects.workers import Workers
from sitegen.errors import Problem, judged
from sitegen.i18n import Texts
from sitegen.model import Document, Kind, RenderedDocument
from sitegen.site import stale
from sitegen.site.stale import Change, Made, Record
from sitegen.site.translations import sources, twins

if TYPE_CHECKING:
    from pathlib import Path

State = Literal["current", "stale", "unmarked", "missing"]


@dataclass(frozen=True, slots=True)
class Survey:
    """All texts of a site, and what its translations were made from."""

    config: SiteConfig
    """The settings."""
    documents: Mapping[str, Document]
    """By path."""
    rendered: Mapping[str, RenderedDocument]
    """By path."""
    record: Record
    """What is recorded."""
    originals: Mapping[str, str]
    """Path of each translation → path of its original."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One text and one of its translations."""

    state: State
    """``unmarked``: nothing is recorded; ``missing``: there is no translation."""
    original: str
    """Path of the original."""
    translation: str
    """Path of the translation; "" where there is none."""
    language: str
    """Language of the translation."""
    since: dt.date | None = None
    """The day of the state that was translated, where it is recorded."""
    changes: tuple[Change, ...] = ()
    """What the translation has missed."""


def survey(site: Path, jobs: int = 0) -> tuple[Survey | None, tuple[Problem, ...]]:
    """Read and render all texts of a site; None where the settings cannot be read."""
    settings, problems = build.load_settings(site)
    if settings is None:
        return None, judged(problems, {})
    content = reading.read_content(site, settings)
    texts, _ = Texts.parse(reading.read_theme(site, settings.languages).strings)
    documents, _ = build.read_documents(content.sources, settings)
    todo, _ = build.make_jobs(site, documents, settings, texts)
    workers = Workers(reading.katex_script(), settings.limits, jobs)
    rendered, _, _ = build.render(site, todo, workers, build.Progress(), keep=False)
    record, found = stale.read(reading.read_optional(site, settings.translations), settings.translations)
    known = {document.path: document for document in documents if document.path in rendered}
    originals = sources(known, settings.languages)
    return Survey(settings, known, rendered, record, originals), judged(
        (*problems, *found), settings.problems
    )


def pairs(found: Survey) -> Iterator[Pair]:
    """Every translation with its state, by path; then what is not translated."""
    for path, original in sorted(found.originals.items()):
        yield _pair(found, path, original)
    together = twins(tuple(found.documents.values()))
    for path, document in found.documents.items():
        if path not in found.originals and document.kind is not Kind.DIGEST:
            for language in found.config.languages:
                if language not in together[path]:
                    yield Pair("missing", path, "", language)


def _pair(found: Survey, path: str, original: str) -> Pair:
    language, made = found.documents[path].language, found.record.get(path)
    if made is None or set(_shared(found, path, original)) - made.blocks.keys():
        return Pair("unmarked", original, path, language, made.date if made else None)
    states = stale.stale(found.documents, found.rendered, {path: made})
    changes = tuple(change for state in states.values() for change in state.changes)
    return Pair("stale" if changes else "current", original, path, language, made.date, changes)


def _shared(found: Survey, path: str, original: str) -> Sequence[str]:
    """The sections that a translation and its original have."""
    own = stale.keys_of(found.rendered[original])
    return [key for key in stale.keys_of(found.rendered[path]) if key in own]


def marked(found: Survey, path: str, today: dt.date) -> tuple[Record, tuple[str, ...]]:
    """The record with a translation, or all of a folder, as up to date; and the paths that were meant."""
    record = dict(found.record)
    folder = path.rstrip("/") + "/"
    meant = tuple(
        name
        for name in sorted(found.originals)
        if name == path or name.startswith(folder) or path in {"", "."}
    )
    for name in meant:
        original = found.originals[name]
        keys = _shared(found, name, original)
        blocks = stale.made_from(found.documents[original], found.rendered[original], keys)
        record[name] = Made(original, today, blocks)
    return {name: made for name, made in record.items() if name in found.documents}, meant
