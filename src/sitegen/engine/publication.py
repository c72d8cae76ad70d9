"""`sitegen build`: a site made and published, or found to be as it would be made.

That nothing changed is known by the stamp of the build before; then nothing is loaded,
made or written, and the same is told again.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sitegen.effects import stamp
from sitegen.effects.stamp import Stamp
from sitegen.reports import Published, Report

if TYPE_CHECKING:
    from pathlib import Path


def publish_site(  # noqa: PLR0913 - the inputs of a build, each named
    site: Path,
    output: Path | None,
    *,
    now: dt.datetime,
    drafts: bool,
    jobs: int,
    quiet: bool,
) -> Report:
    """Build a site and publish it to `output` (None: where its settings say), unless an error forbids it."""
    asked = stamp.asked(site, output, drafts=drafts)
    last = stamp.load(site)
    current = stamp.renewed(last, asked, now) if last else None
    if current is None:
        from sitegen.effects.spawning import prepare  # noqa: PLC0415 - what finds that nothing changed is quick

        prepare()
        from sitegen.engine.making import Making  # noqa: PLC0415 - as above
        from sitegen.progress import progress_bar  # noqa: PLC0415 - as above

        with progress_bar(quiet=quiet) as progress:
            return Making(site, output, asked, last, jobs=jobs, progress=progress).publish(now)
    if current is not last:
        stamp.save(site, current)
    return _as_before(current)


def _as_before(known: Stamp) -> Report:
    published = Published(written=0, removed=0, unchanged=known.count)
    return Report(known.problems, known.documents, known.pages, published)
