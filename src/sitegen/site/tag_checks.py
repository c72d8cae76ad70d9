"""Tags that are not registered, but look like one that is."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.errors import Problem
from sitegen.model import Document
from sitegen.site.model import Site


def unregistered(site: Site) -> tuple[Problem, ...]:
    """Point at every tag that is nearly a registered one."""
    taxonomy = site.config.taxonomy
    if not taxonomy.tags:
        return ()
    return tuple(
        _problem(document, name, line, near)
        for document in site.documents.values()
        for name, line in _written(document)
        if (near := taxonomy.nearest(name)) is not None
    )


def _written(document: Document) -> Iterator[tuple[str, int]]:
    """Every tag with the line that it stands on, where that is known."""
    for name in document.tags:
        yield name, 0
    for entry in document.entries:
        for name in entry.tags:
            yield name, entry.heading_line


def _problem(document: Document, name: str, line: int, near: str) -> Problem:
    message = f"the tag `{name}` is not registered; the nearest that is, is `{near}`."
    hint = "Write that one, make this an alias of it, or register it."
    return Problem("tag-unregistered", document.path, line, 0, message, hint)
