"""Where the time of a build goes: ``python bench/stages.py SITE``, for example ``.bench/1220/sitegen``.

One process does everything, the workers' part too, under the profiler, which makes
Python look slower than it is beside V8. The first table is a build with an empty
cache, the second one where nothing changed.
"""

from __future__ import annotations

import cProfile
import datetime as dt
import os
import pstats
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sitegen.build import build
from sitegen.config import Limits
from sitegen.effects.katex import Katex
from sitegen.effects.reading import katex_script
from sitegen.effects.workers import Encoded, Job, Workers, encode
from sitegen.errors import Problem
from sitegen.markup.document import render_document

_PARTS = (
    (r"py_mini_racer|asyncio|concurrent|selectors|threading", "KaTeX in V8, and the way to it"),
    (r"effects/katex", "KaTeX in V8, and the way to it"),
    (
        r"markdown_it|mdit_py_plugins|markup/(?:dispatch|parser|cjk|inline|links|tables|lists)",
        "parsing Markdown",
    ),
    (r"pygments|markup/highlight", "highlighting"),
    (r"sitegen/scan|markup/tex", "finding formulas"),
    (r"sitegen/markup|sitegen/slugs|sitegen/scripts", "rendering bodies"),
    (r"sitegen/sources|yaml|sitegen/header", "reading sources"),
    (r"jinja2|markupsafe|<template>|templates/|\.html$", "templates"),
    (r"babel|sitegen/i18n", "words and dates"),
    (r"sitegen/site", "the site: tags, months, references"),
    (r"sitegen/output|xml|sitegen/media|fontTools", "pages, feeds, files"),
    (r"sitegen/effects|sqlite|msgspec", "cache and files"),
)
"""Patterns of module paths, the first that matches wins, and the stage that they are part of."""


class InProcess(Workers):
    """Renders in this process, so that the profiler sees it."""

    def render(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Encoded | Problem]]:
        """Render jobs one after the other."""
        katex = Katex(katex_script())
        for index, job in enumerate(jobs):
            rendered, problems = render_document(job.document, job.options, job.resources, katex.typeset)
            yield index, encode(rendered, problems)


def profiled(site: Path) -> Counter[str]:
    """Processor seconds of a build by stage."""
    profile = cProfile.Profile(time.process_time)
    workers = InProcess(katex_script(), Limits(), 1)
    profile.runcall(build, site, now=dt.datetime.now(dt.UTC), workers=workers)
    found: Counter[str] = Counter()
    for (path, _, name), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if path == "~":
            for (caller, _, _), numbers in callers.items():
                found[_stage(caller, name)] += numbers[2]
        else:
            found[_stage(path, name)] += own
    return found


def _stage(path: str, name: str) -> str:
    place = path if path != "~" else name
    return next((stage for pattern, stage in _PARTS if re.search(pattern, place)), "everything else")


def table(found: Counter[str]) -> str:
    """The stages as Markdown, the longest first."""
    total = found.total()
    rows = (f"| {stage} | {s:.2f} | {s / total:.0%} |\n" for stage, s in found.most_common())
    return f"| stage | CPU s | share |\n|---|---:|---:|\n{''.join(rows)}| all | {total:.2f} | |\n"


def main(site: Path) -> None:
    """Print both tables."""
    sys.setrecursionlimit(20_000)
    shutil.rmtree(site / ".sitegen", ignore_errors=True)
    for title in ("cold", "nothing changed"):
        print(f"{title}\n\n{table(profiled(site))}", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
