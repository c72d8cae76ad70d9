r"""The bytes of a source, made into clean text or refused.

Everything behind this module may rely on its text: no byte-order mark, ``\n`` as the only
line end, no control character besides tab and newline, nothing that stands for a slot.
"""

from __future__ import annotations

import re
from typing import Final

from sitegen.errors import Problem

UNUSABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Characters that no source and no header value may hold."""

_KANA: Final = re.compile("[\u3041-\u30fe\u3001\u3002]")
_ESCAPE: Final = "\x1b"
_HINT: Final = "Save the file as UTF-8."
_LEGACY: Final = {"Shift_JIS": "cp932", "EUC-JP": "euc_jp"}


def decode(path: str, data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    r"""Decode UTF-8, drop a byte-order mark, make line ends ``\n``; None where `data` is refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_undecodable(path, data, _offset(data, error)),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = UNUSABLE.search(text)
    if found:
        return None, (_forbidden(path, text, found.start()),)
    return text, ()


def place(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column of a 0-based offset."""
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


def _offset(data: bytes, error: UnicodeDecodeError) -> int:
    mark = len(data) - len(error.object)
    return error.start + mark


def _undecodable(path: str, data: bytes, offset: int) -> Problem:
    encoding = _likely_encoding(data)
    looks = f"; it looks like {encoding}" if encoding else ""
    line = re.sub(b"\r\n?", b"\n", data[:offset]).count(b"\n") + 1
    message = f"not UTF-8: byte 0x{data[offset]:02x} at offset {offset} cannot be decoded{looks}."
    return Problem("encoding", path, line, 0, message, _HINT)


def _likely_encoding(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        return "UTF-16"
    scores = {name: _japanese(data, codec) for name, codec in _LEGACY.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else None


def _japanese(data: bytes, codec: str) -> float:
    """Share of kana and Japanese stops when `data` is read as `codec`; -1 where that fails."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return -1
    return len(_KANA.findall(text)) / len(text)


def _forbidden(path: str, text: str, offset: int) -> Problem:
    code = ord(text[offset])
    line, column = place(text, offset)
    if text[offset] == _ESCAPE:
        message = "holds the escape character U+001B; it looks like ISO-2022-JP."
        return Problem("encoding", path, line, column, message, _HINT)
    if code == 0 and text.count("\0") * 3 > len(text):
        return Problem("encoding", path, line, column, "holds U+0000; it looks like UTF-16.", _HINT)
    name = f"U+{code:04X}"
    count = len(UNUSABLE.findall(text))
    message = f"holds the character {name}, which cannot stand in a page ({count} such in the file)."
    return Problem("encoding", path, line, column, message, "Take it out.")
