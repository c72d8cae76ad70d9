"""The steps between the sources and the pages, each remembering what it gave last.

The text of a document goes past most of them: addresses depend on what a header says,
lists and relations on titles, dates and summaries. Where those are as before, so is the
whole site.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sitegen import config as settings
from sitegen import media, urls
from sitegen.config import SiteConfig
from sitegen.effects.reading import RawFile, Theme
from sitegen.effects.store import Store
from sitegen.errors import Problem
from sitegen.gathering import Gathering, Needs
from sitegen.i18n import Texts
from sitegen.ledger import Ledger, Traced, TracedMemory
from sitegen.markup.document import Options
from sitegen.memo import Each, Last, Same, each
from sitegen.model import Card, Document, Entry, OutputFile, RenderedDocument
from sitegen.output import assets, files, menus, themes
from sitegen.output.extras import Extras
from sitegen.output.press import Leaf, Press, press
from sitegen.output.templates import Templates
from sitegen.site import card_file, stale
from sitegen.site.catalog import catalog
from sitegen.site.model import Piece, Site
from sitegen.site.pieces import pieces
from sitegen.site.references import Known, Targets
from sitegen.site.relations import related
from sitegen.site.translations import original, unknown, versions
from sitegen.sources.text import decode
from sitegen.steps import Rendered, Renderer, Task, read_all, units
from sitegen.taxonomy import parse as parse_tags
from sitegen.texts import Outline, Text
from sitegen.urls import UrlTable

if TYPE_CHECKING:
    from pathlib import Path

Found = tuple[Problem, ...]
_Told = tuple[tuple[Document, Outline], ...]
_Cells = tuple[tuple[Document, Text], ...]
_Pieces = dict[str, tuple[Piece, ...]]
_WORDS: Final = (
    "contents",
    "footnote_back",
    "permalink_equation",
    "task_done",
    "task_open",
    "callout_note",
    "callout_tip",
    "callout_important",
    "callout_warning",
    "callout_caution",
)


@dataclass(frozen=True, slots=True)
class Outlines:
    """What is known of all documents before their texts are needed."""

    homes: Mapping[str, tuple[str, int]]
    """Task and number in it of each document."""
    texts: Mapping[str, RenderedDocument]
    """Each document, to be read when it is needed."""
    originals: Mapping[str, frozenset[str]]
    """Path of a document → paths of those whose headings' ids it takes."""
    places: Mapping[tuple[str, str], tuple[str, str]]
    """Text or entry → the version that it follows."""


@dataclass(frozen=True, slots=True)
class Look:
    """What pages are dressed in."""

    static: assets.Assets
    """Static files."""
    colours: themes.Tokens
    """Colours of the theme."""
    problems: Found
    """What is wrong with the colours."""


