"""The lexical layer below Markdown: where code, comments and mathematics stand in a text.

Mathematics is recognised before blocks are: a line of a formula that looks like a
heading, a list or a fence is none. What is code or a comment holds no mathematics, but for a
fence whose content is an example, which is shown and rendered.
Both the reader of diaries (which looks for headings) and the Markdown parser (which
sees each formula as one opaque character sequence) stand on this module.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sitegen.model import SLOT_CLOSE, SLOT_OPEN

_LONGEST_FORMULA: Final = 50_000

_START = re.compile(
    r"""
      (?P<fence> ^(?:[ \t]|>|[-*+][ ]|\d{1,9}[.)][ ])*(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)$ )
    | (?P<ticks> `+ )
    | (?P<comment> <!-- )
    | (?P<raw> <(?P<element>script|style|pre|textarea|code)(?=[\s>])[^<>]*> )
    | (?P<tag> </?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]*)?/?> )
    | (?P<address> (?:\[\[|\{\{)?https?://[^\s<>"')\]}$]+ )
    | (?P<bracket> \\[\[(] )
    | (?P<escape> \\. )
    | (?P<display> \$\$ )
    | (?P<inline> \$ )
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_EXAMPLE = re.compile(r"[ ]{0,3}(?:`{3,}|~{3,})[^\n{`]*\{[^\n}]*\bexample\b[^\n]*")
_BLANK = re.compile(r"\n[ \t]*(?:>[ \t]*)*(?=\n|\Z)")
_FENCE_LINE = re.compile(r"^[ \t]*```", re.MULTILINE)
_TIGHT = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)*?[^$\s\\]|(?:[^$\\]|\\.)*?\\[^\s])\$(?!\d)", re.DOTALL)
_PADDED = re.compile(r"\$[ \t]((?:[^$\\]|\\.)*?\S)[ \t]+\$(?![\d$])", re.DOTALL)
_DISPLAY = re.compile(r"\$\$((?:[^$\\]|\\.|\$(?!\$))*?)\$\$", re.DOTALL)
_QUOTE = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_QUOTED_LINE = re.compile(r"^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ ]+)*>", re.MULTILINE)
_NOT_TEX = re.compile(r"\s*(?:\d+|[A-Za-z]{2,}(?:[ ][A-Za-z]+)*|[^\x00-\x7f][^\\^_{}=]*)\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """One formula in a text."""

    tex: str
    """The TeX between the delimiters; without the ``>`` of a quotation's lines."""
    display: bool
    """Whether it is set on lines of its own."""
    start: int
    """Offset of the opening delimiter in the text."""
    body: int
    """Offset of the TeX in the text."""
    end: int
    """Offset after the closing delimiter."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What `scan` found."""

    formulas: tuple[Span, ...]
    """In order; they do not overlap. Those of an example stand inside its fence."""
    opaque: tuple[tuple[int, int], ...]
    """Offsets (start, end) of fences, comments and raw elements that hold more than one line."""
    unclosed: tuple[int, ...]
    """Offsets of ``$$`` without an end."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text in which each formula is one slot."""

    text: str
    """The text with `SLOT_OPEN` number `SLOT_CLOSE` for each formula."""
    scan: Scan
    """Where the formulas were."""
    source: str
    """The text before."""
    joins: tuple[tuple[int, int], ...]
    """(masked line, lines of source that vanished up to and including it), both 0-based, ascending."""

    def source_line(self, line: int) -> int:
        """The 0-based line of the source for a 0-based line of `text`."""
        at = bisect_right(self.joins, (line - 1, 1 << 60)) - 1
        return line + (self.joins[at][1] if at >= 0 else 0)

    def restore(self, text: str) -> str:
        """`text` with its slots replaced by what stood in the source."""
        if SLOT_OPEN not in text:
            return text
        spans = self.scan.formulas
        return _SLOT.sub(lambda m: self.source[spans[int(m[1])].start : spans[int(m[1])].end], text)


_SLOT = re.compile(SLOT_OPEN + r"(\d+)" + SLOT_CLOSE)


def scan(text: str) -> Scan:
    """Find every formula and every opaque region of a Markdown text in one pass."""
    formulas: list[Span] = []
    opaque: list[tuple[int, int]] = []
    unclosed: list[int] = []
    position = 0
    while match := _START.search(text, position):
        start = match.start()
        position = match.end()
        kind = match.lastgroup or ""
        if kind in _ENDS:
            end = _ENDS[kind](text, match)
            if end > position and "\n" in text[start:end]:
                opaque.append((start, end))
            position = max(position, end)
            if kind == "fence" and _EXAMPLE.fullmatch(match[0]):
                inner = _example(text, match.end(), end)
                formulas += inner.formulas
                unclosed += inner.unclosed
        elif kind in _FORMULAS:
            span = _FORMULAS[kind](text, start)
            if span is not None:
                formulas.append(span)
                position = span.end
            elif kind == "display":
                unclosed.append(start)
    return Scan(tuple(formulas), tuple(opaque), tuple(unclosed))


def _example(text: str, start: int, end: int) -> Scan:
    """What the text inside a fence holds, by its offsets in the whole."""
    found = scan(text[start : text.rfind("\n", start, end)])
    spans = (
        Span(span.tex, span.display, span.start + start, span.body + start, span.end + start)
        for span in found.formulas
    )
    return Scan(tuple(spans), (), tuple(start + offset for offset in found.unclosed))


def _fence_end(text: str, match: re.Match[str]) -> int:
    mark = match["mark"]
    if mark[0] == "`" and "`" in match["info"]:
        return match.end("mark")
    close = re.compile(rf"^[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
    found = close.search(text, match.end())
    return found.end() if found else len(text)


def _code_end(text: str, match: re.Match[str]) -> int:
    ticks = match["ticks"]
    limit = _paragraph_end(text, match.end())
    position = match.end()
    while (position := text.find(ticks, position, limit)) >= 0:
        after = position + len(ticks)
        while after < limit and text[after] == "`":
            after += 1
        if after - position == len(ticks):
            return after
        position = after
    return match.end()


def _paragraph_end(text: str, position: int) -> int:
    """The offset of the next blank line."""
    blanks = _blank_lines(text)
    return blanks[bisect_left(blanks, position)]


@lru_cache(maxsize=2)
def _blank_lines(text: str) -> tuple[int, ...]:
    """Offsets of the blank lines, and of the end of the text."""
    return (*(blank.start() for blank in _BLANK.finditer(text)), len(text))


def _comment_end(text: str, match: re.Match[str]) -> int:
    found = text.find("-->", match.end())
    return found + 3 if found >= 0 else match.end()


def _raw_end(text: str, match: re.Match[str]) -> int:
    closing = re.compile(rf"</{match['element']}\s*>", re.IGNORECASE)
    found = closing.search(text, match.end())
    return found.end() if found else match.end()


def _own_end(_text: str, match: re.Match[str]) -> int:
    return match.end()


_ENDS: Final = {
    "fence": _fence_end,
    "ticks": _code_end,
    "comment": _comment_end,
    "raw": _raw_end,
    "tag": _own_end,
    "address": _own_end,
    "escape": _own_end,
}


def _display(text: str, start: int) -> Span | None:
    found = _DISPLAY.match(text, start, min(len(text), start + _LONGEST_FORMULA))
    if not found or _FENCE_LINE.search(found[1]) or not found[1].strip():
        return None
    return _span(text, (start, *found.span(1), found.end()), display=True)


def _inline(text: str, start: int) -> Span | None:
    limit = _paragraph_end(text, start)
    found = _TIGHT.match(text, start, limit) or _PADDED.match(text, start, limit)
    if not found or "`" in found[1]:
        return None
    return _span(text, (start, *found.span(1), found.end()), display=False)


def _bracketed(text: str, start: int) -> Span | None:
    display = text[start + 1] == "["
    closing = "\\]" if display else "\\)"
    end = text.find(closing, start + 2, start + _LONGEST_FORMULA)
    if end < 0:
        return None
    tex = text[start + 2 : end]
    if (
        not tex.strip()
        or _BLANK.search(tex.strip())
        or _NOT_TEX.fullmatch(tex)
        or "\\[" in tex
        or "\\(" in tex
    ):
        return None
    return _span(text, (start, start + 2, end, end + 2), display=display)


def _is_tex(tex: str) -> bool:
    """Whether what stands between escaped brackets is mathematics, not words in brackets."""
    if not tex.strip() or "\\[" in tex or "\\(" in tex:
        return False
    return not _BLANK.search(tex.strip()) and not _NOT_TEX.fullmatch(tex)


_FORMULAS: Final = {"display": _display, "inline": _inline, "bracket": _bracketed}


def _span(text: str, offsets: tuple[int, int, int, int], *, display: bool) -> Span:
    start, body, body_end, end = offsets
    tex = text[body:body_end]
    if "\n" in tex and _QUOTED_LINE.match(text, text.rfind("\n", 0, start) + 1):
        tex = _QUOTE.sub("\n", tex)
    return Span(tex, display, start, body, end)


def mask(text: str) -> Masked:
    """Replace each formula of a text by a slot, so that no rule of Markdown sees inside it."""
    found = scan(text)
    pieces: list[str] = []
    joins: list[tuple[int, int]] = []
    position = line = lost = 0
    for number, span in enumerate(found.formulas):
        before = text[position : span.start]
        pieces += (before, SLOT_OPEN, str(number), SLOT_CLOSE)
        line += before.count("\n")
        vanished = text.count("\n", span.start, span.end)
        if vanished:
            lost += vanished
            joins.append((line, lost))
        position = span.end
    pieces.append(text[position:])
    return Masked("".join(pieces), found, text, tuple(joins))


def place(text: str, offset: int, first_line: int = 1) -> tuple[int, int]:
    """The 1-based line and column of an offset; `first_line` is the line of the text's first character."""
    line_start = text.rfind("\n", 0, offset) + 1
    return first_line + text.count("\n", 0, offset), offset - line_start + 1


def opaque_lines(text: str) -> frozenset[int]:
    """1-based numbers of the lines that begin inside, or open, code, a comment or a long formula."""
    found = scan(text)
    regions = sorted([*found.opaque, *((s.start, s.end) for s in found.formulas)])
    lines: set[int] = set()
    line, position = 1, 0
    for start, end in regions:
        if end <= position:
            continue
        line += text.count("\n", position, start)
        last = line + text.count("\n", start, end)
        if last > line:
            lines.update(range(line, last + 1))
        line, position = last, end
    return frozenset(lines)
