from __future__ import annotations

import pytest

from sitegen.preview.guard import is_loopback, is_own_host, is_own_origin


@pytest.mark.parametrize(
    ("host", "bound", "own"),
    [
        ("localhost:8000", "127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("[::1]:8000", "::1", True),
        ("evil.example", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("192.168.0.5:8000", "127.0.0.1", False),
        ("192.168.0.5:8000", "0.0.0.0", True),
        ("evil.example", "0.0.0.0", False),
        ("user@localhost", "127.0.0.1", False),
        ("localhost/x", "127.0.0.1", False),
        ("localhost:x", "127.0.0.1", False),
        ("", "127.0.0.1", False),
    ],
)
def test_only_the_servers_own_names_are_answered(host: str, bound: str, *, own: bool) -> None:
    assert is_own_host(host, bound) is own


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({}, True),
        ({"origin": "http://localhost:8000"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://127.0.0.1:8000"}, False),
        ({"origin": "http://localhost:8001"}, False),
        ({"origin": "https://localhost:8000"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "same-origin"}, True),
    ],
)
def test_foreign_pages_are_told_by_their_origin(headers: dict[str, str], *, own: bool) -> None:
    assert is_own_origin({"host": "localhost:8000", **headers}) is own


def test_loopback_is_told_from_everything_else() -> None:
    assert [is_loopback(name) for name in ("127.0.0.1", "::1", "localhost", "127.9.9.9")] == [True] * 4
    assert [is_loopback(name) for name in ("0.0.0.0", "::", "10.0.0.1", "example.org")] == [False] * 4
