"""FAULTS, point 32: what the commands that go online may reach, and what they make of the answers."""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sitegen.build import build
from sitegen.cli import main
from sitegen.effects import guard
from sitegen.effects.http import Bounds, Client, Failure, Page, Why
from tests.building import tree
from tests.faults.site import SETTINGS, SmallSite
from tests.unit.local_server import Answer, Server, serving

Run = Callable[..., Result]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def no_sleep(_seconds: float) -> None:
    """Stand in for waiting."""


def client(**bounds: Any) -> Client:
    """Make a client to which this machine is open."""
    return Client(loopback=True, bounds=Bounds(**({"seconds": 5.0} | bounds)), sleep=no_sleep)


def failure(answer: Page | Failure) -> Failure:
    assert isinstance(answer, Failure)
    return answer


def page(answer: Page | Failure) -> Page:
    assert isinstance(answer, Page), answer
    return answer


# ---------------------------------------------------------------- where it may go


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::",
        "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001::1",
    ],
)  # fmt: skip
def test_point_32_no_connection_goes_to_an_address_that_is_not_public(address: str) -> None:
    assert not guard.is_allowed(address, loopback=False)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_point_32_a_public_address_is_allowed(address: str) -> None:
    assert guard.is_allowed(address, loopback=False)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "fe80::1", "0.0.0.0"])
def test_point_32_opening_this_machine_opens_nothing_else(address: str) -> None:
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
def test_point_32_other_schemes_and_machines_inside_are_refused_without_a_connection(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "create_connection", connected)
    answer = failure(Client(sleep=no_sleep).get(url))
    assert answer.why in (Why.FORBIDDEN, Why.UNKNOWN_HOST, Why.NETWORK)
    assert "Traceback" not in answer.detail


def test_point_32_a_redirect_into_the_machine_is_refused(server: Server) -> None:
    for target in ("http://10.0.0.1/", "file:///etc/passwd", "http://169.254.169.254/"):
        server.routes["/"] = Answer(status=302, headers={"Location": target})
        assert failure(client().get(server.url + "/")).why is Why.FORBIDDEN


