"""The build that can be run again: every step remembers, so that only what is new is computed.

`sitegen build` runs it once, the preview after every save. Each run is the same build of
all the input; a step that is given the same objects as before gives the same result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from sitegen.config import SiteConfig
from sitegen.effects import reading
from sitegen.effects.fonts import load_soon
from sitegen.effects.inputs import Inputs
from sitegen.effects.reading import Content, RawFile
from sitegen.effects.signs import sign_at
from sitegen.effects.stamp import Seen, programs
from sitegen.effects.store import Store
from sitegen.effects.workers import Workers
from sitegen.engine.bodies import Bodies, Raw
from sitegen.engine.chain import Chain
from sitegen.engine.gathering import Gathering
from sitegen.engine.lenient import Lenient
from sitegen.engine.stages import Found, Outlines
from sitegen.engine.steps import Progress, Rendered, Renderer, Rendering, Task, text_key
from sitegen.errors import Problem
from sitegen.markup.document import Options
from sitegen.memory.ledger import Ledger
from sitegen.memory.memo import Memory
from sitegen.memory.rows import changed
from sitegen.model import Document, OutputFile, RenderedDocument
from sitegen.output.press import Leaf, Press
from sitegen.site.model import Site
from sitegen.site.references import Known

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class State:
    """A site, ready: every file can be made, none of those with text is made yet."""

    config: SiteConfig
    """The settings."""
    documents: tuple[Document, ...]
    """All documents without their texts, published or not."""
    site: Site
    """What is published."""
    known: Known
    """What references are looked up in."""
    press: Press
    """What pages are made with."""
    bodies: Bodies
    """The texts."""
    leaves: Mapping[str, Leaf]
    """How each page, feed and list is made, by path."""
    files: Mapping[str, OutputFile]
    """Static files and those beside the sources, by path."""
    sources: Mapping[str, RawFile]
    """The source files as they are, by path."""
    tasks: Mapping[str, Task]
    """What they say, or said last where they cannot be read and the engine is lenient."""
    rendered: Mapping[str, Rendered]
    """What became of each task."""
    problems: tuple[Problem, ...]
    """What is wrong besides the sources and the pages; not judged."""


class Engine:
    """Builds one site, as often as it is asked to."""

    def __init__(  # noqa: PLR0913 - the inputs of an engine, each named
        self,
        site: Path,
        *,
        drafts: bool = False,
        jobs: int = 0,
        workers: Workers | None = None,
        progress: Progress | None = None,
        bodies: int = 0,
        lenient: bool = False,
    ) -> None:
        """`workers` render where they are given, else `jobs` processes (0: one for each core).

        `bodies` is how many rendered documents stay in memory (0: all). A `lenient` engine keeps
        what a source said last where it cannot be read or rendered any more.
        """
        self.ledger = Ledger()
        """What is read of the texts."""
        self._site = site
        self._drafts = drafts
        self._jobs = jobs
        self._own_workers = workers is None
        self._workers = workers
        self._progress = progress or Progress()
        self._store = Store(site)
        self._gathering = Gathering(site)
        self._renderer: Renderer | None = None
        self._texts: Memory[bytes, RenderedDocument] = Memory(bodies)
        self._shared: Memory[tuple[bytes, ...], tuple[RenderedDocument, Found]] = Memory(bodies)
        self._chain = Chain(site, self.ledger)
        self._inputs = Inputs(site)
        self._lenient = Lenient() if lenient else None
        self._before: tuple[Mapping[str, Rendered], Outlines] | None = None

    @property
    def rendered(self) -> int:
        """How many documents were rendered so far."""
        return self._renderer.count if self._renderer else 0

    def refresh(self, paths: Iterable[str]) -> None:
        """Read again what may have changed: complete paths, with the links in their folders resolved."""
        named = list(paths)
        self._inputs.refresh(named)
        self._gathering.forget(named)

    def update(self, now: dt.datetime) -> State | tuple[Problem, ...]:
        """Build the site at the moment `now`; gives the problems where the settings cannot be used."""
        text, unread = self._inputs.settings()
        parsed, problems = (None, unread) if text is None else self._chain.settings(text)
        if parsed is None:
            return problems
        config, more = self._chain.with_tags(parsed, self._inputs.optional(parsed.tags))
        return self._state(config, (*problems, *more), now)

    def seen(self, config: SiteConfig) -> Seen:
        """What was read, as far as a later build can compare it."""
        folders, settings, files = self._inputs.seen()
        font = config.appearance.social.font
        fonts = {font: sign_at(str(self._site / font))} if font else {}
        return Seen(folders, settings, files, self._gathering.seen(), fonts, programs(config.diagrams))

    def start(self) -> None:
        """Start the workers before they are needed."""
        if self._workers is not None:
            self._workers.start()

    def save(self) -> None:
        """Keep on disk what was computed."""
        self._store.save()

    def prune(self, keys: Iterable[bytes]) -> None:
        """Drop from the disk all that is kept under other keys."""
        self._store.save()
        self._store.prune(keys)

    def rest(self, keys: Iterable[bytes]) -> None:
        """Keep what is under these keys and end the workers: all is rendered."""
        self.prune(keys)
        if self._workers is not None:
            self._workers.close()

    def reopen(self) -> None:
        """Go on in a copy of the process that made this engine."""
        self._store.reopen()

    def close(self) -> None:
        """End the workers and let go of the cache."""
        if self._workers is not None and self._own_workers:
            self._workers.close()
        self._store.close()

    def _state(self, config: SiteConfig, problems: Found, now: dt.datetime) -> State:
        chain = self._chain
        content = self._inputs.content(config)
        theme, theme_problems = self._inputs.theme(config)
        texts, string_problems = chain.texts(theme.strings)
        tasks = self._read(content, config)
        options = chain.options(config, texts)
        rendered = self._rendered(tasks, options, config)
        outlines = chain.outlines(rendered, config)
        bodies = self._bodies(tasks, options, config, rendered, outlines)
        table, url_problems = chain.plan(tasks, config)
        documents = chain.documents(tasks)
        pieces = chain.pieces(rendered, table, config)
        plain = chain.site(config, documents, outlines, table, pieces, now, drafts=self._drafts)
        record, record_problems = chain.record(
            self._inputs.optional(config.translations), config.translations
        )
        dated = chain.with_stale(plain, record)
        cards, card_problems = chain.cards(self._inputs.optional(config.cards), config.cards)
        beside = chain.beside(content.assets, theme.static, config)
        known = chain.known(dated, beside.table, cards)
        site = chain.with_relations(dated, known)
        look = chain.look(rendered, theme, config)
        extras, previews, preview_problems = chain.extras(site, look)
        press, leaves = chain.leaves(site, known, theme, texts, look, extras)
        files = chain.files(look, beside, previews)
        return State(
            config=config,
            documents=documents,
            site=site,
            known=known,
            press=press,
            bodies=bodies,
            leaves=leaves,
            files=files,
            sources=content.sources,
            tasks=tasks,
            rendered=rendered,
            problems=(
                *problems, *content.problems, *theme_problems, *string_problems, *url_problems,
                *record_problems, *card_problems, *look.problems, *beside.problems, *preview_problems,
                *chain.unknown(documents), *chain.menus(config, leaves, files), *self._cache_problem(),
            ),
        )  # fmt: skip

    def _cache_problem(self) -> Iterator[Problem]:
        if self._store.problem:
            yield self._store.problem

    def _read(self, content: Content, config: SiteConfig) -> Mapping[str, Task]:
        """What the sources say; other files are read anew for those documents that name some."""
        tasks = self._chain.read(content.sources, config, self._store)
        tasks = self._lenient.read(tasks, config) if self._lenient else tasks
        return self._chain.with_needs(tasks, config, self._gathering)

    def _rendered(
        self, tasks: Mapping[str, Task], options: Mapping[str, Options], config: SiteConfig
    ) -> Mapping[str, Rendered]:
        if self._workers is None:
            self._workers = Workers(reading.katex_script(), config.limits, self._jobs)
        if self._renderer is None:
            self._renderer = Renderer(self._store, self._workers, self._progress)
        load_soon()
        rendered = self._chain.rendered(tasks, options, config, self._renderer)
        return self._lenient.rendered(rendered, config) if self._lenient else rendered

    def _bodies(
        self,
        tasks: Mapping[str, Task],
        options: Mapping[str, Options],
        config: SiteConfig,
        rendered: Mapping[str, Rendered],
        outlines: Outlines,
    ) -> Bodies:
        """The texts; the ledger learns which of them are other ones than before."""
        raw = Raw(outlines, rendered, partial(self._load, tasks, options, config))
        bodies = Bodies(raw, outlines, self._shared)
        self.ledger.turn(bodies.body, self._changed(rendered, outlines))
        self._before = rendered, outlines
        return bodies

    def _changed(self, rendered: Mapping[str, Rendered], outlines: Outlines) -> set[str]:
        """Paths of the documents whose text may be another one than it was."""
        before, known = self._before or ({}, outlines)
        tasks = [name for name in changed(rendered, before) if name in rendered]
        found = {item.path for name in tasks for item in rendered[name].renderings}
        if known is not outlines:
            found |= outlines.originals.keys() | known.originals.keys()
        return found | {path for path, firsts in outlines.originals.items() if not firsts.isdisjoint(found)}

    def _load(
        self,
        tasks: Mapping[str, Task],
        options: Mapping[str, Options],
        config: SiteConfig,
        rendering: Rendering,
        task: str,
    ) -> RenderedDocument:
        """Read the text of a rendering; where it was lost, render it again."""

        def load() -> RenderedDocument:
            key = text_key(rendering.key)
            found = self._store.decoded([key], RenderedDocument)
            if key not in found and self._renderer is not None:
                self._renderer.again(tasks[task], rendering.path, options, config)
                found = self._store.decoded([key], RenderedDocument)
            return found.get(key, _NOTHING)

        return self._texts.get(rendering.key, load)


_NOTHING: Final = RenderedDocument(None, None, (), (), ())