class Chain:
    """The steps of one site's builds."""

    def __init__(self, site: Path, ledger: Ledger) -> None:
        self._folder = site
        self._ledger = ledger
        self.settings = Last(settings.parse)
        self.with_tags = Last(with_tags)
        self.texts = Last(Texts.parse)
        self.options = Last(_options)
        self.cards = Last(cards)
        self.record = Last(stale.read)
        self.unknown = Last(_unknown)
        self.beside = Last(lambda found, config: media.beside(site, tuple(found.values()), config))
        self.known = Last(lambda made, table, cards: Known(made, table, cards, TracedMemory(ledger)))
        self._units = Last(units)
        self._unit: Each[str, tuple[RawFile, ...], tuple[RawFile, ...]] = Each(each(lambda group: group))
        self._read: Each[str, tuple[RawFile, ...], Task] = Each(read_all)
        self._drawn = Last(_drawn)
        self._gathered: Each[str, Task, Task] = Each(each(_gathered))
        self._rendered: Each[str, Task, Rendered] = Each(_render_all)
        self._facts: Each[str, Task, tuple[Document, ...]] = Each(each(_facts))
        self._documents = Last(_flat)
        self._addressed: Each[str, Task, tuple[Document, ...]] = Each(each(_addressed))
        self._plan = Last(_plan)
        self._told: Each[str, Rendered, _Told] = Each(each(_told))
        self._cells: Each[str, _Told, _Cells] = Each(each(_cells))
        self._outlines = Last(_outlines)
        self._pieces: Each[str, _Cells, _Pieces] = Each(each(_pieces))
        self._site, self._stale, self._related = Traced(ledger), Traced(ledger), Traced(ledger)
        self._now: dt.datetime | None = None
        self._faces: Same[tuple[frozenset[str], str]] = Same()
        self._look = Last(lambda *arguments: _look(site, *arguments))
        self._extras = Last(lambda made, colours: media.extras(site, made, colours))
        self._files = Last(_files)
        self._templates = Last(Templates)
        self._urls: Same[Mapping[str, str]] = Same()
        self._leaves = Last(lambda *arguments: _leaves(ledger, *arguments))
        self.menus = Last(_menus)

    def read(self, sources: Mapping[str, RawFile], config: SiteConfig, store: Store) -> Mapping[str, Task]:
        """What the sources say."""
        return self._read(self._unit(self._units(sources, config)), config, store)

    def with_needs(
        self, tasks: Mapping[str, Task], config: SiteConfig, gathering: Gathering
    ) -> Mapping[str, Task]:
        """The tasks with what they need from elsewhere, which may change while they do not."""
        needing = {path: task for path, task in tasks.items() if task.reading.needs}
        if not needing:
            return tasks
        drawn = self._drawn(gathering, config, *(task.reading.needs for task in needing.values()))
        return {**tasks, **self._gathered(needing, gathering, drawn, gathering.version)}

    def rendered(
        self,
        tasks: Mapping[str, Task],
        options: Mapping[str, Options],
        config: SiteConfig,
        renderer: Renderer,
    ) -> Mapping[str, Rendered]:
        """What became of each task."""
        return self._rendered(tasks, options, config, renderer)

    def documents(self, tasks: Mapping[str, Task]) -> tuple[Document, ...]:
        """All documents, without their texts."""
        return self._documents(self._facts(tasks))

    def plan(self, tasks: Mapping[str, Task], config: SiteConfig) -> tuple[UrlTable, Found]:
        """Every address."""
        return self._plan(self._addressed(tasks), config)

    def outlines(self, rendered: Mapping[str, Rendered], config: SiteConfig) -> Outlines:
        """What is known of all documents before their texts are needed."""
        return self._outlines(self._cells(self._told(rendered), self._ledger), config)

    def pieces(
        self, rendered: Mapping[str, Rendered], table: UrlTable, config: SiteConfig
    ) -> Mapping[str, _Pieces]:
        """The pieces of each task, by the paths of its documents."""
        return self._pieces(self._cells(self._told(rendered), self._ledger), table, config)

    def site(  # noqa: PLR0913, PLR0917 - all that a site is made of
        self,
        config: SiteConfig,
        documents: tuple[Document, ...],
        outlines: Outlines,
        table: UrlTable,
        groups: Mapping[str, _Pieces],
        now: dt.datetime,
        *,
        drafts: bool,
    ) -> Site:
        """Everything that is published, at a moment from which on nothing has become present since."""
        before = self._now or now
        made = self._site(_site, config, documents, outlines, table, groups, before, drafts)
        if now < before or (made.until is not None and now >= made.until):
            made, before = self._site(_site, config, documents, outlines, table, groups, now, drafts), now
        self._now = before
        return made

    def with_stale(self, made: Site, record: stale.Record) -> Site:
        """The site with what has changed in the originals of translations."""
        return self._stale(_with_stale, made, record)

    def with_relations(self, made: Site, known: Known) -> Site:
        """The site with what leads to each paper; `known` is made of the site before."""
        return self._related(_with_relations, made, known)

    def look(self, rendered: Mapping[str, Rendered], theme: Theme, config: SiteConfig) -> Look:
        """Static files and colours; fonts hold the letters that formulas use."""
        told = self._told(rendered)
        faces = frozenset(face for group in told.values() for _, one in group for face in one.faces)
        letters = frozenset(letter for group in told.values() for _, one in group for letter in one.letters)
        used = self._faces((faces, "".join(sorted(letters))))
        return self._look(theme, config, used)

    def extras(self, made: Site, look: Look) -> tuple[Extras, tuple[OutputFile, ...], Found]:
        """What pages show beside their texts."""
        return self._extras(made, look.colours)

    def files(
        self, look: Look, beside: media.Beside, more: tuple[OutputFile, ...]
    ) -> Mapping[str, OutputFile]:
        """All files that are not made of texts, by path."""
        return self._files(look.static, beside, more)

    def leaves(  # noqa: PLR0913, PLR0917 - all that pages are made of
        self, made: Site, known: Known, theme: Theme, texts: Texts, look: Look, extras: Extras
    ) -> tuple[Press, Mapping[str, Leaf]]:
        """How every file that is made of texts is made."""
        addresses = self._urls(look.static.urls)
        templates = self._templates(theme.templates, texts, addresses, made.config)
        return self._leaves(made, known, texts, addresses, extras, templates)


# ----------------------------------------------------------------- settings


def with_tags(config: SiteConfig, data: bytes | None) -> tuple[SiteConfig, Found]:
    """The settings with the register of tags."""
    if data is None:
        return config, ()
    text, unread = decode(config.tags, data)
    taxonomy, wrong = parse_tags(text or "", config.tags, config.languages)
    return replace(config, taxonomy=taxonomy), (*unread, *wrong)


def _options(config: SiteConfig, texts: Texts) -> dict[str, Options]:
    """The settings that rendering depends on, by language."""
    return {
        language: Options(
            dict(config.macros),
            {key: texts.get(language, key) for key in _WORDS if texts.has(key)},
            config.languages,
        )
        for language in config.languages
    }


