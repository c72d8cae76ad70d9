"""FAULTS, points 29 to 31: what editors, requests and foreign pages do to a running preview."""

from __future__ import annotations

import datetime as dt
import http.client
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self
from urllib.parse import quote

import pytest

from sitegen.effects import memory
from sitegen.preview.run import _listen
from tests.building import build_site, run_cli, tree
from tests.preview.serving import Served
from tests.preview.sites import FILES, write

POST = "content/posts/a.md"
HEADER = "---\ntitle: A\ndate: 2026-01-03\n---\n\n"
REST = 0.5
"""Seconds after which a save has long been taken up."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = Path(os.path.realpath(tmp_path_factory.mktemp("preview"))) / "site"
    write(site, FILES)
    made = Served(site)
    yield made
    made.end()


def answer(served: Served, path: str = "/posts/a/", **headers: str) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of what a browser gets."""
    connection = http.client.HTTPConnection("127.0.0.1", int(served.port), timeout=10)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{served.port}", **headers})
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace"), dict(response.getheaders())
    finally:
        connection.close()


def page(served: Served) -> str:
    return answer(served)[1]


class Reader:
    """Asks for the post without a pause while it is saved, and keeps what it gets."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.seen: list[tuple[int, str]] = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.read)

    def read(self) -> None:
        while not self.ended.is_set():
            status, text, _ = answer(self.served)
            self.seen.append((status, re.sub(r"<[^>]*>", "", text.partition("<article")[2])))
            time.sleep(0.005)

    def __enter__(self) -> Self:
        self.rebuilds = len(self.served.rebuilds)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        time.sleep(REST)
        self.ended.set()
        self.thread.join()
        self.rebuilds = len(self.served.rebuilds) - self.rebuilds

    def saw_only(self, *texts: str) -> bool:
        """Whether every answer was a page with one of the texts."""
        assert len(self.seen) > REST * 20
        return all(status == 200 and any(text in found for text in texts) for status, found in self.seen)


@pytest.fixture
def reader(served: Served) -> Reader:
    """Begin with a known text."""
    served.save(f"{HEADER}初め。\n", POST)
    for _ in range(100):
        if "初め。" in page(served):
            break
        time.sleep(0.05)
    time.sleep(REST)
    return Reader(served)


def test_point_29_a_save_by_rename_is_one_change(served: Served, reader: Reader) -> None:
    with reader:
        new = served.site / "content/posts/.a.md.tmp"
        new.write_text(f"{HEADER}改名。\n", encoding="utf-8")
        (served.site / POST).rename(served.site / f"{POST}~")
        new.replace(served.site / POST)
        (served.site / f"{POST}~").unlink()
    assert reader.saw_only("初め。", "改名。")
    assert "改名。" in page(served)
    assert 1 <= reader.rebuilds <= 2


def test_point_29_a_file_that_is_truncated_before_it_is_written_is_no_empty_page(
    served: Served, reader: Reader
) -> None:
    with reader, (served.site / POST).open("w", encoding="utf-8") as file:
        file.flush()
        time.sleep(0.05)
        file.write(f"{HEADER}後から。\n")
    assert reader.saw_only("初め。", "後から。")
    assert "後から。" in page(served)
    assert 1 <= reader.rebuilds <= 2


def test_point_29_swap_files_are_no_change(served: Served, reader: Reader) -> None:
    with reader:
        for name in (".a.md.swp", ".a.md.swx", "a.md~", "4913", "#a.md#", ".#a.md"):
            path = served.site / "content/posts" / name
            path.write_text("x", encoding="utf-8")
            path.unlink()
    assert reader.saw_only("初め。")
    assert reader.rebuilds == 0


def test_point_29_ten_saves_in_a_tenth_of_a_second_are_two_rebuilds_at_most(
    served: Served, reader: Reader
) -> None:
    with reader:
        start = time.perf_counter()
        for number in range(10):
            served.save(f"{HEADER}保存 {number} 回。\n", POST)
            time.sleep(0.01)
        seconds = time.perf_counter() - start
    assert reader.saw_only("初め。", *(f"保存 {number} 回。" for number in range(10)))
    assert "保存 9 回。" in page(served)
    assert 1 <= reader.rebuilds <= max(2, 1 + seconds / 0.1), (
        "two, or one each tenth of a second that it took"
    )


def test_point_29_files_that_are_gone_at_once_do_no_harm(served: Served, reader: Reader) -> None:
    with reader:
        for number in range(20):
            path = served.site / f"content/posts/short{number}.md"
            path.write_text(f"{HEADER}短い。\n", encoding="utf-8")
            time.sleep(0.004 * (number % 4))
            path.unlink()
    assert reader.saw_only("初め。")
    assert [answer(served, f"/posts/short{number}/")[0] for number in (0, 19)] == [404, 404]


@pytest.mark.parametrize("is_known", [True, False])
def test_point_29_a_file_deleted_between_event_and_read_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_known: bool
) -> None:
    write(tmp_path, {POST: "x", "content/posts/b.md": "y"})
    trees = memory.TreeMemory(tmp_path, "content/posts")
    name = POST if is_known else "content/posts/new.md"
    write(tmp_path, {name: "changed"})

    def late(path: str) -> bytes:
        Path(path).unlink()
        raise FileNotFoundError

    with monkeypatch.context() as patched:
        patched.setattr(memory, "read_file", late)
        trees.refresh([str(tmp_path / name)])
    assert sorted(trees.files) == (["b.md"] if is_known else ["a.md", "b.md"])
    assert trees.problems == ()


def test_point_29_what_is_served_in_the_end_is_a_clean_build(served: Served, reader: Reader) -> None:
    served.save(f"{HEADER}終わり $x^2$。\n", POST)
    served.save(f"{HEADER}新しい[隣](a.md)。\n", "content/posts/new.md")
    (served.site / "content/posts/b.en.md").unlink()
    time.sleep(REST)
    for file in build_site(served.site, drafts=True, now=dt.datetime.now(dt.UTC)).files:
        if file.path.endswith((".html", ".xml", ".json")):
            status, text, _ = answer(served, "/" + quote(file.path))
            assert status == 200
            assert re.sub(r'<script src="/@sitegen.*?</script>', "", text) == file.content.decode()
    assert reader.seen == []


TARGETS = [
    "/../x", "/posts/../index.html", "/%2e%2e/x", "/%2E%2e/sitegen.toml", "/%252e%252e/x", "/..%5cx",
    "/a%5cb", "/a\\b", "//", "//evil.example/", "/posts//a/", "/%2f%2fevil", "/posts%00", "/posts\0/", "/\0",
    "/.env", "/.env/.", "/.env/..", "/./index.html", "/a#b", "/#", "index.html", "..", "*", "http://evil.example/",
    "/%ff", "/a%0d%0ab", "/posts/a/%2e", "/@sitegen/../sitegen.toml", "/@sitegen/%2e%2e/client.js",
    "/etc/passwd", "/sitegen.toml", "/content/posts/a.md", "/" + "a" * 70_000,
]  # fmt: skip


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: ascii(target[:30]))
def test_point_30_what_is_not_plain_in_a_request_is_refused(served: Served, target: str) -> None:
    with socket.create_connection(("127.0.0.1", int(served.port)), timeout=10) as raw:
        raw.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        said = b""
        while piece := raw.recv(65536):
            said += piece
    assert re.match(rb"HTTP/1\.1 4\d\d ", said), said[:200]
    assert b"Traceback" not in said
    assert answer(served)[0] == 200


def test_point_30_only_this_machine_is_listened_to(served: Served) -> None:
    assert answer(served)[0] == 200
    for family, address in ((socket.AF_INET, "127.0.0.2"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as other, pytest.raises(OSError):  # noqa: PT011 - refused, or no IPv6 at all
            other.connect((address, int(served.port)))


def test_point_30_another_address_is_listened_to_where_the_author_says_so() -> None:
    for host in ("127.0.0.1", "127.0.0.2", "0.0.0.0"):
        listening = _listen(host, 0)
        assert isinstance(listening, socket.socket)
        with listening:
            assert listening.getsockname()[0] == host


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.0.5", "10.0.0.1:8000",
     "0.0.0.0", "localhost@evil.example", ""],
)  # fmt: skip
def test_point_31_a_foreign_host_is_refused(served: Served, host: str) -> None:
    for path in ("/", "/feed.xml", "/@sitegen/preview.js", "/@sitegen/events"):
        assert answer(served, path, Host=host)[0] == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:{}", "http://10.0.0.1", "null"])
def test_point_31_foreign_pages_are_refused_on_the_reload_channel(served: Served, origin: str) -> None:
    for path in ("/@sitegen/events?page=index.html", "/@sitegen/places", "/@sitegen/preview.js"):
        assert answer(served, path, Origin=origin.format(served.port))[0] == 403


def test_point_31_no_answer_is_open_to_other_origins(served: Served) -> None:
    own = f"http://localhost:{served.port}"
    for path in ("/", "/feed.xml", "/nothing/", "/a//b", "/@sitegen/preview.js", "/@sitegen/places"):
        for headers in ({}, {"Origin": own}, {"Origin": "http://evil.example"}):
            found = {name.lower() for name in answer(served, path, **headers)[2]}
            assert not {name for name in found if name.startswith("access-control")}


def test_point_31_the_script_of_the_preview_never_stands_in_what_is_published(served: Served) -> None:
    assert "/@sitegen/preview.js" in page(served)
    done = run_cli("build", served.site, "-j", "1", "-o", served.site.parent / "out")
    assert done.returncode == 0, done.stderr
    marks = (b"@sitegen", b"diomorph", b"EventSource")
    published = tree(served.site.parent / "out")
    assert "index.html" in published
    assert [path for path, content in published.items() if any(mark in content for mark in marks)] == []
