"""Where each block of a page stands in its source, found beside the page, which does not show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from sitegen import urls
from sitegen.engine import State
from sitegen.output.press import Press
from sitegen.site.model import Piece, Preamble


@dataclass(frozen=True, slots=True)
class Place:
    """One text on a page, with the blocks that its element holds."""

    path: str
    """The source file."""
    anchor: str
    """Id of the entry's element; "" for the one text of a page."""
    blocks: tuple[tuple[int, int], ...]
    """Source line and number of elements of each block, in order."""


def places(page: str, state: State) -> tuple[Place, ...]:
    """The texts on the page of an output path, with their sources."""
    return tuple(_place(part, state) for part in _parts(page, state))


def page_of(source: str, line: int, state: State) -> tuple[str, str]:
    """The output path and the address of the page on which a line of a source stands; "" where on none."""
    task = state.tasks.get(source)
    if task is None:
        return "", ""
    shown = [doc for doc in task.reading.documents if doc.path in state.site.documents]
    if not shown:
        return "", ""
    document = shown[0]
    entries = [entry for entry in document.entries if (entry.heading_line or entry.first_line) <= line]
    url = state.site.table.documents[document.path]
    if entries:
        url = state.site.table.entries.get((document.path, entries[-1].anchor), url)
    return urls.output_path(url), urls.href(url, state.config)


def first_difference(before: bytes, after: bytes) -> int:
    """The 1-based line in which a text begins to differ from what it was."""
    old, new = before.split(b"\n"), after.split(b"\n")
    same = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    return min(same + 1, max(1, len(new)))


def _parts(page: str, state: State) -> Iterator[Piece | Preamble]:
    for edition in state.site.editions.values():
        for month in edition.months:
            url = urls.month(month.year, month.month, edition.language, state.config)
            if urls.output_path(url) == page:
                yield from month.preambles
                yield from month.entries
                return
    for edition in state.site.editions.values():
        for piece in edition.pieces:
            if piece.entry is None and urls.output_path(piece.url) == page:
                yield piece
                return


def _place(part: Piece | Preamble, state: State) -> Place:
    section = state.press.section(part)
    ends = [*(start for _, start in section.blocks[1:]), len(section.html)]
    blocks = tuple(
        (line, _elements(state.press, part, section.html[start:end]))
        for (line, start), end in zip(section.blocks, ends, strict=True)
    )
    source = state.bodies.source(part.document.path)
    anchor = part.url.partition("#")[2] if isinstance(part, Piece) else ""
    return Place(source, anchor, blocks)


def _elements(press: Press, part: Piece | Preamble, html: str) -> int:
    """How many elements a block becomes."""
    body = LexborHTMLParser(f"<div>{press.filled(part, html)}</div>").css_first("div")
    return sum(1 for _ in body.iter(include_text=False)) if body else 0
