"""What is measured of each tool, in turn: cold, nothing changed, one body edited, one title edited."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import judge
import process
from corpus import Page
from following import Followed, follow
from tools import Tool

WORK = ("cold", "unchanged", "body", "title")
"""The kinds of work, in the order in which a round does them."""

Typical = Callable[[Sequence[float]], float]
"""Tells the typical one of some times: the median, or the shortest on a machine that does other work."""

_SLOW = 20.0
"""From so many seconds on, the watched cold build counts, and no other is made."""


@dataclass(slots=True)
class Measured:
    """All figures of one tool."""

    tool: Tool
    """Which one."""
    times: dict[str, list[float]] = field(default_factory=lambda: {work: [] for work in WORK})
    """Seconds by kind of work."""
    peak: float = 0
    """Peak memory of a cold build, MiB."""
    cpu: float = 0
    """Processor seconds of that build, over all processes."""
    verdict: judge.Verdict | None = None
    """How the formulas fared."""
    files: int = 0
    """Files of the output."""
    size: float = 0
    """MB of the output."""
    followed: Followed | None = None
    """The running preview; None where there is none."""
    typical: Typical = statistics.median
    """What is told of several times."""

    def seconds(self, work: str) -> float:
        """The typical time of one kind of work."""
        return self.typical(self.times[work])


def measure(
    tools: Sequence[Tool], pages: Sequence[Page], expected: judge.Wanted, rounds: int, typical: Typical
) -> list[Measured]:
    """Measure all tools, round by round, so that a slow minute of the machine meets each of them.

    A build before the rounds watches the memory.
    """
    found = [Measured(tool, typical=typical) for tool in tools]
    for one in found:
        _look(one, expected)
        print(f"{one.tool.name}: peak {one.peak:.0f} MiB, {one.verdict}", flush=True)
    for turn in range(rounds):
        for one in found:
            for work, seconds in _round(one, pages, turn):
                one.times[work].append(seconds)
                print(f"{one.tool.name} {work}: {seconds:.2f} s", flush=True)
    for one in found:
        one.followed = follow(one.tool, pages, edits=7)
        print(f"{one.tool.name} preview: {one.followed}", flush=True)
    return found


def _look(one: Measured, expected: judge.Wanted) -> None:
    """Build once with the memory watched, and look at the output."""
    one.tool.forget()
    run = process.run(one.tool.build, watched=True)
    one.peak, one.cpu = run.peak, run.cpu
    one.verdict = judge.judge(one.tool.output, expected)
    sizes = [path.stat().st_size for path in one.tool.output.rglob("*") if path.is_file()]
    one.files, one.size = len(sizes), sum(sizes) / 1e6
    if run.seconds > _SLOW:
        one.times["cold"].append(run.seconds)


def _round(one: Measured, pages: Sequence[Page], turn: int) -> Iterator[tuple[str, float]]:
    tool, number = one.tool, len(pages) // 2
    tool.write(number, pages[number])
    slow = max(one.times["cold"], default=0) > _SLOW
    if not slow:
        tool.forget()
    first = process.run(tool.build).seconds
    if not slow:
        yield "cold", first
    for work, edited in _edits(pages[number], turn).items():
        tool.write(number, edited)
        yield work, process.run(tool.build).seconds


def _edits(page: Page, turn: int) -> Mapping[str, Page]:
    """The page after each kind of edit."""
    body = f"{page.body}\nEdit {turn}: $x_{{{turn + 1}}} + y$.\n"
    return {
        "unchanged": page,
        "body": replace(page, body=body),
        "title": replace(page, body=body, title=f"{page.title} again {turn}"),
    }


def cold(tool: Tool, times: int, typical: Typical) -> float:
    """The typical time of a cold build of one tool."""
    seconds = []
    for _ in range(times):
        tool.forget()
        seconds.append(process.run(tool.build).seconds)
    return typical(seconds)
