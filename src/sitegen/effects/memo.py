"""Results that cost much and depend on little, kept between builds in a file of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sitegen.effects.cache import Cache
from sitegen.effects.package import fingerprint

Maker = Callable[[], bytes]
"""Makes one result; the same each time."""


def remembered(site: Path, name: str, makers: Mapping[bytes, Maker]) -> dict[bytes, bytes]:
    """Give the result of every maker by its key; only what is not yet known is made.

    The results stand in ``.sitegen/{name}.db``, which afterwards holds these and no other.
    A key has to tell of all that its result depends on but sitegen's own code.
    """
    with Cache.open(site / ".sitegen" / f"{name}.db", fingerprint()) as cache:
        found = cache.get(makers)
        missing = [key for key in makers if key not in found]
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            fresh = dict(zip(missing, pool.map(lambda key: makers[key](), missing), strict=True))
        cache.put(fresh)
        cache.prune(makers)
    return found | fresh
