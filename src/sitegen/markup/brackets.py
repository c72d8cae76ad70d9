"""Where the labels of links end, found once for each bracket: a text of brackets alone costs linear time.

The parser looks for the end of a label at every ``[``, and walks through all brackets
inside. Here each answer is kept, so that an outer walk jumps over an inner label.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Final

from markdown_it import helpers
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import index as footnotes

_NONE: Final = (-1, False)
ALONE: Final = "alone"
"""Noted for a text of one line, which has no place for footnotes: their marks are words like others."""

_REFERENCE: Final = re.compile(r"\[\^[^\s\]]{1,200}\]")
_Label = tuple[int, bool]
"""Offset of the closing bracket (-1: there is none), and whether a link stands inside."""


class BracketStateInline(StateInline):
    """Inline state that remembers the labels found in its text."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.labels: dict[int, _Label] = {}
        self.last_bracket = self.src.rfind("]")


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803, FBT001, FBT002 - the replaced helper's signature
    """The offset of the bracket that closes the one at `start`; -1 where none does.

    With `disableNested`, a label that holds a link is none.
    """
    assert isinstance(state, BracketStateInline)  # noqa: S101 - the parser makes no other
    end, holds_link = _label(state, start)
    return -1 if end >= state.posMax or (disableNested and holds_link) else end


def _label(state: BracketStateInline, start: int) -> _Label:
    if start >= state.last_bracket:
        return _NONE
    if start not in state.labels:
        position = state.pos
        state.labels[start] = _walked(state, start)
        state.pos = position
    return state.labels[start]


def _walked(state: BracketStateInline, start: int) -> _Label:
    holds_link = False
    state.pos = start + 1
    while state.pos < state.posMax:
        before, marker = state.pos, state.src[state.pos]
        if marker == "]":
            return before, holds_link
        state.md.inline.skipToken(state)
        if marker == "[" and state.pos > before + 1:
            holds_link = True
        elif marker == "[":
            end, inner = _label(state, before)
            if end < 0:
                return _NONE
            holds_link = holds_link or inner
            state.pos = end + 1
    return _NONE


def footnote_in_place(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """``^[text]``: the footnote of the plugin, tried only where its bracket is closed."""
    if ALONE in state.env or not state.src.startswith("^[", state.pos) or label_end(state, state.pos + 1) < 0:
        return False
    return footnotes.footnote_inline(state, silent)


def footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """``[^name]``: the reference of the plugin, tried only where a name of bounded length is closed."""
    if ALONE in state.env or not _REFERENCE.match(state.src, state.pos, state.posMax):
        return False
    return footnotes.footnote_ref(state, silent, always_match=True)


def linear_helpers() -> SimpleNamespace:
    """The parser's helpers, with labels found in linear time."""
    return SimpleNamespace(
        parseLinkLabel=label_end,
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=helpers.parseLinkTitle,
    )
