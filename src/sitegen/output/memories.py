"""On this day: what was written on the day of the build, in the years before."""

from __future__ import annotations

from sitegen.output.diary_views import Memories
from sitegen.output.press import Press
from sitegen.site.model import Edition


def memories(press: Press, edition: Edition) -> Memories | None:
    """Give what was written on this day of earlier years; None where nothing was."""
    today = press.site.today
    found = tuple(
        piece
        for piece in edition.pieces
        if piece.day
        and (piece.day.month, piece.day.day) == (today.month, today.day)
        and piece.day.year < today.year
        and not (piece.entry and piece.entry.precision == "month")
    )
    return Memories(today, press.listed(found, edition.language)) if found else None
