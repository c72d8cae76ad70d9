"""``sitegen init``: a small bilingual site that builds at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from sitegen import __version__
from sitegen.author import starter
from sitegen.commands.group import Command
from sitegen.commands.sites import stop
from sitegen.commands.wording import language, say
from sitegen.effects import drafts
from sitegen.effects.names import shown
from sitegen.effects.surroundings import author_name, time_zone
from sitegen.settings.checks import base_url


def _address(_: click.Context, __: click.Parameter, value: str) -> str:
    fault = base_url(value)
    if fault:
        raise click.BadParameter(fault)
    return value


@click.command(cls=Command)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="The site's title (default: the folder's name).")
@click.option("--author", help="Your name (default: the one that git signs with).")
@click.option(
    "--url", default="https://example.org", callback=_address, help="The public address of the site."
)
@click.option(
    "--lang",
    "root",
    type=click.Choice(starter.LANGUAGES),
    help="The language at the root (default: your locale's).",
)
def init(folder: Path, title: str | None, author: str | None, url: str, root: str | None) -> None:
    """Make a small bilingual site in DIR, a new or empty folder.

    It holds a diary, an article, a paper note, commented settings and a workflow for
    GitHub Pages. Nothing is asked: title, name, language and time zone are guessed and stand in sitegen.toml.
    """
    problem = drafts.folder_refusal(folder)
    if problem:
        stop((problem,))
    zone = time_zone()
    name = title or shown(folder.resolve().name) or "Diary"
    newcomer = starter.Newcomer(
        titles=dict.fromkeys(starter.LANGUAGES, name),
        author=author_name() if author is None else author,
        url=url,
        language=root or language(),
        zone=zone,
        now=dt.datetime.now(ZoneInfo(zone)),
        version=__version__,
    )
    made = starter.files(drafts.starter_texts(), newcomer)
    problem = drafts.write_all(folder, made)
    if problem:
        stop((problem,))
    _tell(folder, made)


def _tell(folder: Path, made: dict[str, str]) -> None:
    for path in made:
        click.echo(f"  {folder / path}")
    say("A site of {count} files is in {folder}. Now:", count=len(made), folder=folder)
    click.echo(f"  cd {click.format_filename(folder)}\n  sitegen serve\n  sitegen today")
