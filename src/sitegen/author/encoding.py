"""The text of a page elsewhere, in whichever encoding it is written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

_DECLARED: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML: Final = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_HEAD: Final = 8192
_BETTER: Final = {
    "shift_jis": "cp932",
    "euc_jp": "euc_jis_2004",
    "iso2022_jp": "iso2022_jp_ext",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
}
"""What is meant by the names that pages use."""
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JAPANESE: Final = re.compile("[ぁ-んァ-ヶ一-龥。、]")
_HALF_WIDTH: Final = re.compile("[｡-ﾟ]")
_FEW: Final = 0.002


def text_of(body: bytes, kind: str = "") -> str:
    """Decode a page whose ``Content-Type`` header is `kind`; what cannot be decoded is marked."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for name in _candidates(body, kind):
        text = body.decode(name, "replace")
        if text.count("\ufffd") <= len(text) * _FEW:
            return text
    return _guessed(body)


def _candidates(body: bytes, kind: str) -> Iterator[str]:
    """What the header, then the page itself, declare; then the usual encoding."""
    head = body[:_HEAD]
    for found in (
        _DECLARED.search(kind.encode("ascii", "replace")),
        _DECLARED.search(head),
        _XML.search(head),
    ):
        name = _known(found[1].decode("ascii")) if found else None
        if name:
            yield name
    yield "iso2022_jp_ext" if b"\x1b$" in head else "utf-8"


def _known(name: str) -> str | None:
    """The codec of a declared name; none for one that is no encoding of text."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in (
        "idna",
        "punycode",
        "utf-7",
        "unicode_escape",
    ):
        return None
    return _BETTER.get(info.name, info.name)


def _guessed(body: bytes) -> str:
    """The reading that looks most like Japanese, or else like anything."""
    return max(
        (body.decode(name, "replace") for name in ("utf-8", "cp932", "euc_jis_2004", "cp1252")), key=_likeness
    )


def _likeness(text: str) -> int:
    faults = text.count("\ufffd") + len(_HALF_WIDTH.findall(text))
    return len(_JAPANESE.findall(text)) - 10 * faults
