"""What a reader sees of a page, as text that can be compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SPACES = re.compile(r"\s+")
_JAPANESE = r"[\u3041-\u30ff\u3400-\u9fff]"
STRAY = re.compile(rf"{_JAPANESE} +{_JAPANESE}")
"""A space between two Japanese characters."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page."""

    prose: str
    """Paragraphs, lists, headings, tables; formulas as their TeX in ``\\(…\\)``; no code."""
    everything: str
    """The same with code."""


def page_text(html: str, part: str = "main") -> PageText:
    """Return the text of those elements of a page that `part` selects."""
    return PageText(_text(html, part, ("pre", "code")), _text(html, part, ()))


def _text(html: str, part: str, without: tuple[str, ...]) -> str:
    return "\n".join(_element_text(node, without) for node in LexborHTMLParser(html).css(part))


def _element_text(main: LexborNode, without: tuple[str, ...]) -> str:
    for node in main.css("annotation"):
        formula = node
        while "katex" not in (formula.attributes.get("class") or "").split():
            assert formula.parent
            formula = formula.parent
        formula.replace_with(f"\\({node.text()}\\)")
    for name in (*without, "style", "script", ".anchor", "aside"):
        for node in main.css(name):
            node.decompose()
    return main.text(separator="")


def squeezed(text: str) -> str:
    """Return text without spaces, in compatibility form, delimiters of formulas alike."""
    plain = unicodedata.normalize("NFKC", text)
    plain = plain.replace("\\[", "\\(").replace("\\]", "\\)").replace("−", "-")
    return _SPACES.sub("", plain)
