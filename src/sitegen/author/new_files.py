"""What a new article, paper note or month of diary begins with, and where it stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.author.front_matter import front_matter
from sitegen.model import Document
from sitegen.slugs import safe_component, slugify

_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """What is asked for."""

    title: str
    """The title."""
    language: str
    """The language to write in."""
    default: str
    """The language whose files have no suffix."""
    now: dt.datetime
    """The present, in the site's zone."""
    hidden: bool = False
    """Whether it begins as a draft."""


def text_of(draft: Draft, original: Document | None, *, is_paper: bool) -> str:
    """The file: front matter, a blank line to write on."""
    values: dict[str, str | Sequence[str]] = {"title": draft.title, "date": _date(draft, original)}
    if is_paper:
        values["link"] = (original.link or "") if original else ""
    values |= {"tags": (), "description": ""}
    if draft.hidden:
        values["draft"] = "true"
    return front_matter(values).replace('draft: "true"', "draft: true") + "\n\n"


def _date(draft: Draft, original: Document | None) -> str:
    if original and original.date:
        return f"{original.date:%Y-%m-%d}" if original.date_only else f"{original.date:%Y-%m-%d %H:%M}"
    return f"{draft.now:%Y-%m-%d %H:%M}"


def path_of(draft: Draft, original: Document | None) -> str:
    """Where the file stands inside its collection; a translation stands beside its original."""
    stem = original.key if original else stem_of(draft.title)
    return stem + (".md" if draft.language == draft.default else f".{draft.language}.md")


def stem_of(title: str) -> str:
    """The name of a file after a title, short enough for every file system with any ending."""
    return safe_component(slugify(title)[:_LONGEST].rstrip("-"))


def find_original(documents: Sequence[Document], name: str) -> Document | None:
    """Find the document with a path, a path inside its collection, or a key."""
    wanted = re.sub(r"^(?:\./)+", "", name.replace("\\", "/"))
    for how in ("path", "relative", "key"):
        for document in documents:
            if getattr(document, how) == wanted:
                return document
    return None


def other_language(original: Document, languages: Sequence[str]) -> str | None:
    """The language to translate into, where only one is left."""
    left = [code for code in languages if code != original.language]
    return left[0] if len(left) == 1 else None
