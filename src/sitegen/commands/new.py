"""``sitegen new``: a file with front matter in the right place."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sitegen.author import diary_files, new_files
from sitegen.author.new_files import Draft
from sitegen.commands.group import Command
from sitegen.commands.sites import SITE_OPTION, OpenSite, open_site, stop
from sitegen.commands.wording import said
from sitegen.commands.writing import COLLECTION_OPTION, chosen, documents_of, language_of, show, title_of
from sitegen.config import Collection
from sitegen.effects import drafts
from sitegen.errors import Problem
from sitegen.model import Document, Kind


@click.command(cls=Command)
@click.argument("kind", type=click.Choice(["post", "paper", "diary"]))
@click.argument("title")
@click.option("--lang", "language", metavar="CODE", help="The language to write in (default: the site's).")
@click.option("--translation-of", "original", metavar="FILE", help="The text that this one translates.")
@click.option("--draft", is_flag=True, help="Publish it only where drafts are asked for.")
@COLLECTION_OPTION
@click.option("--open/--no-open", "open_it", default=True, help="Open $VISUAL or $EDITOR there.")
@SITE_OPTION
def new(
    kind: str,
    title: str,
    language: str | None,
    original: str | None,
    name: str | None,
    folder: Path | None,
    *,
    draft: bool,
    open_it: bool,
) -> None:
    """Begin an article (post), a paper note (paper) or a month's file (diary) named TITLE.

    The file gets front matter and is named after its title; a translation stands
    beside its original. A file that exists is never written over.
    """
    site = open_site(folder)
    collection = chosen(site, Kind(kind), name)
    found = _original(site, collection, original) if original else None
    if found and language is None:
        language = new_files.other_language(found, site.config.languages)
    asked = Draft(title_of(title), language_of(site, language), site.config.language, site.now(), draft)
    if not asked.title:
        message = said("A title is needed.")
        raise click.BadParameter(message, param_hint="TITLE")
    path, text = _diary(site, collection, asked) if kind == "diary" else _note(collection, asked, found)
    problem = drafts.write_new(site.folder, path, text)
    if problem:
        stop((problem,))
    show(site.folder / path, text.count("\n"), open_it=open_it)


def _note(collection: Collection, asked: Draft, original: Document | None) -> tuple[str, str]:
    relative = new_files.path_of(asked, original)
    text = new_files.text_of(asked, original, is_paper=collection.kind is Kind.PAPER)
    return f"{collection.path}/{relative}", text


def _diary(site: OpenSite, collection: Collection, asked: Draft) -> tuple[str, str]:
    known = diary_files.diary(documents_of(site, collection), asked.language)
    relative = diary_files.new_path(known, asked.now.date(), asked.language, asked.default)
    return f"{collection.path}/{relative}", diary_files.new_text(
        known, "", asked.now, asked.language, asked.title
    )


def _original(site: OpenSite, collection: Collection, name: str) -> Document:
    """The document that is translated, named from the site's or the author's folder."""
    documents = documents_of(site, collection)
    inside = os.path.relpath(name, site.folder)
    found = new_files.find_original(documents, name) or new_files.find_original(documents, inside)
    if found is None:
        message = f"the collection `{collection.name}` has no text with this path or name."
        stop((Problem("note-missing", name, 0, 0, message, f"Name a file in {collection.path}/."),))
    return found
