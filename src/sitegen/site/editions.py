"""The site as readers of one language see it: its own texts, and those that are not translated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.model import Kind
from sitegen.site.library import Paper
from sitegen.site.model import Edition, Piece, Tag
from sitegen.site.months import months
from sitegen.site.papers import papers_first
from sitegen.site.pieces import newest_first
from sitegen.site.translations import Place
from sitegen.url_plan import UrlTable

Versions = Mapping[Place, Mapping[str, Piece]]


def editions(
    config: SiteConfig,
    everything: Sequence[Piece],
    versions: Versions,
    papers: Mapping[str, Paper] = MappingProxyType({}),
) -> dict[str, Edition]:
    """Make the edition of every language of the site."""
    slugs = config.taxonomy.slugs({name for piece in everything for name in _spellings(piece)})
    return {
        language: _edition(
            language, _seen(everything, versions, language, config), config, _Shared(slugs, papers)
        )
        for language in config.languages
    }


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the editions of all languages share."""

    slugs: Mapping[str, str]
    """The slug of every tag, by key."""
    papers: Mapping[str, Paper]
    """The paper of every note, by path."""


def borrowed(config: SiteConfig, made: Mapping[str, Edition], table: UrlTable) -> dict[Place, str]:
    """Where readers of a language find each note and article that is not translated into it."""
    taken = {urls.folded(url) for url in (*table.documents.values(), *table.redirects)}
    found = {
        (language, piece.document.path): urls.borrowed(piece.url, piece.document.language, language, config)
        for language, edition in made.items()
        for piece in edition.elsewhere
        if piece.entry is None and piece.document.kind is not Kind.DIARY
    }
    return {place: url for place, url in found.items() if urls.folded(url) not in taken}


def _seen(everything: Sequence[Piece], versions: Versions, language: str, config: SiteConfig) -> list[Piece]:
    """Give the texts of a language, and of each that lacks it one version in another."""
    return [
        piece
        for piece in everything
        if piece.document.language == language or _stands_in(piece, versions[piece.place], language, config)
    ]


def _stands_in(piece: Piece, known: Mapping[str, Piece], language: str, config: SiteConfig) -> bool:
    first = next((code for code in config.languages if code in known), piece.document.language)
    return language not in known and piece.document.language == first


def _edition(language: str, found: Sequence[Piece], config: SiteConfig, shared: _Shared) -> Edition:
    ordered = newest_first(found)
    lists: dict[str, list[Piece]] = {collection.name: [] for collection in config.collections}
    for piece in ordered:
        if piece.entry is None:
            lists[piece.document.collection].append(piece)
    return Edition(
        language=language,
        pieces=tuple(piece for piece in ordered if piece.document.language == language),
        months=months(found, language),
        tags=_tags(ordered, shared, language, config),
        collections={name: tuple(listed) for name, listed in lists.items() if listed},
        elsewhere=tuple(piece for piece in ordered if piece.document.language != language),
        everything=ordered,
    )


# --------------------------------------------------------------------- tags


def _spellings(piece: Piece) -> Iterable[str]:
    """Give every tag of a piece as written."""
    return (*(piece.entry.tags if piece.entry else ()), *piece.document.tags, *piece.more_tags)


def _keys(names: Iterable[str], config: SiteConfig) -> frozenset[str]:
    return frozenset(config.taxonomy.key(name) for name in names)


def _tags(found: Sequence[Piece], shared: _Shared, language: str, config: SiteConfig) -> dict[str, Tag]:
    """Give every tag with what carries it; `found` is ordered as lists are."""
    taxonomy = config.taxonomy
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in Counter(name for piece in found for name in _spellings(piece)).items():
        spelled[taxonomy.key(name)][name.strip()] += count
    carriers: dict[str, dict[Place, Piece]] = defaultdict(dict)
    for piece in found:
        place = piece.place
        for key in piece.tags:
            for carried in (key, *taxonomy.ancestors(key)):
                carriers[carried][place] = piece
    hidden, pinned = _keys(config.hidden_tags, config), _keys(config.pinned_tags, config)
    return {
        key: Tag(
            key=key,
            name=_name(key, spelled[key], language, config),
            slug=shared.slugs[key],
            pieces=papers_first(carriers[key].values(), shared.papers),
            description=taxonomy.tags[key].descriptions.get(language, "") if key in taxonomy.tags else "",
            parents=taxonomy.ancestors(key),
            children=tuple(child for child in taxonomy.children(key) if child in carriers),
            is_hidden=key in hidden,
            is_pinned=key in pinned,
        )
        for key in sorted(carriers)
    }


def _name(key: str, spellings: Counter[str], language: str, config: SiteConfig) -> str:
    known = config.taxonomy.tags.get(key)
    named = known.names if known else {}
    if name := named.get(language) or named.get(config.language):
        return name
    return min(spellings, key=lambda name: (-spellings[name], name)) if spellings else key
