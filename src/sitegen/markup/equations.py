"""Formulas on the page: those in a line, and displayed ones with their numbers and permalinks."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Final

from markdown_it.token import Token
from markupsafe import escape

from sitegen.markup.context import Context

_SOURCE: Final = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_LONG: Final = 24
_NUMBER: Final = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")


def inline(slot: str, token: Token, context: Context) -> str:
    """Give a formula in a line; a long one is marked, what alone names something is named."""
    shown = context.shown[token.meta["formula"]]
    is_long = not shown.display and _longest_part(shown.html) > _LONG
    marks = ("math", "math-wide" * shown.display, "math-long" * is_long, token.meta.get("touches"))
    name = " ".join(mark for mark in marks if mark)
    said = escape(context.math_text(token, exact=True)) if token.meta.get("alone") else ""
    role = f' role="img" aria-label="{said}"' if said else ""
    return f'<span class="{name}"{role}>{slot}</span>'


@lru_cache(maxsize=1024)
def _longest_part(html: str) -> int:
    """Count the characters of the longest part of a formula that no line break can divide."""
    parts = html.split('<span class="katex-base">')[1:]
    return max((len(_TAG.sub("", part)) for part in parts), default=0)


def display(slot: str, html: str, context: Context) -> str:
    """Give the block of a displayed formula, whose slot stands for `html`; a numbered one has a permalink."""
    box = f'<div class="math-display">{slot}</div>'
    number = _number(html)
    if not number:
        return f"{box}\n"
    name = escape(context.unique_id(f"eq-{number}"))
    wording = context.words.get("permalink_equation", "{number}").replace("{number}", f"({number})")
    link = f'<a class="anchor" href="#{name}" aria-label="{escape(wording)}">#</a>'
    return f'<div class="equation" id="{name}">{box}{link}</div>\n'


def _number(html: str) -> str:
    source = _SOURCE.search(html) if "\\tag" in html else None
    found = _NUMBER.search(unescape(source[1])) if source else None
    return found[1].strip(" $") if found else ""
