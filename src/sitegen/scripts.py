"""What the characters of a text say about its language.

The set of simplified-only characters is derived from the tables of two national
standards as Python's codecs hold them: a character of GB 2312 that neither JIS X 0208,
JIS X 0212 nor JIS X 0213 has is written in no Japanese text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import product
from typing import Final

_HAN: Final = range(0x4E00, 0x9FA6)
_BYTES: Final = range(0xA1, 0xFF)
_WIDE: Final = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\uff66-\uff9f]")
_KANA: Final = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")
_HAN_LETTER: Final = re.compile(r"[\u3400-\u9fff]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NOT_WORDS: Final = re.compile(r"https?://\S+|```.*?```|`[^`\n]*`|\$[^$]*\$|\[\^[^\]]*\]", re.DOTALL)
_WORD: Final = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}|\b[AIa]\b")
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@[^\s@]+\.[^\s@]+|(?<![\w.-])[\w.-]+/[\w./-]+"
)
_WIDE_LANGUAGES: Final = frozenset({"ja", "zh", "ko", "yue"})
_A_SENTENCE: Final = 4


@cache
def simplified_only() -> frozenset[str]:
    """The characters of simplified Chinese that Japanese does not write."""
    table = b"\n".join(bytes(pair) for pair in product(_BYTES, _BYTES)).decode("gb2312", "ignore")
    chinese = "".join(c for c in table if ord(c) in _HAN)
    return frozenset(chinese).difference(*(_written(chinese, codec) for codec in ("euc_jis_2004", "euc_jp")))


def _written(text: str, codec: str) -> str:
    """The characters of a text that a codec has."""
    return text.encode(codec, "ignore").decode(codec)


def is_wide(language: str) -> bool:
    """Whether a language is written in Chinese characters, kana or Hangul."""
    return language.partition("-")[0] in _WIDE_LANGUAGES


def is_latin(text: str) -> bool:
    """Whether `text` reads as a sentence or a title in Latin letters alone; addresses are no words."""
    bare = _ADDRESS.sub(" ", text)
    return len(_WORD.findall(bare)) >= _A_SENTENCE and not _WIDE.search(bare)


def language_of(text: str, own: str, languages: Iterable[str]) -> str:
    """The language of a title or quotation: `own`, unless its letters belong to another of the site."""
    others = [code for code in languages if code != own]
    if is_wide(own) and is_latin(text):
        return next((code for code in others if not is_wide(code)), own)
    if not is_wide(own) and _KANA.search(text):
        return "ja" if "ja" in others else own
    return own


def spoken(text: str, default: str) -> str:
    """The language of a whole text by somebody else, any language; `default` where its letters do not tell.

    A Japanese sentence may be mostly English names: a few kana make it Japanese.
    """
    words = _NOT_WORDS.sub(" ", text)
    kana, hangul = len(_KANA.findall(words)), len(_HANGUL.findall(words))
    if hangul > kana:
        return "ko"
    if kana:
        return "ja"
    return default if _HAN_LETTER.search(words) or not _LATIN.search(words) else "en"


def is_korean(text: str) -> bool:
    """Whether a word is written in Hangul."""
    return _HANGUL.search(text) is not None


def name_language(text: str, own: str, languages: Iterable[str]) -> str:
    """The language of a name too short to be a sentence: another's letters are enough."""
    if is_wide(own) or not _WIDE.search(text):
        return own
    return next((code for code in languages if is_wide(code)), own)
