"""Finding a document by the names that authors use for it."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.model import Document, Kind, RenderedDocument


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Every name of every document."""

    names: Mapping[str, tuple[Document, ...]]
    """Documents by folded name, the best claim first."""

    def find(self, name: str, language: str) -> Document | None:
        """Give the document called `name`, in `language` if there is one."""
        found = self.names.get(folded(name), ())
        return next((doc for doc in found if doc.language == language), found[0] if found else None)


def index(documents: Iterable[Document], rendered: Mapping[str, RenderedDocument]) -> NameIndex:
    """Make the look-up of `documents`: the key claims a name before slug, title and file name do."""
    claims: dict[str, list[tuple[int, Document]]] = defaultdict(list)
    for document in documents:
        for rank, name in enumerate(_names(document, rendered[document.path])):
            if name:
                claims[folded(name)].append((rank, document))
    return NameIndex({name: _ordered(found) for name, found in claims.items()})


def folded(name: str) -> str:
    """Give what all spellings of a name share."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def stem(path: str) -> str:
    """Give the last part of a path without its extension."""
    return posixpath.splitext(posixpath.basename(path))[0]


def _names(document: Document, rendered: RenderedDocument) -> tuple[str, ...]:
    title = rendered.title.text if rendered.title else ""
    long = (document.key, document.relative, document.path, document.slug, title)
    if document.kind is Kind.DIARY:
        return long
    return (
        *long,
        posixpath.basename(document.key),
        stem(document.relative),
        posixpath.basename(document.slug),
    )


def _ordered(found: Iterable[tuple[int, Document]]) -> tuple[Document, ...]:
    ranked = sorted(found, key=lambda claim: (claim[0], claim[1].path))
    return tuple({document.path: document for _, document in ranked}.values())
