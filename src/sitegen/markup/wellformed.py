"""HTML put right: what a browser would have to repair silently is repaired here.

Works on the finished HTML of a text, whose slots stand for what is filled in later. It
follows the parser of the HTML standard (section 13.2.6): what that parser closes by
itself is closed, what it would move out of a table gets a cell, and a tag that it
would ignore is left out. Text is never lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from sitegen.markup.html_tags import BLOCKS, VOID
from sitegen.model import SLOT_CLOSE, SLOT_OPEN

_PIECE: Final = re.compile(
    r"<(?P<root>svg|math)[\s>].*?</(?P=root)>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    rf"|(?P<card>{SLOT_OPEN}c\d+{SLOT_CLOSE})|(?:[^<{SLOT_OPEN}]|{SLOT_OPEN}(?!c))+|<",
    re.DOTALL,
)
_DEEPEST: Final = 400
"""Browsers flatten a page below 512 elements, those of the theme included."""
_ROWS: Final = frozenset({"thead", "tbody", "tfoot"})
_CELLS: Final = frozenset({"td", "th"})
_TABLE_PARTS: Final = _ROWS | _CELLS | {"tr", "caption", "colgroup", "col"}
_WALLS: Final = frozenset({"table", "td", "th", "caption", "button", "object"})
"""Elements behind which the parser does not look for an open paragraph or an open link."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CLOSES_PARAGRAPH: Final = (BLOCKS | {"pre", "summary"}) - _TABLE_PARTS - {
    "img", "video", "audio", "source", "track", "object", "iframe", "link", "meta", "param", "script",
    "style", "legend", "option", "optgroup", "picture",
}  # fmt: skip
_NOT_INLINE: Final = (BLOCKS | {"pre"}) - {"img"}
_OPEN_ONCE: Final = {
    "a": (frozenset({"a"}), _WALLS),
    "button": (frozenset({"button"}), _WALLS - {"button"}),
    "li": (frozenset({"li"}), _WALLS | {"ul", "ol", "menu"}),
    "dt": (frozenset({"dt", "dd"}), _WALLS | {"dl"}),
    "dd": (frozenset({"dt", "dd"}), _WALLS | {"dl"}),
    "rt": (frozenset({"rt", "rp"}), _WALLS | {"ruby"}),
    "rp": (frozenset({"rt", "rp"}), _WALLS | {"ruby"}),
    **dict.fromkeys(_HEADINGS, (_HEADINGS, _WALLS)),
}
"""Element → those that cannot be open around it, and where to stop looking for them."""
_PARENTS: Final = {
    **dict.fromkeys(_ROWS | {"caption", "colgroup"}, (frozenset({"table"}), ())),
    "col": (frozenset({"colgroup"}), ("colgroup",)),
    "tr": (_ROWS, ("tbody",)),
    "td": (frozenset({"tr"}), ("tbody", "tr")),
    "th": (frozenset({"tr"}), ("tbody", "tr")),
}
"""Part of a table → where it stands, and what is opened where that is missing."""


@dataclass(slots=True)
class _Builder:
    """The HTML made so far, and the names of the elements open in it."""

    inline: bool
    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def start(self, name: str, rest: str) -> None:
        if len(self.open) >= _DEEPEST or (self.inline and name in _NOT_INLINE):
            return
        if not self._placed(name):
            return
        self.out.append(f"<{name}{rest}>")
        if name not in VOID:
            self.open.append(name)

    def end(self, name: str) -> None:
        walls = {"table"} if name in _TABLE_PARTS else _WALLS - {name}
        depth = self._depth(frozenset({name}), frozenset(walls) - {name})
        if depth is not None:
            self.close_to(depth)

    def text(self, text: str) -> None:
        if text.strip():
            self._celled()
        self.out.append("&lt;" if text == "<" else text)

    def block(self, html: str) -> None:
        """A complete element that cannot stand in a paragraph."""
        self._placed("div")
        self.out.append(html)

    def close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            self.out.append(f"</{self.open.pop()}>")

    def _placed(self, name: str) -> bool:
        """Make room for an element; False where it cannot stand at all."""
        if name in _TABLE_PARTS:
            return self._tabled(name)
        self._celled()
        if name in _CLOSES_PARAGRAPH:
            self._close_open(frozenset({"p"}), _WALLS)
        if name in _OPEN_ONCE:
            self._close_open(*_OPEN_ONCE[name])
        if name in {"rt", "rp"}:
            depth = self._depth(frozenset({"ruby"}), _WALLS)
            self.close_to(len(self.open) if depth is None else depth + 1)
        return True

    def _tabled(self, name: str) -> bool:
        table = self._depth(frozenset({"table"}), frozenset())
        if table is None:
            return False
        parents, missing = _PARENTS[name]
        depth = self._depth(parents, frozenset({"table"}) - parents)
        self.close_to(table + 1 if depth is None else depth + 1)
        if depth is None:
            self._fill(missing)
        return True

    def _fill(self, names: tuple[str, ...]) -> None:
        """Open what stands between a table (or a body or row of it) and a part."""
        for name in names:
            if name in _ROWS and self.open[-1] in _ROWS:
                continue
            self.out.append(f"<{name}>")
            self.open.append(name)

    def _celled(self) -> None:
        """Text and other elements right inside a table get a cell of their own."""
        if self.open and self.open[-1] == "colgroup":
            self.close_to(len(self.open) - 1)
        if self.open and self.open[-1] in _ROWS | {"table", "tr"}:
            self._tabled("td")
            self.out.append("<td>")
            self.open.append("td")

    def _close_open(self, names: frozenset[str], walls: frozenset[str]) -> None:
        depth = self._depth(names, walls)
        if depth is not None:
            self.close_to(depth)

    def _depth(self, names: frozenset[str], walls: frozenset[str]) -> int | None:
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth] in names:
                return depth
            if self.open[depth] in walls:
                return None
        return None


def wellformed(html: str, *, inline: bool = False) -> str:
    """The same HTML, properly nested; `inline` leaves out the tags of blocks."""
    builder = _Builder(inline)
    for match in _PIECE.finditer(html):
        if match["card"]:
            builder.block(match[0])
        elif match["name"] is None:
            builder.text(match[0])
        elif match["close"]:
            builder.end(match["name"].lower())
        else:
            builder.start(match["name"].lower(), match["rest"])
    builder.close_to(0)
    return "".join(builder.out)
