"""Front matter as text: plain where YAML allows it, quoted where it must be."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

_PLAIN: Final = re.compile(r"[^\W\d_][^:#\[\]{},&*!|>'\"%@`\\\x00-\x1f\x7f\ufdd0\ufdd1\u0085\u2028\u2029]*")
_BARE: Final = re.compile(r"https?://[\w./~%:?=&+-]*[\w/]|\d{4}-\d\d(?:-\d\d(?: \d\d:\d\d)?)?", re.ASCII)
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def front_matter(values: Mapping[str, str | Sequence[str]]) -> str:
    """Write the keys with their values between two ``---`` lines; a value "" is left to be filled in."""
    lines = (f"{key}: {_value(value)}".rstrip() for key, value in values.items())
    return "---\n" + "\n".join(lines) + "\n---\n"


def _value(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return scalar(value) if value else ""
    return f"[{', '.join(scalar(item) for item in value)}]"


def scalar(text: str) -> str:
    """Write a string as YAML."""
    if _BARE.fullmatch(text):
        return text
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
