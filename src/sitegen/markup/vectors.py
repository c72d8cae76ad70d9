"""Drawings and formulas written as SVG or MathML: kept where they only draw, refused otherwise.

They are XML inside HTML, with doors of their own: scripts, styles, pictures and links to
other hosts, and elements that throw a browser back into HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.parsers import expat

_SVG: Final = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "textPath", "defs", "marker", "title", "desc", "use", "symbol", "linearGradient", "radialGradient",
    "stop", "clipPath", "mask", "pattern",
})  # fmt: skip
_MATHML: Final = frozenset({
    "math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup",
    "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom",
    "menclose", "mmultiscripts", "mprescripts", "none", "semantics", "annotation", "merror",
})  # fmt: skip
_ALLOWED: Final = {"svg": _SVG, "math": _MATHML}
_OUTSIDE: Final = re.compile(r"url\s*\(\s*[\"']?(?!#)|@import|expression|\\", re.IGNORECASE)


def only_draws(text: str) -> bool:
    """Whether a text is one complete drawing that runs nothing and loads nothing."""
    names: list[str] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        names.append(name)
        if name not in _ALLOWED.get(names[0], ()) or not _harmless(attributes.items()):
            raise _RefusedError

    def refuse(*_: object) -> None:
        raise _RefusedError

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = parser.ProcessingInstructionHandler = refuse
    parser.StartCdataSectionHandler = refuse
    try:
        parser.Parse(text.strip(), True)  # noqa: FBT003 - the signature of expat
    except (expat.ExpatError, _RefusedError):
        return False
    return True


class _RefusedError(Exception):
    """Something in a drawing is more than a drawing."""


def _harmless(attributes: Iterable[tuple[str, str]]) -> bool:
    return all(_is_harmless(name.lower(), value) for name, value in attributes)


def _is_harmless(name: str, value: str) -> bool:
    if name.startswith("on") or name == "src":
        return False
    if name.endswith("href"):
        return value.startswith("#")
    return not _OUTSIDE.search(value)
