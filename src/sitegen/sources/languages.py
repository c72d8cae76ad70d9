"""Telling the language of a text from its letters."""

from __future__ import annotations

import re
from typing import Final

_KANA: Final = re.compile(r"[\u3041-\u30ff]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")
"""Korean letters."""
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NOT_WORDS: Final = re.compile(r"https?://\S+|```.*?```|`[^`\n]*`|\$[^$]*\$|\[\^[^\]]*\]", re.DOTALL)


def language_of(text: str, default: str) -> str:
    """The language of `text`; `default` where its letters do not tell.

    A Japanese sentence may be mostly English names: a few kana make it Japanese.
    """
    words = _NOT_WORDS.sub(" ", text)
    kana, hangul = len(_KANA.findall(words)), len(HANGUL.findall(words))
    if hangul > kana:
        return "ko"
    if kana or _HAN.search(words):
        return "ja" if kana else default
    return "en" if _LATIN.search(words) else default
