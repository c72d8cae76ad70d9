"""The examples of the writing guide: those that the page shows rendered, and those that are whole files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.model import Document, Entry
from tests.docs.pages import Fence, fences

_NOTE = re.compile(r"<!-- example(?P<options>(?: \w+=\S+)*) -->\n\Z")
RESULT = frozenset({'{title="result"}', '{title="結果"}'})
"""What stands behind the fence that says what sitegen reads in a file."""

SETTINGS = """
[site]
title = "例"
base_url = "https://diary.example"
"""
COLLECTION = """
[[collection]]
name = "{name}"
path = "{name}"
kind = "{kind}"
header = "{header}"
"""


@dataclass(frozen=True, slots=True)
class FileExample:
    """An example that is a whole file, header included."""

    fence: Fence
    """The file."""
    result: str
    """What the page says that is read in it."""
    options: dict[str, str]
    """``kind``, ``header`` and ``path`` of the file."""

    @property
    def collection(self) -> str:
        """The collection that it stands in."""
        return "diary" if self.options.get("kind") == "diary" else self.options.get("header", "heading")

    @property
    def path(self) -> str:
        """Its path in the site; each has a folder of its own."""
        return f"{self.collection}/{self.fence.line}/{self.options['path']}"


def rendered_examples(text: str) -> list[Fence]:
    """The fences whose content the page shows rendered."""
    return [fence for fence in fences(text) if "{example}" in fence.info]


def file_examples(text: str) -> Iterator[FileExample]:
    """The fences that are files, which a comment above them announces, each with the result below it."""
    found = list(fences(text))
    lines = text.split("\n")
    for number, fence in enumerate(found):
        note = _NOTE.match(lines[fence.line - 2] + "\n")
        if note is None:
            continue
        behind = found[number + 1] if number + 1 < len(found) else None
        assert behind, f"line {fence.line}: the result is missing"
        assert RESULT.intersection(behind.info), f"line {fence.line}: the result is missing"
        options = dict(word.split("=", 1) for word in note["options"].split())
        yield FileExample(fence, behind.body, options)


def write_site(folder: Path, examples: list[FileExample]) -> None:
    """Write a site that holds all examples."""
    kinds = {one.collection: "diary" if one.collection == "diary" else "post" for one in examples}
    parts = [COLLECTION.format(name=name, kind=kind, header=name) for name, kind in sorted(kinds.items())]
    (folder / "sitegen.toml").write_text(SETTINGS + "".join(parts), encoding="utf-8")
    for one in examples:
        place = folder / one.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(one.fence.body, encoding="utf-8")


def read(document: Document) -> str:
    """What sitegen reads in a file, as the guide shows it."""
    facts = {
        "title": document.title.text if document.title else "",
        "date": _moment(document),
        "updated": f"{document.updated:%Y-%m-%d %H:%M}".removesuffix(" 00:00") if document.updated else "",
        "description": document.description.text if document.description else "",
        "tags": ", ".join(document.tags),
        "link": document.link or "",
        "rating": str(document.rating or ""),
        "slug": document.slug.rpartition("/")[2] if document.slug != document.key else "",
        "aliases": ", ".join(document.aliases),
    }
    lines = [f"{name:<12} {value}" for name, value in facts.items() if value]
    return "".join(f"{line}\n" for line in (map(_entry, document.entries) if document.entries else lines))


def _moment(document: Document) -> str:
    if document.date is None:
        return ""
    return f"{document.date:%Y-%m-%d}" if document.date_only else f"{document.date:%Y-%m-%d %H:%M}"


def _entry(entry: Entry) -> str:
    address = f"/{entry.day:%Y/%m}/#{entry.anchor}"
    title = entry.title.text if entry.title else ""
    return f"{address:<29} {title} {' '.join(f'#{tag}' for tag in entry.tags)}".rstrip()
