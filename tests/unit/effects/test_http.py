from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from sitegen.effects import guard
from sitegen.effects.http import Bounds, Client, Failure, Page, Why
from tests.unit.local_server import Answer, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def no_sleep(_seconds: float) -> None:
    """Stand in for waiting."""


def client(waits: list[float] | None = None, **bounds: Any) -> Client:
    sleep = no_sleep if waits is None else waits.append
    return Client(loopback=True, bounds=Bounds(**({"seconds": 5.0} | bounds)), sleep=sleep)


def failure(answer: Page | Failure) -> Failure:
    assert isinstance(answer, Failure)
    return answer


def page(answer: Page | Failure) -> Page:
    assert isinstance(answer, Page), answer
    return answer


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::",
        "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001::1",
    ],
)  # fmt: skip
def test_no_connection_goes_to_an_address_that_is_not_public(address: str) -> None:
    assert not guard.is_allowed(address, loopback=False)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_is_allowed(address: str) -> None:
    assert guard.is_allowed(address, loopback=False)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "fe80::1", "0.0.0.0"])
def test_opening_this_machine_opens_nothing_else(address: str) -> None:
    assert guard.is_allowed("127.0.0.1", loopback=True)
    assert not guard.is_allowed(address, loopback=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/",
        "http://0/", "http://10.0.0.1/", "file:///etc/passwd", "ftp://example.org/", "gopher://x/",
        "data:text/html,x",
        "javascript:alert(1)", "//127.0.0.1/", "/etc/passwd", "http://user:word@127.0.0.1/", "http:///x", "http://",
        "", "http://[::1", "http://exa mple/", "http://127.0.0.1:99999/", "http://127。0。0。1/",
    ],
)  # fmt: skip
def test_other_schemes_and_machines_inside_are_refused_without_a_connection(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "create_connection", connected)
    answer = failure(Client(sleep=no_sleep).get(url))
    assert answer.why in (Why.FORBIDDEN, Why.UNKNOWN_HOST, Why.NETWORK)
    assert "Traceback" not in answer.detail


def test_a_redirect_into_the_machine_is_refused(server: Server) -> None:
    for target in ("http://10.0.0.1/", "file:///etc/passwd", "http://169.254.169.254/"):
        server.routes["/"] = Answer(status=302, headers={"Location": target})
        assert failure(client().get(server.url + "/")).why is Why.FORBIDDEN


def test_a_name_that_answers_differently_the_second_time_gains_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["203.0.113.7", "127.0.0.1"])
    asked: list[str] = []

    def resolve(*_: object, **__: object) -> list[Any]:
        address = next(answers)
        asked.append(address)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]

    connected: list[Any] = []
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(guard, "is_allowed", lambda address, loopback: address == "203.0.113.7")

    def refuse(place: object, *_: object, **__: object) -> None:
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    client(attempts=1).get("http://rebound.example/")
    assert asked == ["203.0.113.7"]
    assert connected == [("203.0.113.7", 80)]


def test_a_name_with_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert failure(Client().get("http://mixed.example/")).why is Why.FORBIDDEN


def test_redirects_are_followed_and_the_last_address_is_told(server: Server) -> None:
    server.routes["/a"] = Answer(status=301, headers={"Location": "b?x=1"})
    server.routes["/b"] = Answer(b"here")
    answer = page(client().get(server.url + "/a"))
    assert (answer.url, answer.body) == (server.url + "/b?x=1", b"here")


def test_a_circle_of_redirects_ends(server: Server) -> None:
    server.routes["/a"] = Answer(status=302, headers={"Location": "/a"})
    assert failure(client().get(server.url + "/a")).why is Why.REDIRECTS
    assert len(server.asked) == 7


def test_a_huge_page_is_read_up_to_the_limit(server: Server) -> None:
    server.routes["/"] = Answer(b"x" * 500_000)
    answer = page(client(size=10_000).get(server.url + "/"))
    assert (len(answer.body), answer.complete) == (10_000, False)


def test_a_small_answer_that_unpacks_to_gigabytes_is_unpacked_up_to_the_limit(server: Server) -> None:
    packed = gzip.compress(bytes(50_000_000))
    server.routes["/"] = Answer(packed, headers={"Content-Encoding": "gzip"})
    answer = page(client(size=100_000).get(server.url + "/"))
    assert (len(answer.body), answer.complete) == (100_000, False)


