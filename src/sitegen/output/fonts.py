"""Which of KaTeX's twenty font faces, and which letters of them, are needed: no more is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import Final

_FACES: Final[Mapping[str, tuple[str, ...]]] = {
    "mathnormal": ("Math-Italic",),
    "boldsymbol": ("Math-BoldItalic",),
    "mathbf": ("Main-Bold",),
    "textbf": ("Main-Bold",),
    "mathit": ("Main-Italic",),
    "textit": ("Main-Italic",),
    "mathbb": ("AMS-Regular",),
    "textbb": ("AMS-Regular",),
    "amsrm": ("AMS-Regular",),
    "mathcal": ("Caligraphic-Regular",),
    "mathboldfrak": ("Fraktur-Bold",),
    "textboldfrak": ("Fraktur-Bold",),
    "mathfrak": ("Fraktur-Regular",),
    "textfrak": ("Fraktur-Regular",),
    "mathscr": ("Script-Regular",),
    "textscr": ("Script-Regular",),
    "mathsf": ("SansSerif-Regular",),
    "textsf": ("SansSerif-Regular",),
    "mathboldsf": ("SansSerif-Bold",),
    "textboldsf": ("SansSerif-Bold",),
    "textitsf": ("SansSerif-Italic",),
    "mathsfit": ("SansSerif-Italic",),
    "mathitsf": ("SansSerif-Italic",),
    "mathtt": ("Typewriter-Regular",),
    "texttt": ("Typewriter-Regular",),
    "size1": ("Size1-Regular",),
    "size2": ("Size2-Regular",),
    "size3": ("Size3-Regular",),
    "size4": ("Size4-Regular",),
    "small-op": ("Size1-Regular",),
    "large-op": ("Size2-Regular",),
    "delim-size1": ("Size1-Regular",),
    "delim-size4": ("Size4-Regular",),
}
"""KaTeX's classes that choose a font face; sizes of text (``sizing size3``) are told apart below."""

_CLASSES: Final = re.compile(r'class="([^"]*)"')
_SIZED: Final = ("delimsizing", "op-symbol")


def katex_faces(html: str) -> tuple[str, ...]:
    """Name the faces (``fonts/KaTeX_Main-Regular.woff2``) that formulas in `html` are set in."""
    found = {face for value in set(_CLASSES.findall(html)) for face in _faces(value)}
    return tuple(f"fonts/KaTeX_{face}.woff2" for face in sorted(found))


@lru_cache(maxsize=4096)
def _faces(value: str) -> tuple[str, ...]:
    return tuple(_named(value.split()))


def _named(classes: list[str]) -> Iterator[str]:
    if "katex" in classes:
        yield "Main-Regular"
    for name in classes:
        is_text_size = name.startswith("size") and not any(mark in classes for mark in _SIZED)
        if not is_text_size:
            yield from _FACES.get(name, ())


# ------------------------------------------------------------------ letters

_ALWAYS: Final = "".join(map(chr, range(0x20, 0x7F)))
_SHOWN: Final = '<span class="katex-html"'
_TEXT: Final = re.compile(r">([^<]+)")


def letters(formulas: Iterable[str]) -> str:
    """Give the characters that formulas show, each once, in order; those of ASCII are always among them.

    With these the faces stay the same while an author writes ordinary formulas.
    """
    shown = (formula[formula.find(_SHOWN) :] for formula in formulas)
    found = {text for part in shown for text in _TEXT.findall(part)}
    return "".join(sorted({*_ALWAYS, *unescape("".join(found))}))
