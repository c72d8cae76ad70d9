"""The text of ``sitegen.toml``, made into typed values."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitegen.errors import Severity
from sitegen.model import Kind


@dataclass(frozen=True, slots=True)
class Collection:
    """One ``[[collection]]``: a folder of sources of one kind."""

    name: str
    """Its name, the first part of its addresses."""
    path: str
    """The folder, relative to the site, forward slashes."""
    kind: Kind
    """What its sources are."""
    title: dict[str, str] = field(default_factory=dict)
    """Its name for readers, per language."""
    header: tuple[str, ...] = ("title",)
    """What leading ``%`` lines mean: title, url, date, tags, description, rate."""
    url: str = "/{collection}/{slug}/"
    """Address of a document; a diary's entries always stand in their month."""
    legacy: tuple[str, ...] = ()
    """Old address patterns that redirect, with ``{path}``."""
    trusted: bool = True
    """Whether its HTML is kept as it is."""
    language: str | None = None
    """The language of its sources where nothing else says; None: the site's."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``[limits]``: what one document may cost."""

    seconds: float = 20.0
    """Wall time for rendering one document."""
    memory: int = 1024
    """MiB for one worker."""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """All settings of a site."""

    title: dict[str, str]
    """The site's title per language."""
    base_url: str
    """Scheme, host and path without a trailing slash, for example ``https://example.org/~me/blog``."""
    language: str = "ja"
    """The language at the root."""
    languages: tuple[str, ...] = ("ja",)
    """All languages, the default one first."""
    timezone: str = "Asia/Tokyo"
    """IANA name of the zone that times are written in."""
    description: dict[str, str] = field(default_factory=dict)
    """One sentence about the site, per language."""
    author: dict[str, str] = field(default_factory=dict)
    """The author's name, per language."""
    collections: tuple[Collection, ...] = ()
    """In the order of the settings."""
    macros: dict[str, str] = field(default_factory=dict)
    """``[math.macros]``: KaTeX macros for the whole site."""
    problems: dict[str, Severity] = field(default_factory=dict)
    """``[problems]``: severities that differ from the default."""
    limits: Limits = field(default_factory=Limits)
    """``[limits]``."""
    diagrams: tuple[str, ...] = ()
    """``[diagrams] renderers``: diagram programs that may run, for example ``dot``."""
    output: str = "build"
    """``[site] output``: where the site is written, relative to its folder."""
    cards: str = "content/cards.json"
    """``[site] cards``: the committed card cache."""
    feed_size: int = 20
    """``[feed] size``: entries in a feed; 0 for all."""
    page_size: int = 100
    """``[lists] size``: entries on one page of a long list."""
