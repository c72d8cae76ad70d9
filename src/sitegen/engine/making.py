"""A site made and published: every file is put where it belongs as soon as it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sitegen.build import Made, produced
from sitegen.effects import stamp
from sitegen.effects.publish import Publication, Put, begin
from sitegen.effects.sharing import processes
from sitegen.effects.signs import OUTPUT, Sign, is_settled, moment
from sitegen.effects.stamp import Asked, Stamp
from sitegen.engine.engine import Engine, State
from sitegen.engine.steps import Progress, all_keys
from sitegen.errors import Problem, failed, judged
from sitegen.reports import Published, Report

if TYPE_CHECKING:
    from pathlib import Path

_BODIES: Final = 300
"""Texts that stay in memory; most are wanted twice, soon after each other."""


class Making:
    """One build that publishes."""

    def __init__(  # noqa: PLR0913 - the inputs of a build, each named
        self,
        site: Path,
        output: Path | None,
        asked: Asked,
        last: Stamp | None,
        *,
        jobs: int,
        progress: Progress,
    ) -> None:
        """`asked` is what the build is asked for, `last` the stamp of the build before."""
        self._site = site
        self._output = output
        self._asked = asked
        self._last = last
        self._processes = jobs or processes()
        self._started = moment()
        self._engine = Engine(site, drafts=asked.drafts, jobs=jobs, progress=progress, bodies=_BODIES)

    def publish(self, now: dt.datetime) -> Report:
        """Build at the moment `now`, and publish unless an error stands in the way."""
        try:
            state = self._engine.update(now)
            if isinstance(state, tuple):
                return Report(judged(state, {}))
            self._engine.rest(all_keys(state.tasks, state.rendered))
            return self._made(state, now)
        finally:
            self._engine.close()

    def _made(self, state: State, now: dt.datetime) -> Report:
        target = self._output or self._site / state.config.output
        folders = [collection.path for collection in state.config.collections]
        begun = begin(target, self._site, folders, self._believed(target))
        made: Made[Put | Problem]
        if isinstance(begun, Problem):
            made = produced(state, lambda _: begun, self._processes, self._engine.reopen)
            return _report(state, made, begun)
        try:
            made = produced(state, begun.put, self._processes, self._engine.reopen)
            report = _report(state, made, None if failed(made.problems) else _published(begun, made.kept))
        finally:
            begun.cancel()
        if report.published:
            self._stamp(state, report, report.published, target, now)
        return report

    def _believed(self, target: Path) -> Mapping[str, Sign]:
        """The signs of published files that cannot have changed unseen."""
        last = self._last
        if last is None or last.output != stamp.place(target):
            return {}
        signs = last.published.items()
        return {path: sign for path, sign in signs if is_settled(sign, last.published_at, OUTPUT)}

    def _stamp(
        self, state: State, report: Report, published: Published, target: Path, now: dt.datetime
    ) -> None:
        """Leave a stamp for the next build."""
        if state.site.until is None:
            return
        at = moment()
        output = stamp.place(target)
        kept = Stamp(
            asked=self._asked,
            since=now,
            until=state.site.until,
            seen=self._engine.seen(state.config),
            seen_at=self._started,
            output=output,
            published=stamp.published(output),
            published_at=at,
            problems=tuple(report.problems),
            documents=report.documents,
            pages=report.pages,
            count=published.written + published.unchanged,
        )
        stamp.save(self._site, kept)


def _published(begun: Publication, kept: Sequence[Put | Problem]) -> Published | Problem:
    refused = next((put for put in kept if isinstance(put, Problem)), None)
    return refused or begun.finish(put for put in kept if isinstance(put, Put))


def _report(state: State, made: Made[Put | Problem], done: Published | Problem | None) -> Report:
    """What is told; why nothing was published, only where nothing else is wrong."""
    pages = sum(path.endswith(".html") for path in made.paths)
    documents = len(state.documents)
    if isinstance(done, Problem):
        problems = made.problems if failed(made.problems) else (*made.problems, done)
        return Report(problems, documents, pages)
    return Report(made.problems, documents, pages, done)
