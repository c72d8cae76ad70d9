"""What a list or a search engine shows of a text: its first sentence or two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_WANTED: Final = 120
_ENOUGH: Final = 4
"""Times the wanted length; with fewer runs of blanks than half of that, more of a text changes nothing."""
_END = re.compile(r"[。．！？](?:[」』）]*)|[.!?][)\"'”’]*(?=\s|$)")
_SPACE = re.compile(r"\s+")
_LOOSE = re.compile(r"(?<=[、。．！？」』）]) ")


_Spans = Sequence[tuple[int, int]]


def summary(text: str, wanted: int = _WANTED, formulas: _Spans = ()) -> str:
    """Cut readable `text` to about `wanted` characters, at the end of a sentence where there is one.

    `formulas` says where formulas stand in it: none is cut.
    """
    return _LOOSE.sub("", _shortened(text, wanted, formulas))


def _shortened(text: str, wanted: int, formulas: _Spans) -> str:
    line, spans = _beginning(text, wanted, formulas)
    if len(line) <= wanted:
        return line
    ends = (match.end() for match in _END.finditer(line, 0, wanted + wanted // 4))
    whole = [end for end in ends if end >= wanted // 4 and _outside(end, spans) == end]
    return line[: whole[-1]].strip() if whole else _cut(line, wanted, spans)


def _beginning(text: str, wanted: int, formulas: _Spans) -> tuple[str, list[tuple[int, int]]]:
    """Give `text` on one line; of a long one as much as can decide where it is cut."""
    end = wanted * _ENOUGH
    if len(text) > end and not any(start < end < after for start, after in formulas):
        line, spans = _on_one_line(text[:end], [span for span in formulas if span[1] <= end])
        if len(line) > wanted * 2:
            return line, spans
    return _on_one_line(text, formulas)


def _on_one_line(text: str, formulas: _Spans) -> tuple[str, list[tuple[int, int]]]:
    """Make every run of blanks one space, and move the formulas with the text."""
    moved = list(_moved(text, [offset for span in formulas for offset in span]))
    return _SPACE.sub(" ", text).strip(), list(zip(moved[::2], moved[1::2], strict=True))


def _moved(text: str, offsets: Iterable[int]) -> Iterator[int]:
    """Give where ascending offsets lie once every run of blanks is one space."""
    at = lead = len(text) - len(text.lstrip())
    length = 0
    for offset in offsets:
        piece = text[at:offset]
        goes_on = at > lead and text[at - 1].isspace() and piece[:1].isspace()
        length += len(_SPACE.sub(" ", piece)) - goes_on
        at = max(at, offset)
        yield length


def _outside(offset: int, spans: _Spans) -> int:
    """Move an offset that lies inside a formula to where the formula begins."""
    return next((start for start, end in spans if start < offset < end), offset)


def _cut(line: str, wanted: int, spans: _Spans) -> str:
    """Cut inside a sentence, between words where the text has spaces."""
    end = wanted
    blank = line.rfind(" ", wanted // 2, wanted)
    if line[wanted] != " " and line[wanted - 1].isascii() and blank >= 0:
        end = blank
    end = _outside(end, spans)
    if end == 0:
        end = next((after for start, after in spans if start == 0), wanted)
    return line[:end].rstrip(" ,、;:") + "…"
