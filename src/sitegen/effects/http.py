"""The one HTTP client of the commands that go online: guarded, bounded, patient where it is asked to wait.

Refused are other schemes, and addresses that are not public (see ``guard``), wherever
a redirect or a name leads; bounded are time, redirects, bytes and unpacked bytes.
Nothing raises: an answer is a `Page` or a `Failure`.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import ssl
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final

import httpcore
import httpx

from sitegen import __version__
from sitegen.effects.guard import ForbiddenError, GuardedNetwork, UnknownHostError

AGENT: Final = f"sitegen/{__version__} (static site generator; fetches titles for link cards)"
ENCODINGS: Final = "gzip, deflate"
"""How an answer may be packed."""

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_GONE: Final = frozenset({404, 410})
_OK: Final = 200
_MAX_ADDRESS: Final = 4000


class Why(StrEnum):
    """Why there is no page."""

    FORBIDDEN = "forbidden"
    """The address may not be asked."""
    GONE = "gone"
    """The server says that there is nothing."""
    UNKNOWN_HOST = "unknown-host"
    """Nobody knows the name of the host."""
    STATUS = "status"
    """The server answers with another status."""
    NETWORK = "network"
    """No connection, a broken answer, or too slow."""
    REDIRECTS = "redirects"
    """It leads elsewhere too often."""


def pause(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered."""

    url: str
    """Where the answer came from, after redirects."""
    kind: str
    """The ``Content-Type`` header."""
    body: bytes
    """The unpacked bytes, as far as the limit allows."""
    complete: bool
    """Whether that is all of it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer."""

    why: Why
    """The kind of failure."""
    detail: str
    """More in words, for the author."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one question may cost."""

    seconds: float = 20.0
    """Time for one attempt, redirects included."""
    size: int = 3_000_000
    """Bytes of an answer, packed or unpacked; what is beyond is not read."""
    redirects: int = 6
    """How often it may lead elsewhere."""
    attempts: int = 3
    """How often a server in trouble is asked."""
    patience: float = 60.0
    """The longest wait in seconds that a server may ask for."""


@dataclass(frozen=True, slots=True)
class Client:
    """Asks for pages, one at a time; may be shared by threads."""

    loopback: bool = False
    """Whether this machine may be asked."""
    bounds: Bounds = field(default_factory=Bounds)
    """What a question may cost."""
    sleep: Callable[[float], None] = pause
    """Waits."""
    agent: str = AGENT
    """How it names itself."""

    def get(self, url: str, accept: str = "text/html,application/xhtml+xml,*/*;q=0.5") -> Page | Failure:
        """Ask for an address; where the server is in trouble, wait and ask again."""
        answer: Page | Failure | _Later = Failure(Why.NETWORK, "")
        for attempt in range(self.bounds.attempts):
            answer = self._attempt(url, accept)
            if not isinstance(answer, _Later):
                return answer
            wait = 2.0**attempt if answer.seconds is None else answer.seconds
            if wait > self.bounds.patience:
                return Failure(answer.why, f"{answer.detail}; it asks to wait {wait:.0f} s")
            if attempt + 1 < self.bounds.attempts:
                self.sleep(wait)
        return Failure(answer.why, answer.detail) if isinstance(answer, _Later) else answer

    def _attempt(self, url: str, accept: str) -> Page | Failure | _Later:
        network = GuardedNetwork(time.monotonic() + self.bounds.seconds, loopback=self.loopback)
        try:
            with httpcore.ConnectionPool(network_backend=network, ssl_context=_tls()) as pool:
                return self._follow(pool, url, accept)
        except ForbiddenError as error:
            return Failure(Why.FORBIDDEN, f"{error} is not a public address")
        except UnknownHostError as error:
            return Failure(Why.UNKNOWN_HOST, f"the host {error} is not known")
        except (httpcore.TimeoutException, TimeoutError):
            return _Later(Why.NETWORK, "it took too long")
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            return _Later(Why.NETWORK, str(error)[:200] or type(error).__name__)
        except (
            zlib.error,
            httpx.InvalidURL,
            httpcore.UnsupportedProtocol,
            UnicodeError,
            ValueError,
        ) as error:
            return Failure(Why.NETWORK, f"the answer is broken: {str(error)[:200]}")

    def _follow(self, pool: httpcore.ConnectionPool, start: str, accept: str) -> Page | Failure | _Later:
        url = httpx.URL(start)
        for _ in range(self.bounds.redirects + 1):
            fault = _fault(url)
            if fault:
                return Failure(Why.FORBIDDEN, fault)
            headers = {"Host": _host(url), "User-Agent": self.agent, "Accept": accept}
            headers |= {"Accept-Encoding": ENCODINGS, "Accept-Language": "ja,en;q=0.8"}
            with pool.stream("GET", _core(url), headers=list(headers.items())) as response:
                found = {
                    name.decode("latin-1").lower(): value.decode("latin-1")
                    for name, value in response.headers
                }
                if response.status not in _REDIRECTS or "location" not in found:
                    return self._answer(url, response, found)
                url = url.join(found["location"])
        return Failure(Why.REDIRECTS, f"it leads elsewhere more than {self.bounds.redirects} times")

    def _answer(
        self, url: httpx.URL, response: httpcore.Response, headers: dict[str, str]
    ) -> Page | Failure | _Later:
        status = response.status
        if status in _GONE:
            return Failure(Why.GONE, f"status {status}")
        if status in _AGAIN:
            return _Later(Why.STATUS, f"status {status}", _seconds(headers.get("retry-after", "")))
        if status != _OK:
            return Failure(Why.STATUS, f"status {status}")
        body, complete = unpacked(
            response.iter_stream(), headers.get("content-encoding", ""), self.bounds.size
        )
        return Page(str(url), headers.get("content-type", ""), body, complete)


