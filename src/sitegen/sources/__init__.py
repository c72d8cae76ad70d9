"""The text of one source file, made into Documents: one module per kind of source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sitegen.config import Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.model import Document, Kind, Source
from sitegen.sources.diary import read_diary
from sitegen.sources.digest import read_digest
from sitegen.sources.issues import read_issues
from sitegen.sources.post import read_post

Reader = Callable[[Source, Collection, SiteConfig], tuple[tuple[Document, ...], tuple[Problem, ...]]]

READERS: Final[Mapping[Kind, Reader]] = {
    Kind.DIARY: read_diary,
    Kind.POST: read_post,
    Kind.PAPER: read_post,
    Kind.DIGEST: read_digest,
    Kind.ISSUES: lambda source, collection, config: read_issues((source,), collection, config),
}
"""How one source of each kind is read."""


def read_all(
    sources: Sequence[Source], collection: Collection, config: SiteConfig
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Read all sources of a collection: those of issues together, any others one by one."""
    if collection.kind is Kind.ISSUES:
        return read_issues(sources, collection, config)
    pairs = [read(source, collection, config) for source in sources]
    documents = tuple(document for found, _ in pairs for document in found)
    return documents, tuple(problem for _, found in pairs for problem in found)


def read(
    source: Source, collection: Collection, config: SiteConfig
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Read one source of a collection."""
    return READERS[collection.kind](source, collection, config)
