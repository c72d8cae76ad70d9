"""The pages of the documentation, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = tuple(sorted([ROOT / "README.md", *DOCS.rglob("*.md")]))

_FENCE = re.compile(r"^(?P<mark>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=mark)$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fence:
    """One fenced block."""

    info: tuple[str, ...]
    """The words behind the fence."""
    body: str
    """What it holds."""
    line: int
    """1-based line of its first line."""


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def fences(text: str) -> Iterator[Fence]:
    """Yield the outermost fenced blocks."""
    for match in _FENCE.finditer(text):
        yield Fence(tuple(match["info"].split()), match["body"], text.count("\n", 0, match.start()) + 1)


def headings(text: str) -> list[tuple[int, str]]:
    """Return level and text of every heading outside fences."""
    bare = _FENCE.sub("", text)
    return [(len(m[1]), m[2]) for m in re.finditer(r"^(#{1,6}) (.+)$", bare, re.MULTILINE)]


def heading_id(text: str) -> str:
    """Return the id that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def table_names(text: str) -> set[str]:
    """Return what stands in backticks in the first column of the tables."""
    rows = (line for line in text.split("\n") if line.startswith("| `"))
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def section(text: str, title: str) -> str:
    """Return the part of a page under a heading of the second level."""
    found = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, f"there is no section {title}"
    return found[1]
