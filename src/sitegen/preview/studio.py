"""The site while it is written: always ready, always as a clean build would make it.

A page is made when it is asked for, and kept with the texts that it read; it stays good
as long as those texts, and the site around them, are the very same. Where something is
wrong, what was good before is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sitegen.config import SiteConfig
from sitegen.effects.reading import read_optional
from sitegen.effects.workers import Workers
from sitegen.engine import Bodies, Engine, State
from sitegen.errors import Problem, Severity, judged
from sitegen.memo import Each, Memory, each
from sitegen.model import RenderedDocument
from sitegen.output.files import made
from sitegen.output.press import Leaf
from sitegen.preview.places import first_difference, page_of
from sitegen.site.checks import Anchors
from sitegen.site.references import Known, Targets
from sitegen.steps import Rendered, Task

_BODIES: Final = 300
_PAGES: Final = 300


@dataclass(frozen=True, slots=True)
class Edit:
    """The place in a source that was edited last."""

    path: str
    """The source file."""
    line: int
    """1-based."""
    page: str
    """Output path of the page on which it stands; "" where there is none."""
    href: str
    """The address of the place."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an update brought."""

    sources: tuple[str, ...]
    """Source files that were read anew, or are gone."""
    files: tuple[str, ...]
    """Output paths of static files that changed or are new."""
    edit: Edit | None
    """Where the author is writing; None where no single source changed."""
    has_effect: bool
    """Whether anything is different at all."""
    seconds: float
    """How long it took."""


class _Seen(Mapping[str, RenderedDocument]):
    """The rendered documents, with a note of those that were read."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self.keys_read: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> RenderedDocument:
        self.keys_read[path] = self._bodies.rendering(path).key
        return self._bodies[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bodies)

    def __len__(self) -> int:
        return len(self._bodies)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that was made, and all that it was made of."""

    leaf: Leaf
    known: Known
    texts: Mapping[str, bytes]
    good: bytes | None
    problem: Problem | None

    def is_current(self, leaf: Leaf, state: State) -> bool:
        """Whether making the page again would give the same."""
        if self.leaf is not leaf or self.known is not state.targets.known:
            return False
        return all(state.bodies.rendering(path).key == key for path, key in self.texts.items())