def test_packing_inside_packing_is_refused(server: Server) -> None:
    server.routes["/"] = Answer(
        gzip.compress(gzip.compress(b"x")), headers={"Content-Encoding": "gzip, gzip"}
    )
    assert failure(client().get(server.url + "/")).why is Why.NETWORK


def test_both_ways_of_deflate_are_unpacked(server: Server) -> None:
    raw = zlib.compressobj(wbits=-15)
    for body in (zlib.compress(b"text"), raw.compress(b"text") + raw.flush()):
        server.routes["/"] = Answer(body, headers={"Content-Encoding": "deflate"})
        assert page(client().get(server.url + "/")).body == b"text"


def test_damaged_packing_is_a_failure(server: Server) -> None:
    server.routes["/"] = Answer(b"not packed at all", headers={"Content-Encoding": "gzip"})
    assert failure(client().get(server.url + "/")).why is Why.NETWORK


def test_a_server_that_drips_is_left_when_the_time_is_over(server: Server) -> None:
    server.routes["/"] = Answer(b"x" * 100, pieces=100, wait=0.05)
    start = time.monotonic()
    assert failure(client(seconds=0.4, attempts=1).get(server.url + "/")).why is Why.NETWORK
    assert time.monotonic() - start < 2


def test_an_answer_that_breaks_off_is_a_failure(server: Server) -> None:
    server.routes["/"] = Answer(b"half", cut=True)
    assert failure(client(attempts=1).get(server.url + "/")).why is Why.NETWORK


def test_what_is_no_http_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def speak() -> None:
            connection, _ = listening.accept()
            connection.recv(1000)
            connection.sendall(b"220 mail.example ESMTP\r\n")
            connection.close()

        threading.Thread(target=speak, daemon=True).start()
        port = listening.getsockname()[1]
        assert failure(client(attempts=1).get(f"http://127.0.0.1:{port}/")).why is Why.NETWORK


def test_a_busy_server_is_asked_again_after_the_time_that_it_names(server: Server) -> None:
    answers = iter([Answer(status=429, headers={"Retry-After": "7"}), Answer(b"now")])
    server.routes["/"] = lambda _: next(answers)
    waits: list[float] = []
    assert page(client(waits).get(server.url + "/")).body == b"now"
    assert waits == [7]


def test_a_server_that_asks_for_an_hour_is_not_waited_for(server: Server) -> None:
    server.routes["/"] = Answer(status=429, headers={"Retry-After": "3600"})
    waits: list[float] = []
    answer = failure(client(waits).get(server.url + "/"))
    assert (answer.why, waits, len(server.asked)) == (Why.STATUS, [], 1)
    assert "3600 s" in answer.detail


def test_a_date_to_wait_for_is_understood_and_nonsense_passed_over(server: Server) -> None:
    waits: list[float] = []
    for value in ("Wed, 21 Oct 2015 07:28:00 GMT", "soon", "-5", "9" * 400):
        server.routes["/"] = Answer(status=503, headers={"Retry-After": value})
        assert failure(client(waits, attempts=2).get(server.url + "/")).why is Why.STATUS
    assert waits == [0.0, 1.0, 1.0]


def test_a_failing_server_is_asked_three_times(server: Server) -> None:
    server.routes["/"] = Answer(status=500)
    waits: list[float] = []
    assert failure(client(waits).get(server.url + "/")).detail == "status 500"
    assert (len(server.asked), waits) == (3, [1, 2])


@pytest.mark.parametrize(
    ("status", "why"), [(404, Why.GONE), (410, Why.GONE), (403, Why.STATUS), (204, Why.STATUS)]
)
def test_what_is_gone_is_told_from_what_is_refused(server: Server, status: int, why: Why) -> None:
    server.routes["/"] = Answer(status=status)
    assert failure(client().get(server.url + "/")).why is why
    assert len(server.asked) == 1


def test_no_connection_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert failure(client(attempts=1).get(f"http://127.0.0.1:{port}/")).why is Why.NETWORK


def test_addresses_in_japanese_are_asked_for(server: Server) -> None:
    server.routes["/%E6%97%A5%E6%9C%AC"] = Answer(b"yes")
    assert page(client().get(server.url + "/日本")).body == b"yes"
