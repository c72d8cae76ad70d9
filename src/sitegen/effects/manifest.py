"""The list of what sitegen wrote into an output folder, kept in the folder itself.

It marks the folder as one that sitegen may replace, tells its files from those
of others, and spares reading old files to find out whether they changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import msgspec

NAME: Final = ".sitegen.json"
"""The name of the manifest in the output folder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written at one path."""

    digest: str
    """BLAKE2b of the content, 128 bits, in hexadecimal."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that sitegen wrote into one output folder."""

    files: dict[str, Entry]
    """By path relative to the folder, with forward slashes."""
    format: Literal[1] = 1
    """The version of this form."""


def entry_of(content: bytes) -> Entry:
    """Describe a file's content."""
    return Entry(hashlib.blake2b(content, digest_size=16).hexdigest(), len(content))


def encoded(manifest: Manifest) -> bytes:
    """Return the manifest as JSON, the same bytes for the same files."""
    return msgspec.json.encode(manifest, order="deterministic") + b"\n"


def load(folder: Path) -> Manifest | None:
    """Read the manifest of an output folder; None where it has none.

    Raises `ValueError` where there is one that cannot be understood.
    """
    try:
        content = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return None
    try:
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
