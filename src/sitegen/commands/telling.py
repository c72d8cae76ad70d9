"""Print problems, each on a line, in the reader's language as far as it goes."""

from __future__ import annotations

from collections.abc import Iterable

import click

from sitegen.commands.wording import language, said
from sitegen.errors import KINDS, Problem, Severity


def tell(problems: Iterable[Problem]) -> None:
    """Print problems on standard error."""
    for problem in problems:
        colour = "red" if problem.severity is Severity.ERROR else "yellow"
        click.secho(said(f"{problem.severity.value}: "), fg=colour, nl=False, err=True)
        click.echo(line(problem), err=True)


def line(problem: Problem) -> str:
    """A problem on one line; a Japanese reader is told its kind in Japanese before the details."""
    text = str(problem)
    if language() != "ja":
        return text
    return text.replace(f" {problem.code}: ", f" {problem.code}: {said(KINDS[problem.code].summary)} ", 1)


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return said(f"{{count}} {noun}" if number == 1 else f"{{count}} {noun}s").format(count=number)
