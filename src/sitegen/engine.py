"""The build that can be run again: every step remembers, so that only what is new is computed.

`sitegen build` runs it once, the preview after every save. Each run is the same build of
all the input; a step that is given the same objects as before gives the same result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from sitegen.chain import Chain
from sitegen.config import SiteConfig
from sitegen.effects import reading
from sitegen.effects.gathering import Gathering
from sitegen.effects.inputs import Inputs
from sitegen.effects.reading import Content, RawFile
from sitegen.effects.store import Store
from sitegen.effects.workers import Workers
from sitegen.errors import Problem
from sitegen.lenient import Lenient
from sitegen.markup.document import Options
from sitegen.memo import Memory
from sitegen.model import OutputFile, RenderedDocument
from sitegen.output.press import Leaf, Press
from sitegen.site.model import Site
from sitegen.site.references import Targets
from sitegen.steps import Progress, Rendered, Renderer, Rendering, Task, text_key

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class State:
    """A site, ready: every file can be made, none of those with text is made yet."""

    config: SiteConfig
    """The settings."""
    site: Site
    """What is published."""
    press: Press
    """What pages are made with."""
    bodies: Bodies
    """The rendered documents."""
    targets: Targets
    """Where references lead."""
    leaves: Mapping[str, Leaf]
    """How each page, feed and list is made, by path."""
    files: Mapping[str, OutputFile]
    """Static files and those beside the sources, by path."""
    sources: Mapping[str, RawFile]
    """The source files as they are, by path."""
    tasks: Mapping[str, Task]
    """What they say, or said last where they cannot be read and the engine is lenient."""
    rendered: Mapping[str, Rendered]
    """What became of each source file."""
    problems: tuple[Problem, ...]
    """What is wrong besides the sources and the pages; not judged."""


class Bodies(Mapping[str, RenderedDocument]):
    """The rendered documents by path, each read when it is asked for."""

    def __init__(
        self,
        homes: Mapping[str, tuple[str, int]],
        rendered: Mapping[str, Rendered],
        load: Callable[[Rendering, str], RenderedDocument],
    ) -> None:
        """`homes` gives the source file and the number in it of each document; `load` reads one."""
        self._homes = homes
        self._rendered = rendered
        self._load = load

    def rendering(self, path: str) -> Rendering:
        """What became of a document; KeyError where there is none."""
        source, index = self._homes[path]
        return self._rendered[source].renderings[index]

    def source(self, path: str) -> str:
        """The source file of a document."""
        return self._homes[path][0]

    def __getitem__(self, path: str) -> RenderedDocument:
        return self._load(self.rendering(path), self._homes[path][0])

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


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
        self._chain = Chain()
        self._inputs = Inputs(site)
        self._lenient = Lenient() if lenient else None

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
        config, problems = (None, unread) if text is None else self._chain.settings(text)
        return problems if config is None else self._state(config, problems, now)

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

    def close(self) -> None:
        """End the workers and let go of the cache."""
        if self._workers is not None and self._own_workers:
            self._workers.close()
        self._store.close()

    def _state(self, config: SiteConfig, problems: tuple[Problem, ...], now: dt.datetime) -> State:
        chain = self._chain
        content = self._inputs.content(config)
        theme, theme_problems = self._inputs.theme(config)
        texts, string_problems = chain.texts(theme.strings)
        tasks = self._read(content, config)
        options = chain.options(config, texts)
        rendered = chain.rendered(tasks, options, config, self._made_renderer(config))
        rendered = self._lenient.rendered(tasks, rendered, config) if self._lenient else rendered
        outlines, homes = chain.outlines(rendered)
        table, url_problems = chain.plan(tasks, config)
        pieces = chain.pieces(rendered, table, config)
        site = chain.site(config, chain.documents(tasks), outlines, table, pieces, now, drafts=self._drafts)
        cards, card_problems = chain.cards(self._inputs.cards(config), config.cards)
        beside = chain.beside(content.assets, config)
        references = chain.known(site, beside, cards)
        static = chain.static(theme, config.base_url)
        core, leaves = chain.leaves(site, theme, texts, static)
        bodies = Bodies(homes, rendered, partial(self._load, tasks, options, config))
        targets = Targets(references, bodies)
        return State(
            config=config,
            site=site,
            press=replace(core, bodies=bodies, targets=targets, stories=Memory()),
            bodies=bodies,
            targets=targets,
            leaves=leaves,
            files=chain.files(static, content.assets, beside),
            sources=content.sources,
            tasks=tasks,
            rendered=rendered,
            problems=(
                *problems, *content.problems, *theme_problems, *string_problems, *url_problems,
                *card_problems, *static.problems, *([self._store.problem] if self._store.problem else ()),
            ),
        )  # fmt: skip

    def _read(self, content: Content, config: SiteConfig) -> Mapping[str, Task]:
        """What the sources say; other files are read anew for those documents that name some."""
        tasks = self._chain.read(content.sources, config, self._store)
        tasks = self._lenient.read(tasks, config) if self._lenient else tasks
        return self._chain.with_needs(tasks, config, self._gathering)

    def _made_renderer(self, config: SiteConfig) -> Renderer:
        if self._workers is None:
            self._workers = Workers(reading.katex_script(), config.limits, self._jobs)
        if self._renderer is None:
            self._renderer = Renderer(self._store, self._workers, self._progress)
        return self._renderer

    def _load(
        self,
        tasks: Mapping[str, Task],
        options: Mapping[str, Options],
        config: SiteConfig,
        rendering: Rendering,
        source: str,
    ) -> RenderedDocument:
        """Read the text of a rendering; where it was lost, render it again."""

        def load() -> RenderedDocument:
            key = text_key(rendering.key)
            found = self._store.decoded([key], RenderedDocument)
            if key not in found and self._renderer is not None:
                self._renderer.again(tasks[source], rendering.path, options, config)
                found = self._store.decoded([key], RenderedDocument)
            return found.get(key, _NOTHING)

        return self._texts.get(rendering.key, load)


_NOTHING: Final = RenderedDocument(None, None, (), (), ())
