"""Who may talk to the preview: pages of its own address, and nobody else.

A foreign page can reach a server on this machine by a name that it lets point here, or by
a request from its own script. The first is told by ``Host``, the second by ``Origin``.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def is_own_host(host: str, bound: str) -> bool:
    """Whether a ``Host`` header names this server, which is bound to the address `bound`.

    Bound to the outside it also answers to plain addresses, which no foreign name can stand for.
    """
    name = _name(f"http://{host}")
    if name is None:
        return False
    if name in _HERE or name == bound.strip("[]").lower():
        return True
    return not is_loopback(bound) and _is_address(name)


def is_own_origin(headers: Mapping[str, str]) -> bool:
    """Whether a request comes from a page of this server, or from no page at all."""
    origin, host = headers.get("origin"), headers.get("host", "")
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    return origin is None or origin.lower() == f"http://{host}".lower()


def is_loopback(address: str) -> bool:
    """Whether nobody but this machine can reach an address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _name(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    has_more = parts.username is not None or parts.path or parts.query or parts.fragment
    return None if has_more or not parts.hostname else parts.hostname.lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
