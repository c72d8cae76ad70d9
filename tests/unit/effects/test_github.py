from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from sitegen.cli import main
from sitegen.effects import github_session
from sitegen.effects.github import Fetched, fetch
from sitegen.errors import Problem

PAGES = 3


class Server:
    """A service with three pages of issues and one of comments; `faults` answer first."""

    def __init__(self) -> None:
        self.faults: list[tuple[int, dict[str, str]]] = []
        self.broken_page = 0
        self.asked: list[tuple[str, str | None]] = []
        self.title = "A"
        self.elsewhere = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = urlsplit(handler.path)
        page = int(parse_qs(path.query)["page"][0])
        etag = f'"{path.path}-{page}-{self.title}"'
        self.asked.append((f"{path.path.rpartition('/')[2]} {page}", handler.headers["If-None-Match"]))
        if self.faults:
            status, headers = self.faults.pop(0)
            self.send(handler, status, b"no", headers)
        elif page == self.broken_page:
            self.send(handler, 200, b"<html>")
        elif handler.headers["If-None-Match"] == etag:
            self.send(handler, 304, b"", {"ETag": etag})
        else:
            self.send(handler, 200, self.body(path.path, page), {"ETag": etag, **self.link(path.path, page)})

    def body(self, path: str, page: int) -> bytes:
        if path.endswith("comments"):
            return json.dumps([{"id": 9, "issue_url": "https://api/x/issues/1", "body": "c"}]).encode()
        issue = {"number": page, "title": self.title, "body": None, "labels": [{"name": "l", "color": "x"}]}
        return json.dumps(
            [issue, {"number": 90 + page, "title": "pull", "pull_request": {"url": "u"}}]
        ).encode()

    def link(self, path: str, page: int) -> dict[str, str]:
        if path.endswith("comments") or page == PAGES:
            return {}
        host = "http://elsewhere.example" if self.elsewhere else self.url
        return {"Link": f'<{host}{path}?page={page + 1}>; rel="next"'}

    @staticmethod
    def send(
        handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        handler.send_response(status)
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.http.shutdown()
    made.http.server_close()
    thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


def run(server: Server, folder: Path, waits: list[float]) -> Fetched | Problem:
    return fetch("me/notes", folder / "issues", folder / "kept", api=server.url, wait=waits.append)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "issues").iterdir()) if (folder / "issues").exists() else []


def test_every_page_is_written_without_pull_requests(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    assert run(server, tmp_path, waits) == Fetched(4, 4)
    assert names(tmp_path) == [
        "comments-00001.json", "issues-00001.json", "issues-00002.json", "issues-00003.json",
    ]  # fmt: skip
    page = json.loads((tmp_path / "issues" / "issues-00002.json").read_text())
    assert page == [{"number": 2, "title": "A", "body": None, "labels": [{"name": "l"}]}]


def test_what_has_not_changed_is_not_downloaded_again(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    run(server, tmp_path, waits)
    server.asked.clear()
    assert run(server, tmp_path, waits) == Fetched(4, 0)
    assert [etag is not None for _, etag in server.asked] == [True] * 4


def test_what_has_changed_is(server: Server, tmp_path: Path, waits: list[float]) -> None:
    run(server, tmp_path, waits)
    server.title = "B"
    assert run(server, tmp_path, waits) == Fetched(4, 4)
    assert '"B"' in (tmp_path / "issues" / "issues-00001.json").read_text()


def test_a_failure_changes_nothing_and_the_next_run_goes_on(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    server.broken_page = 3
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "issues-00001.json").write_text("[]")
    found = run(server, tmp_path, waits)
    assert isinstance(found, Problem)
    assert "no JSON" in found.message
    assert names(tmp_path) == ["issues-00001.json"]
    assert (tmp_path / "issues" / "issues-00001.json").read_text() == "[]"
    server.broken_page = 0
    assert run(server, tmp_path, waits) == Fetched(4, 2)


def test_a_busy_server_is_asked_again_after_the_time_it_names(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    server.faults = [(503, {}), (502, {}), (429, {"Retry-After": "7"})]
    assert run(server, tmp_path, waits) == Fetched(4, 4)
    assert waits == [1.0, 2.0, 7.0]


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ([(500, {})] * 5, "answered 500, 5 times"),
        ([(404, {})], "answered 404"),
        ([(429, {"Retry-After": "86400"})], "wait 86400 seconds"),
        ([(302, {"Location": "http://169.254.169.254/"})], "elsewhere"),
        ([(200, {})], "no JSON"),
    ],
)
def test_what_cannot_be_mended_ends_the_download(
    server: Server, tmp_path: Path, waits: list[float], faults: list[tuple[int, dict[str, str]]], said: str
) -> None:
    server.faults = list(faults)
    found = run(server, tmp_path, waits)
    assert isinstance(found, Problem)
    assert said in found.message
    assert names(tmp_path) == []


def test_the_next_page_is_never_asked_of_another_host(
    server: Server, tmp_path: Path, waits: list[float]
) -> None:
    server.elsewhere = True
    found = run(server, tmp_path, waits)
    assert isinstance(found, Problem)
    assert "another host" in found.message


@pytest.mark.parametrize(
    ("coding", "packed", "why"),
    [("gzip", gzip.compress(bytes(50_000_000)), "larger than 1 MiB"), ("br", b"x", "cannot be undone"),
     ("gzip", b"not packed", "cannot be undone")],
)  # fmt: skip
def test_no_more_is_unpacked_than_a_page_may_hold(  # noqa: PLR0913, PLR0917 - three cases
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coding: str, packed: bytes, why: str
) -> None:
    monkeypatch.setattr(github_session, "_LARGEST", 1024 * 1024)
    monkeypatch.setattr(
        server, "answer", lambda to: Server.send(to, 200, packed, {"Content-Encoding": coding})
    )
    refused = run(server, tmp_path, [])
    assert isinstance(refused, Problem)
    assert why in refused.message
    assert not (tmp_path / "issues").exists()


def test_a_server_that_drips_is_left(
    server: Server, tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(github_session, "_SECONDS", -1.0)
    refused = run(server, tmp_path, waits)
    assert isinstance(refused, Problem)
    assert "ReadTimeout" in refused.message


def test_a_server_that_is_not_there_is_a_problem(tmp_path: Path, waits: list[float]) -> None:
    found = fetch(
        "me/notes", tmp_path / "issues", tmp_path / "kept", api="http://127.0.0.1:9", wait=waits.append
    )
    assert isinstance(found, Problem)
    assert waits == [1.0, 2.0, 4.0, 8.0]
    assert names(tmp_path) == []


def test_a_page_that_is_gone_is_removed(server: Server, tmp_path: Path, waits: list[float]) -> None:
    run(server, tmp_path, waits)
    (tmp_path / "issues" / "issues-00009.json").write_text("[]")
    (tmp_path / "issues" / "mine.json").write_text("[]")
    run(server, tmp_path, waits)
    assert "issues-00009.json" not in names(tmp_path)
    assert "mine.json" in names(tmp_path)


def test_the_command_fetches_every_collection_with_a_repository(server: Server, tmp_path: Path) -> None:
    settings = (
        '[site]\ntitle = "t"\nbase_url = "https://example.org"\n[[collection]]\nname = "issues"\n'
        'path = "notes"\nkind = "issues"\nrepository = "me/notes"\n'
    )
    (tmp_path / "sitegen.toml").write_text(settings)
    result = CliRunner().invoke(main, ["fetch", str(tmp_path), "--api", server.url])
    assert result.exit_code == 0, result.output
    assert "4" in result.output
    assert (tmp_path / "notes" / "comments-00001.json").exists()
