"""A server on this machine that answers as a test asks it to, and keeps what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: int = 1
    """Into how many pieces the body is cut."""
    wait: float = 0.0
    """Seconds before each piece."""
    cut: bool = False
    """Whether the connection ends before the announced length."""


Route = Answer | Callable[[str], Answer]


@dataclass
class Server:
    url: str
    routes: dict[str, Route]
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Server]:
    server = Server("", {})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            route = server.routes.get(self.path.partition("?")[0], Answer(status=404))
            try:
                _send(self, route(self.path) if callable(route) else route)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    httpd.block_on_close = False
    server.url = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response(answer.status)
    handler.send_header("Content-Type", answer.kind)
    handler.send_header("Content-Length", str(len(answer.body) + answer.cut))
    handler.send_header("Connection", "close")
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    step = max(1, -(-len(answer.body) // answer.pieces))
    for start in range(0, len(answer.body), step):
        time.sleep(answer.wait)
        handler.wfile.write(answer.body[start : start + step])
        handler.wfile.flush()
