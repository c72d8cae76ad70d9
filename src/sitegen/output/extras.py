"""What pages show beside their texts, prepared before they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Extras:
    """Colours and images for the heads of pages."""

    ground: tuple[str, str] = ("#ffffff", "#000000")
    """The ground of a page, light and dark: what a browser paints around it."""
    previews: Mapping[str, str] = field(default_factory=dict)
    """Site-relative address of the preview image of a note, by the path of its source."""
