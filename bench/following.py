"""A running preview: how long after a save the served page shows the new text."""

from __future__ import annotations

import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, replace

import process
from corpus import Page
from tools import Tool

_PATIENCE = 60.0
_START = 900.0
_PAUSE = 0.005
_REST = 1.5


@dataclass(frozen=True, slots=True)
class Followed:
    """What a preview took."""

    start: float
    """Seconds until the first page was served."""
    edit: float
    """Median seconds from the save of a body to the served page."""
    memory: float
    """MiB of all processes after the edits."""


def follow(tool: Tool, pages: Sequence[Page], edits: int) -> Followed | None:
    """Edit one body some times while the tool serves its site; None where it does not serve."""
    if tool.serve is None:
        return None
    port = free_port()
    number = next(n for n in range(len(pages) // 2, len(pages)) if pages[n].language == "ja")
    address = f"http://127.0.0.1:{port}/posts/p{number:05}/"
    with tempfile.TemporaryFile() as log:
        server = tool.serve(port).start(log)
        try:
            return _Preview(server, tool, number, pages[number], address).followed(edits)
        finally:
            process.end(server)


@dataclass(frozen=True, slots=True)
class _Preview:
    """A server, and the document that is edited."""

    server: subprocess.Popen[bytes]
    tool: Tool
    number: int
    page: Page
    address: str

    def followed(self, edits: int) -> Followed | None:
        start = self.until(self.page.title, _START)
        if start is None:
            return None
        times = [self.edited(turn) for turn in range(edits)]
        self.tool.write(self.number, self.page)
        memory = sum(map(process.memory, process.family(self.server.pid))) / 1024
        return Followed(start, statistics.median(times), memory)

    def edited(self, turn: int) -> float:
        time.sleep(_REST)
        mark = f"Edit{turn}Of{len(self.page.body)}"
        body = f"{self.page.body}\n{mark} $x_{{{len(self.page.body) + turn}}} + y$.\n"
        self.tool.write(self.number, replace(self.page, body=body))
        shown = self.until(mark, _PATIENCE)
        return _PATIENCE if shown is None else shown

    def until(self, text: str, patience: float) -> float | None:
        """Seconds until the page holds a text; None where it never does."""
        start = time.perf_counter()
        while (taken := time.perf_counter() - start) < patience and self.server.poll() is None:
            if text.encode() in _page(self.address):
                return time.perf_counter() - start
            time.sleep(_PAUSE)
        print(f"{self.tool.name}: no {text!r} at {self.address} within {taken:.0f} s")
        return None


def _page(address: str) -> bytes:
    """The page as it is served now; nothing where the server does not answer."""
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
            content: bytes = answer.read()
    except OSError:
        return b""
    return content


def free_port() -> int:
    """A port of this machine that nothing listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
