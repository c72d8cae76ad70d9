"""What a search looks for: text folded so that spellings of one word meet, and cut into terms.

``static/js/search.js`` folds and cuts what a reader types in the same way; a test in the
browser compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from operator import add
from typing import Final

_KATAKANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_LATIN: Final = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for first, last in ((0xC0, 0x24F), (0x1E00, 0x1EFF))
    for code in range(first, last + 1)
}
_FOLDED: Final[dict[int, int | str]] = {**_KATAKANA, **_LATIN, 0x03C2: "σ"}
_HAN: Final = "\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JAPANESE: Final = f"{_HAN}\u3041-\u3096\u309d-\u309f\u30fc-\u30ff\u31f0-\u31ff"
_RUNS: Final = re.compile(rf"([{_JAPANESE}]+)|((?:(?![{_JAPANESE}])[^\W_])+)")
_JAPANESE_RUN: Final = re.compile(f"[{_JAPANESE}]")
_ALONE: Final = re.compile(f"[{_HAN}]")
_LONGEST: Final = 24
_STEM: Final = 3
_MODULUS: Final = 65_521


def fold(text: str) -> str:
    """Make full and half width, capitals, accents, hiragana and katakana one."""
    return unicodedata.normalize("NFKC", text).lower().translate(_FOLDED)


def terms(text: str) -> set[str]:
    """Give the terms of a folded text.

    Japanese has no spaces: of a run of it every two characters that follow each other are a
    term, and every Chinese character by itself. Of other scripts it is the words.
    """
    found = set(filter(_ALONE.match, set(text)))
    for japanese, word in _RUNS.findall(text):
        if word:
            found.add(word[:_LONGEST])
        else:
            found.update(map(add, japanese, japanese[1:]))
    return found


def shard(term: str, count: int) -> int:
    """Tell in which of `count` parts of the index a term stands: words by their first three letters."""
    is_japanese = _JAPANESE_RUN.match(term)
    number = 0
    for letter in term if is_japanese else term[:_STEM]:
        number = (number * 31 + ord(letter)) % _MODULUS
    return number % count