class Studio:
    """Keeps one site ready to be served; to be used by one thread at a time."""

    def __init__(
        self,
        site: Path,
        *,
        clock: Callable[[], dt.datetime],
        timer: Callable[[], float],
        workers: Workers | None = None,
    ) -> None:
        """`clock` tells the date and time, `timer` measures seconds."""
        self._engine = Engine(site, drafts=True, workers=workers, bodies=_BODIES, lenient=True)
        self._site = site
        self._clock = clock
        self._timer = timer
        self._pages: Memory[str, _Page] = Memory(_PAGES)
        self._state: State | None = None
        self._settings: tuple[Problem, ...] = ()
        self._failed: dict[str, Problem] = {}
        self._edited = ""
        self._judged: Each[str, Rendered, tuple[Problem, ...]] = Each(each(_judged_rendered))
        self._judged_sources: Each[str, Task, tuple[Problem, ...]] = Each(each(_judged_task))
        self.update()

    @property
    def state(self) -> State | None:
        """The site; None as long as the settings could never be used."""
        return self._state

    def update(self, paths: Iterable[str] = ()) -> Change:
        """Build again after a change of the files at complete `paths`."""
        start = self._timer()
        self._engine.refresh(paths)
        before = self._state
        found = self._engine.update(self._clock())
        if isinstance(found, State):
            self._state, self._settings = found, ()
        else:
            self._settings = found
        return self._change(before, start)

    def start(self) -> None:
        """Start the workers before they are needed."""
        self._engine.start()

    def save(self) -> None:
        """Keep on disk what was computed."""
        self._engine.save()

    def close(self) -> None:
        """End the workers and let go of the cache."""
        self._engine.close()

    def __contains__(self, path: object) -> bool:
        return self._state is not None and (path in self._state.leaves or path in self._state.files)

    def file(self, path: str) -> bytes | None:
        """The bytes of a file of the site: the last good ones where its template fails."""
        state = self._state
        if state is None:
            return None
        leaf = state.leaves.get(path)
        if leaf is None:
            file = state.files.get(path)
            return file.content if file else None
        page = self._pages.peek(path)
        if page is None or not page.is_current(leaf, state):
            page = _printed(path, leaf, state, page.good if page else None)
            self._pages.put(path, page)
        self._note(path, page.problem)
        return page.good

    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong as far as it is known: judged, errors first."""
        state = self._state
        if state is None:
            return judged(self._settings, {})
        general = judged((*self._settings, *state.problems, *self._failed.values()), state.config.problems)
        groups = (
            *self._judged_sources(state.tasks, state.config).values(),
            *self._judged(state.rendered, state.config).values(),
        )
        found = dict.fromkeys((*general, *(problem for group in groups for problem in group)))
        return tuple(sorted(found, key=lambda problem: problem.severity is not Severity.ERROR))

    def shown_problems(self) -> tuple[Problem, ...]:
        """What a page shows over itself: every error, and the warnings of the source being written."""
        found = self.problems()
        errors = tuple(problem for problem in found if problem.severity is Severity.ERROR)
        here = self._edited
        warnings = (
            (*(p for p in found if p.path == here and p not in errors), *self.links(here)) if here else ()
        )
        return (*errors, *warnings)

    def lines(self, path: str) -> list[str]:
        """The lines of a file that a problem names, as it is now."""
        data = read_optional(self._site, path)
        return data.decode("utf-8", "replace").splitlines() if data else []

    def links(self, source: str) -> tuple[Problem, ...]:
        """What is wrong with the links and images of one source."""
        state = self._state
        if state is None or source not in state.rendered:
            return ()
        paths = [item.path for item in state.rendered[source].renderings if item.path in state.site.documents]
        anchors = Anchors(state.site, state.bodies, state.targets)
        found = [p for path in paths for p in (*state.targets.problems(path), *anchors.problems(path))]
        return judged(found, state.config.problems)

    def _note(self, path: str, problem: Problem | None) -> None:
        if problem is None:
            self._failed.pop(path, None)
        else:
            self._failed[path] = problem

    def _change(self, before: State | None, start: float) -> Change:
        after = self._state
        self._failed = {path: problem for path, problem in self._failed.items() if path in self}
        sources = _changed(before.sources if before else {}, after.sources if after else {}) if before else ()
        files = _changed(before.files if before else {}, after.files if after else {}) if before else ()
        edit = _edit(sources, before, after) if before and after else None
        self._edited = edit.path if edit else self._edited
        has_effect = (
            before is None
            or bool(sources or files)
            or (after is not None and after.leaves is not before.leaves)
        )
        return Change(sources, files, edit, has_effect, self._timer() - start)


def _printed(path: str, leaf: Leaf, state: State, good: bytes | None) -> _Page:
    """Make a page; where that fails the good one stays."""
    seen = _Seen(state.bodies)
    targets = Targets(state.targets.known, seen)
    result = made(leaf, path, replace(state.press, bodies=seen, targets=targets, stories=Memory()))
    if isinstance(result, Problem):
        return _Page(leaf, targets.known, seen.keys_read, good, result)
    return _Page(leaf, targets.known, seen.keys_read, result.content, None)


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """The keys whose values are other objects, or are gone."""
    if before is after:
        return ()
    changed = [key for key, value in after.items() if before.get(key) is not value]
    return (*changed, *(before.keys() - after.keys()))


def _edit(sources: tuple[str, ...], before: State, after: State) -> Edit | None:
    if len(sources) != 1 or sources[0] not in after.sources:
        return None
    path = sources[0]
    old = before.sources[path].content if path in before.sources else b""
    line = first_difference(old, after.sources[path].content)
    page, href = page_of(path, line, after)
    return Edit(path, line, page, href)


def _judged_task(task: Task, config: SiteConfig) -> tuple[Problem, ...]:
    return judged(task.reading.problems, config.problems)


def _judged_rendered(rendered: Rendered, config: SiteConfig) -> tuple[Problem, ...]:
    return judged(rendered.problems, config.problems)
