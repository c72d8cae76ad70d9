"""The steps between the sources and the pages, each remembering what it gave last.

The text of a document goes past most of them: addresses depend on what a header says,
lists and relations on titles and dates. Where those are as before, so is the whole site.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

import msgspec

from sitegen import config as settings
from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.effects.gathering import Gathering
from sitegen.effects.reading import RawFile, Theme
from sitegen.effects.store import Store
from sitegen.errors import Problem
from sitegen.i18n import Texts
from sitegen.markup.document import Options
from sitegen.memo import Each, Last, Same, each
from sitegen.model import Card, Document, Entry, OutputFile
from sitegen.output import assets, files, styles
from sitegen.output.press import Leaf, Press, press
from sitegen.output.templates import Templates
from sitegen.site.catalog import catalog
from sitegen.site.model import Asset, Piece, Site
from sitegen.site.outlines import Outline
from sitegen.site.pieces import pieces
from sitegen.site.references import Known
from sitegen.steps import Rendered, Renderer, Task, read_all
from sitegen.urls import UrlTable

_WORDS: Final = (
    "contents",
    "footnote_back",
    "callout_note",
    "callout_tip",
    "callout_important",
    "callout_warning",
    "callout_caution",
)


_Told = tuple[tuple[Document, Outline], ...]
_Pieces = dict[str, tuple[Piece, ...]]


class Chain:
    """The steps of one site's builds."""

    def __init__(self) -> None:
        self.settings = Last(settings.parse)
        self.texts = Last(Texts.parse)
        self.options = Last(_options)
        self.cards = Last(_cards)
        self.known = Last(Known)
        self._read: Each[str, RawFile, Task] = Each(read_all)
        self._gathered: Each[str, Task, Task] = Each(each(_gathered))
        self._rendered: Each[str, Task, Rendered] = Each(_render_all)
        self._facts: Each[str, Task, tuple[Document, ...]] = Each(each(_facts))
        self._documents = Last(_flat)
        self._addressed: Each[str, Task, tuple[Document, ...]] = Each(each(_addressed))
        self._plan = Last(_plan)
        self._told: Each[str, Rendered, _Told] = Each(each(_told))
        self._outlines = Last(_outlines)
        self._site = Last(_site)
        self._pieces: Each[str, _Told, dict[str, tuple[Piece, ...]]] = Each(each(_pieces))
        self._now: dt.datetime | None = None
        self._beside: Each[str, RawFile, Asset] = Each(each(_beside))
        self._static = Last(_static)
        self._files = Last(_files)
        self._templates = Last(Templates)
        self._leaves = Last(_leaves)
        self._urls: Same[Mapping[str, str]] = Same()

    def read(self, sources: Mapping[str, RawFile], config: SiteConfig, store: Store) -> Mapping[str, Task]:
        """What each source file says."""
        return self._read(sources, config, store)

    def with_needs(
        self, tasks: Mapping[str, Task], config: SiteConfig, gathering: Gathering
    ) -> Mapping[str, Task]:
        """The tasks with what they need from elsewhere, which may change while they do not."""
        needing = {path: task for path, task in tasks.items() if task.reading.needs}
        return (
            {**tasks, **self._gathered(needing, config, gathering, gathering.version)} if needing else tasks
        )

    def rendered(
        self,
        tasks: Mapping[str, Task],
        options: Mapping[str, Options],
        config: SiteConfig,
        renderer: Renderer,
    ) -> Mapping[str, Rendered]:
        """What became of each source file."""
        return self._rendered(tasks, options, config, renderer)

    def documents(self, tasks: Mapping[str, Task]) -> Sequence[Document]:
        """All documents, without their bodies."""
        return self._documents(self._facts(tasks))

    def plan(self, tasks: Mapping[str, Task], config: SiteConfig) -> tuple[UrlTable, tuple[Problem, ...]]:
        """Every address."""
        return self._plan(self._addressed(tasks), config)

    def outlines(
        self, rendered: Mapping[str, Rendered]
    ) -> tuple[dict[str, Outline], dict[str, tuple[str, int]]]:
        """The outline of each document, and the file and the number in it where each stands."""
        return self._outlines(self._told(rendered))

    def pieces(
        self, rendered: Mapping[str, Rendered], table: UrlTable, config: SiteConfig
    ) -> Mapping[str, _Pieces]:
        """The pieces of each source file, by the paths of its documents."""
        return self._pieces(self._told(rendered), table, config)

    def site(  # noqa: PLR0913, PLR0917 - all that a site is made of
        self,
        config: SiteConfig,
        documents: Sequence[Document],
        outlines: Mapping[str, Outline],
        table: UrlTable,
        pieces: Mapping[str, _Pieces],
        now: dt.datetime,
        *,
        drafts: bool,
    ) -> Site:
        """Everything that is published, at a moment from which on nothing has become present since."""
        before = self._now
        built = self._site(config, documents, outlines, table, pieces, before or now, drafts)
        if before is not None and (now < before or (built.until is not None and now >= built.until)):
            built = self._site(config, documents, outlines, table, pieces, now, drafts)
            self._now = now
        self._now = self._now or now
        return built

    def beside(self, found: Mapping[str, RawFile], config: SiteConfig) -> Mapping[str, Asset]:
        """Where each file beside the sources is published, by its path."""
        return self._beside(found, config)

    def static(self, theme: Theme, base_url: str) -> assets.Assets:
        """The static files."""
        return self._static(theme, base_url)

    def files(
        self, static: assets.Assets, found: Mapping[str, RawFile], beside: Mapping[str, Asset]
    ) -> Mapping[str, OutputFile]:
        """All files that are not made of texts, by path."""
        return self._files(static, found, beside)

    def leaves(
        self, site: Site, theme: Theme, texts: Texts, static: assets.Assets
    ) -> tuple[Press, Mapping[str, Leaf]]:
        """How every file that is made of texts is made; the press holds no text yet."""
        addresses = self._urls(static.urls)
        templates = self._templates(theme.templates, texts, addresses, site.config)
        return self._leaves(site, texts, addresses, templates)


