"""One build: every file of a site, and all that is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from posixpath import dirname
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.effects.sharing import Shared
from sitegen.effects.workers import Workers
from sitegen.engine.engine import Engine, State
from sitegen.engine.steps import Progress, Rendering, all_keys
from sitegen.errors import Problem, judged
from sitegen.located import located
from sitegen.model import OutputFile
from sitegen.output.files import made
from sitegen.site import stale
from sitegen.site.alignment import unpaired
from sitegen.site.checks import Anchors, layout
from sitegen.site.model import Asset, Site, Target
from sitegen.site.references import Targets, broken
from sitegen.site.tag_checks import unregistered

if TYPE_CHECKING:
    from pathlib import Path

R = TypeVar("R")
_Result = tuple[tuple[tuple[str, R], ...], tuple[Problem, ...]]
_BATCH: Final = 8
"""Files that are made one after the other; a process that is done takes the next ones."""


def _nothing() -> None:
    """Make no preparations."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build gives: the files to publish, and everything that is wrong."""

    files: tuple[OutputFile, ...]
    """Sorted by path; empty where the settings cannot be read."""
    problems: tuple[Problem, ...]
    """Judged and sorted."""
    documents: int
    """How many documents were read."""
    rendered: int
    """How many of them had to be rendered anew."""
    config: SiteConfig | None
    """The settings; None where they cannot be read."""
    site: Site | None = None
    """Everything that is published, with its relations; None where the settings cannot be read."""
    targets: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)
    """Where the references of each document lead, by path."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """The files beside the sources, by path."""


def build(  # noqa: PLR0913 - the inputs of a build, each named
    site: Path,
    *,
    now: dt.datetime,
    drafts: bool = False,
    workers: Workers | None = None,
    jobs: int = 0,
    progress: Progress | None = None,
) -> BuildResult:
    """Build a site: nothing is written but its cache.

    `now` decides what lies in the future; `workers` are kept open where they are given,
    else `jobs` of them (0: one for each core) live as long as the build.
    """
    engine = Engine(site, drafts=drafts, jobs=jobs, workers=workers, progress=progress)
    try:
        state = engine.update(now)
        if isinstance(state, tuple):
            return BuildResult((), judged(state, {}), 0, 0, None)
        result = complete(state, engine.rendered)
        engine.prune(all_keys(state.tasks, state.rendered))
    finally:
        engine.close()
    return result


def complete(state: State, rendered: int = 0) -> BuildResult:
    """Make every file of a site, and every check."""
    made: Made[OutputFile] = produced(state, lambda file: file)
    return BuildResult(
        files=tuple(made.kept),
        problems=made.problems,
        documents=len(state.documents),
        rendered=rendered,
        config=state.config,
        site=state.site,
        targets=Targets(state.known),
        assets=state.known.assets,
    )


@dataclass(frozen=True, slots=True)
class Made(Generic[R]):
    """What became of a site's files."""

    paths: tuple[str, ...]
    """Those that could be made, sorted."""
    kept: tuple[R, ...]
    """What was given for each."""
    problems: tuple[Problem, ...]
    """Everything that is wrong with the site, judged and sorted."""


def produced(
    state: State, keep: Callable[[OutputFile], R], processes: int = 1, prepare: Callable[[], None] = _nothing
) -> Made[R]:
    """Make every file of a site, and every check, in so many processes.

    `keep` is given each file as soon as it is made; what it gives in return comes back from
    other processes, which call `prepare` before they begin.
    """
    anchors = Anchors(layout(state.site), Targets(state.known))
    works = [partial(_done, state, anchors, *batch, keep) for batch in _batches(state)]
    results, lost = Shared(works, prepare).results(processes)
    files = sorted((file for made, _ in results for file in made), key=lambda file: file[0])
    found = (problem for _, problems in results for problem in problems)
    by_path = {document.path: document for document in state.documents}
    problems = located((*_problems(state), *found), by_path)
    return Made(
        tuple(path for path, _ in files),
        tuple(kept for _, kept in files),
        judged((*problems, *lost), state.config.problems),
    )


def _batches(state: State) -> list[tuple[list[str], list[str]]]:
    """Part the files to make, the largest parts first; with each part the texts to check after it.

    Files of one folder share much and stay together; a text is checked where its page is made.
    """
    parts: list[tuple[list[str], list[str]]] = [([], [])]
    for _, group in groupby(sorted({**state.files, **state.leaves}, key=dirname), key=dirname):
        if len(parts[-1][0]) >= _BATCH:
            parts.append(([], []))
        parts[-1][0].extend(group)
    homes = {path: number for number, (paths, _) in enumerate(parts) for path in paths}
    for number, rendering in enumerate(_renderings(state)):
        url = state.site.table.documents.get(rendering.path, "")
        parts[homes.get(urls.output_path(url), number % len(parts))][1].append(rendering.path)
    return sorted(parts, key=lambda part: len(part[0]), reverse=True)


def _renderings(state: State) -> Iterator[Rendering]:
    return (item for rendered in state.rendered.values() for item in rendered.renderings)


def _done(
    state: State,
    anchors: Anchors,
    paths: Iterable[str],
    texts: Iterable[str],
    keep: Callable[[OutputFile], R],
) -> _Result[R]:
    files, problems = _files(state, paths, keep)
    return files, (*problems, *_checked(state, anchors, texts))


def _files(state: State, paths: Iterable[str], keep: Callable[[OutputFile], R]) -> _Result[R]:
    files: list[tuple[str, R]] = []
    problems: list[Problem] = []
    for path in paths:
        leaf = state.leaves.get(path)
        file = made(leaf, path) if leaf else state.files[path]
        if isinstance(file, Problem):
            problems.append(file)
        else:
            files.append((path, keep(file)))
    return tuple(files), tuple(problems)


def _checked(state: State, anchors: Anchors, paths: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the references of texts, and between translations and their originals."""
    for path in paths:
        yield from state.bodies.problems(path)
        if path in state.site.documents:
            yield from broken(path, state.known)
            yield from anchors.problems(path)


def _problems(state: State) -> Iterator[Problem]:
    yield from state.problems
    for task in state.tasks.values():
        yield from task.reading.problems
    for rendered in state.rendered.values():
        yield from rendered.problems
    yield from unregistered(state.site)
    yield from unpaired(state.site)
    yield from stale.problems(state.site.stale)
