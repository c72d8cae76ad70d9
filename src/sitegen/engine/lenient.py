"""What a source said before an error came into it, for a preview that goes on meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sitegen.config import SiteConfig
from sitegen.engine.steps import Rendered, Task
from sitegen.errors import failed, judged
from sitegen.memory.rows import Each, Overlaid, Where, each


class Lenient:
    """Remembers the last good state of every source; what is wrong now is told all the same."""

    def __init__(self) -> None:
        self._are_wrong: Each[str, Task, bool] = Each(each(_is_wrong))
        self._wrong: Where[str, bool] = Where(bool)
        self._incomplete: Where[str, Rendered] = Where(lambda item: not item.is_complete)
        self._mended: Overlaid[str, Task] = Overlaid()
        self._shown: Overlaid[str, Rendered] = Overlaid()
        self._tasks: Mapping[str, Task] = {}
        self._good: dict[str, Task] = {}
        self._rendered: Mapping[str, Rendered] = {}

    def read(self, tasks: Mapping[str, Task], config: SiteConfig) -> Mapping[str, Task]:
        """The tasks, with the documents of the last good state where reading met an error."""
        wrong = sorted(self._wrong(self._are_wrong(tasks, config)))
        before = {path: good for path in wrong if (good := self._good_before(path, config))}
        kept = {path: self._as_before(path, tasks[path], good) for path, good in before.items()}
        self._good = before
        self._tasks = self._mended(tasks, kept)
        return self._tasks

    def rendered(self, rendered: Mapping[str, Rendered], config: SiteConfig) -> Mapping[str, Rendered]:
        """What was rendered, as it was last time where an error lost a document of a source."""
        incomplete = sorted(self._incomplete(rendered).items())
        lost = [path for path, item in incomplete if failed(judged(item.problems, config.problems))]
        kept = {
            path: _shown_before(rendered[path], self._rendered[path])
            for path in lost
            if path in self._rendered
        }
        self._rendered = self._shown(rendered, kept)
        return self._rendered

    def _good_before(self, path: str, config: SiteConfig) -> Task | None:
        if path in self._good:
            return self._good[path]
        before = self._tasks.get(path)
        return None if before is None or _is_wrong(before, config) else before

    def _as_before(self, path: str, task: Task, good: Task) -> Task:
        kept = replace(good, reading=replace(good.reading, problems=task.reading.problems))
        before = self._tasks.get(path)
        return before if before is not None and before == kept else kept


def _is_wrong(task: Task, config: SiteConfig) -> bool:
    return bool(task.reading.problems) and failed(judged(task.reading.problems, config.problems))


def _shown_before(rendered: Rendered, before: Rendered) -> Rendered:
    kept = replace(before, problems=rendered.problems)
    return before if before == kept else kept
