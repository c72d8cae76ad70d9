"""The site's own colours, fonts and measures: as a style sheet, and held to contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sitegen.errors import Problem
from sitegen.output.styles import CODE_COLOURS
from sitegen.settings.appearance import Theme

Tokens = Mapping[str, tuple[str, str]]
"""Colours by name, light and dark."""

_TOKEN: Final = re.compile(r"--([\w-]+):\s*light-dark\(\s*(#[0-9a-fA-F]{6})\s*,\s*(#[0-9a-fA-F]{6})\s*\)")
_WORDS: Final = ("text", "muted", "link", "visited", "accent")
_CODE: Final = tuple(f"code-{role}" for role in CODE_COLOURS)
_PAIRS: Final = (
    *((word, ground, 4.5) for word in _WORDS for ground in ("ground", "surface")),
    *((word, "surface", 4.5) for word in _CODE),
    *(("text", f"shade-{number}", 4.5) for number in (1, 2, 3)),
    ("on-shade-4", "shade-4", 4.5),
    *(("control", ground, 3.0) for ground in ("ground", "surface")),
)
"""What stands on what, with the contrast that WCAG asks for."""


def tokens(sheet: str, theme: Theme) -> Tokens:
    """Read the colours of a theme's ``tokens.css``, with the site's own in their place."""
    code = {f"code-{role}": (colour.light, colour.dark) for role, colour in CODE_COLOURS.items()}
    found = {name: (light, dark) for name, light, dark in _TOKEN.findall(sheet)}
    return {**code, **found, **theme.colours}


def sheet(theme: Theme) -> str:
    """Give the style sheet of the settings; "" where they say nothing."""
    colours = (
        f"--{name}:light-dark({light},{dark})" for name, (light, dark) in sorted(theme.colours.items())
    )
    mono = (f"--mono:{families}" for key, families in theme.fonts.items() if key == "code")
    variables = ";".join((*colours, *mono))
    rules = [f":root:root{{{variables}}}"] if variables else []
    rules += [f":root:lang({code}){{--measure:{length}}}" for code, length in sorted(theme.measure.items())]
    if "text" in theme.fonts:
        rules.append(f"[lang][lang]{{font-family:{theme.fonts['text']}}}")
    if "headings" in theme.fonts:
        rules.append(f":is(h1,h2,h3,h4,h5,h6,.site-title){{font-family:{theme.fonts['headings']}}}")
    return "".join(f"{rule}\n" for rule in rules)


def faint(theme: Theme, colours: Tokens) -> Iterator[Problem]:
    """Tell of every colour of the settings that stands out too little."""
    for front, ground, least in _PAIRS:
        if not {front, ground} & theme.colours.keys() or not {front, ground} <= colours.keys():
            continue
        for mode, one, other in zip(("light", "dark"), colours[front], colours[ground], strict=True):
            found = contrast(one, other)
            if found < least:
                yield _problem(f"{front} ({one}) on {ground} ({other})", mode, found, least)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # noqa: PLR2004
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _problem(pair: str, mode: str, found: float, least: float) -> Problem:
    message = f"In the {mode} theme, {pair} has a contrast of {found:.2f}; readers need {least:g}."
    return Problem("theme-contrast", "sitegen.toml", 0, 0, message, "Choose a darker or a lighter colour.")
