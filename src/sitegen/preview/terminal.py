"""What the terminal says during a preview: the address, what changed, how long it took, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sitegen.errors import Problem, Severity
from sitegen.preview.studio import Change

_NAMED = 3
_TOLD = 10


class Terminal:
    """Prints to the terminal; problems that were told already are not told again."""

    def __init__(self) -> None:
        self._told: frozenset[Problem] = frozenset()

    def ready(self, address: str, documents: int, seconds: float) -> None:
        """The preview answers."""
        click.echo(f"{_count(documents, 'document')} ready in {seconds:.2f} s. ", nl=False)
        click.secho(address, fg="cyan", underline=True)
        click.echo("Ctrl-C ends the preview.")

    def changed(self, change: Change) -> None:
        """Something was saved."""
        names = (*change.sources, *change.files)
        shown = ", ".join(names[:_NAMED])
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        click.echo(f"{shown or 'theme or settings'}{more}: {change.seconds * 1000:.0f} ms")

    def problems(self, found: Sequence[Problem]) -> None:
        """What is wrong now and was not before; that all is well again, where it is."""
        now = frozenset(found)
        new = [problem for problem in found if problem not in self._told]
        for problem in new[:_TOLD]:
            click.secho(f"{problem.severity.value}: ", fg=_colour(problem), nl=False)
            click.echo(str(problem))
        if len(new) > _TOLD:
            click.echo(f"and {len(new) - _TOLD} more.")
        if self._told and not now:
            click.secho("All problems are mended.", fg="green")
        self._told = now


def _colour(problem: Problem) -> str:
    return "red" if problem.severity is Severity.ERROR else "yellow"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
