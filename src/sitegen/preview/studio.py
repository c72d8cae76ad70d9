"""The site while it is written: always ready, always as a clean build would make it.

A page is made when it is asked for, and kept with the texts that it read; it stays good
as long as those texts, and the site around them, are the very same. Where something is
wrong, what was good before is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sitegen.config import SiteConfig
from sitegen.effects.reading import read_optional
from sitegen.effects.workers import Workers
from sitegen.engine.engine import Engine, State
from sitegen.engine.steps import Rendered, Task
from sitegen.errors import Problem, Severity, failed, judged
from sitegen.located import located
from sitegen.memory.ledger import Traced
from sitegen.memory.memo import Last, Memory
from sitegen.memory.rows import Each, Where, changed, each
from sitegen.model import Document, OutputFile
from sitegen.output.files import made
from sitegen.preview.places import first_difference, page_of
from sitegen.site.checks import Anchors, layout
from sitegen.site.references import Targets, broken

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


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it was made last."""

    trace: Traced
    good: bytes | None
    problem: Problem | None


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
        self._errors: Each[str, Task, tuple[Problem, ...]] = Each(each(_task_errors))
        self._wrong: Where[str, tuple[Problem, ...]] = Where(bool)
        self._text_errors: Each[str, Rendered, tuple[Problem, ...]] = Each(each(_rendered_errors))
        self._wrong_texts: Where[str, tuple[Problem, ...]] = Where(bool)
        self._layout = Last(layout)
        self._by_path = Last(_by_path)
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
        before = self._pages.peek(path)
        trace = before.trace if before else Traced(self._engine.ledger)
        result = trace(made, leaf, path)
        good, problem = (result.content, None) if isinstance(result, OutputFile) else (None, result)
        page = _Page(trace, good if good is not None or before is None else before.good, problem)
        self._pages.put(path, page)
        self._note(path, problem)
        return page.good

    def problems(self) -> tuple[Problem, ...]:
        """What a page shows over itself: every error, and the warnings of the source being written."""
        state = self._state
        if state is None:
            return judged(self._settings, {})
        general = self._judged((*self._settings, *state.problems, *self._failed.values()), state)
        sources = self._wrong(self._errors(state.tasks, state.config)).values()
        texts = self._wrong_texts(self._text_errors(state.rendered, state.config)).values()
        listed = (problem for group in (*sources, *texts) for problem in group)
        errors = (*(p for p in general if p.severity is Severity.ERROR), *self._judged(listed, state))
        here = self._edited
        warnings = (problem for problem in (*general, *self._own(here, state)) if problem.path == here)
        return tuple(dict.fromkeys((*errors, *warnings)))

    def _judged(self, found: Iterable[Problem], state: State) -> tuple[Problem, ...]:
        return judged(located(found, self._by_path(state.documents)), state.config.problems)

    def _own(self, source: str, state: State) -> tuple[Problem, ...]:
        """What is wrong with one source, its links and headings included."""
        task, rendered = state.tasks.get(source), state.rendered.get(source)
        if task is None or rendered is None:
            return ()
        targets = Targets(state.known)
        anchors = Anchors(self._layout(state.site), targets)
        found = [*task.reading.problems, *rendered.problems]
        for path in (item.path for item in rendered.renderings if item.path in state.site.documents):
            found += (*state.bodies.problems(path), *broken(path, state.known), *anchors.problems(path))
        return self._judged(found, state)

    def lines(self, path: str) -> list[str]:
        """The lines of a file that a problem names, as it is now."""
        data = read_optional(self._site, path)
        return data.decode("utf-8", "replace").splitlines() if data else []

    def _note(self, path: str, problem: Problem | None) -> None:
        if problem is None:
            self._failed.pop(path, None)
        else:
            self._failed[path] = problem

    def _change(self, before: State | None, start: float) -> Change:
        after = self._state
        self._failed = {path: problem for path, problem in self._failed.items() if path in self}
        sources = tuple(sorted(changed(after.sources, before.sources))) if before and after else ()
        files = tuple(sorted(changed(after.files, before.files))) if before and after else ()
        edit = _edit(sources, before, after) if before and after else None
        self._edited = edit.path if edit else self._edited
        has_effect = (
            before is None
            or bool(sources or files)
            or (after is not None and after.leaves is not before.leaves)
        )
        return Change(sources, files, edit, has_effect, self._timer() - start)


def _by_path(documents: Iterable[Document]) -> dict[str, Document]:
    return {document.path: document for document in documents}


def _edit(sources: tuple[str, ...], before: State, after: State) -> Edit | None:
    if len(sources) != 1 or sources[0] not in after.sources:
        return None
    path = sources[0]
    old = before.sources[path].content if path in before.sources else b""
    line = first_difference(old, after.sources[path].content)
    page, href = page_of(path, line, after)
    return Edit(path, line, page, href)


def _task_errors(task: Task, config: SiteConfig) -> tuple[Problem, ...]:
    return _errors(task.reading.problems, config)


def _rendered_errors(rendered: Rendered, config: SiteConfig) -> tuple[Problem, ...]:
    return _errors(rendered.problems, config)


def _errors(found: Iterable[Problem], config: SiteConfig) -> tuple[Problem, ...]:
    """Those problems that are errors, not yet put in their place."""
    return tuple(problem for problem in found if failed(judged((problem,), config.problems)))
