"""How pieces of HTML are written: attributes, text, addresses in messages."""

from __future__ import annotations

from typing import Final

from markdown_it.token import Token
from markupsafe import escape

_LONGEST_SHOWN: Final = 80


def attributes(token: Token, *without: str) -> str:
    """The attributes of a token but for some, as they stand in a tag."""
    if not token.attrs:
        return ""
    return "".join(f' {name}="{escape(value)}"' for name, value in token.attrs.items() if name not in without)


def escaped(text: str) -> str:
    """Text as it stands in HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def short(address: str) -> str:
    """An address as messages show it."""
    return address if len(address) <= _LONGEST_SHOWN else address[: _LONGEST_SHOWN - 1] + "…"
