"""Lists numbered with letters and roman numerals, made into lists of numbers of the same width."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

_LETTER: Final = re.compile(r"^([ ]*)([ivxl]{1,6}|[IVXL]{1,6}|[a-z]|[A-Z])\.[ ](?=[ ]*\S)", re.MULTILINE)
_ITEM: Final = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)])[ ]")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@dataclass(frozen=True, slots=True)
class _Label:
    """A line that begins like an item of such a list."""

    line: int
    indent: int
    label: str
    style: str


def numbered(text: str) -> tuple[str, dict[int, str]]:
    """The text with numbers for letters, and the ``type`` of the list for each 0-based line of an item.

    A list has two items or more: a single ``A. `` is somebody's initial.
    """
    if not _LETTER.search(text):
        return text, {}
    lines = text.split("\n")
    labels = _labels(lines)
    sizes = Counter((label.indent, label.style) for label in labels)
    items = [label for label in labels if sizes[label.indent, label.style] > 1]
    for item in items:
        lines[item.line] = _replaced(lines[item.line], item)
    return "\n".join(lines), {item.line: item.style for item in items}


def _labels(lines: list[str]) -> list[_Label]:
    found: list[_Label] = []
    running: dict[int, str] = {}
    for number, line in enumerate(lines):
        match = _LETTER.match(line)
        if not match:
            continue
        indent = len(match[1])
        label = _Label(number, indent, match[2], _style(match[2], running.get(indent, "")))
        if label.style and (running.get(indent) == label.style or _opens(lines, label)):
            found.append(label)
            running[indent] = label.style
    return found


def _style(label: str, running: str) -> str:
    lower = label.lower()
    upper = label != lower
    if lower in _ROMAN and (len(lower) > 1 or lower in "ivx") and running.lower() != "a":
        return "I" if upper else "i"
    return ("A" if upper else "a") if len(label) == 1 else ""


def _opens(lines: list[str], label: _Label) -> bool:
    """Whether a list may begin here: with its first label, behind a blank line or another item."""
    before = lines[label.line - 1] if label.line else ""
    return label.label.lower() == label.style.lower() and (not before.strip() or bool(_ITEM.match(before)))


def _replaced(line: str, item: _Label) -> str:
    width = len(item.label)
    return " " * item.indent + f"{_value(item.label):0{width}d}"[-width:] + line[item.indent + width :]


def _value(label: str) -> int:
    lower = label.lower()
    return _ROMAN.index(lower) + 1 if lower in _ROMAN else ord(lower[0]) - ord("a") + 1
