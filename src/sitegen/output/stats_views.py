"""What the template of the figures sees."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sitegen.output.views import TagLink
from sitegen.site.statistics import Count


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart."""

    title: str
    """What it shows."""
    svg: Markup
    """The drawing."""


@dataclass(frozen=True, slots=True)
class StatsMonth:
    """A month in the table of figures."""

    name: str
    """Its name."""
    url: str
    """Its page, ready for ``href``; "" where nothing was written."""
    count: Count
    """How much was written."""


@dataclass(frozen=True, slots=True)
class StatsPage:
    """The figures of a language (``stats.html``)."""

    charts: tuple[Chart, ...]
    """Drawings by month."""
    months: tuple[StatsMonth, ...]
    """Newest first."""
    total: Count
    """Everything, undated texts too."""
    tags: tuple[TagLink, ...]
    """The most used."""
