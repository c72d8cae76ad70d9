"""Ask many addresses: hosts beside each other, the addresses of one host one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from sitegen.effects.http import Client, Failure, Page, pause


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely many pages are asked for."""

    hosts: int = 8
    """Hosts that are asked at a time."""
    between: float = 0.5
    """Seconds between two questions to one host."""
    sleep: Callable[[float], None] = pause
    """Waits."""


def gather(client: Client, urls: Iterable[str], manners: Manners) -> Iterator[tuple[str, Page | Failure]]:
    """Yield every address with its answer, as they come in."""
    groups: dict[str, list[str]] = {}
    for url in urls:
        groups.setdefault(_host(url), []).append(url)
    answers: SimpleQueue[tuple[str, Page | Failure]] = SimpleQueue()
    pool = ThreadPoolExecutor(manners.hosts, thread_name_prefix="cards")
    try:
        running = {pool.submit(_ask, client, group, manners, answers) for group in groups.values()}
        while running:
            yield from _waiting(answers)
            running = _left(running)
        yield from _waiting(answers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ask(
    client: Client, urls: list[str], manners: Manners, answers: SimpleQueue[tuple[str, Page | Failure]]
) -> None:
    for number, url in enumerate(urls):
        if number:
            manners.sleep(manners.between)
        answers.put((url, client.get(url)))


def _waiting(answers: SimpleQueue[tuple[str, Page | Failure]]) -> Iterator[tuple[str, Page | Failure]]:
    while True:
        try:
            yield answers.get(timeout=0.05)
        except Empty:
            return


def _left(running: set[Future[None]]) -> set[Future[None]]:
    done, left = wait(running, timeout=0, return_when=FIRST_COMPLETED)
    for future in done:
        future.result()
    return left


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url
