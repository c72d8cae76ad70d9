"""Rendered documents that are known by their outline, and read when they are needed.

A site and its pages are made of outlines, which do not change with the text below a
document's first sentences. Whoever looks into a text itself reads it through the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sitegen.memory.ledger import Ledger
from sitegen.model import Block, Heading, Reference, RenderedDocument, RenderedSection, RenderedText


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """What is known of a section before its text is needed."""

    key: str
    """`RenderedSection.key`."""
    title: RenderedText | None
    """Its title."""
    has_code: bool
    """Whether it holds highlighted code."""
    summary: str
    """One or two sentences of it."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a rendered document before its text is needed."""

    title: RenderedText | None
    """Its title."""
    description: RenderedText | None
    """The description of its header."""
    sections: tuple[SectionOutline, ...]
    """In order."""
    faces: tuple[str, ...]
    """KaTeX's font faces that its formulas are set in."""
    letters: str
    """The characters that its formulas show, each once."""
    summary: str
    """One or two sentences of all sections together."""


def joined(rendered: RenderedDocument) -> RenderedSection:
    """Give all sections of a document as one text."""
    return RenderedSection(
        key="",
        title=None,
        html="".join(part.html for part in rendered.sections),
        text="\n".join(part.text for part in rendered.sections),
        headings=tuple(heading for part in rendered.sections for heading in part.headings),
        has_code=any(part.has_code for part in rendered.sections),
    )


class Section(RenderedSection):
    """A section whose outline is known, and whose text is read when it is asked for."""

    __slots__ = ("_known", "_ledger", "_path")

    _known: SectionOutline
    _ledger: Ledger
    _path: str

    def __init__(self, ledger: Ledger, path: str, known: SectionOutline) -> None:
        object.__setattr__(self, "_ledger", ledger)
        object.__setattr__(self, "_path", path)
        object.__setattr__(self, "_known", known)

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def _read(self, name: str) -> Any:  # noqa: ANN401 - as many types as fields
        return self._ledger.read(self._path, (self._known.key, name))

    @property
    def key(self) -> str:
        """The key of its outline."""
        return self._known.key

    @property
    def title(self) -> RenderedText | None:
        """The title of its outline."""
        return self._known.title

    @property
    def has_code(self) -> bool:
        """As its outline says."""
        return self._known.has_code

    @property
    def summary(self) -> str:
        """As its outline says."""
        return self._known.summary

    @property
    def html(self) -> str:
        """Read from the text."""
        return str(self._read("html"))

    @property
    def text(self) -> str:
        """Read from the text."""
        return str(self._read("text"))

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Read from the text."""
        return tuple(self._read("headings"))

    @property
    def formulas(self) -> tuple[tuple[int, int], ...]:
        """Read from the text."""
        return tuple(self._read("formulas"))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Read from the text."""
        return tuple(self._read("blocks"))


class Whole(RenderedSection):
    """All sections of a document as one, read when it is asked for."""

    __slots__ = ("_known", "_text")

    _known: Outline
    _text: Text

    def __init__(self, text: Text, known: Outline) -> None:
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "_known", known)

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @property
    def key(self) -> str:
        """A document's own."""
        return ""

    @property
    def title(self) -> None:
        """There is none."""
        return

    @property
    def has_code(self) -> bool:
        """As the outline says."""
        return any(section.has_code for section in self._known.sections)

    @property
    def summary(self) -> str:
        """As the outline says."""
        return self._known.summary

    @property
    def html(self) -> str:
        """Read from the text."""
        return joined(self._text).html

    @property
    def text(self) -> str:
        """Read from the text."""
        return joined(self._text).text

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Read from the text."""
        return joined(self._text).headings

    @property
    def formulas(self) -> tuple[tuple[int, int], ...]:
        """They are not known for a whole document."""
        return ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """They are not known for a whole document."""
        return ()


class Text(RenderedDocument):
    """A document whose outline is known, and whose text is read when it is asked for."""

    __slots__ = ("_known", "_ledger", "_path", "_sections", "_whole")

    _known: Outline
    _ledger: Ledger
    _path: str
    _sections: tuple[Section, ...]
    _whole: Whole

    def __init__(self, ledger: Ledger, path: str, known: Outline) -> None:
        sections = tuple(Section(ledger, path, section) for section in known.sections)
        object.__setattr__(self, "_ledger", ledger)
        object.__setattr__(self, "_path", path)
        object.__setattr__(self, "_known", known)
        object.__setattr__(self, "_sections", sections)
        object.__setattr__(self, "_whole", Whole(self, known))

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @property
    def whole(self) -> RenderedSection:
        """All sections as one."""
        return self._whole

    @property
    def title(self) -> RenderedText | None:
        """The title of its outline."""
        return self._known.title

    @property
    def description(self) -> RenderedText | None:
        """The description of its outline."""
        return self._known.description

    @property
    def sections(self) -> tuple[RenderedSection, ...]:
        """Those of its outline."""
        return self._sections

    @property
    def formulas(self) -> tuple[str, ...]:
        """Read from the text."""
        return tuple(self._ledger.read(self._path, (None, "formulas")))

    @property
    def references(self) -> tuple[Reference, ...]:
        """Read from the text."""
        return tuple(self._ledger.read(self._path, (None, "references")))
