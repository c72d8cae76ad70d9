"""Diagrams drawn by programs of this machine, where the site's settings allow it."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import Final

_SECONDS: Final = 10
_SVG: Final = re.compile(r"<svg\b.*</svg>", re.DOTALL)
_COMMANDS: Final = {"dot": ("dot", "-Tsvg"), "neato": ("neato", "-Tsvg")}


def can_draw(renderer: str) -> bool:
    """Whether a renderer is known and installed."""
    return renderer in _COMMANDS and shutil.which(_COMMANDS[renderer][0]) is not None


def draw(renderer: str, source: str) -> str | None:
    """The SVG of a diagram; None where the program fails or takes longer than ten seconds."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the source goes through standard input
            _COMMANDS[renderer], input=source, capture_output=True, text=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = _SVG.search(done.stdout)
    return found[0] if found else None
