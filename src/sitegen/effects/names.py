"""Tell file names that are text from those that are only bytes."""

from __future__ import annotations

import unicodedata


def is_text(name: str) -> bool:
    """Whether a name is valid Unicode without control characters.

    Bytes that are not UTF-8 come from the system as lone surrogates.
    """
    return (name.isascii() and name.isprintable()) or all(map(_is_plain, name))


def shown(name: str) -> str:
    """Return the name as it can be printed, whatever it is."""
    return "".join(char if _is_plain(char) else "\N{REPLACEMENT CHARACTER}" for char in name)


def _is_plain(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs"}