def test_point_32_a_name_that_answers_differently_the_second_time_gains_nothing(
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


def test_point_32_a_name_with_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert failure(Client().get("http://mixed.example/")).why is Why.FORBIDDEN


def test_point_32_a_circle_of_redirects_ends(server: Server) -> None:
    server.routes["/a"] = Answer(status=302, headers={"Location": "/a"})
    assert failure(client().get(server.url + "/a")).why is Why.REDIRECTS
    assert len(server.asked) == 7


def test_point_32_a_huge_page_is_read_up_to_the_limit(server: Server) -> None:
    server.routes["/"] = Answer(b"x" * 500_000)
    answer = page(client(size=10_000).get(server.url + "/"))
    assert (len(answer.body), answer.complete) == (10_000, False)


def test_point_32_a_small_answer_that_unpacks_to_much_is_unpacked_up_to_the_limit(
    server: Server,
) -> None:
    packed = gzip.compress(bytes(50_000_000))
    server.routes["/"] = Answer(packed, headers={"Content-Encoding": "gzip"})
    answer = page(client(size=100_000).get(server.url + "/"))
    assert (len(answer.body), answer.complete) == (100_000, False)


def test_point_32_packing_inside_packing_is_refused(server: Server) -> None:
    server.routes["/"] = Answer(
        gzip.compress(gzip.compress(b"x")), headers={"Content-Encoding": "gzip, gzip"}
    )
    assert failure(client().get(server.url + "/")).why is Why.NETWORK


def test_point_32_a_server_that_drips_is_left_when_the_time_is_over(server: Server) -> None:
    server.routes["/"] = Answer(b"x" * 100, pieces=100, wait=0.05)
    start = time.monotonic()
    assert failure(client(seconds=0.4, attempts=1).get(server.url + "/")).why is Why.NETWORK
    assert time.monotonic() - start < 2


# ---------------------------------------------------------------- the commands


@pytest.fixture
def online(site: SmallSite, server: Server, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Let the site ask the server in place of arXiv and Crossref."""
    services = f'arxiv = "{server.url}/api"\ncrossref = "{server.url}/works"\nloopback = true\npause = 0\n'
    site.write("sitegen.toml", f"{SETTINGS}\n[online]\n{services}")
    site.write("content/cards.json", "[]\n")
    monkeypatch.chdir(site.folder)
    monkeypatch.setattr("time.sleep", no_sleep)
    monkeypatch.setattr("sitegen.commands.cards.build", partial(build, workers=site.workers))
    monkeypatch.setenv("SITEGEN_TRACEBACK", "1")
    return lambda *arguments: CliRunner().invoke(main, arguments)


def cards(site: SmallSite) -> dict[str, dict[str, Any]]:
    found = json.loads((site.folder / "content/cards.json").read_text(encoding="utf-8"))
    return {card["url"]: card for card in found}


def content(site: SmallSite) -> dict[str, bytes]:
    return tree(site.folder / "content")


FAILURES = {
    "failing": Answer(status=500),
    "gone": Answer(status=404),
    "no answer of its kind": Answer(b"<html>busy</html>"),
    "broken off": Answer(b"", cut=True),
    "busy for hours": Answer(status=429, headers={"Retry-After": "9000"}),
    "huge": Answer(b"x" * 4_000_000),
    "a bomb": Answer(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"}),
    "leading inside": Answer(status=302, headers={"Location": "http://169.254.169.254/"}),
    "leading to a file": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
}


@pytest.mark.parametrize("answer", FAILURES.values(), ids=list(FAILURES))
def test_point_32_a_failure_changes_nothing_on_disk(
    answer: Answer, site: SmallSite, online: Run, server: Server
) -> None:
    site.post(f"# a\n\n{{{{{server.url}/page}}}}\n")
    server.routes |= {"/api": answer, "/works/10.1000%2Fa": answer, "/page": answer}
    before = content(site)
    done = online("add", "2001.00001", "10.1000/a")
    assert (done.exit_code, done.stderr.count("network")) == (1, 2)
    for options in ([], ["--refresh"], ["--check"]):
        assert online("cards", *options).exit_code == 0
    assert content(site) == before
    assert len(server.asked) >= 4


@pytest.mark.parametrize("encoding", ["shift_jis", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("told", ["header", "meta", "nowhere"])
def test_point_32_pages_in_japanese_encodings_are_read(
    encoding: str, told: str, site: SmallSite, online: Run, server: Server
) -> None:
    meta = f'<meta charset="{encoding}">' if told == "meta" else ""
    body = f"<html><head>{meta}<title>数式と日本語の頁</title></head><body>本文です。</body>".encode(encoding)
    kind = f"text/html; charset={encoding}" if told == "header" else "text/html"
    server.routes["/page"] = Answer(body, kind=kind)
    site.post(f"# a\n\n{{{{{server.url}/page}}}}\n")
    assert online("cards").exit_code == 0
    assert cards(site)[f"{server.url}/page"]["title"] == "数式と日本語の頁"


@pytest.mark.parametrize("body", [b"", b"<p>nothing", b"<title>  </title>", b"\x89PNG\r\n" + bytes(999)])
def test_point_32_a_page_without_metadata_is_a_plain_link_and_a_warning(
    body: bytes, site: SmallSite, online: Run, server: Server
) -> None:
    url = f"{server.url}/none"
    server.routes["/none"] = Answer(body)
    site.post(f"# a\n\n{{{{{url}}}}}\n")
    done = online("cards")
    assert done.exit_code == 0
    assert "warning: content/posts/a.md:3: card-unknown: " in done.stderr
    assert cards(site) == {}
    built = site.build()
    assert f'href="{url}"' in built.article()
    assert not built.failed


def test_point_32_with_a_complete_cache_nothing_is_asked(
    site: SmallSite, online: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes["/page"] = Answer(b"<title>Here</title>")
    site.post(f"# a\n\n{{{{{server.url}/page}}}}\n")
    assert online("cards").exit_code == 0
    before, asked = content(site), len(server.asked)

    def refused(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refused)
    assert online("cards").exit_code == 0
    assert "Here" in site.build().article()
    assert content(site) == before
    assert len(server.asked) == asked
