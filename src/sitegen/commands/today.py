"""``sitegen today``: a heading for now in this month's diary."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from sitegen.author import diary_files, tonight
from sitegen.author.diary_files import Diary
from sitegen.commands.group import Command
from sitegen.commands.sites import SITE_OPTION, OpenSite, open_site, stop
from sitegen.commands.wording import say
from sitegen.commands.writing import COLLECTION_OPTION, chosen, documents_of, language_of, show, title_of
from sitegen.config import Collection
from sitegen.effects import drafts
from sitegen.effects.reading import read_optional
from sitegen.model import Document, Kind
from sitegen.sources.text import decode


@click.command(cls=Command)
@click.argument("title", required=False, default="")
@click.option("--lang", "language", metavar="CODE", help="The language to write in (default: the site's).")
@COLLECTION_OPTION
@click.option("--open/--no-open", "open_it", default=True, help="Open $VISUAL or $EDITOR there.")
@SITE_OPTION
def today(title: str, language: str | None, name: str | None, folder: Path | None, *, open_it: bool) -> None:
    """Begin tonight's diary entry: a heading for now, ready to write.

    The month's file is made where there is none. Headings are written as the diary
    writes them, times in the site's zone. Within one minute no second heading is added.
    TITLE, where it is given, stands on the heading.
    """
    site = open_site(folder)
    collection = chosen(site, Kind.DIARY, name)
    code = language_of(site, language)
    known = diary_files.diary(documents_of(site, collection), code)
    now = site.now()
    path, opened = _opened(site, collection, known, now, code, title_of(title))
    if opened.added:
        problem = drafts.replace(site.folder, path, opened.text)
        if problem:
            stop((problem,))
    else:
        say("There is a heading for this moment already.")
    show(site.folder / path, opened.line, open_it=open_it)


def _opened(
    site: OpenSite, collection: Collection, known: Diary, now: dt.datetime, language: str, title: str
) -> tuple[str, tonight.Opened]:
    """The path of the file, and what it is to hold."""
    document = diary_files.file_of(known, now.date())
    newest = _text(site, known.newest)
    if document:
        path, text = document.path, _text(site, document)
    else:
        relative = diary_files.new_path(known, now.date(), language, site.config.language)
        path = f"{collection.path}/{relative}"
        text = _text_at(site, path) or diary_files.new_text(known, newest, now, language)
    style = tonight.style_of([text, newest], daily=known.is_daily)
    return path, _entry(text, now, style, site.config.timezone, title)


def _entry(text: str, now: dt.datetime, style: tonight.Style, zone: str, title: str) -> tonight.Opened:
    """Keep the line ends of the file."""
    opened = tonight.open_entry(text.replace("\r\n", "\n"), now, style, zone=zone, title=title)
    lines = opened.text.replace("\n", "\r\n") if "\r\n" in text else opened.text
    return tonight.Opened(lines, opened.line, opened.added)


def _text(site: OpenSite, document: Document | None) -> str:
    return _text_at(site, document.path) if document else ""


def _text_at(site: OpenSite, path: str) -> str:
    """The text of a file as it stands; "" where there is none."""
    data = read_optional(site.folder, path)
    if data is None:
        return ""
    text, problems = decode(path, data)
    if text is None:
        stop(problems)
    return data.decode("utf-8")
