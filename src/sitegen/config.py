"""All settings of a site, as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sitegen.errors import Severity
from sitegen.model import Kind
from sitegen.settings.appearance import Appearance
from sitegen.settings.commands import Deploy, Online
from sitegen.taxonomy import Taxonomy

HEADER_FIELDS: Final = ("title", "url", "date", "tags", "description", "rate")
"""What a leading ``%`` line can mean."""

HEADER_PRESETS: Final[Mapping[str, tuple[str, ...]]] = {
    "diary": ("title",),
    "article": ("title", "date", "tags", "description"),
    "note": ("title", "url", "tags"),
    "paper": ("title", "url", "description", "tags"),
    "memo": ("title", "tags"),
    "review": ("title", "description", "url", "tags", "rate"),
    "heading": (),
}
"""Names for the layouts of ``%`` lines that blogs have; ``heading`` has none, only a ``# title``."""

EMBEDDABLE: Final = ("youtube",)
"""Hosts whose films a site may embed."""

DIAGRAM_RENDERERS: Final = ("dot",)
"""Diagram programs that a site may allow."""


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
    repository: str = ""
    """Issues only: ``owner/name`` of the GitHub repository that `sitegen fetch` reads."""


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
    tags: str = "content/tags.toml"
    """``[site] tags``: the register of tags."""
    translations: str = "content/translations.json"
    """``[site] translations``: the committed record of what translations were made from."""
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    """The registered tags, read from the file that `tags` names."""
    feed_size: int = 20
    """``[feed] size``: entries in a feed; 0 for all."""
    page_size: int = 100
    """``[lists] size``: entries on one page of a long list."""
    hidden_tags: tuple[str, ...] = ()
    """``[tags] hidden``: tags that have a page, but stand in no list of tags and beside no text."""
    pinned_tags: tuple[str, ...] = ()
    """``[tags] pinned``: tags that stand first wherever tags are listed."""
    appearance: Appearance = field(default_factory=Appearance)
    """How the site looks."""
    embed: tuple[str, ...] = ()
    """``[site] embed``: hosts whose films stand in the page: ``youtube``. They see who reads."""
    stats: bool = False
    """``[site] stats``: whether there is a page of figures, ``/stats/``."""
    search: bool = True
    """``[site] search``: whether there is a page for searching, ``/search/``."""
    online: Online = field(default_factory=Online)
    """``[online]``: what `cards` and `add` ask."""
    deploy: Deploy = field(default_factory=Deploy)
    """``[deploy]``: where `deploy` publishes to."""
    editor: str = ""
    """``[preview] editor``: the command that opens a file, for example ``code -g {path}:{line}``."""
