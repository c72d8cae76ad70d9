"""What a list or a search engine shows of a text: its first sentence or two."""

from __future__ import annotations

import re
from typing import Final

_WANTED: Final = 120
_END = re.compile(r"[。．！？](?:[」』）]*)|[.!?][)\"'”’]*(?=\s|$)")
_SPACE = re.compile(r"\s+")


def summary(text: str, wanted: int = _WANTED) -> str:
    """Cut readable `text` to about `wanted` characters, at the end of a sentence where there is one."""
    line = _SPACE.sub(" ", text).strip()
    if len(line) <= wanted:
        return line
    ends = [match.end() for match in _END.finditer(line, 0, wanted + wanted // 4)]
    whole = [end for end in ends if end >= wanted // 4]
    return line[: whole[-1]].strip() if whole else _cut(line, wanted)


def _cut(line: str, wanted: int) -> str:
    """Cut inside a sentence, between words where the text has spaces."""
    head = line[:wanted]
    if line[wanted] != " " and head[-1].isascii() and head.rfind(" ") > wanted // 2:
        head = head[: head.rfind(" ")]
    return head.rstrip(" ,、;:") + "…"
