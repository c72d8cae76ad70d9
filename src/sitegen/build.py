"""One build: every file of a site, and all that is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.config import SiteConfig
from sitegen.effects.workers import Workers
from sitegen.engine import Engine, State
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
from sitegen.steps import Progress, all_keys

if TYPE_CHECKING:
    from pathlib import Path


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
    results = [made(leaf, path) for path, leaf in state.leaves.items()]
    pages = {result.path: result for result in results if isinstance(result, OutputFile)}
    files = {**state.files, **pages}
    wrong = [result for result in results if isinstance(result, Problem)]
    problems = located((*_problems(state), *wrong), {document.path: document for document in state.documents})
    return BuildResult(
        files=tuple(files[path] for path in sorted(files)),
        problems=judged(problems, state.config.problems),
        documents=len(state.documents),
        rendered=rendered,
        config=state.config,
        site=state.site,
        targets=Targets(state.known),
        assets=state.known.assets,
    )


def _problems(state: State) -> Iterator[Problem]:
    yield from state.problems
    for task in state.tasks.values():
        yield from task.reading.problems
    for rendered in state.rendered.values():
        yield from rendered.problems
        for rendering in rendered.renderings:
            yield from state.bodies.problems(rendering.path)
    anchors = Anchors(layout(state.site), Targets(state.known))
    for path in state.site.documents:
        yield from broken(path, state.known)
        yield from anchors.problems(path)
    yield from unregistered(state.site)
    yield from unpaired(state.site)
    yield from stale.problems(state.site.stale)
