"""A site that is previewed by the real command, in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.building import SOURCE
from tests.preview.sites import write

POST = "content/posts/long.md"
"""What is saved where nothing else is named."""


class Served:
    """One running preview; what it prints is kept line by line."""

    def __init__(self, site: Path, *options: str) -> None:
        self.site = site
        self.options = options
        self.port = ""
        self.lines: list[str] = []
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-u", "-m", "sitegen", "serve", str(self.site), *self.options]
        paths = os.pathsep.join([str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])])
        self.process = subprocess.Popen(
            [*command, "--port", self.port or "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"PYTHONPATH": paths},
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.search(r"http://[^/]+:(\d+)", line)
        assert found, line
        self.port = found[1]
        self.reader = threading.Thread(target=self.listen)
        self.reader.start()

    def listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def rebuilds(self) -> list[str]:
        """What the terminal said of each change that it took up."""
        return [line for line in self.lines if re.search(r": \d+ ms$", line)]

    def end(self) -> float:
        """End it as Ctrl-C does; gives the seconds that takes."""
        start = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(5) == 0
        seconds = time.perf_counter() - start
        self.reader.join()
        assert self.process.stdout
        self.process.stdout.close()
        loud = [line for line in self.lines if "Warning" in line or "Traceback" in line]
        assert loud == [], self.lines
        return seconds

    def save(self, text: str, name: str = POST) -> None:
        write(self.site, {name: text})
