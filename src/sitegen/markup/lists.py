"""Lists as they are written: any step of indentation, letters and roman numerals, tasks.

CommonMark nests a list item only where it stands between zero and three columns right
of its parent's text. Real sources nest by two, three, four, six or eight. Before
parsing, the items that CommonMark would take for text or for siblings are moved to
their parent's text; letters and roman numerals become numbers of the same width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sitegen.markup import letters

_ITEM: Final = re.compile(r"([ ]*)([-*+]|\d{1,9}[.)])([ ]+)(?=\S)")
_FENCE: Final = re.compile(r"[ ]*(?:(?:[-*+]|\d{1,9}[.)])[ ]+)*(`{3,}|~{3,})")
_MOST_SPACES: Final = 4
_TASK: Final = re.compile(r"\[([ xX]?)\](?=\s|$)[ ]?")


@dataclass(frozen=True, slots=True)
class Lists:
    """A text whose lists CommonMark can read."""

    text: str
    """The text, line for line."""
    styles: dict[int, str]
    """0-based line of an item → ``type`` of its list: ``a``, ``A``, ``i`` or ``I``."""


@dataclass(frozen=True, slots=True)
class _Item:
    indent: int
    content: int
    new_indent: int
    new_content: int


def normalised(text: str) -> Lists:
    """Make the lists of a text readable for CommonMark; lines keep their numbers."""
    text, styles = letters.numbered(text)
    return Lists(_nested(text) if _ITEM.search(text) else text, styles)


def _nested(text: str) -> str:
    lines = text.split("\n")
    stack: list[_Item] = []
    fence = ""
    changed = blank = False
    for number, line in enumerate(lines):
        if not line.strip():
            blank = True
            continue
        indent = len(line) - len(line.lstrip(" "))
        item = None if fence else _ITEM.match(line)
        if item:
            stack = _placed(stack, indent, _width(item))
            moved = stack[-1].new_indent
        else:
            if indent == 0 and blank and not fence:
                stack = []
            moved = indent + _shift(stack, indent)
        fence = _fence(line, fence)
        if moved != indent:
            lines[number] = " " * moved + line[indent:]
            changed = True
        blank = False
    return "\n".join(lines) if changed else text


def _width(item: re.Match[str]) -> int:
    """How far right of its marker the text of an item begins (CommonMark, section 5.2)."""
    spaces = len(item[3])
    return len(item[2]) + (spaces if spaces <= _MOST_SPACES else 1)


def _placed(stack: list[_Item], indent: int, width: int) -> list[_Item]:
    """The stack of open items with a new one at `indent`."""
    stack = list(stack)
    while stack and indent < stack[-1].indent - 1:
        stack.pop()
    if not stack:
        return [_Item(indent, indent + width, indent, indent + width)]
    top = stack[-1]
    if indent < top.indent + 2:
        stack.pop()
        new = top.new_indent if stack else indent
    else:
        new = top.new_content + (indent - top.content if 0 <= indent - top.content < _MOST_SPACES else 0)
    stack.append(_Item(indent, indent + width, new, new + width))
    return stack


def _shift(stack: list[_Item], indent: int) -> int:
    """How far the text of the innermost item that holds a line has moved."""
    for item in reversed(stack):
        if indent >= item.content:
            return item.new_content - item.content
    return 0


def _fence(line: str, fence: str) -> str:
    match = _FENCE.match(line)
    if not match:
        return fence
    if fence:
        return "" if match[1].startswith(fence) and not line.strip().strip(fence[0]) else fence
    return match[1]


def mark(state: StateCore) -> None:
    """Core rule: list types of letters and numerals, and checkboxes of tasks."""
    styles: dict[int, str] = state.env["list_styles"]
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == "ordered_list_open" and token.map and token.map[0] in styles:
            token.attrSet("type", styles[token.map[0]])
        elif token.type == "list_item_open":
            _mark_task(token, tokens[index + 1 : index + 3])


def _mark_task(item: Token, following: list[Token]) -> None:
    if [t.type for t in following] != ["paragraph_open", "inline"]:
        return
    children = following[1].children or []
    if not children or children[0].type != "text":
        return
    match = _TASK.match(children[0].content)
    if match:
        item.attrJoin("class", "task")
        children[0].content = children[0].content[match.end() :]
        box = Token("checkbox", "input", 0)
        box.meta = {"checked": match[1] in {"x", "X"}}
        children.insert(0, box)
