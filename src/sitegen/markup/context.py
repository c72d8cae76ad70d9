"""What the rendering of one document gathers on its way: references, problems, ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from markdown_it.token import Token
from markupsafe import escape

from sitegen.errors import Problem
from sitegen.markup.mathml import plain, readable
from sitegen.model import SLOT_CLOSE, SLOT_OPEN, Reference, Resources
from sitegen.scan import Masked
from sitegen.slugs import slugify
from sitegen.summaries import summary

_FORMULA: Final = re.compile(f"{SLOT_OPEN}\\d+{SLOT_CLOSE}")
_LONGEST_QUOTE: Final = 240
ReferenceKind = Literal["link", "image", "card", "title", "note", "issue", "post"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What becomes of one formula."""

    slot: int
    """Number of its slot; -1 where it only defines or has failed."""
    display: bool
    """Whether it is set on lines of its own."""
    source: str
    """Its source with delimiters, where it has failed; else ""."""
    error: str
    """Why it has failed."""
    html: str
    """KaTeX's HTML."""


@dataclass(slots=True)
class Context:
    """Gathered while one document is rendered; thrown away after."""

    path: str
    """The source's path."""
    masked: Masked
    """The text being rendered."""
    shown: Mapping[int, Shown]
    """By number of the formula in `masked`."""
    resources: Resources
    """Includes and drawings."""
    words: Mapping[str, str]
    """Interface words inside texts, in the document's language."""
    first_line: int = 1
    """Source line of the first line of `masked`."""
    lines: tuple[str, ...] = ()
    """The lines of the source; empty until they are asked for."""
    section: str = ""
    """Key of the section being rendered."""
    references: list[Reference] = field(default_factory=list)
    """So far."""
    problems: list[Problem] = field(default_factory=list)
    """So far."""
    ids: set[str] = field(default_factory=set)
    """Ids given on this page so far."""
    repeats: dict[str, int] = field(default_factory=dict)
    """How often each readable id has been wanted."""
    has_code: bool = False
    """Whether highlighted code has been met in this section."""
    is_loose: bool = False
    """Whether the HTML may have to be put right: the author wrote tags, or an element was divided."""
    around: list[Token] = field(default_factory=list)
    """The inline tokens being rendered; between blocks those that were last."""
    quoted: tuple[list[Token] | None, str] = (None, "")
    """The tokens last quoted, and what they say."""
    toc: str = ""
    """The table of contents of the section, for its marker."""
    footnotes: dict[str, int] = field(default_factory=dict)
    """Number of each footnote met in this section, by its key."""
    footnotes_met: set[str] = field(default_factory=set)
    """Keys of the footnotes met in any section."""
    footnote_uses: dict[str, int] = field(default_factory=dict)
    """How often each footnote has been referred to."""

    def line(self, token: Token) -> int:
        """The 1-based source line of a token."""
        return self.masked.source_line(token.map[0]) + self.first_line if token.map else 0

    def problem(self, code: str, token: Token, message: str, hint: str = "", *, about: str = "") -> None:
        """Note a problem at a token; `about` is looked for in its line to find the column."""
        line = self.line(token)
        message, hint, about = map(self.masked.restore, (message, hint, about))
        self.problems.append(Problem(code, self.path, line, self.column(line, about), message, hint))

    def column(self, line: int, text: str) -> int:
        """The 1-based column of `text` in a source line; 1 where it is not found."""
        if not self.lines:
            self.lines = tuple(self.masked.source.split("\n"))
        index = line - self.first_line
        return self.lines[index].find(text) + 1 or 1 if text and 0 <= index < len(self.lines) else 1

    def restored(self, html: str) -> str:
        """HTML in which a formula that met no rule of mathematics (in an attribute, say) is its source."""
        if SLOT_OPEN not in html:
            return html
        return _FORMULA.sub(lambda match: escape(self.masked.restore(match[0])), html)

    def slot(self, letter: str, kind: ReferenceKind, target: str, token: Token, label: str = "") -> str:
        """A new reference and the slot that stands for it."""
        target = self.masked.restore(target)
        line = self.line(token)
        quote = "" if kind == "image" else self.quote()
        self.references.append(
            Reference(kind, target, line, self.column(line, target), self.section, label, quote)
        )
        return f"{SLOT_OPEN}{letter}{len(self.references) - 1}{SLOT_CLOSE}"

    def quote(self) -> str:
        """The readable text around what is being rendered, cut to a length that can be quoted."""
        if self.quoted[0] is not self.around:
            self.quoted = (self.around, summary(text_of(self.around, self), _LONGEST_QUOTE))
        return self.quoted[1]

    def unique_id(self, text: str) -> str:
        """A readable id for a heading, unique on its page."""
        base = slugify(text)
        if self.section:
            base = f"{self.section}-{base}"
        candidate, number = base, self.repeats.get(base, 1)
        while candidate in self.ids:
            number += 1
            candidate = f"{base}-{number}"
        self.repeats[base] = number
        self.ids.add(candidate)
        return candidate

    def math_text(self, token: Token, *, exact: bool) -> str:
        """A formula as characters."""
        shown = self.shown.get(token.meta["formula"])
        if shown is None or shown.slot < 0:
            return shown.source if shown else ""
        return readable(shown.html) if exact else plain(shown.html)


def text_of(tokens: list[Token], context: Context, *, exact: bool = False, marked: bool = False) -> str:
    """The readable text of inline tokens.

    `exact` keeps the structure of formulas (slower); `marked` frames each with `SLOT_OPEN`
    and `SLOT_CLOSE`.
    """
    parts = []
    for token in tokens:
        if token.type in {
            "text",
            "code_inline",
            "emoji",
            "ruby",
            "note_link",
            "title_link",
            "card",
            "issue_link",
            "post",
        }:
            parts.append(context.masked.restore(token.content))
        elif token.type == "math":
            said = context.math_text(token, exact=exact)
            parts.append(f"{SLOT_OPEN}{said}{SLOT_CLOSE}" if marked else said)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif token.type == "image":
            parts.append(context.masked.restore(token.content))
    return "".join(parts)
