"""Where each block of a page stands in its source, found beside the page, which does not show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from sitegen import urls
from sitegen.engine.engine import State
from sitegen.model import Block
from sitegen.output.assemble import assemble
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
    documents = task.reading.documents if task else state.documents
    shown = (doc for doc in documents if doc.source == source and doc.path in state.site.documents)
    near = sorted(shown, key=lambda doc: (doc.body_line > line, -doc.body_line))
    if not near:
        return "", ""
    document = near[0]
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
                yield from (entry for entry in month.entries if entry.document.language == edition.language)
                return
        for piece in edition.pieces:
            if piece.entry is None and urls.output_path(piece.url) == page:
                yield piece
                return


def _place(part: Piece | Preamble, state: State) -> Place:
    section = part.section
    blocks = section.blocks if section else ()
    shown = tuple((block.line, _elements(state.press, part, block)) for block in blocks)
    anchor = part.url.partition("#")[2] if isinstance(part, Piece) else ""
    return Place(part.document.source, anchor, shown)


def _elements(press: Press, part: Piece | Preamble, block: Block) -> int:
    """How many elements a block becomes."""
    html = part.section.html[block.start : block.end] if part.section else ""
    filled = assemble(html, press.filling(part))
    body = LexborHTMLParser(f"<div>{filled}</div>").css_first("div")
    return sum(1 for _ in body.iter(include_text=False)) if body else 0
