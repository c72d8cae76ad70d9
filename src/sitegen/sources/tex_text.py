r"""TeX that was left in a text outside mathematics, made readable: ``\textbf{x}``, ``a$.$b``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_KEPT: Final = re.compile(
    r"(?P<kept>(?P<ticks>`+).+?(?P=ticks)|\$\$.*?\$\$|https?://\S+)|\$(?P<sign>[.,:;!?'@&-])\$"
    r"|(?P<math>\$(?:\\.|[^$\\\n])+\$)|\\(?P<command>[A-Za-z]+)\*?\{(?P<text>[^{}\n]*)\}"
    r"|\\(?P<accent>['`^\"~])\{(?P<letter>[A-Za-z])\}|(?P<spaces>\\[ ,;]|~(?=\\(?:cite|ref)))",
    re.DOTALL,
)
_MARKS: Final = {
    "textbf": "**",
    "mathbf": "**",
    "textit": "*",
    "emph": "*",
    "textsl": "*",
    "texttt": "`",
    "text": "",
    "textsc": "",
    "textrm": "",
    "textsf": "",
    "underline": "",
    "mbox": "",
    "url": "",
}
_SILENT: Final = frozenset({"cite", "citep", "citet", "ref", "label", "footnote", "vspace", "hspace"})
_ACCENTS: Final = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303"}


def readable(text: str) -> str:
    """The text with the commonest TeX commands as Markdown; code, mathematics and addresses stay."""
    if "\\" not in text and "$" not in text:
        return text
    return _KEPT.sub(_replaced, text)


def _replaced(match: re.Match[str]) -> str:
    if match["kept"] or match["math"]:
        return match[0]
    if match["sign"]:
        return match["sign"]
    if match["accent"]:
        return unicodedata.normalize("NFC", match["letter"] + _ACCENTS[match["accent"]])
    if match["spaces"]:
        return " "
    return _command(match)


def _command(match: re.Match[str]) -> str:
    name, text = match["command"], match["text"]
    if name in _SILENT:
        return ""
    if name not in _MARKS or not text.strip():
        return match[0]
    mark = _MARKS[name]
    return f"{mark}{text.strip()}{mark}"
