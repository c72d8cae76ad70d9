"""The state of every translation of a site, and what marking one writes down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sitegen.model import Kind
from sitegen.site import stale
from sitegen.site.model import Site
from sitegen.site.stale import Change, Made, Record
from sitegen.site.translations import sources

State = Literal["current", "stale", "unmarked", "missing"]


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


def pairs(site: Site, record: Record) -> Iterator[Pair]:
    """Every translation with its state, by path; then what is not translated."""
    originals = sources(site.documents, site.config.languages)
    for path, original in sorted(originals.items()):
        yield _pair(site, record, path, original)
    for path, document in site.documents.items():
        if path not in originals and document.kind is not Kind.DIGEST:
            for language in site.config.languages:
                if language not in site.twins[path]:
                    yield Pair("missing", path, "", language)


def _pair(site: Site, record: Record, path: str, original: str) -> Pair:
    language, made = site.documents[path].language, record.get(path)
    if made is None or set(_shared(site, path, original)) - made.blocks.keys():
        return Pair("unmarked", original, path, language, made.date if made else None)
    states = stale.stale(site.documents, site.rendered, {path: made})
    changes = tuple(change for state in states.values() for change in state.changes)
    return Pair("stale" if changes else "current", original, path, language, made.date, changes)


def _shared(site: Site, path: str, original: str) -> tuple[str, ...]:
    """The sections that a translation and its original have."""
    own = stale.keys_of(site.rendered[original])
    return tuple(key for key in stale.keys_of(site.rendered[path]) if key in own)


def marked(site: Site, record: Record, path: str, today: dt.date) -> tuple[Record, tuple[str, ...]]:
    """The record with a translation, or all of a folder, as up to date; and the paths that were meant."""
    originals = sources(site.documents, site.config.languages)
    meant = tuple(name for name in sorted(originals) if _is_meant(name, path))
    fresh = {name: _made(site, name, originals[name], today) for name in meant}
    kept = {name: made for name, made in record.items() if name in site.documents}
    return kept | fresh, meant


def _is_meant(name: str, path: str) -> bool:
    return path in {"", ".", name} or name.startswith(path.rstrip("/") + "/")


def _made(site: Site, path: str, original: str, today: dt.date) -> Made:
    keys = _shared(site, path, original)
    return Made(original, today, stale.made_from(site.documents[original], site.rendered[original], keys))