# ---------------------------------------------------------------- documents


def _facts(task: Task) -> tuple[Document, ...]:
    return task.reading.documents


def _addressed(task: Task) -> tuple[Document, ...]:
    """What addresses depend on: all but what a reader sees of a document."""
    return tuple(
        replace(
            document, title=None, description=None, updated=None, draft=False, link=None, rating=None,
            translation_of=None, body_line=1, entries=tuple(_placed(entry) for entry in document.entries),
        )
        for document in task.reading.documents
    )  # fmt: skip


def _placed(entry: Entry) -> Entry:
    return replace(entry, title=None, heading_line=0, first_line=0, last_line=0)


def _flat(groups: Mapping[str, tuple[Document, ...]]) -> tuple[Document, ...]:
    return tuple(document for group in groups.values() for document in group)


def _plan(
    groups: Mapping[str, tuple[Document, ...]], config: SiteConfig
) -> tuple[UrlTable, tuple[Problem, ...]]:
    return urls.plan(_flat(groups), config)


# ---------------------------------------------------------------- rendering


def _gathered(task: Task, config: SiteConfig, gathering: Gathering, _version: object) -> Task:
    found = [gathering.resources(wanted, config.diagrams) for wanted in task.reading.needs]
    problems = tuple(problem for _, some in found for problem in some)
    return replace(task, resources=tuple(resources for resources, _ in found), problems=problems)


def _options(config: SiteConfig, texts: Texts) -> dict[str, Options]:
    """The settings that rendering depends on, by language."""
    return {
        language: Options(
            dict(config.macros), {key: texts.get(language, key) for key in _WORDS if texts.has(key)}
        )
        for language in config.languages
    }


def _render_all(
    tasks: Mapping[str, Task], options: Mapping[str, Options], config: SiteConfig, renderer: Renderer
) -> dict[str, Rendered]:
    return renderer.render_all(tasks, options, config)


def _told(rendered: Rendered) -> _Told:
    return tuple((rendering.document, rendering.outline) for rendering in rendered.renderings)


def _outlines(told: Mapping[str, _Told]) -> tuple[dict[str, Outline], dict[str, tuple[str, int]]]:
    outlines = {document.path: outline for group in told.values() for document, outline in group}
    homes = {
        doc.path: (source, index) for source, group in told.items() for index, (doc, _) in enumerate(group)
    }
    return outlines, homes


def _pieces(told: _Told, table: UrlTable, config: SiteConfig) -> _Pieces:
    return {
        doc.path: pieces(doc, outline, table, config) for doc, outline in told if doc.path in table.documents
    }


def _site(  # noqa: PLR0913, PLR0917 - as `catalog`
    config: SiteConfig,
    documents: Sequence[Document],
    outlines: Mapping[str, Outline],
    table: UrlTable,
    groups: Mapping[str, _Pieces],
    now: dt.datetime,
    drafts: bool,  # noqa: FBT001 - a remembered step has positional arguments
) -> Site:
    made = {path: found for group in groups.values() for path, found in group.items()}
    return catalog(config, documents, outlines, table, now, drafts=drafts, made=made)


# ------------------------------------------------------- cards, assets, all


def _cards(data: bytes | None, path: str) -> tuple[dict[str, Card], list[Problem]]:
    """The committed card cache, by address."""
    if data is None:
        return {}, []
    try:
        cards = msgspec.json.decode(data, type=list[Card])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        message = f"the card cache cannot be read: {error}."
        hint = (
            "It is a list of objects with url, title, description and site; restore it from version control."
        )
        return {}, [Problem("cards-file", path, 0, 0, message[:400], hint)]
    return {card.url: card for card in cards}, []


def _beside(file: RawFile, _config: SiteConfig) -> Asset:
    return Asset(f"/{file.collection}/{file.relative}")


def _static(theme: Theme, base_url: str) -> assets.Assets:
    own = {**theme.static, "css/code.css": styles.code_css().encode()}
    return assets.assemble(own, theme.katex, urlsplit(base_url).path)


def _files(
    static: assets.Assets, found: Mapping[str, RawFile], beside: Mapping[str, Asset]
) -> dict[str, OutputFile]:
    """All files that are not made of texts; what the theme brings comes first."""
    made = {file.path: file for file in static.files}
    for path, file in found.items():
        place = urls.output_path(beside[path].url)
        made.setdefault(place, OutputFile(place, file.content))
    return made


def _leaves(
    site: Site, texts: Texts, static: Mapping[str, str], templates: Templates
) -> tuple[Press, dict[str, Leaf]]:
    core = press(site, {}, {}, texts, static)
    return core, files.leaves(core, templates)