def cards(data: bytes | None, path: str) -> tuple[dict[str, Card], Found]:
    """The committed card cache, by address."""
    cards, problems = card_file.parse(data, path) if data is not None else ((), ())
    return {card.url: card for card in cards}, problems


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
    """All documents in the order of their paths."""
    found = (document for group in groups.values() for document in group)
    return tuple(sorted(found, key=lambda document: document.path))


def _plan(groups: Mapping[str, tuple[Document, ...]], config: SiteConfig) -> tuple[UrlTable, Found]:
    return urls.plan(_flat(groups), config)


def _unknown(documents: tuple[Document, ...]) -> Found:
    return unknown(documents)


# ---------------------------------------------------------------- rendering


def _drawn(
    gathering: Gathering, config: SiteConfig, *wanted: tuple[Needs, ...]
) -> dict[tuple[str, str], str]:
    return gathering.drawings([one for group in wanted for one in group], config.diagrams)


def _gathered(
    task: Task, gathering: Gathering, drawn: Mapping[tuple[str, str], str], _version: object
) -> Task:
    found = [gathering.resources(wanted, drawn) for wanted in task.reading.needs]
    problems = tuple(problem for _, some in found for problem in some)
    return replace(task, resources=tuple(resources for resources, _ in found), problems=problems)


def _render_all(
    tasks: Mapping[str, Task], options: Mapping[str, Options], config: SiteConfig, renderer: Renderer
) -> dict[str, Rendered]:
    return renderer.render_all(tasks, options, config)


def _told(rendered: Rendered) -> _Told:
    return tuple((rendering.document, rendering.outline) for rendering in rendered.renderings)


def _cells(told: _Told, ledger: Ledger) -> _Cells:
    return tuple((document, Text(ledger, document.path, outline)) for document, outline in told)


def _outlines(cells: Mapping[str, _Cells], config: SiteConfig) -> Outlines:
    documents = _flat({name: tuple(document for document, _ in group) for name, group in cells.items()})
    places = {
        (path, key): original(known, config.languages) for (path, key), known in versions(documents).items()
    }
    originals: dict[str, set[str]] = {}
    for (path, _), (first, _) in places.items():
        if first != path:
            originals.setdefault(path, set()).add(first)
    return Outlines(
        homes={
            doc.path: (name, index) for name, group in cells.items() for index, (doc, _) in enumerate(group)
        },
        texts={document.path: text for group in cells.values() for document, text in group},
        originals={path: frozenset(found) for path, found in originals.items()},
        places=places,
    )


# --------------------------------------------------------------------- site


def _pieces(cells: _Cells, table: UrlTable, config: SiteConfig) -> _Pieces:
    return {doc.path: pieces(doc, text, table, config) for doc, text in cells if doc.path in table.documents}


def _site(  # noqa: PLR0913, PLR0917 - as `catalog`
    config: SiteConfig,
    documents: tuple[Document, ...],
    outlines: Outlines,
    table: UrlTable,
    groups: Mapping[str, _Pieces],
    now: dt.datetime,
    drafts: bool,  # noqa: FBT001 - a remembered step has positional arguments
) -> Site:
    made = {path: found for group in groups.values() for path, found in group.items()}
    return catalog(config, documents, outlines.texts, table, now, drafts=drafts, made=made)


def _with_stale(made: Site, record: stale.Record) -> Site:
    return replace(made, stale=stale.stale(made.documents, made.rendered, record))


def _with_relations(made: Site, known: Known) -> Site:
    return related(made, Targets(known))


# --------------------------------------------------------------------- look


def _look(site: Path, theme: Theme, config: SiteConfig, used: tuple[frozenset[str], str]) -> Look:
    appearance = config.appearance.theme
    colours = themes.tokens(theme.static.get("css/tokens.css", b"").decode("utf-8", "replace"), appearance)
    own = {**theme.static, "css/settings.css": themes.sheet(appearance).encode()}
    fonts = media.katex(site, theme.katex, *used)
    static = assets.assemble(own, fonts, urlsplit(config.base_url).path)
    return Look(static, colours, (*static.problems, *themes.faint(appearance, colours)))


def _menus(config: SiteConfig, *paths: Mapping[str, object]) -> Found:
    return tuple(menus.broken(config, {path for some in paths for path in some}))


def _files(
    static: assets.Assets, beside: media.Beside, more: tuple[OutputFile, ...]
) -> dict[str, OutputFile]:
    """All files that are not made of texts; what the theme brings comes first."""
    made: dict[str, OutputFile] = {}
    for file in (*static.files, *beside.files, *more):
        made.setdefault(file.path, file)
    return made


def _leaves(  # noqa: PLR0913, PLR0917 - all that pages are made of
    ledger: Ledger,
    made: Site,
    known: Known,
    texts: Texts,
    static: Mapping[str, str],
    extras: Extras,
    templates: Templates,
) -> tuple[Press, dict[str, Leaf]]:
    core = press(made, Targets(known), texts, static, extras, partial(TracedMemory, ledger))
    return core, files.leaves(core, templates)
