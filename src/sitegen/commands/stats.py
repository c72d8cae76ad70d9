"""``sitegen stats``: what was written, month by month."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from sitegen.build import build
from sitegen.commands.group import Command
from sitegen.commands.sites import SITE_ARGUMENT, open_site, stop
from sitegen.commands.wording import said
from sitegen.commands.writing import language_of
from sitegen.errors import failed
from sitegen.i18n import language_name
from sitegen.site.statistics import Count, Statistics, statistics

_COLUMNS = ("Entries", "Notes", "Words", "Characters", "Formulas")
_TAGS = 20


@click.command(cls=Command)
@SITE_ARGUMENT
@click.option("--lang", "language", metavar="CODE", help="One language only (default: all of the site).")
@click.option("--drafts", is_flag=True, help="Include drafts and what is dated in the future.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How figures are printed.",
)
def stats(folder: Path | None, language: str | None, output_format: str, *, drafts: bool) -> None:
    """Count entries, notes, words, characters and formulas by month, and tags.

    Words are those of scripts with spaces; characters are counted without spaces.
    With [site] stats = true the site has a page with the same figures, as charts.
    """
    site = open_site(folder)
    if language is not None:
        language_of(site, language)
    built = build(site.folder, now=site.now(), drafts=drafts)
    if built.site is None:
        stop(built.problems)
    figures = [
        statistics(edition) for code, edition in built.site.editions.items() if language in (None, code)
    ]
    if output_format == "json":
        click.echo(
            json.dumps({item.language: _plain(item) for item in figures}, ensure_ascii=False, indent=2)
        )
    else:
        _print(figures)
    if failed(built.problems):
        stop(problem for problem in built.problems if problem.severity == "error")


def _plain(figures: Statistics) -> dict[str, object]:
    months = [
        {"month": f"{item.year:04}-{item.month:02}", **dataclasses.asdict(item.count)}
        for item in figures.months
    ]
    total, undated = dataclasses.asdict(figures.total), dataclasses.asdict(figures.undated)
    return {"months": months, "undated": undated, "total": total, "tags": dict(figures.tags)}


def _print(figures: Iterable[Statistics]) -> None:
    console = Console(highlight=False)
    for item in figures:
        console.print(_table(item), soft_wrap=not console.is_terminal)
        tags = "  ".join(f"{name} {count}" for name, count in item.tags[:_TAGS])
        if tags:
            console.print(f"{said('Tags:')} {tags}\n", markup=False)


def _table(figures: Statistics) -> Table:
    table = Table(title=language_name(figures.language), title_justify="left", show_footer=True)
    total = figures.total
    table.add_column(said("Month"), footer=said("Total"))
    for name, value in zip(_COLUMNS, dataclasses.astuple(total), strict=True):
        table.add_column(said(name), footer=f"{value:,}", justify="right")
    for item in figures.months:
        table.add_row(f"{item.year:04}-{item.month:02}", *_cells(item.count))
    if figures.undated != Count():
        table.add_row(said("undated"), *_cells(figures.undated))
    return table


def _cells(count: Count) -> list[str]:
    return [f"{value:,}" if value else "·" for value in dataclasses.astuple(count)]