@dataclass(frozen=True, slots=True)
class _Later:
    """The server may be asked again."""

    why: Why
    detail: str
    seconds: float | None = None


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _fault(url: httpx.URL) -> str:
    if url.scheme not in ("http", "https"):
        return f"{url.scheme or 'an address without a scheme'}: only http and https are asked"
    if url.userinfo:
        return "the address holds a name or password"
    if not url.host or len(str(url)) > _MAX_ADDRESS:
        return "the address is not usable"
    return ""


def _host(url: httpx.URL) -> str:
    return url.netloc.decode("ascii")


def _core(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _seconds(text: str) -> float | None:
    """What ``Retry-After`` asks for: seconds, or a date."""
    if text.strip().isdecimal():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return (
        max(0.0, (moment - dt.datetime.now(moment.tzinfo or dt.UTC)).total_seconds())
        if moment.tzinfo
        else None
    )


def unpacked(chunks: Iterable[bytes], encoding: str, size: int) -> tuple[bytes, bool]:
    """Read and unpack no more than `size` bytes, and say whether that is all.

    Raises ValueError or zlib.error where they are packed otherwise than is said.
    """
    unpack = _Unpacker(encoding.strip().lower())
    body = bytearray()
    packed = 0
    for chunk in chunks:
        packed += len(chunk)
        body += unpack(chunk, size + 1 - len(body))
        if len(body) > size or packed > size:
            return bytes(body[:size]), False
    return bytes(body), True


class _Unpacker:
    """Undoes gzip or deflate, never giving more than it is asked for."""

    def __init__(self, encoding: str) -> None:
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            message = f"it is packed as {encoding[:40]}"
            raise ValueError(message)
        self._plain = encoding in ("", "identity")
        self._flate = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._first = encoding == "deflate"

    def __call__(self, chunk: bytes, most: int) -> bytes:
        """Unpack the next piece."""
        if self._plain:
            return chunk[:most]
        first, self._first = self._first, False
        try:
            return self._flate.decompress(chunk, most)
        except zlib.error:
            if not first:
                raise
        self._flate = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._flate.decompress(chunk, most)
