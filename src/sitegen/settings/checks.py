"""What makes the text of a setting unusable: each function gives the reason, or None.

The reasons continue a sentence that begins with the name of the setting.
"""

from __future__ import annotations

import re
import shlex
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

_OWN_FOLDERS: Final = frozenset({"tags", "archive", "search", "stats", "assets", "static", "page"})
_NAME: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_FIELD: Final = re.compile(r"\{[^{}]*\}|[{}]")
_URL_FIELDS: Final = ("{collection}", "{slug}", "{year}", "{month}", "{day}")


def base_url(url: str) -> str | None:
    """Why `url` cannot be the public address of a site."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return f"`{url[:80]}` is not an address"
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\\]", url):
        return f"`{url[:80]}` is not an http or https address with a host"
    if parts.query or parts.fragment or url.endswith(("?", "#")):
        return "has a query or fragment, which no page could keep"
    return "has a `..` in its path" if ".." in parts.path.split("/") else None


def timezone(name: str) -> str | None:
    """Why `name` is no time zone."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return f"`{name[:60]}` is not a known time zone"
    return None


def collection_name(name: str, languages: tuple[str, ...]) -> str | None:
    """Why `name` cannot name a collection of a site with these languages."""
    if not _NAME.fullmatch(name):
        return f"`{name[:60]}` is to be lowercase letters, digits and hyphens"
    taken = name in _OWN_FOLDERS or name in languages or re.fullmatch(r"\d{4}", name)
    return f"`{name}` is the first part of the site's own addresses" if taken else None


def repository(name: str) -> str | None:
    """Why `name` cannot name a repository on GitHub."""
    fine = re.fullmatch(r"[A-Za-z0-9-]+/[\w.-]+", name, re.ASCII) and name.rpartition("/")[2] not in (
        ".",
        "..",
    )
    return None if fine else f"`{name[:80]}` does not name a repository"


def folder(path: str) -> str | None:
    """Why `path` is no file or folder of the site."""
    pure = PurePosixPath(path)
    if not path or pure.is_absolute() or ".." in pure.parts or re.search(r"[\x00-\x1f\\]|^\w:", path):
        return f"`{path[:80]}` is not a path inside the site's folder, with forward slashes"
    return None


def output(path: str) -> str | None:
    """Why `path` cannot be the output folder."""
    inside = folder(path)
    return inside or (None if PurePosixPath(path).parts else "is the site's own folder")


def url_pattern(pattern: str) -> str | None:
    """Why `pattern` cannot be the addresses of a collection."""
    unknown = [name for name in _FIELD.findall(pattern) if name not in _URL_FIELDS]
    if unknown:
        return f"holds `{unknown[0]}`; known are {' '.join(_URL_FIELDS)}"
    if "{slug}" not in pattern:
        return "needs {slug}, to tell its pages apart"
    if not pattern.endswith(("/", ".html")):
        return "is to end with a slash or .html"
    return _address(pattern)


def legacy_pattern(pattern: str) -> str | None:
    """Why `pattern` cannot be the old addresses of a collection."""
    unknown = [name for name in _FIELD.findall(pattern) if name != "{path}"]
    if unknown:
        return f"holds `{unknown[0]}`"
    return _address(pattern) if "{path}" in pattern else "needs {path}"


def _address(pattern: str) -> str | None:
    if not pattern.startswith("/") or "//" in pattern:
        return "is to begin with one slash"
    if re.search(r"[\x00-\x20?#%\\]", pattern) or {".", ".."} & set(pattern.split("/")):
        return "holds what no address of a page can have"
    return None


def font_file(path: str) -> str | None:
    """Why `path` cannot name a font."""
    is_font = path.lower().endswith((".ttf", ".otf", ".ttc", ".otc"))
    return None if is_font and "\0" not in path else f"`{path[:80]}` is no .ttf, .otf, .ttc or .otc file"


def menu_address(address: str) -> str | None:
    """Why `address` cannot stand in a menu."""
    is_own = address.startswith("/") and not address.startswith("//")
    if (is_own or re.match(r"https?://[^/\s]|mailto:.", address)) and not re.search(r"[\s\\]", address):
        return None
    return f"`{address[:80]}` is neither an address of this site (/about/) nor a complete one (https://…)"


def editor(command: str) -> str | None:
    """Why `command` cannot open a file in an editor."""
    try:
        words = shlex.split(command)
    except ValueError:
        return "has a quotation mark that is not closed"
    if command and not any("{path}" in word for word in words):
        return "does not say where {path} goes"
    return None
