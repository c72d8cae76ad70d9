"""How a site looks, as its settings say: ``[theme]``, ``[[menu]]``, ``[images]`` and ``[social]``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sitegen.settings import checks
from sitegen.settings.tables import Table

TABLES: Final = ("theme", "menu", "images", "social")
"""The tables that are read here."""

COLOURS: Final = (
    "ground", "surface", "text", "muted", "link", "visited", "accent", "control", "line",
    "shade-1", "shade-2", "shade-3", "shade-4", "on-shade-4",
)  # fmt: skip
"""The theme's colours; ``static/css/tokens.css`` has their values."""

_CODE: Final = ("comment", "keyword", "string", "number", "function", "class", "builtin", "operator", "mark")
_FONTS: Final = ("text", "headings", "code")
_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
_FONT: Final = re.compile(r"[\w\s,.\"'()-]+")
_LENGTH: Final = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:rem|em|px|ch|ic)")
_WIDEST: Final = 8192
_HINT_COLOUR: Final = 'Write "#rrggbb", or ["#rrggbb", "#rrggbb"] for light and dark.'


@dataclass(frozen=True, slots=True)
class Theme:
    """``[theme]``: what differs from the default theme."""

    colours: dict[str, tuple[str, str]] = field(default_factory=dict)
    """``[theme.colours]``: light and dark by name, one of `COLOURS` or ``code-keyword`` and its like."""
    fonts: dict[str, str] = field(default_factory=dict)
    """``[theme.fonts]``: CSS font families for ``text``, ``headings`` and ``code``."""
    measure: dict[str, str] = field(default_factory=dict)
    """``[theme] measure``: the width of the text column, per language."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One ``[[menu]]``: a link in the header, in place of the theme's own."""

    title: dict[str, str]
    """What it says, per language."""
    url: dict[str, str]
    """Where it leads, per language: an address inside the site with a leading slash, or a complete one."""


@dataclass(frozen=True, slots=True)
class Social:
    """``[social]``: preview images for other sites that link to a note."""

    font: str = ""
    """A font file: relative to the site, or where the system keeps it; "" for no images."""
    index: int = 0
    """Which font of a collection (``.ttc``) it is."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """All settings of this module."""

    theme: Theme = field(default_factory=Theme)
    """``[theme]``."""
    menu: tuple[MenuItem, ...] = ()
    """``[[menu]]``; empty for the theme's own."""
    widths: tuple[int, ...] = (480, 800, 1200)
    """``[images] widths``: of the smaller versions of local images, in pixels; empty for none."""
    social: Social = field(default_factory=Social)
    """``[social]``."""


def parse(root: Table, languages: tuple[str, ...]) -> Appearance:
    """Read the tables of this module."""
    images, social = root.below("images"), root.below("social")
    images.known(("widths",))
    social.known(("font", "index"))
    return Appearance(
        theme=_theme(root.below("theme"), languages),
        menu=tuple(_menu_item(table, languages) for table in root.each("menu")),
        widths=_widths(images),
        social=Social(social.checked("font", "", checks.font_file), social.get("index", int, 0)),
    )


def _theme(table: Table, languages: tuple[str, ...]) -> Theme:
    table.known(("colours", "fonts", "measure"))
    colours, fonts = table.below("colours"), table.below("fonts")
    colours.known((*COLOURS, *(f"code-{name}" for name in _CODE)))
    fonts.known(_FONTS)
    chosen = {name: _colour(colours, name) for name in colours.values}
    return Theme(
        colours={name: pair for name, pair in chosen.items() if pair},
        fonts={name: fonts.checked(name, "", _no_font) for name in _FONTS if name in fonts.values},
        measure=_measure(table, languages),
    )


def _colour(table: Table, name: str) -> tuple[str, str] | None:
    value = table.values[name]
    pair = value if isinstance(value, list) else [value, value]
    if len(pair) == len(("light", "dark")) and all(isinstance(c, str) and _HEX.fullmatch(c) for c in pair):
        return str(pair[0]).lower(), str(pair[1]).lower()
    table.wrong(name, "is no colour", _HINT_COLOUR)
    return None


def _no_font(families: str) -> str | None:
    return None if _FONT.fullmatch(families) else "is no list of font families"


def _measure(table: Table, languages: tuple[str, ...]) -> dict[str, str]:
    found = table.localized("measure", languages)
    for code, length in found.items():
        if not _LENGTH.fullmatch(length):
            table.wrong(
                "measure", f"is `{length[:40]}` for {code}, which is no length", 'Write it like "36rem".'
            )
    return {code: length for code, length in found.items() if _LENGTH.fullmatch(length)}


def _menu_item(table: Table, languages: tuple[str, ...]) -> MenuItem:
    table.known(("title", "url"))
    title, url = table.localized("title", languages), table.localized("url", languages)
    for key, values in (("title", title), ("url", url)):
        missing = [code for code in languages if not values.get(code)]
        if missing:
            table.wrong(key, f"is missing for {', '.join(missing)}")
    for address in _distinct(url):
        if fault := checks.menu_address(address):
            table.wrong("url", fault)
    return MenuItem(title, url)


def _distinct(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values.values() if value))


def _widths(table: Table) -> tuple[int, ...]:
    value = table.values.get("widths", list(Appearance().widths))
    if isinstance(value, list) and all(type(width) is int and 0 < width <= _WIDEST for width in value):
        return tuple(sorted(set(value)))
    table.wrong("widths", f"is to be a list of whole numbers from 1 to {_WIDEST}")
    return Appearance().widths
