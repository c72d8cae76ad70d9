"""What the template of an old address sees."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """``redirect.html``: an old address."""

    target: str
    """Where it leads now."""
