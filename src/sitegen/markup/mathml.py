"""KaTeX's MathML: taken out of its HTML for feeds, and read as text for titles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree as ET

_ANNOTATION: Final = re.compile(r"<annotation.*?</annotation>", re.DOTALL)
_TAGS: Final = re.compile(r"<[^>]*>")
_NEGATIVE: Final = re.compile(r'(?<=<span class="vlist") style="height:-[^";]*;"')
_CELL: Final = re.compile(r'<mtd width="([^"]*)">')
_APPLIED: Final = re.compile(r"<mi[^>]*>[^<]*</mi><mo>\u2061</mo>")
_SPACES: Final = re.compile(r"\s+")
_INVISIBLE: Final = str.maketrans("", "", "\u2061\u2062\u2063\u2064\u200b")


def mended(html: str) -> str:
    """KaTeX's HTML without the little in it that HTML and MathML do not allow.

    A negative height means nothing; cells have no width of their own; a function and the
    invisible sign of its application are two children where an index takes one.
    """
    html = _NEGATIVE.sub("", html) if "height:-" in html else html
    html = _CELL.sub(r'<mtd style="width:\1">', html) if "<mtd width" in html else html
    return _APPLIED.sub(r"<mrow>\g<0></mrow>", html) if "\u2061" in html else html


def mathml(html: str) -> str:
    """The ``<math>`` element inside KaTeX's HTML; "" where there is none."""
    start = html.find("<math")
    end = html.find("</math>", start)
    return html[start : end + 7] if 0 <= start < end else ""


@lru_cache(maxsize=1024)
def plain(html: str) -> str:
    """The characters of a formula, without structure."""
    text = _TAGS.sub("", _ANNOTATION.sub("", mathml(html))).translate(_INVISIBLE)
    return _SPACES.sub(" ", _unescaped(text)).strip()


def readable(html: str) -> str:
    """A formula as a reader would write it on one line: ``x^2``, ``a/b``, ``√(x+1)``."""
    source = mathml(html)
    if not source:
        return ""
    try:
        root = ET.fromstring(_ANNOTATION.sub("", source).replace("&nbsp;", "\u00a0"))  # noqa: S314 - KaTeX's own output
    except ET.ParseError:
        return plain(html)
    return _SPACES.sub(" ", _text(root).translate(_INVISIBLE)).strip()


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&")


def _text(node: ET.Element) -> str:
    name = node.tag.rpartition("}")[2]
    parts = [_text(child) for child in node]
    if name in {"mi", "mn", "mo", "mtext", "ms"}:
        return node.text or ""
    if name in _SHAPES and len(parts) == _SHAPES[name][0]:
        return _SHAPES[name][1].format(*(_grouped(part) for part in parts))
    if name == "mtr":
        return " ".join(parts) + " "
    return "".join(parts)


def _grouped(part: str) -> str:
    return part if len(part) <= 1 or part.isalnum() else f"({part})"


_SHAPES: Final = {
    "mfrac": (2, "{0}/{1}"),
    "msup": (2, "{0}^{1}"),
    "msub": (2, "{0}_{1}"),
    "msubsup": (3, "{0}_{1}^{2}"),
    "msqrt": (1, "√{0}"),
}
