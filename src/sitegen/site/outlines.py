"""What other pages may know of a document, taken out of what was rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from sitegen.model import (
    SLOT_CLOSE,
    SLOT_OPEN,
    RenderedDocument,
    RenderedSection,
    RenderedText,
)

_LEAD: Final = 400
_FORMULA: Final = re.compile(f"{SLOT_OPEN}m(\\d+){SLOT_CLOSE}")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """What other pages may show of a section."""

    key: str
    """`RenderedSection.key`."""
    title: RenderedText | None
    """Its title; the slots are those of the outline's formulas."""
    lead: str
    """How its text begins, long enough for any summary."""
    is_empty: bool
    """Whether it holds nothing to show."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the rest of the site may know of a rendered document: its titles, not its text.

    As long as it stays the same, an edit touches no page but the document's own.
    """

    title: RenderedText | None
    """The title; its slots are those of `formulas`."""
    description: str
    """The description of the header, as text."""
    sections: tuple[SectionOutline, ...]
    """In the order of the document."""
    formulas: tuple[str, ...]
    """KaTeX's HTML for the ``m`` slots of the titles, and no other."""


def outline(rendered: RenderedDocument) -> Outline:
    """Give the outline of a document: it does not change with the text below its first sentences."""
    numbers: dict[int, int] = {}
    title = _renumbered(rendered.title, numbers)
    sections = tuple(_section(part, numbers) for part in rendered.sections)
    known = rendered.formulas
    formulas = tuple(known[number] if number < len(known) else "" for number in numbers)
    said = rendered.description.text if rendered.description else ""
    return Outline(title, said, sections, formulas)


def _section(part: RenderedSection, numbers: dict[int, int]) -> SectionOutline:
    lead = _SPACE.sub(" ", part.text[: 2 * _LEAD]).strip()[:_LEAD]
    return SectionOutline(part.key, _renumbered(part.title, numbers), lead, not part.html.strip())


def _renumbered(text: RenderedText | None, numbers: dict[int, int]) -> RenderedText | None:
    """Give a title whose formulas are counted on their own, so that those of the text do not move them."""
    if text is None:
        return None

    def slot(found: re.Match[str]) -> str:
        return f"{SLOT_OPEN}m{numbers.setdefault(int(found[1]), len(numbers))}{SLOT_CLOSE}"

    return replace(text, html=_FORMULA.sub(slot, text.html))
