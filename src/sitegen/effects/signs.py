"""How a file is known again without being read: by its size, its times and its number."""

from __future__ import annotations

import os
import time
from typing import Final

Sign = tuple[int, int, int, int]
"""Size in bytes, times of the last change of content and of anything (ns), inode."""

_SECOND: Final = 1_000_000_000
SOURCES: Final = 2 * _SECOND
"""For so long (ns) before it was seen, a source may have been changed again within one tick of the clock."""
OUTPUT: Final = _SECOND // 20
"""Likewise for published files, which nobody edits; where clocks tick by the second, as for sources."""


def moment() -> int:
    """The present (ns)."""
    return time.time_ns()


def sign_of(stat: os.stat_result) -> Sign:
    """The sign of a file."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def sign_at(path: str) -> Sign | None:
    """The sign of the file at a path; None where there is none."""
    try:
        return sign_of(os.stat(path))
    except OSError:
        return None


def is_settled(sign: Sign, seen: int, grace: int) -> bool:
    """Whether a file, seen at a moment (ns), cannot have changed afterwards and kept its sign."""
    _, modified, changed, _ = sign
    is_coarse = modified % _SECOND == 0
    return max(modified, changed) < seen - (max(grace, SOURCES) if is_coarse else grace)
