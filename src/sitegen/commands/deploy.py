"""``sitegen deploy``: build, show what would change, publish."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import click

from sitegen.author.deployment import sent
from sitegen.build import BuildResult, build
from sitegen.commands.group import Command
from sitegen.commands.sites import SITE_ARGUMENT, OpenSite, open_site, stop
from sitegen.commands.wording import said, say
from sitegen.effects import deploying
from sitegen.effects.deploying import RsyncSending, Sending, SendingError
from sitegen.effects.reading import SETTINGS
from sitegen.errors import Problem, Severity, failed

_SHOWN: Final = 20


@click.command(cls=Command)
@SITE_ARGUMENT
@click.option("--dry-run", is_flag=True, help="Show what would change, and publish nothing.")
@click.option("-y", "--yes", is_flag=True, help="Publish without asking.")
def deploy(folder: Path | None, *, dry_run: bool, yes: bool) -> None:
    """Build the site and publish it where [deploy] in sitegen.toml says.

    With method = "git" the pages become a commit on a branch of their own (for GitHub
    Pages and its like), with method = "rsync" they are copied to a folder or a host. What would change is
    shown first. Where the build finds an error, nothing is published.
    """
    site = open_site(folder)
    if not site.config.deploy.method:
        hint = 'Add [deploy] with method = "git" or "rsync"; a workflow for GitHub Pages needs no deploy.'
        stop((Problem("deploy", SETTINGS, 0, 0, "nothing says where to publish.", hint),))
    built = build(site.folder, now=site.now())
    if failed(built.problems):
        say("Nothing was published.", to_stderr=True)
        stop(problem for problem in built.problems if problem.severity is Severity.ERROR)
    try:
        with tempfile.TemporaryDirectory(prefix="sitegen-") as staged:
            deploying.stage(sent(built.files, site.config.deploy), staged)
            _publish(_sending(site, staged, built), dry_run=dry_run, yes=yes)
    except (SendingError, OSError) as error:
        hint = "Nothing was switched: readers see what they saw before."
        stop((Problem("deploy", "", 0, 0, f"publishing failed: {error}."[:450], hint),))


def _sending(site: OpenSite, staged: str, built: BuildResult) -> Sending:
    settings = site.config.deploy
    pages = sum(file.path.endswith(".html") for file in built.files)
    if settings.method == "git":
        return deploying.with_git(site.folder, staged, settings, f"Publish {pages} pages")
    return RsyncSending(staged, settings, f"{site.now():%Y%m%d-%H%M%S}")


def _publish(sending: Sending, *, dry_run: bool, yes: bool) -> None:
    changes = sending.changes()
    for line in changes[:_SHOWN]:
        click.echo(f"  {line}")
    if len(changes) > _SHOWN:
        say("  and {count} more", count=len(changes) - _SHOWN)
    if not changes:
        say("Everything is published already.")
        return
    say("Files that change: {count}.", count=len(changes))
    if dry_run:
        say("Nothing was published.")
    elif yes or click.confirm(said("Publish?"), default=True):
        say("Published: {place}.", place=sending.send())
