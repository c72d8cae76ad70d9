"""Connections to public addresses alone, decided on the address that is really connected to.

A name is resolved once, every address that it has is judged, and the connection goes
to one that was judged: a name that answers differently the next time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from ssl import SSLContext
from typing import Any, Final

import httpcore
from httpcore import SOCKET_OPTION

_CARRIER_GRADE: Final = ipaddress.ip_network("100.64.0.0/10")
_NO_SUCH_NAME: Final = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenError(Exception):
    """The address is not one that may be asked."""


class UnknownHostError(Exception):
    """Nobody knows the name."""


def is_allowed(address: str, *, loopback: bool) -> bool:
    """Whether a connection may go to an address: a public one, or with `loopback` this machine."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_allowed(str(ip.ipv4_mapped), loopback=loopback)
        if ip.sixtofour or ip.teredo or ip.is_site_local or ip in _TRANSLATED:
            return False
    if ip.is_loopback:
        return loopback
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and ip not in _CARRIER_GRADE


class GuardedNetwork(httpcore.SyncBackend):
    """Resolves, judges, then connects; nothing goes on past `deadline` (of the monotonic clock)."""

    def __init__(self, deadline: float, *, loopback: bool) -> None:
        super().__init__()
        self._deadline = deadline
        self._loopback = loopback

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to one of the host's addresses, where all of them are allowed."""
        addresses = self._judged(host, port)
        last: Exception = httpcore.ConnectError(host)
        for address in addresses:
            left = _left(self._deadline, timeout)
            try:
                stream = super().connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return _Timed(stream, self._deadline)
        raise last

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:  # noqa: ANN401 - httpcore's signature
        """Refuse: a page is never behind a socket of this machine."""
        message = "a socket of this machine"
        raise ForbiddenError(message)

    def _judged(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError as error:
            raise UnknownHostError(host) from error
        except socket.gaierror as error:
            if error.errno in _NO_SUCH_NAME:
                raise UnknownHostError(host) from error
            raise httpcore.ConnectError(str(error)) from error
        addresses = list(dict.fromkeys(str(item[4][0]) for item in found))
        for address in addresses:
            if not is_allowed(address, loopback=self._loopback):
                raise ForbiddenError(address)
        return addresses


class _Timed(httpcore.NetworkStream):
    """A connection that ends at the deadline, however slowly the other side speaks."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        message = "the time is over"
        raise httpcore.ReadTimeout(message)
    return left if timeout is None else min(left, timeout)
