"""What is sent where the site is published: the pages, and what the host of the pages needs beside them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from typing import Final

from sitegen.model import OutputFile
from sitegen.settings.commands import Deploy

MARK: Final = ".sitegen-site"
"""A file that says that a folder was published by sitegen, so that files may be deleted in it."""

_TEXTS: Final = (
    ".html",
    ".css",
    ".js",
    ".json",
    ".xml",
    ".svg",
    ".txt",
    ".bib",
    ".md",
    ".map",
    ".webmanifest",
)
_WORTH: Final = 1024


def sent(files: Iterable[OutputFile], settings: Deploy) -> tuple[OutputFile, ...]:
    """Give every file to send, sorted; what the site makes itself comes before what is added."""
    made = {file.path: file.content for file in files}
    added: dict[str, bytes] = {}
    if settings.method == "git":
        added[".nojekyll"] = b""
    if settings.method == "rsync":
        added[MARK] = b""
    if settings.cname:
        added["CNAME"] = f"{settings.cname}\n".encode()
    if settings.compress:
        added |= {f"{path}.gz": packed(data) for path, data in made.items() if _is_worth(path, data)}
    return tuple(OutputFile(path, data) for path, data in sorted((added | made).items()))


def packed(data: bytes) -> bytes:
    """Compress, to the same bytes every time."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def _is_worth(path: str, data: bytes) -> bool:
    return len(data) >= _WORTH and path.lower().endswith(_TEXTS)
