"""The command ``sitegen translations``: which are current, which are stale, and since when."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from sitegen.translating import Pair, Survey

_COLOURS: Final = {"current": "green", "stale": "yellow", "unmarked": "cyan", "missing": "white"}


@click.command()
@click.argument("site", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--mark",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Record that this translation (or all in this folder) is up to date with its original.",
)
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
def translations(site: Path, files: tuple[Path, ...], output_format: str) -> None:
    """List the translations of the site in folder SITE with their state.

    For a stale one, every passage of the original that has changed is named. The exit
    status is 1 where any is stale.
    """
    from sitegen.errors import failed  # noqa: PLC0415 - --help must be quick
    from sitegen.translating import pairs, survey  # noqa: PLC0415 - --help must be quick

    found, problems = survey(site)
    for problem in problems:
        click.echo(str(problem), err=True)
    if found is None or failed(problems):
        sys.exit(1)
    if files:
        sys.exit(_mark(found, site, files))
    listed = tuple(pairs(found))
    _print(listed, output_format)
    sys.exit(1 if any(pair.state == "stale" for pair in listed) else 0)


def _mark(found: Survey, site: Path, files: Sequence[Path]) -> int:
    """Record translations as up to date; 2 where a file is none."""
    from dataclasses import replace  # noqa: PLC0415 - as above

    from sitegen.site import stale  # noqa: PLC0415 - as above
    from sitegen.translating import marked  # noqa: PLC0415 - as above

    today = dt.datetime.now(ZoneInfo(found.config.timezone)).date()
    for file in files:
        record, meant = marked(found, _relative(file, site), today)
        if not meant:
            click.echo(f"{file} is no translation, and holds none.", err=True)
            return 2
        found = replace(found, record=record)
        click.echo("".join(f"marked    {name}\n" for name in meant), nl=False)
    _write(site / found.config.translations, stale.write(found.record))
    return 0


def _relative(file: Path, site: Path) -> str:
    """The path as sources have it: relative to the site, whether given so or from where one stands."""
    inside = file if not file.is_absolute() and (site / file).exists() else Path(os.path.relpath(file, site))
    return inside.as_posix()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    new.replace(path)


def _print(listed: Sequence[Pair], output_format: str) -> None:
    if output_format == "json":
        click.echo(json.dumps([asdict(pair) for pair in listed], ensure_ascii=False, indent=2, default=str))
        return
    for pair in listed:
        click.secho(f"{pair.state:<9} ", fg=_COLOURS[pair.state], nl=False)
        click.echo(_line(pair))
        for change in pair.changes:
            excerpt = f"  {change.excerpt}" if change.excerpt else ""
            click.echo(f"            {pair.original}:{change.line}  {change.kind}{excerpt}")
    states = [pair.state for pair in listed]
    click.echo(", ".join(f"{states.count(state)} {state}" for state in _COLOURS if state in states) + ".")


def _line(pair: Pair) -> str:
    if pair.state == "missing":
        return f"{pair.original} has no `{pair.language}`"
    since = f", {pair.since}" if pair.since else ""
    return f"{pair.translation} (from {pair.original}{since})"
