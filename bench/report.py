"""The figures as Markdown; a section for each size, in one file."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Counts
from measure import Measured

_TITLE = "# Results of `make bench`\n"
_SECTION = re.compile(r"^## (\d+) documents\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Small:
    """Figures of sitegen alone."""

    help: float
    """Seconds of ``sitegen --help``."""
    three: float
    """Seconds of a cold build of three pages."""
    standard: float
    """Seconds of a cold build of the standard size."""
    standard_pages: int
    """The standard size."""


def section(counts: Counts, measured: Sequence[Measured], small: Small, rounds: str) -> str:
    """The results for one size."""
    facts = (
        f"{counts.formulas:,} formulas ({counts.distinct:,} distinct, {counts.display:,} display) "
        f"on {counts.math_pages:,} documents, {counts.code:,} code blocks, {counts.bytes / 1e6:.1f} MB, "
        f"{counts.tags} tags, {counts.months} months, {counts.japanese:,} documents in Japanese."
    )
    versions = "; ".join(f"{one.tool.name} {one.tool.version}" for one in measured)
    return "\n".join(
        (
            f"## {counts.pages} documents\n",
            f"{dt.datetime.now(dt.UTC):%Y-%m-%d}. {_machine()} {versions}. {rounds}\n",
            facts + "\n",
            _table(measured),
            _ratios(measured),
            _alone(counts, measured, small),
        )
    )


def rounds_told(count: int, *, shared: bool) -> str:
    """How the figures came about."""
    if shared:
        return f"The machine was doing other work: each time is the shortest of {count}, and still too long."
    return "One round." if count == 1 else f"Medians of {count} rounds."


def _machine() -> str:
    model = re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores ({model[1].strip() if model else platform.machine()}), {memory:.0f} GiB, "
        f"Linux {platform.release().split('-')[0]}, Python {platform.python_version()}."
    )


_ROWS: tuple[tuple[str, Callable[[Measured], str]], ...] = (
    ("cold build, s", lambda one: f"{one.seconds('cold'):.2f}"),
    ("cold build, CPU seconds", lambda one: f"{one.cpu:.1f}"),
    ("nothing changed, s", lambda one: f"{one.seconds('unchanged'):.2f}"),
    ("one body edited, s", lambda one: f"{one.seconds('body'):.2f}"),
    ("one title edited, s", lambda one: f"{one.seconds('title'):.2f}"),
    ("one body edited in a running preview, s", lambda one: _followed(one, lambda f: f"{f.edit:.3f}")),
    ("preview until the first page, s", lambda one: _followed(one, lambda f: f"{f.start:.2f}")),
    ("preview, memory, MiB", lambda one: _followed(one, lambda f: f"{f.memory:.0f}")),
    ("peak memory of all processes, cold, MiB", lambda one: f"{one.peak:.0f}"),
    ("files written", lambda one: f"{one.files:,}"),
    ("output, MB", lambda one: f"{one.size:.1f}"),
    ("formulas on the pages", lambda one: f"{one.verdict.rendered:,}" if one.verdict else "–"),
    ("formulas lost", lambda one: f"{one.verdict.lost:,}" if one.verdict else "–"),
)


def _followed(one: Measured, shown: Callable[..., str]) -> str:
    return shown(one.followed) if one.followed else "–"


def _table(measured: Sequence[Measured]) -> str:
    head = "| | " + " | ".join(one.tool.name for one in measured) + " |\n"
    rule = "|---|" + "---:|" * len(measured) + "\n"
    rows = (f"| {name} | " + " | ".join(show(one) for one in measured) + " |\n" for name, show in _ROWS)
    return head + rule + "".join(rows)


def _ratios(measured: Sequence[Measured]) -> str:
    own, eleventy, hugo = measured
    rows = [
        ("cold build ÷ Eleventy", own.seconds("cold") / eleventy.seconds("cold")),
        ("CPU seconds of a cold build ÷ Eleventy", own.cpu / eleventy.cpu),
        ("cold build ÷ Hugo", own.seconds("cold") / hugo.seconds("cold")),
        ("nothing changed ÷ Hugo with its cache", own.seconds("unchanged") / hugo.seconds("unchanged")),
        ("one body edited ÷ Hugo with its cache", own.seconds("body") / hugo.seconds("body")),
        ("peak memory ÷ Eleventy", own.peak / eleventy.peak),
    ]
    if own.followed and hugo.followed:
        rows.append(("body edit in a preview ÷ Hugo's server", own.followed.edit / hugo.followed.edit))
    return "| ratio | |\n|---|---:|\n" + "".join(f"| {name} | {value:.3f} |\n" for name, value in rows)


def _alone(counts: Counts, measured: Sequence[Measured], small: Small) -> str:
    own = (
        f"`sitegen --help` takes {small.help * 1000:.0f} ms, a cold build of three pages {small.three:.2f} s."
    )
    if counts.pages == small.standard_pages:
        return f"{own}\n"
    growth = measured[0].seconds("cold") / small.standard
    pages = counts.pages / small.standard_pages
    return (
        f"{own}\n\nCold, {counts.pages} documents take {growth:.2f} times as long as {small.standard_pages} "
        f"({small.standard:.2f} s); they are {pages:.2f} times as many.\n"
    )


def renewed(text: str, size: int, section_text: str) -> str:
    """The file of results with the section of one size put in its place."""
    sections = {int(match[1]): match[0].strip() + "\n" for match in _SECTION.finditer(text)}
    sections[size] = section_text.strip() + "\n"
    return "\n".join([_TITLE, *(sections[key] for key in sorted(sections))])
