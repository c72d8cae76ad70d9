"""Tables: GFM's, tables without a header row, and cells whose code holds a pipe.

GFM, section 4.10 (https://github.github.com/gfm/#tables-extension-). Two things are
added: two or more lines framed by pipes without a delimiter row are a table without a
header; and a row with too many cells is split again with the pipes inside code spans
left alone, since that is what its author meant.
"""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_block import StateBlock

_DELIMITER: Final = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_FRAMED: Final = re.compile(r"\|.*\|")
_CODE: Final = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_MOST_CELLS: Final = 65_536
_SILENT: Final = True


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Block rule for tables with and without a header."""
    if state.is_code_block(start) or start + 1 >= end or "|" not in _line(state, start):
        return False
    aligns = _header(state, start, end)
    first = start + 2
    if aligns is None:
        if not _bare(state, start, end):
            return False
        aligns, first = [""] * len(_split(_line(state, start))), start
    if silent:
        return first > start
    _push(state, start, first, end, aligns)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _inside(state: StateBlock, line: int, end: int) -> bool:
    return line < end and state.sCount[line] >= state.blkIndent and not state.is_code_block(line)


def _header(state: StateBlock, start: int, end: int) -> list[str] | None:
    """The alignments of the columns, where a delimiter row with as many cells as the header follows."""
    if not _inside(state, start + 1, end):
        return None
    delimiter = _line(state, start + 1)
    if not _DELIMITER.fullmatch(delimiter) or ("|" not in delimiter and ":" not in delimiter):
        return None
    aligns = [_align(cell) for cell in _split(delimiter)]
    return aligns if len(_cells(_line(state, start), len(aligns))) == len(aligns) else None


def _align(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "right" if right else "left" if left else ""


def _bare(state: StateBlock, start: int, end: int) -> bool:
    """Whether a table without a header begins here: two framed lines of equally many cells, two at least."""
    if not _inside(state, start + 1, end):
        return False
    rows = [_line(state, start), _line(state, start + 1)]
    if not all(_FRAMED.fullmatch(row) for row in rows):
        return False
    counts = {len(_split(row)) for row in rows}
    return len(counts) == 1 and counts.pop() > 1


def _split(row: str) -> list[str]:
    cells = [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", row)]
    return _unframed(cells)


def _unframed(cells: list[str]) -> list[str]:
    if cells and not cells[0]:
        cells = cells[1:]
    if cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _cells(row: str, columns: int) -> list[str]:
    """The cells of a row that should have `columns`."""
    cells = _split(row)
    if len(cells) <= columns or "`" not in row:
        return cells
    masked = _CODE.sub(lambda m: m[0].replace("|", "\ufdd2"), row)
    guarded = [cell.replace("\ufdd2", "|") for cell in _split(masked)]
    return guarded if len(guarded) >= columns else cells


def _push(state: StateBlock, start: int, first: int, end: int, aligns: list[str]) -> None:
    old_parent, state.parentType = state.parentType, "table"
    opening = state.push("table_open", "table", 1)
    opening.map = [start, start]
    if first > start:
        state.push("thead_open", "thead", 1)
        _row(state, start, _cells(_line(state, start), len(aligns)), aligns, "th")
        state.push("thead_close", "thead", -1)
    line = _body(state, first, end, aligns)
    state.push("table_close", "table", -1)
    opening.map[1] = line
    state.parentType = old_parent
    state.line = line


def _body(state: StateBlock, first: int, end: int, aligns: list[str]) -> int:
    line, count = first, 0
    while _inside(state, line, end) and not state.isEmpty(line) and not _interrupted(state, line, end, first):
        if line == first:
            state.push("tbody_open", "tbody", 1)
        _row(state, line, _cells(_line(state, line), len(aligns)), aligns, "td")
        line += 1
        count += len(aligns)
        if count > _MOST_CELLS:
            break
    if line > first:
        state.push("tbody_close", "tbody", -1)
    return line


def _interrupted(state: StateBlock, line: int, end: int, first: int) -> bool:
    if "|" not in _line(state, line) and line > first and not state.env.get("gfm"):
        return True
    return any(rule(state, line, end, _SILENT) for rule in state.md.block.ruler.getRules("blockquote"))


def _row(state: StateBlock, line: int, cells: list[str], aligns: list[str], tag: str) -> None:
    """One row; an empty cell heads nothing, so it is no ``th``."""
    opening = state.push("tr_open", "tr", 1)
    opening.map = [line, line + 1]
    for index, align in enumerate(aligns):
        content = cells[index] if index < len(cells) else ""
        name = tag if content.strip() else "td"
        cell = state.push(f"{name}_open", name, 1)
        if align:
            cell.attrs = {"class": f"align-{align}"}
        inline = state.push("inline", "", 0)
        inline.map = [line, line + 1]
        inline.content = content
        inline.children = []
        state.push(f"{name}_close", name, -1)
    state.push("tr_close", "tr", -1)
