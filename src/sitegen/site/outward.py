"""The links of a site that lead to other hosts, and what is wrong with those that are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.errors import Problem
from sitegen.model import Reference
from sitegen.site.addresses import scheme
from sitegen.site.model import Site, Target

_LONGEST = 200


def outward(site: Site, targets: Mapping[str, tuple[Target, ...]]) -> tuple[str, ...]:
    """Every address elsewhere that a text links to, once each, sorted."""
    return tuple(sorted({url for _, _, url in _links(site, targets)}))


def gone(
    site: Site, targets: Mapping[str, tuple[Target, ...]], reasons: Mapping[str, str]
) -> tuple[Problem, ...]:
    """A problem for every link to one of the addresses that have a reason against them."""
    return tuple(
        _problem(path, reference, url, reasons[url])
        for path, reference, url in _links(site, targets)
        if reasons.get(url)
    )


def _links(site: Site, targets: Mapping[str, tuple[Target, ...]]) -> Iterator[tuple[str, Reference, str]]:
    for path in site.documents:
        for reference, target in zip(site.rendered[path].references, targets[path], strict=True):
            url = (target.href or "").partition("#")[0]
            if target.foreign and scheme(url) in {"http", "https"}:
                yield path, reference, url


def _problem(path: str, reference: Reference, url: str, reason: str) -> Problem:
    shown = url if len(url) <= _LONGEST else f"{url[:_LONGEST]}…"
    message = f"{shown} cannot be reached: {reason[:_LONGEST]}."
    hint = "Correct the address, or link to a copy (web.archive.org keeps many)."
    return Problem("link-gone", path, reference.line, reference.column, message, hint)
