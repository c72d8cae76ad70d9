"""What the template of a text beside its translation sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class BothRow:
    """Two blocks side by side."""

    kind: str
    """``heading paragraph math code list quotation table card html notes``."""
    left: Markup | None
    """In the page's language; None where there is no counterpart."""
    right: Markup | None
    """In the other language, likewise."""
    same: bool
    """Whether both are equal, so that `left` alone is shown."""


@dataclass(frozen=True, slots=True)
class BothSection:
    """A text, or one entry of a diary, beside its translation."""

    anchor: str
    """Id of an entry; "" for a text."""
    moment: dt.datetime | None
    """When an entry was written."""
    title: Markup | None
    """An entry's title."""
    other_title: Markup | None
    """Its title in the other language."""
    rows: tuple[BothRow, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class BothPage:
    """``both.html``: a text, or a month's entries, beside the translation."""

    url: str
    """The text's own page."""
    other_title: Markup
    """The title in the other language."""
    left: str
    """Code of the page's language."""
    right: str
    """Code of the other."""
    left_name: str
    """The page's language in its own words."""
    right_name: str
    """The other language in its own words."""
    sections: tuple[BothSection, ...]
    """In order."""
