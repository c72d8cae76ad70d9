"""Which documents are one text in several languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sitegen.model import Document

_Group = tuple[str, str]


def twins(documents: Sequence[Document]) -> dict[str, dict[str, str]]:
    """Map the path of each document to the paths of its text by language, its own included.

    Translations share collection and key, or name their original in front matter.
    """
    originals = _originals(documents)
    groups: dict[_Group, list[Document]] = defaultdict(list)
    for document in documents:
        groups[_group(document, originals)].append(document)
    return {doc.path: _languages(doc, group) for group in groups.values() for doc in group}


def _originals(documents: Sequence[Document]) -> dict[str, Document]:
    """Find a document by every name that ``translation_of`` may use."""
    by_key = {doc.key: doc for doc in reversed(documents)}
    by_relative = {doc.relative: doc for doc in reversed(documents)}
    return by_key | by_relative | {doc.path: doc for doc in documents}


def _group(document: Document, originals: dict[str, Document]) -> _Group:
    named = originals.get(document.translation_of) if document.translation_of else None
    original = named or document
    return original.collection, original.key


def _languages(document: Document, group: Sequence[Document]) -> dict[str, str]:
    found: dict[str, str] = {}
    for other in group:
        found.setdefault(other.language, other.path)
    return found | {document.language: document.path}
