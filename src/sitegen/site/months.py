"""The monthly reports: which diary entries, notes and articles each month holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sitegen.model import Document
from sitegen.site.model import Month, Piece, Preamble
from sitegen.site.pieces import by_time, says_more_than_a_date

_Place = tuple[int, int]


def months(found: Sequence[Piece], language: str) -> tuple[Month, ...]:
    """Sort the dated pieces that readers of a language see into months, oldest first.

    Titles and preambles are those of the language alone.

    A file may contribute to several months, and several files to one.
    """
    rows: dict[_Place, list[Piece]] = defaultdict(list)
    for piece in by_time(found):
        if piece.date is not None:
            rows[piece.date.year, piece.date.month].append(piece)
    files = _files([piece for piece in found if piece.document.language == language])
    return tuple(_month(place, rows[place], files) for place in sorted(rows))


def _files(found: Sequence[Piece]) -> dict[str, list[Piece]]:
    """Give the entries of each diary file in the order of the source."""
    files: dict[str, list[Piece]] = defaultdict(list)
    for piece in found:
        if piece.entry is not None:
            files[piece.document.path].append(piece)
    return files


def _places(entries: Sequence[Piece]) -> list[_Place]:
    return [(piece.date.year, piece.date.month) for piece in entries if piece.date]


def _month(place: _Place, row: Sequence[Piece], files: dict[str, list[Piece]]) -> Month:
    entries = tuple(piece for piece in row if piece.entry is not None)
    paths = sorted({piece.document.path for piece in entries} & files.keys())
    titled = _titled(paths, files)
    first = [files[path][0] for path in paths if _places(files[path])[0] == place]
    preambles = [_preamble(piece, titled) for piece in first]
    return Month(
        year=place[0],
        month=place[1],
        titled=titled,
        preambles=tuple(part for part in preambles if part.title or part.section),
        entries=entries,
        items=tuple(piece for piece in row if piece.entry is None),
    )


def _titled(paths: Sequence[str], files: dict[str, list[Piece]]) -> Document | None:
    """Find the one file that is the whole month and has a title of its own."""
    if len(paths) != 1:
        return None
    entries = files[paths[0]]
    is_whole = len(set(_places(entries))) == 1
    return entries[0].document if is_whole and _names_its_file(entries) else None


def _names_its_file(entries: Sequence[Piece]) -> bool:
    """Whether the file's title says something, and no entry shows it as its own."""
    title = entries[0].rendered.title
    return says_more_than_a_date(title) and not any(piece.title is title for piece in entries)


def _preamble(first: Piece, titled: Document | None) -> Preamble:
    document, rendered = first.document, first.rendered
    is_shown = document is titled
    entries = [part for part in rendered.sections if part.key == "" and part.html.strip()]
    title = rendered.title if not is_shown and _names_its_file([first]) else None
    return Preamble(document, rendered, title, entries[0] if entries else None)
