"""Which folders sitegen may write its output to: none that could hold anything dear.

Every answer is a reason in words, or None where nothing speaks against it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sitegen.effects import manifest
from sitegen.effects.names import is_text

SOURCES = ("content", "templates", "static")
"""Folders of a site that are never output, besides those of its collections."""


def refusal(output: Path, site: Path, sources: Iterable[str]) -> str | None:
    """Say why nothing may be published to `output` (a resolved path)."""
    place = _place_refusal(output, site.resolve(), sources)
    return place or leftover_refusal(output) or _list_refusal(output)


def _place_refusal(output: Path, site: Path, sources: Iterable[str]) -> str | None:
    if output == Path(output.anchor):
        return "it is the root of the file system"
    for place, name in ((site, "the site's folder"), (_home(), "the home folder")):
        if place.is_relative_to(output):
            return f"it is {name}, or holds it"
    for source in sorted({*SOURCES, *sources}):
        folder = (site / source).resolve()
        if folder != site and (folder.is_relative_to(output) or output.is_relative_to(folder)):
            return f"it overlaps with {source}/, which holds sources"
    return None


def _home() -> Path:
    return Path(os.path.expanduser("~")).resolve()


def leftover_refusal(folder: Path) -> str | None:
    """Say why `folder` cannot be one that sitegen made; None also where it is empty or missing."""
    if not os.path.lexists(folder):
        return None
    if not folder.is_dir():
        return "it is not a folder"
    if not (folder / manifest.NAME).exists() and any(folder.iterdir()):
        return "it holds files that sitegen did not write"
    return None


def _list_refusal(folder: Path) -> str | None:
    try:
        manifest.load(folder)
    except ValueError:
        return f"its {manifest.NAME} is damaged, so nobody knows which files are sitegen's"
    return None


def path_refusal(path: str) -> str | None:
    """Say why a file may not be written at `path`, which is relative to the output folder."""
    parts = path.split("/")
    if not all(parts) or {".", ".."} & set(parts) or "\\" in path or not is_text(path):
        return "it is not a plain path inside the output folder"
    if path == manifest.NAME:
        return "that name is taken by the list of published files"
    return None
