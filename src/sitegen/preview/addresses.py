"""Which file of the site answers a request; what no browser asks for by itself is refused."""

from __future__ import annotations

import mimetypes
import posixpath
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote_to_bytes

OWN: Final = "@sitegen"
"""The folder of the preview's own addresses; no collection or slug can be called so."""

_STRANGE: Final = re.compile(r"[\x00-\x1f\x7f\\]|%(?:2e|2f|5c|00)", re.IGNORECASE)
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".bib": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
_KNOWN: Final = mimetypes.MimeTypes(filenames=())


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request leads to."""

    status: int
    """200, 308, 400 or 404."""
    path: str = ""
    """200: the file."""
    location: str = ""
    """308: where it stands."""


def answer(raw: bytes, base: str, files: Container[str]) -> Answer:
    """Find what a request's target (without the query) leads to among `files`.

    `base` is the path of ``base_url`` without a trailing slash, decoded.
    """
    path = decoded(raw)
    if path is None:
        return Answer(400)
    if base and path in ("/", base):
        return Answer(308, location=quote(f"{base}/"))
    if not path.startswith(f"{base}/"):
        return Answer(404)
    name = path[len(base) + 1 :]
    index = name + "index.html" if name == "" or name.endswith("/") else name
    if index in files:
        return Answer(200, index)
    if f"{name}/index.html" in files:
        return Answer(308, location=quote(f"{path}/"))
    return Answer(404)


def decoded(raw: bytes) -> str | None:
    """The path of a target; None where it is not plain: dots, double slashes, what is not UTF-8."""
    if not raw.startswith(b"/") or b"#" in raw or b"//" in raw:
        return None
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return None
    parts = path.split("/")
    is_odd = _STRANGE.search(path) or "//" in path or any(part in (".", "..") for part in parts)
    return None if is_odd else path


def content_type(path: str) -> str:
    """The type under which a file of the site is served."""
    end = posixpath.splitext(path)[1].lower()
    return _TYPES.get(end) or _KNOWN.guess_type(f"x{end}")[0] or "application/octet-stream"


def not_found(path: str, languages: tuple[str, ...]) -> str:
    """The file of the page that says so, in the language of the address; the first one is at the root."""
    first = path.lstrip("/").partition("/")[0]
    return f"{first}/404.html" if first in languages[1:] else "404.html"
