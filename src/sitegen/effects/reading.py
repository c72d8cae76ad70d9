"""Everything that a build reads, read once: settings, sources, templates, static files, cards."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sitegen.effects.files import SourceFile, outside_problem
from sitegen.effects.package import vendor_folder
from sitegen.errors import Problem
from sitegen.model import Kind

if TYPE_CHECKING:
    from sitegen.config import Collection, SiteConfig

SETTINGS: Final = "sitegen.toml"
"""The file that makes a folder a site."""

_THEME: Final = ("templates/", "static/")

_SOURCE_ENDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.DIARY: (".md", ".markdown"),
    Kind.POST: (".md", ".markdown"),
    Kind.PAPER: (".md", ".markdown"),
    Kind.DIGEST: (".md", ".markdown"),
    Kind.ISSUES: (".json",),
}


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file of a collection."""

    path: str
    """Relative to the site's folder."""
    collection: str
    """Name of the collection."""
    relative: str
    """Path inside the collection."""
    content: bytes
    """Its bytes."""
    is_source: bool = True
    """Whether it is read as text; else it is published as it is."""


@dataclass(frozen=True, slots=True)
class Content:
    """The files of all collections, by path."""

    sources: Mapping[str, RawFile]
    """What is read as text."""
    assets: Mapping[str, RawFile]
    """What is published as it is."""
    problems: tuple[Problem, ...]
    """What could not be read."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What pages are made with: the default theme with the site's own files in its place."""

    templates: dict[str, str]
    """Jinja templates by name."""
    strings: dict[str, str]
    """TOML text of the interface strings by language."""
    static: dict[str, bytes]
    """Static files by path."""
    katex: dict[str, bytes]
    """``katex.css`` and ``fonts/*.woff2``."""


def read_settings(site: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of ``sitegen.toml``."""
    try:
        return read_regular(site / SETTINGS).decode("utf-8-sig").replace("\r\n", "\n"), ()
    except FileNotFoundError:
        message = "there is no sitegen.toml, so this is no site."
        return None, (Problem("settings", SETTINGS, 0, 0, message, "Go to the site's folder, or name it."),)
    except UnicodeDecodeError as error:
        message = f"the settings are not UTF-8 (byte {error.start})."
        return None, (Problem("settings", SETTINGS, 0, 0, message, "Save the file as UTF-8."),)
    except OSError as error:
        message = f"the settings cannot be read: {error.strerror}."
        return None, (Problem("settings", SETTINGS, 0, 0, message, "Make the file readable."),)


def collection_file(file: SourceFile, collection: Collection, config: SiteConfig) -> RawFile | None:
    """A file found in a collection's folder; None where it belongs to another, whose folder is nearer."""
    path = _joined(collection.path, file.path)
    inner = _inner_folders(collection, config.collections)
    own = {SETTINGS, config.cards, config.tags, config.translations}
    if path in own or any(path.startswith(folder) for folder in inner):
        return None
    is_source = file.path.lower().endswith(_SOURCE_ENDS[collection.kind])
    return RawFile(path, collection.name, file.path, file.content, is_source)


def _joined(folder: str, path: str) -> str:
    return path if folder in {"", "."} else f"{folder}/{path}"


def _inner_folders(collection: Collection, others: Iterable[Collection]) -> list[str]:
    """Folders of other collections, and of the site's theme, inside this one's."""
    own = _joined(collection.path, "")
    folders = (_joined(other.path, "") for other in others if other.name != collection.name)
    return [folder for folder in (*folders, *_THEME) if folder.startswith(own) and folder != own]


def theme(
    templates: Mapping[str, SourceFile],
    static: Mapping[str, SourceFile],
    katex: Mapping[str, bytes],
    languages: Iterable[str],
) -> Theme:
    """What pages are made with, from the files in ``templates/`` and ``static/`` by path."""
    texts = {name: file.content.decode("utf-8", "replace") for name, file in templates.items()}
    found = {language: texts.get(f"strings/{language}.toml", "") for language in languages}
    pages = {name: text for name, text in texts.items() if not name.startswith("strings/")}
    return Theme(pages, found, {name: file.content for name, file in static.items()}, dict(katex))


def read_katex() -> dict[str, bytes]:
    """KaTeX's style sheet and fonts."""
    folder = vendor_folder() / "katex"
    fonts = sorted((folder / "fonts").glob("*.woff2"))
    return {"katex.css": (folder / "katex.min.css").read_bytes()} | {
        f"fonts/{p.name}": p.read_bytes() for p in fonts
    }


def katex_script() -> Path:
    """Where KaTeX's script is."""
    return vendor_folder() / "katex" / "katex.min.js"


def read_optional(site: Path, path: str) -> bytes | None:
    """The bytes of a file of the site; None where there is none."""
    try:
        return read_regular(site / path)
    except OSError:
        return None


def read_regular(path: Path) -> bytes:
    """The bytes of a file, and never those of a pipe or a device, which may have no end."""
    if path.exists() and not path.is_file():
        raise IsADirectoryError(errno.EISDIR, "it is no file")
    return path.read_bytes()


def read_include(site: Path, folder: str, target: str) -> str | Problem | None:
    """The text of a file that a source includes, relative to the source's folder or to the site.

    None where it does not exist, a `Problem` where it would leave the site.
    """
    root = os.path.realpath(site)
    for base in (os.path.join(root, folder), root):
        path = os.path.realpath(os.path.join(base, target.lstrip("/")))
        if path != root and not path.startswith(root + os.sep):
            return outside_problem(target)
        if os.path.isfile(path):
            return Path(path).read_bytes().decode("utf-8", "replace")
    return None
