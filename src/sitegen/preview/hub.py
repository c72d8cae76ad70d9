"""The browsers that look at the preview, and what each has been told."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sitegen.preview.messages import Message


@dataclass(slots=True, eq=False)
class Client:
    """One open page."""

    page: str
    """Its output path."""
    language: str
    """Its language."""
    told: str = ""
    """Digest of the page that it knows of."""
    problems: int = 0
    """Hash of the problems that it was told."""
    waiting: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    """Messages on their way."""


class Hub:
    """All open pages."""

    def __init__(self) -> None:
        self._clients: set[Client] = set()

    def join(self, page: str, language: str) -> Client:
        """Take in a new page."""
        client = Client(page, language)
        self._clients.add(client)
        return client

    def leave(self, client: Client) -> None:
        """Forget a page that was closed."""
        self._clients.discard(client)

    def __iter__(self) -> Iterator[Client]:
        return iter(tuple(self._clients))

    def __len__(self) -> int:
        return len(self._clients)


def fingerprint(content: bytes | None) -> str:
    """What tells one state of a page from another."""
    return hashlib.blake2b(content or b"", digest_size=8).hexdigest()
