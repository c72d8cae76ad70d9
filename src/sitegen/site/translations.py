"""Which documents are one text in several languages, and which diary entries are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sitegen.errors import Problem
from sitegen.model import Document

_Group = tuple[str, str]
Place = tuple[str, str]
"""Path of a document, and the anchor of an entry in it ("" for the document itself)."""


def twins(documents: Sequence[Document]) -> dict[str, dict[str, str]]:
    """Map the path of each document to the paths of its text by language, its own included.

    Translations share collection and key, or name their original in front matter.
    """
    originals = _originals(documents)
    groups: dict[_Group, list[Document]] = defaultdict(list)
    for document in documents:
        groups[_group(document, originals)].append(document)
    return {doc.path: _languages(doc, group) for group in groups.values() for doc in group}


def versions(
    documents: Sequence[Document], together: Mapping[str, Mapping[str, str]] | None = None
) -> dict[Place, dict[str, Place]]:
    """Map each text and each diary entry to its places by language, its own included.

    Entries of one collection with the same date and time are one entry, whatever their files.
    `together` are the `twins` of the documents, where they are known.
    """
    found = {
        (path, ""): {language: (other, "") for language, other in paths.items()}
        for path, paths in (twins(documents) if together is None else together).items()
    }
    moments: dict[_Group, list[Document]] = defaultdict(list)
    for document in documents:
        for entry in document.entries:
            moments[document.collection, entry.anchor].append(document)
    for (_, anchor), group in moments.items():
        for document in group:
            places = _languages(document, group).items()
            found[document.path, anchor] = {language: (path, anchor) for language, path in places}
    return found


def original(places: Mapping[str, Place], languages: Iterable[str]) -> Place:
    """The version that the others follow: the first in the order of the site's languages."""
    return next(places[language] for language in languages if language in places)


def sources(documents: Mapping[str, Document], languages: Sequence[str]) -> dict[str, str]:
    """Path of each translation → path of the text that it was made from.

    That is what ``translation_of`` names, else the version in the first of the site's languages.
    """
    listed = tuple(documents.values())
    together, originals = twins(listed), _originals(listed)
    found: dict[str, str] = {}
    for document in listed:
        named = originals.get(document.translation_of) if document.translation_of else None
        group = [documents[path] for path in together[document.path].values()]
        if named is None and not any(other.translation_of for other in group):
            named = min(group, key=lambda other: _rank(other.language, languages))
        if named is not None and named.path != document.path:
            found[document.path] = named.path
    return found


def unknown(documents: Sequence[Document]) -> tuple[Problem, ...]:
    """Find the translations that name an original which does not exist."""
    originals = _originals(documents)
    return tuple(
        _no_original(document)
        for document in documents
        if document.translation_of and document.translation_of not in originals
    )


def _no_original(document: Document) -> Problem:
    message = f"`translation_of` names `{document.translation_of}`, which is no text of this site."
    hint = "Write the original's path below the site, its path in its collection, or that without extension."
    return Problem("translation-original", document.path, 0, 0, message[:400], hint)


def _rank(language: str, languages: Sequence[str]) -> int:
    return languages.index(language) if language in languages else len(languages)


def _originals(documents: Sequence[Document]) -> dict[str, Document]:
    """Find a document by every name that ``translation_of`` may use; nothing where none uses any."""
    if not any(document.translation_of for document in documents):
        return {}
    by_key = {doc.key: doc for doc in reversed(documents)}
    by_relative = {doc.relative: doc for doc in reversed(documents)}
    return by_key | by_relative | {doc.path: doc for doc in documents}


def _group(document: Document, originals: dict[str, Document]) -> _Group:
    named = originals.get(document.translation_of) if document.translation_of else None
    original = named or document
    return original.collection, original.key


def _languages(document: Document, group: Sequence[Document]) -> dict[str, str]:
    if len(group) == 1:
        return {document.language: document.path}
    found: dict[str, str] = {}
    for other in group:
        found.setdefault(other.language, other.path)
    return found | {document.language: document.path}
