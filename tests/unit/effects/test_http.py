from __future__ import annotations

import socket
import threading
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

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


def test_redirects_are_followed_and_the_last_address_is_told(server: Server) -> None:
    server.routes["/a"] = Answer(status=301, headers={"Location": "b?x=1"})
    server.routes["/b"] = Answer(b"here")
    answer = page(client().get(server.url + "/a"))
    assert (answer.url, answer.body) == (server.url + "/b?x=1", b"here")


def test_both_ways_of_deflate_are_unpacked(server: Server) -> None:
    raw = zlib.compressobj(wbits=-15)
    for body in (zlib.compress(b"text"), raw.compress(b"text") + raw.flush()):
        server.routes["/"] = Answer(body, headers={"Content-Encoding": "deflate"})
        assert page(client().get(server.url + "/")).body == b"text"


def test_damaged_packing_is_a_failure(server: Server) -> None:
    server.routes["/"] = Answer(b"not packed at all", headers={"Content-Encoding": "gzip"})
    assert failure(client().get(server.url + "/")).why is Why.NETWORK


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
