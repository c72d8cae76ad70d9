"""``sitegen fetch``: the issues of repositories, downloaded."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.commands.group import Command
from sitegen.commands.sites import SITE_ARGUMENT, finish, open_site
from sitegen.commands.wording import say
from sitegen.effects import github
from sitegen.errors import Problem


@click.command(cls=Command)
@SITE_ARGUMENT
@click.option("--api", default=github.API, show_default=True, help="Where the service answers.")
@click.option(
    "--token", envvar="GITHUB_TOKEN", default="", help="A token for more requests (or GITHUB_TOKEN)."
)
def fetch(folder: Path | None, api: str, token: str) -> None:
    """Download the issues of every collection that names a repository.

    What has not changed is not downloaded again, and an interrupted download goes on
    where it stopped. Where anything fails, no file of the site is changed.
    """
    site = open_site(folder)
    problems: list[Problem] = []
    for collection in site.config.collections:
        if not collection.repository:
            continue
        kept = site.folder / ".sitegen" / "fetch" / collection.name
        target = site.folder / collection.path
        done = github.fetch(collection.repository, target, kept, api=api, token=token)
        if isinstance(done, Problem):
            problems.append(done)
        else:
            say(
                "{name}: {pages} pages, {fresh} downloaded.",
                name=collection.name,
                pages=done.pages,
                fresh=done.fresh,
            )
    finish(problems, site.config)
