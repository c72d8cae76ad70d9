"""From save to screen: ``python bench/saving.py SITE [--saves 30]``, on a copy of a site with a warm cache.

For an ordinary text, for the one with the most formulas and for a changed title it prints, in
milliseconds, the median and the 95th percentile from the save of the file until the new bytes are
served, and until the change stands in an open page of Chromium, painted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import math
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

import process
from following import free_port
from playwright.sync_api import Page, sync_playwright
from tools import sitegen_command

from sitegen.build import BuildResult, build

_REST: Final = 0.7
_PATIENCE: Final = 60.0
_LISTS: Final = re.compile(r'href="(/[^"#?]*)"')
_WATCH: Final = """(mark) => { window.seen = new Promise((done) => {
  const look = () => document.body.textContent.includes(mark) &&
    (watch.disconnect(), requestAnimationFrame(() => setTimeout(() => done(Date.now()), 0)));
  const watch = new MutationObserver(look);
  watch.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
}); }"""


@dataclass(frozen=True, slots=True)
class Source:
    """A text of the site."""

    path: Path
    """Its file."""
    address: str
    """Where it is served."""
    formulas: int
    """How many dollar signs it has, halved."""


@dataclass(frozen=True, slots=True)
class Server:
    """A preview that is running."""

    port: int
    """On this machine."""

    def get(self, path: str) -> bytes:
        """The bytes that are served at a path."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", quote(path, safe="/%"))
            return connection.getresponse().read()
        finally:
            connection.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="From save to screen.")
    parser.add_argument("site", type=Path)
    parser.add_argument("--saves", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(options.site, site, ignore=shutil.ignore_patterns("build", ".venv", ".bench", ".git"))
        sources = _sources(site, build(site, now=dt.datetime.now(dt.UTC)))
        _measured(site, sources, options.saves)


def _sources(site: Path, result: BuildResult) -> Sequence[Source]:
    """Articles and notes in the site's first language, by their number of formulas."""
    assert result.site is not None
    found: list[Source] = []
    for piece in result.site.editions[result.site.config.languages[0]].pieces:
        document = piece.document
        path = site / document.source
        if (
            piece.entry is None
            and path.suffix == ".md"
            and document.language == result.site.config.languages[0]
        ):
            text = path.read_text(encoding="utf-8")
            if text.startswith("---\ntitle:"):
                url = result.site.table.documents[document.path].partition("#")[0]
                found.append(Source(path, f"/{url.lstrip('/')}", text.count("$") // 2))
    return sorted(found, key=lambda source: source.formulas)


def _measured(site: Path, sources: Sequence[Source], saves: int) -> None:
    ordinary, heavy = sources[len(sources) // 2], sources[-1]
    port = free_port()
    start = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        running = sitegen_command("serve", str(site), "--port", str(port)).start(log)
        try:
            server = Server(port)
            _until(lambda: _answers(server, ordinary.address), 600)
            print(f"{len(sources)} texts; ready with a warm cache in {time.perf_counter() - start:.2f} s")
            time.sleep(3)
            for name, source in (("ordinary", ordinary), ("most formulas", heavy)):
                print(f"{name}: {source.path.name}, {source.formulas} formulas")
                _row("served", [_served(server, source, turn) for turn in range(saves)])
                _row("visible", list(_visible(server, source, saves)))
            lists = _lists(server, ordinary)
            _row(
                f"title, {len(lists)} pages right",
                [_titled(server, ordinary, lists, n) for n in range(saves)],
            )
            memory = sum(map(process.memory, process.family(running.pid))) / 1024
            print(f"memory of all processes: {memory:.0f} MiB")
            _ended(running)
        finally:
            process.end(running)


def _answers(server: Server, path: str) -> bool:
    try:
        return b"</html>" in server.get(path)
    except OSError:
        return False


def _until(holds: Callable[[], bool], patience: float = _PATIENCE) -> float:
    """Seconds until something holds; asked every millisecond."""
    start = time.perf_counter()
    while not holds():
        if time.perf_counter() - start > patience:
            message = "The preview did not follow."
            raise SystemExit(message)
        time.sleep(0.001)
    return time.perf_counter() - start


def _served(server: Server, source: Source, turn: int) -> float:
    mark = f"Served{turn}"
    time.sleep(_REST)
    with source.path.open("a", encoding="utf-8") as file:
        file.write(f"\n\n{mark} $x_{{{turn}}}$.\n")
    return _until(lambda: mark.encode() in server.get(source.address))


def _visible(server: Server, source: Source, saves: int) -> Iterator[float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page()
        page.goto(f"http://localhost:{server.port}{source.address}")
        page.wait_for_timeout(2000)
        for turn in range(saves):
            yield _seen(page, source, f"Seen{turn}", turn)
        browser.close()


def _seen(page: Page, source: Source, mark: str, turn: int) -> float:
    time.sleep(_REST)
    page.evaluate(_WATCH, mark)
    with source.path.open("a", encoding="utf-8") as file:
        file.write(f"\n\n{mark} $y_{{{turn}}}$.\n")
    saved = time.time()
    seen: float = page.evaluate("() => window.seen")
    return seen / 1000 - saved


def _lists(server: Server, source: Source) -> Sequence[str]:
    """The pages that show the title of a text: those that its own page and the home page lead to."""
    title = _title(source)
    pages = {"/", "/feed.xml", *_links(server, source.address), *_links(server, "/")}
    return sorted(path for path in pages if title.encode() in server.get(path))


def _links(server: Server, path: str) -> Iterator[str]:
    yield from (urlsplit(found).path for found in _LISTS.findall(server.get(path).decode()))


def _title(source: Source) -> str:
    line = source.path.read_text(encoding="utf-8").splitlines()[1]
    return line.partition(":")[2].strip().strip("\"'")


def _titled(server: Server, source: Source, lists: Sequence[str], turn: int) -> float:
    title = f"Title{turn}Of30"
    time.sleep(_REST)
    lines = source.path.read_text(encoding="utf-8").split("\n")
    source.path.write_text("\n".join([lines[0], f"title: {title}", *lines[2:]]), encoding="utf-8")
    return _until(lambda: all(title.encode() in server.get(path) for path in lists))


def _row(name: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    late = ordered[math.ceil(0.95 * len(ordered)) - 1]
    print(
        f"  {name}: median {statistics.median(ordered) * 1000:.0f} ms, 95th percentile {late * 1000:.0f} ms",
        flush=True,
    )


def _ended(running: subprocess.Popen[bytes]) -> None:
    start = time.perf_counter()
    running.send_signal(2)
    running.wait(10)
    print(f"ended {(time.perf_counter() - start) * 1000:.0f} ms after Ctrl-C")


if __name__ == "__main__":
    main()
