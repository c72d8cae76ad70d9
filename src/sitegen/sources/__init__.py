"""The text of one source file, made into Documents: one module per kind of source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sitegen.config import Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.model import Document, Kind, Source
from sitegen.sources.diary import read_diary
from sitegen.sources.post import read_post

Reader = Callable[[Source, Collection, SiteConfig], tuple[tuple[Document, ...], tuple[Problem, ...]]]

READERS: Final[Mapping[Kind, Reader]] = {
    Kind.DIARY: read_diary,
    Kind.POST: read_post,
    Kind.PAPER: read_post,
}
"""How each kind of source is read."""


def read(
    source: Source, collection: Collection, config: SiteConfig
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Read one source of a collection."""
    reader = READERS.get(collection.kind)
    if reader is None:
        return (), (_unreadable(source, collection),)
    return reader(source, collection, config)


def _unreadable(source: Source, collection: Collection) -> Problem:
    message = f"no reader is known for sources of the kind `{collection.kind}`."
    hint = f"Set `kind` of the collection `{collection.name}` to one of {', '.join(READERS)}."
    return Problem("settings-value", source.path, 0, 0, message, hint)
