"""What the terminal says during a preview: the address, what changed, how long it took, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from sitegen.commands.telling import counted, tell
from sitegen.commands.wording import said, say
from sitegen.errors import Problem
from sitegen.preview.studio import Change

_NAMED: Final = 3
_TOLD: Final = 10


class Terminal:
    """Prints to the terminal; problems that were told already are not told again."""

    def __init__(self) -> None:
        self._told: frozenset[Problem] = frozenset()

    def ready(self, address: str, documents: int, seconds: float) -> None:
        """The preview answers."""
        ready = counted(documents, "document")
        say(
            "{documents} ready in {seconds} s: {address}",
            documents=ready,
            seconds=f"{seconds:.2f}",
            address=address,
        )
        say("Ctrl-C ends the preview.")

    def changed(self, change: Change) -> None:
        """Something was saved."""
        names = (*change.sources, *change.files)
        shown = ", ".join(names[:_NAMED]) or said("theme or settings")
        more = f" +{len(names) - _NAMED}" if len(names) > _NAMED else ""
        click.echo(f"{shown}{more}: {change.seconds * 1000:.0f} ms")

    def problems(self, found: Sequence[Problem]) -> None:
        """What is wrong now and was not before; that all is well again, where it is."""
        now = frozenset(found)
        new = [problem for problem in found if problem not in self._told]
        tell(new[:_TOLD])
        if len(new) > _TOLD:
            click.echo(f"… +{len(new) - _TOLD}", err=True)
        if self._told and not now:
            say("All problems are mended.")
        self._told = now
