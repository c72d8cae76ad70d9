"""What a source said before it could no longer be read, for a preview that goes on meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sitegen.config import SiteConfig
from sitegen.errors import failed, judged
from sitegen.steps import Rendered, Task


class Lenient:
    """Remembers the last good state of every source; what is wrong now is told all the same."""

    def __init__(self) -> None:
        self._tasks: Mapping[str, Task] = {}
        self._rendered: Mapping[str, Rendered] = {}

    def read(self, tasks: Mapping[str, Task], config: SiteConfig) -> Mapping[str, Task]:
        """The tasks, with the documents of last time where a source has none because of an error."""
        silent = [
            path
            for path, task in tasks.items()
            if not task.reading.documents and failed(judged(task.reading.problems, config.problems))
        ]
        kept = {path: _as_before(tasks[path], self._tasks[path]) for path in silent if path in self._tasks}
        self._tasks = {**tasks, **kept} if kept else tasks
        return self._tasks

    def rendered(
        self, tasks: Mapping[str, Task], rendered: Mapping[str, Rendered], config: SiteConfig
    ) -> Mapping[str, Rendered]:
        """What was rendered, as it was last time where an error lost a document of a source."""
        lost = [
            path
            for path, item in rendered.items()
            if len(item.renderings) < len(tasks[path].reading.documents)
            and failed(judged(item.problems, config.problems))
        ]
        kept = {path: _shown_before(rendered[path], self._rendered[path]) for path in lost if path in self._rendered}
        self._rendered = {**rendered, **kept} if kept else rendered
        return self._rendered


def _as_before(task: Task, before: Task) -> Task:
    reading = replace(before.reading, problems=task.reading.problems)
    kept = replace(before, reading=reading)
    return before if before == kept else kept


def _shown_before(rendered: Rendered, before: Rendered) -> Rendered:
    kept = replace(before, problems=rendered.problems)
    return before if before == kept else kept
