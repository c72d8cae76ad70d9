"""What `sitegen check` looks at besides what a build reports."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sitegen.build import BuildResult
from sitegen.effects.http import Client
from sitegen.effects.link_memory import reasons
from sitegen.engine.opening import read_documents
from sitegen.errors import Problem, judged
from sitegen.located import located
from sitegen.site.outward import gone, outward
from sitegen.site.review import review


def checked(site: Path, result: BuildResult, now: dt.datetime, *, external: bool) -> tuple[Problem, ...]:
    """All problems of a build and of a closer look; with `external` other hosts are asked, politely."""
    if result.site is None or result.config is None:
        return result.problems
    documents = {document.path: document for document in read_documents(site, result.config)[0]}
    sources = {path: document.body for path, document in documents.items()}
    found = list(review(result.site, sources, result.targets, result.assets))
    if external:
        client = Client(loopback=result.config.online.loopback)
        answers = reasons(site, outward(result.site, result.targets), client, now)
        found += gone(result.site, result.targets, answers)
    more = judged(located(found, documents), result.config.problems)
    return tuple(
        sorted((*result.problems, *more), key=lambda p: (p.path, p.line, p.column, p.code, p.message))
    )
