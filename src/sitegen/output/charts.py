"""Bar charts as static SVG in the colours of the theme; the page shows the same figures in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

_WIDTH: Final = 640
_HEIGHT: Final = 120
_FOOT: Final = 30
_WIDEST: Final = 28.0
_YEARS: Final = 9


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    label: str
    """What it stands for."""
    value: int
    """How high it is."""
    mark: str = ""
    """What is written under it."""


def bars(title: str, items: Sequence[Bar]) -> Markup:
    """Draw bars side by side; each tells its label and value when it is pointed at."""
    step = min(_WIDTH / max(len(items), 1), _WIDEST)
    top = max((item.value for item in items), default=0) or 1
    marked = _thinned(items)
    drawn = "".join(_bar(item, number * step, step, top) for number, item in enumerate(items))
    marks = "".join(_mark(item, number * step) for number, item in enumerate(items) if number in marked)
    return Markup(  # noqa: S704 - escaped where it comes from outside
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" width="100%" role="img" aria-label="{escape(title)}">'
        f'<path stroke="var(--control)" d="M0 {_HEIGHT + 0.5}H{_WIDTH}"/><g fill="var(--accent)">{drawn}</g>'
        f'<g fill="var(--muted)" font-size="20">{marks}</g></svg>'
    )


def _bar(item: Bar, x: float, step: float, top: int) -> str:
    if not item.value:
        return ""
    height = max(_HEIGHT * item.value / top, 1.0)
    gap = step * 0.15
    place = f'x="{_number(x + gap)}" y="{_number(_HEIGHT - height)}"'
    size = f'width="{_number(step - 2 * gap)}" height="{_number(height)}"'
    return f"<rect {place} {size}><title>{escape(item.label)}</title></rect>"


def _mark(item: Bar, x: float) -> str:
    return f'<text x="{_number(x)}" y="{_HEIGHT + _FOOT - 6}">{escape(item.mark)}</text>'


def _thinned(items: Sequence[Bar]) -> frozenset[int]:
    """Which marks are written, so that they do not run into each other."""
    marked = [number for number, item in enumerate(items) if item.mark]
    every = -(-len(marked) // _YEARS) or 1
    room = max(1, round(_WIDTH / _YEARS / min(_WIDTH / max(len(items), 1), _WIDEST)))
    kept: list[int] = []
    for number in marked[::every]:
        if not kept or number - kept[-1] >= room:
            kept.append(number)
    return frozenset(kept)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
