"""A progress bar on a terminal, silence elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sitegen.engine.steps import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class _Bar(Progress):
    """Shows the rendering of documents with rich."""

    def __init__(self, bar: RichProgress, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def total(self, count: int) -> None:
        self._bar.update(self._task, total=count, visible=count > 0)

    def advance(self) -> None:
        self._bar.advance(self._task)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """A bar on standard error while documents are rendered; nothing where `quiet`."""
    if quiet:
        yield Progress()
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress as RichProgress  # noqa: PLC0415 - as above

    with RichProgress(console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, bar.add_task("Rendering", total=None, visible=False))
