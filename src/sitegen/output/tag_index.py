"""What the tag filter reads: which text carries which tags, one file for each language."""

from __future__ import annotations

import datetime as dt
import json

from sitegen import urls
from sitegen.i18n import format_date
from sitegen.model import OutputFile
from sitegen.output.press import Press
from sitegen.site.model import Edition
from sitegen.site.translations import Place


def tag_index(press: Press, edition: Edition) -> OutputFile:
    """Make the index of a language.

    ``tags`` holds names; each of ``items`` is an address, a title, a date and how readers of the
    language write it ("" where there is none), the collection's name, and the numbers of its tags.
    """
    numbers: dict[Place, list[int]] = {}
    for number, tag in enumerate(edition.tags.values()):
        for piece in tag.pieces:
            numbers.setdefault(piece.place, []).append(number)
    items = [
        (press.item(piece, edition.language), numbers[piece.place])
        for piece in edition.everything
        if piece.place in numbers
    ]
    rows = [
        [item.url, item.title_text, *_dates(item.date, edition.language), item.collection, tags]
        for item, tags in items
    ]
    names = [press.tags[edition.language, key].name for key in edition.tags]
    text = json.dumps({"tags": names, "items": rows}, ensure_ascii=False, separators=(",", ":"))
    return OutputFile(urls.output_path(urls.tag_index(edition.language, press.config)), text.encode())


def _dates(date: dt.datetime | None, language: str) -> tuple[str, str]:
    return (date.date().isoformat(), format_date(date, language)) if date else ("", "")
