"""``sitegen translations``: which are current, which are behind their originals, and where."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from sitegen.author.translation_states import Pair, marked, pairs
from sitegen.build import build
from sitegen.commands.group import Command
from sitegen.commands.sites import SITE_ARGUMENT, OpenSite, open_site, stop
from sitegen.commands.wording import said, say
from sitegen.effects import drafts, reading
from sitegen.errors import Severity, judged
from sitegen.site import stale
from sitegen.site.model import Site
from sitegen.site.stale import Record

_COLOURS: Final = {"current": "green", "stale": "yellow", "unmarked": "cyan", "missing": "white"}
_MISUSED: Final = 2


@click.command(cls=Command)
@SITE_ARGUMENT
@click.option(
    "--mark",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Record that this translation, or all in this folder, is up to date with its original.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How translations are printed.",
)
def translations(folder: Path | None, files: tuple[Path, ...], output_format: str) -> None:
    """List the translations of a site with their state.

    For one that is behind, every passage of the original that has changed is named. The
    exit status is 1 where any is.
    """
    site = open_site(folder)
    path = site.config.translations
    record, problems = stale.read(reading.read_optional(site.folder, path), path)
    if problems:
        stop(judged(problems, {}))
    built = build(site.folder, now=site.now(), drafts=True)
    if built.site is None:
        stop(problem for problem in built.problems if problem.severity is Severity.ERROR)
    if files:
        _mark(site, built.site, record, files)
    else:
        _list(tuple(pairs(built.site, record)), output_format)


def _mark(site: OpenSite, built: Site, record: Record, files: Sequence[Path]) -> None:
    """Record translations as up to date; misuse where a file is none."""
    today = site.now().date()
    for file in files:
        record, meant = marked(built, record, _relative(file, site.folder), today)
        if not meant:
            say("{path} is no translation, and holds none.", to_stderr=True, path=file)
            sys.exit(_MISUSED)
        for name in meant:
            say("{state:<9} {path}", state=said("marked"), path=name)
    problem = drafts.replace(site.folder, site.config.translations, stale.write(record).decode())
    if problem:
        stop(judged([problem], {}))


def _relative(file: Path, site: Path) -> str:
    """The path as sources have it: relative to the site, whether given so or from where one stands."""
    if not file.is_absolute() and (site / file).exists():
        return file.as_posix()
    return Path(os.path.relpath(file, site)).as_posix()


def _list(listed: Sequence[Pair], output_format: str) -> None:
    if output_format == "json":
        click.echo(json.dumps([asdict(pair) for pair in listed], ensure_ascii=False, indent=2, default=str))
    else:
        _print(listed)
    sys.exit(1 if any(pair.state == "stale" for pair in listed) else 0)


def _print(listed: Sequence[Pair]) -> None:
    for pair in listed:
        click.secho(f"{said(pair.state):<9} ", fg=_COLOURS[pair.state], nl=False)
        click.echo(_line(pair))
        for change in pair.changes:
            excerpt = f"  {change.excerpt}" if change.excerpt else ""
            click.echo(f"            {pair.original}:{change.line}  {said(change.kind)}{excerpt}")
    states = [pair.state for pair in listed]
    click.echo(", ".join(f"{states.count(state)} {said(state)}" for state in _COLOURS if state in states))


def _line(pair: Pair) -> str:
    if pair.state == "missing":
        return said("{path} has no `{language}`").format(path=pair.original, language=pair.language)
    since = f", {pair.since}" if pair.since else ""
    line = said("{path} (from {original}{since})")
    return line.format(path=pair.translation, original=pair.original, since=since)
