"""Diagrams that a program drew, made fit for a page: both themes, one page, nothing that runs or loads."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import escape

_UNWANTED: Final = re.compile(
    r"<!--.*?-->|<(script|style|foreignObject|image)\b[^>]*?(?:/>|>.*?</\1>)|<title>.*?</title>|</?a\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(
    r"""\s(?:id|class|on\w+|xlink:\w+|xmlns:xlink)=(?:"[^"]*"|'[^']*')""", re.IGNORECASE
)
_INK: Final = re.compile(r'\b(fill|stroke)="(?:black|#000000)"')
_GROUND: Final = re.compile(r'\bfill="(?:white|#ffffff)"(\s+stroke="(?:transparent|none)")')
_LETTERS: Final = re.compile(r"<text\b(?![^>]*\sfill=)")
_FAMILY: Final = re.compile(r'\sfont-family="[^"]*"')


def drawing(svg: str, title: str) -> str:
    """Give a figure with the drawing; `title`, where there is one, is its name and its caption."""
    bare = _ATTRIBUTE.sub("", _UNWANTED.sub("", svg))
    inked = _GROUND.sub(r'fill="none"\1', _INK.sub(r'\1="currentColor"', bare))
    text = _LETTERS.sub('<text fill="currentColor"', _FAMILY.sub("", inked))
    name = f' role="img" aria-label="{escape(title)}"' if title else ""
    caption = f"<figcaption>{escape(title)}</figcaption>" if title else ""
    return f'<figure class="diagram">{text.replace("<svg", f"<svg{name}", 1)}{caption}</figure>\n'
