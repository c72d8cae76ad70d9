"""Numbered equations: their numbers, and permalinks to them."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from markupsafe import escape

from sitegen.markup.context import Context

_SOURCE: Final = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>', re.DOTALL)
_NUMBER: Final = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")


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
