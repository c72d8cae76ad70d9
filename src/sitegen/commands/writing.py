"""What ``today``, ``new`` and ``add`` share: collections, their documents, showing a file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from sitegen.commands.sites import OpenSite, stop
from sitegen.commands.wording import say
from sitegen.config import Collection
from sitegen.effects.editor import open_in_editor
from sitegen.effects.reading import SETTINGS
from sitegen.engine.opening import read_documents
from sitegen.errors import Problem
from sitegen.model import Document, Kind

COLLECTION_OPTION = click.option(
    "--collection", "name", metavar="NAME", help="The collection (default: the first of its kind)."
)


def chosen(site: OpenSite, kind: Kind, name: str | None) -> Collection:
    """The collection with a name, or the first of a kind; where there is none, say so and end."""
    fitting = [item for item in site.config.collections if item.kind is kind]
    found = next((item for item in fitting if name in (None, item.name)), None)
    if found is None:
        what = f"named `{name}` " if name else ""
        message = f"there is no collection {what}of the kind `{kind}`."
        names = ", ".join(item.name for item in fitting)
        hint = f"Choose one of {names}." if names else f'Add one: [[collection]] with kind = "{kind}".'
        stop((Problem("collection-missing", SETTINGS, 0, 0, message, hint),))
    return found


def documents_of(site: OpenSite, collection: Collection) -> tuple[Document, ...]:
    """The readable documents of a collection; what is wrong with others is for `check` to tell."""
    return read_documents(site.folder, site.config, collection.name)[0]


def language_of(site: OpenSite, language: str | None) -> str:
    """The language asked for, or the site's own; where the site lacks it, say so and end."""
    languages: Sequence[str] = site.config.languages
    if language is not None and language not in languages:
        known = f"{language}: {', '.join(languages)}"
        raise click.BadParameter(known, param_hint="--lang")
    return language or site.config.language


def show(path: Path, line: int, *, open_it: bool) -> None:
    """Print where to write, and open it in the editor."""
    click.echo(f"{path}:{line}")
    fault = open_in_editor(path, line) if open_it else None
    if fault:
        say("The editor could not be opened: {fault}.", to_stderr=True, fault=fault)


def title_of(argument: str) -> str:
    """A title from the command line, in UTF-8 whatever the locale says, on one line."""
    return " ".join(os.fsencode(argument).decode("utf-8", "replace").split())
