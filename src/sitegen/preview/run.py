"""The preview from start to end: studio, watcher, server and terminal, wired together."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import gc
import os
import signal
import socket
import threading
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import uvicorn

from sitegen.effects.package import theme_folder
from sitegen.effects.watcher import Gatherer, Watcher
from sitegen.preview.server import Preview
from sitegen.preview.studio import Studio
from sitegen.preview.terminal import Terminal

_PATIENCE: Final = 0.35
_TRIED: Final = 10


def serve(site: Path, host: str, port: int | None, *, open_browser: bool) -> str | None:
    """Preview a site until it is ended; gives the reason where it cannot begin.

    Without a `port` the first free one from 8000 on is taken.
    """
    start = time.perf_counter()
    listening = _listen(host, port)
    if isinstance(listening, str):
        return listening
    gatherer = Gatherer()
    watcher = Watcher(site, gatherer, [theme_folder() / name for name in ("templates", "static")])
    watcher.start()
    _end_quickly(gatherer)
    gc.disable()
    studio = Studio(site, clock=lambda: dt.datetime.now(dt.UTC), timer=time.perf_counter)
    _rest_collector()
    session = _Session(site, studio, gatherer, Terminal())
    address = _address(listening, host, studio)
    session.terminal.ready(address, session.documents, time.perf_counter() - start)
    studio.start()
    session.terminal.problems(studio.problems())
    if open_browser:
        threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
    asyncio.run(session.run(listening, host))
    return None


def _rest_collector() -> None:
    """Let the collector pass over what stays: with thousands of documents it would hold up every save."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)
    gc.enable()


class _Session:
    """One preview that is running."""

    def __init__(self, site: Path, studio: Studio, gatherer: Gatherer, terminal: Terminal) -> None:
        self.terminal = terminal
        self._studio = studio
        self._gatherer = gatherer
        self._preview = Preview(site, studio)

    @property
    def documents(self) -> int:
        """How many documents there are."""
        state = self._studio.state
        return len(state.documents) if state else 0

    async def run(self, listening: socket.socket, bound: str) -> None:
        """Serve and follow the files."""
        config = uvicorn.Config(
            self._preview.application(bound), log_level="error", access_log=False, lifespan="off",
            server_header=False, date_header=False, http="h11", loop="asyncio", ws="none",
        )  # fmt: skip
        server = _Server(config)
        following = asyncio.create_task(self._follow())
        await server.serve(sockets=[listening])
        following.cancel()

    async def _follow(self) -> None:
        await self._preview.save()
        while (paths := await asyncio.to_thread(self._gatherer.wait)) is not None:
            change = await self._preview.update(paths)
            if change.has_effect:
                self.terminal.changed(change)
            self.terminal.problems(self._studio.problems())
            await self._preview.save()


class _Server(uvicorn.Server):
    """A server that leaves signals to the preview."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _end_quickly(gatherer: Gatherer) -> None:
    """End the process at the first signal, whatever it is doing: nothing it holds is worth waiting for."""

    def end(_number: int, _frame: object) -> None:
        gatherer.end()
        os.write(1, b"\n")
        os._exit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def _listen(host: str, port: int | None) -> socket.socket | str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    reason = ""
    for number in [port] if port is not None else range(8000, 8000 + _TRIED):
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host.strip("[]"), number))
            listening.listen(128)
        except (OSError, OverflowError) as error:
            listening.close()
            reason = f"{host}:{number} cannot be used: {getattr(error, 'strerror', None) or error}."
        else:
            return listening
    return reason


def _address(listening: socket.socket, host: str, studio: Studio) -> str:
    name = "localhost" if host in ("127.0.0.1", "localhost") else f"[{host}]" if ":" in host else host
    path = urlsplit(studio.state.config.base_url).path if studio.state else ""
    return f"http://{name}:{listening.getsockname()[1]}{path}/"
