"""What a command tells at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.errors import Problem


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    written: int
    """Files that are new or have other content."""
    removed: int
    """Files that sitegen wrote before and no longer makes."""
    unchanged: int
    """Files that stayed as they were."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a site."""

    problems: Sequence[Problem]
    """Judged and sorted."""
    documents: int = 0
    """How many documents were read."""
    pages: int = 0
    """How many pages were made."""
    published: Published | None = None
    """What publishing did; None where nothing was published."""
