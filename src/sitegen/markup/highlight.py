"""Code, highlighted with Pygments: classes only, the theme brings the colours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import escape

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

_INFO: Final = re.compile(r"\s*([^\s{]*)\s*(?:\{(.*)\})?(.*)$", re.DOTALL)
_OPTION: Final = re.compile(r"\s*([A-Za-z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+)))?")
_RANGE: Final = re.compile(r"(\d+)(?:-(\d+))?")
_PLAIN: Final = frozenset({"", "text", "txt", "plain", "plaintext", "none"})
_ALIASES: Final = {
    "vim": "vim", "zsh": "bash", "sh": "bash", "shell": "bash", "jsonc": "json", "gnuplot": "gnuplot",
    "mermaid": "", "asm": "nasm", "lisp": "common-lisp", "cl": "common-lisp", "proto": "protobuf",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """What the first line of a fence says."""

    language: str
    """Its first word, in lower case."""
    title: str = ""
    """``title="…"``."""
    marked: frozenset[int] = frozenset()
    """``lines=3-5,8``: 1-based lines to mark."""
    numbers: bool = False
    """``numbers``: show line numbers."""
    first: int = 1
    """``start=10``: the number of the first line."""
    example: bool = False
    """``example``: show below what the Markdown in it gives."""
    unknown: tuple[str, ...] = ()
    """Options that mean nothing."""


def parse_info(info: str) -> CodeInfo:
    """Read the info string of a fence: ``python {title="a.py" lines=3-5 numbers}``."""
    match = _INFO.match(info)
    language, options = (match[1], match[2] or match[3]) if match else ("", "")
    values: dict[str, str] = {}
    unknown: list[str] = []
    for option in _OPTION.finditer(options or ""):
        known = option[1] in {"title", "lines", "numbers", "start", "example"}
        if known:
            values[option[1]] = option[2] or option[3] or option[4] or ""
        else:
            unknown.append(option[0].strip())
    start = values.get("start", "1")
    return CodeInfo(
        language.lower().lstrip("@."),
        values.get("title", ""),
        frozenset(_lines(values.get("lines", ""))),
        "numbers" in values or "start" in values,
        int(start) if start.isdecimal() else 1,
        "example" in values,
        tuple(unknown),
    )


def _lines(ranges: str) -> list[int]:
    found = (match.groups() for match in _RANGE.finditer(ranges))
    return [n for low, high in found for n in range(int(low), min(int(high or low), int(low) + 10_000) + 1)]


def is_known(language: str) -> bool:
    """Whether a language can be highlighted (or is plain text on purpose)."""
    return language in _PLAIN or _lexer(language) is not None


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - its table is large and many documents hold no code
    from pygments.util import ClassNotFound  # noqa: PLC0415 - as above

    name = _ALIASES.get(language, language)
    if not name or name in _PLAIN:
        return None
    try:
        return get_lexer_by_name(name, stripnl=False, ensurenl=True)
    except ClassNotFound:
        return None


def code_lines(code: str, language: str) -> list[str]:
    """The lines of a piece of code as HTML, without line ends."""
    code = code.removesuffix("\n")
    lexer = _lexer(language) if language not in _PLAIN else None
    if lexer is None:
        return str(escape(code)).split("\n")
    return _highlighted(code, lexer)


def _highlighted(code: str, lexer: Lexer) -> list[str]:
    lines = [""]
    for kind, value in lexer.get_tokens(code + "\n"):
        name = _class(kind)
        for number, piece in enumerate(value.split("\n")):
            if number:
                lines.append("")
            if piece:
                lines[-1] += f'<span class="{name}">{_escaped(piece)}</span>' if name else _escaped(piece)
    return lines if len(lines) == 1 or lines[-1] else lines[:-1]


@lru_cache(maxsize=1024)
def _class(kind: _TokenType) -> str:
    """The CSS class of a kind of token: its own, or that of the nearest kind above it that has one."""
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415 - loaded with the lexers

    return next(STANDARD_TYPES[known] for known in reversed(kind.split()) if known in STANDARD_TYPES)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def code_block(code: str, info: CodeInfo) -> str:
    """A complete code block: label, optional title, lines."""
    lines = code_lines(code, info.language) if code else []
    body = "".join(_line(html, number, info) + "\n" for number, html in enumerate(lines, 1))
    title = f'<div class="code-title">{escape(info.title)}</div>' if info.title else ""
    label = f' data-lang="{escape(info.language)}"' if info.language not in _PLAIN else ""
    return f'<div class="code"{label}>{title}<pre><code class="highlight">{body}</code></pre></div>\n'


def _line(html: str, number: int, info: CodeInfo) -> str:
    prefix = f'<span class="ln">{number + info.first - 1}</span>' if info.numbers else ""
    if number in info.marked:
        return f'<span class="line hl">{prefix}{html}</span>'
    return prefix + html
