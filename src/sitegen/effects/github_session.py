"""Questions to GitHub's service: patient, bounded, and never led to another host."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx

from sitegen.effects.http import unpacked

_ATTEMPTS: Final = 5
_LONGEST_WAIT: Final = 900.0
_SECONDS: Final = 120.0
_LARGEST: Final = 32 * 1024 * 1024
_SERVER_ERROR: Final = 500
_BUSY: Final = frozenset({403, 429})
_MOVED: Final = frozenset({301, 302, 307, 308})


class FetchError(Exception):
    """The download cannot go on."""


@dataclass(frozen=True, slots=True)
class Session:
    """One download."""

    client: httpx.Client
    """The connection."""
    api: str
    """Where the service is."""
    kept: Path
    """Where pages are kept."""
    wait: Callable[[float], None]
    """Waits for some seconds."""

    def get(self, url: str, etag: str) -> httpx.Response:
        """Ask for a page; try again where that can help."""
        headers = {"If-None-Match": etag} if etag else {}
        why = ""
        for attempt in range(_ATTEMPTS):
            try:
                answer = self._asked(url, headers)
            except httpx.HTTPError as error:
                why, pause = f"{type(error).__name__} at {urlsplit(url).hostname}", 2.0**attempt
            else:
                pause = _pause(answer, attempt)
                if pause < 0:
                    return answer
                why = f"the server answered {answer.status_code}"
            if pause > _LONGEST_WAIT:
                message = f"{why} and asks to wait {pause:.0f} seconds"
                raise FetchError(message)
            if attempt < _ATTEMPTS - 1:
                self.wait(pause)
        message = f"{why}, {_ATTEMPTS} times"
        raise FetchError(message)

    def _asked(self, url: str, headers: Mapping[str, str]) -> httpx.Response:
        """Ask once; a repository that has moved is followed on the same host alone."""
        answer = self._limited(url, headers)
        if answer.status_code in _MOVED:
            target = urljoin(url, answer.headers.get("Location", ""))
            if not same_origin(target, url):
                message = "the server sends elsewhere"
                raise FetchError(message)
            answer = self._limited(target, headers)
        return answer

    def _limited(self, url: str, headers: Mapping[str, str]) -> httpx.Response:
        with self.client.stream("GET", url, headers=dict(headers)) as answer:
            coding = answer.headers.get("Content-Encoding", "")
            try:
                content, complete = unpacked(_timely(answer.iter_raw()), coding.strip().lower(), _LARGEST)
            except (ValueError, zlib.error) as error:
                message = "the answer is packed in a way that cannot be undone"
                raise FetchError(message) from error
            if not complete:
                message = f"a page is larger than {_LARGEST // 1024 // 1024} MiB"
                raise FetchError(message)
            kept = {key: value for key, value in answer.headers.items() if key.lower() not in _CODED}
            return httpx.Response(answer.status_code, headers=kept, content=content, request=answer.request)


def _timely(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Give what comes before the time for a page is over."""
    end = time.monotonic() + _SECONDS
    for chunk in chunks:
        if time.monotonic() > end:
            message = "the answer takes too long"
            raise httpx.ReadTimeout(message)
        yield chunk


_CODED: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses are of one host."""
    first, second = urlsplit(one), urlsplit(other)
    return (first.scheme, first.netloc) == (second.scheme, second.netloc)


def _pause(answer: httpx.Response, attempt: int) -> float:
    """How long to wait before asking again; below 0 where the answer stands."""
    wanted = answer.headers.get("Retry-After", "")
    if answer.status_code in _BUSY and wanted.isdecimal():
        return float(wanted)
    if answer.status_code in _BUSY and answer.headers.get("X-RateLimit-Remaining") == "0":
        reset = answer.headers.get("X-RateLimit-Reset", "")
        return max(1.0, float(reset) - time.time()) if reset.isdecimal() else 60.0
    busy = answer.status_code == 429 or answer.status_code >= _SERVER_ERROR  # noqa: PLR2004 - too many requests
    return 2.0**attempt if busy else -1.0
