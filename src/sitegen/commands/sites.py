"""What the author's commands share: finding the site, and telling what is wrong."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

from sitegen.commands.telling import tell
from sitegen.config import SiteConfig
from sitegen.effects.surroundings import site_folder
from sitegen.engine.opening import load_settings
from sitegen.errors import Problem, failed, judged

SITE_OPTION = click.option(
    "--site",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The site's folder (default: here, or the nearest above).",
)
SITE_ARGUMENT = click.argument(
    "folder", metavar="[SITE]", required=False, type=click.Path(file_okay=False, path_type=Path)
)


@dataclass(frozen=True, slots=True)
class OpenSite:
    """A site that a command works on."""

    folder: Path
    """Where it is."""
    config: SiteConfig
    """Its settings."""

    def now(self) -> dt.datetime:
        """The present, in the site's zone."""
        return dt.datetime.now(ZoneInfo(self.config.timezone))


def open_site(folder: Path | None) -> OpenSite:
    """Open a site; where it cannot be, say why and end."""
    place = folder or site_folder(Path())
    config, problems = load_settings(place)
    if config is None:
        stop(judged(problems, {}))
    return OpenSite(place, config)


def stop(problems: Iterable[Problem]) -> NoReturn:
    """Print problems and end with status 1."""
    tell(problems)
    sys.exit(1)


def finish(problems: Iterable[Problem], config: SiteConfig) -> NoReturn:
    """Judge and print problems; end with status 1 where one is an error."""
    found = judged(problems, config.problems)
    tell(found)
    sys.exit(1 if failed(found) else 0)
