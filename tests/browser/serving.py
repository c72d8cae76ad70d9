"""A small web server for built sites: compressed answers, and fonts as late as a test wants them."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

TYPES = {
    "html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml",
    "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "woff2": "font/woff2",
    "json": "application/json", "xml": "application/xml", "webmanifest": "application/manifest+json",
}  # fmt: skip
COMPRESSED = ("html", "css", "js", "svg", "json", "xml", "webmanifest")


class Server(ThreadingHTTPServer):
    """Serves files from memory."""

    daemon_threads = True

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = dict(files)
        self.font_delay = 0.0
        self.headers: Mapping[str, str] = {}
        self.sizes = {path: len(packed(path, data)) for path, data in self.files.items()}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def weight(self, address: str) -> int:
        """Give the compressed bytes of what stands at an address."""
        return self.sizes[path_of(address)]


def path_of(address: str) -> str:
    path = unquote(urlsplit(address).path).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def extension(path: str) -> str:
    return path.rpartition(".")[2]


def packed(path: str, data: bytes) -> bytes:
    return gzip.compress(data, mtime=0) if extension(path) in COMPRESSED else data


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = path_of(self.path)
        found = self.server.files.get(path)
        if path.endswith(".woff2"):
            time.sleep(self.server.font_delay)
        body = found if found is not None else self.server.files.get("404.html", b"")
        name = path if found is not None else "404.html"
        self.send_response(200 if found is not None else 404)
        for header, value in self.server.headers.items():
            self.send_header(header, value)
        self.send_header("Content-Type", TYPES.get(extension(name), "application/octet-stream"))
        if extension(name) in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        body = packed(name, body)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(files: Mapping[str, bytes]) -> Iterator[Server]:
    with Server(files) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
