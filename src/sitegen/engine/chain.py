"""The steps between the sources and the pages, each remembering what it gave last.

The text of a document goes past most of them: addresses depend on what a header says,
lists and relations on titles, dates and summaries. Where those are as before, so is the
whole site.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sitegen.config import SiteConfig
from sitegen.effects.reading import RawFile, Theme
from sitegen.effects.store import Store
from sitegen.engine import media
from sitegen.engine.gathering import Gathering
from sitegen.engine.steps import Rendered, Renderer, Task, read_all, units
from sitegen.i18n import Texts
from sitegen.markup.document import Options
from sitegen.memory.ledger import Ledger, Traced, TracedLasting, TracedMemory
from sitegen.memory.memo import Last, Same
from sitegen.memory.rows import Each, Overlaid, Where, each
from sitegen.model import Document, Kind, OutputFile
from sitegen.output.extras import Extras
from sitegen.output.press import Leaf, Press
from sitegen.output.templates import Templates
from sitegen.settings import file as settings
from sitegen.site import stale
from sitegen.site.model import Site
from sitegen.site.references import Known
from sitegen.site.translations import Place
from sitegen.url_plan import UrlTable

if TYPE_CHECKING:
    from pathlib import Path

from sitegen.engine import stages
from sitegen.engine.stages import Cells, Found, Look, Outlines, Pieces, Told


class Chain:
    """The steps of one site's builds."""

    def __init__(self, site: Path, ledger: Ledger) -> None:
        self._folder = site
        self._ledger = ledger
        self.settings = Last(settings.parse)
        self.with_tags = Last(stages.with_tags)
        self.texts = Last(Texts.parse)
        self.options = Last(stages.made_options)
        self.cards = Last(stages.cards)
        self.record = Last(stale.read)
        self.unknown = Last(stages.unknown_originals)
        self.beside = Last(
            lambda found, static, config: media.beside(site, tuple(found.values()), static, config)
        )
        self.known = Last(lambda made, table, cards: Known(made, table, cards, TracedMemory(ledger)))
        self._units: Each[str, RawFile, tuple[RawFile, ...]] = Each(each(lambda file: (file,)))
        self._groups = Last(units)
        self._group: Each[str, tuple[RawFile, ...], tuple[RawFile, ...]] = Each(each(lambda group: group))
        self._read: Each[str, tuple[RawFile, ...], Task] = Each(read_all)
        self._needing: Where[str, Task] = Where(lambda task: task.reading.needs)
        self._drawn = Last(stages.drawn)
        self._equipped: Overlaid[str, Task] = Overlaid()
        self._gathered: Each[str, Task, Task] = Each(each(stages.gathered))
        self._rendered: Each[str, Task, Rendered] = Each(stages.render_all)
        self._facts: Each[str, Task, tuple[Document, ...]] = Each(each(stages.facts))
        self._documents = Last(stages.flat)
        self._addressed: Each[str, Task, tuple[Document, ...]] = Each(each(stages.addressed))
        self._plan = Last(stages.planned)
        self._told: Each[str, Rendered, Told] = Each(each(stages.told))
        self._cells: Each[str, Told, Cells] = Each(each(stages.cells))
        self._outlines = Last(stages.made_outlines)
        self._pieces: Each[str, Cells, Pieces] = Each(each(stages.made_pieces))
        self._site, self._stale, self._related = Traced(ledger), Traced(ledger), Traced(ledger)
        self._now: dt.datetime | None = None
        self._glyphs: Each[str, Told, stages.Glyphs] = Each(each(stages.glyphs))
        self._used = Last(stages.used)
        self._faces: Same[stages.Glyphs] = Same()
        self._look = Last(lambda *arguments: stages.made_look(site, *arguments))
        self._extras = Last(lambda made, colours: media.extras(site, made, colours))
        self._files = Last(stages.made_files)
        self._templates = Last(Templates)
        self._urls: Same[Mapping[str, str]] = Same()
        words: TracedLasting[Place] = TracedLasting(ledger)
        self._leaves = Last(lambda *arguments: stages.made_leaves(ledger, words, *arguments))
        self.menus = Last(stages.broken_menus)

    def read(self, sources: Mapping[str, RawFile], config: SiteConfig, store: Store) -> Mapping[str, Task]:
        """What the sources say."""
        if any(collection.kind is Kind.ISSUES for collection in config.collections):
            return self._read(self._group(self._groups(sources, config)), config, store)
        return self._read(self._units(sources), config, store)

    def with_needs(
        self, tasks: Mapping[str, Task], config: SiteConfig, gathering: Gathering
    ) -> Mapping[str, Task]:
        """The tasks with what they need from elsewhere, which may change while they do not."""
        needing = self._needing(tasks)
        drawn = self._drawn(gathering, config, *(needing[name].reading.needs for name in sorted(needing)))
        return self._equipped(tasks, self._gathered(needing, gathering, drawn, gathering.version))

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
    ) -> Mapping[str, Pieces]:
        """The pieces of each task, by the paths of its documents."""
        return self._pieces(self._cells(self._told(rendered), self._ledger), table, config)

    def site(  # noqa: PLR0913, PLR0917 - all that a site is made of
        self,
        config: SiteConfig,
        documents: tuple[Document, ...],
        outlines: Outlines,
        table: UrlTable,
        groups: Mapping[str, Pieces],
        now: dt.datetime,
        *,
        drafts: bool,
    ) -> Site:
        """Everything that is published, at a moment from which on nothing has become present since."""
        before = self._now or now
        made = self._site(stages.made_site, config, documents, outlines, table, groups, before, drafts)
        if now < before or (made.until is not None and now >= made.until):
            made, before = (
                self._site(stages.made_site, config, documents, outlines, table, groups, now, drafts),
                now,
            )
        self._now = before
        return made

    def with_stale(self, made: Site, record: stale.Record) -> Site:
        """The site with what has changed in the originals of translations."""
        return self._stale(stages.compared, made, record)

    def with_relations(self, made: Site, known: Known) -> Site:
        """The site with what leads to each paper; `known` is made of the site before."""
        return self._related(stages.with_relations, made, known)

    def look(self, rendered: Mapping[str, Rendered], theme: Theme, config: SiteConfig) -> Look:
        """Static files and colours; fonts hold the letters that formulas use."""
        glyphs = self._glyphs(self._told(rendered))
        return self._look(theme, config, self._faces(self._used(glyphs)))

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
