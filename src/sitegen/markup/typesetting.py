"""All formulas of a document, typeset in one batch; what is wrong with them is told where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markdown_it.token import Token

from sitegen.errors import Problem
from sitegen.markup import sections
from sitegen.markup.context import Shown
from sitegen.markup.tex import Prepared, prepare
from sitegen.model import Formula, Typeset
from sitegen.scan import Masked, Span, place

Typesetter = Callable[[Sequence[Formula], Mapping[str, str]], Sequence[Typeset]]
"""Typesets formulas in order with the site's macros; one result for each."""

_LONGEST_MESSAGE: Final = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """One parsed text of a document: its body, a title, a description."""

    masked: Masked
    """Its text."""
    tokens: list[Token]
    """What the parser made of it."""
    line: int
    """Where it begins in the source, 1-based."""
    column: int
    """Likewise."""
    notes: dict[str, Any]
    """What the rules noted beside the tokens."""
    is_head: bool = False
    """Whether it is a title or a description."""


def typeset_all(
    pieces: Sequence[Piece], path: str, macros: Mapping[str, str], typeset: Typesetter
) -> tuple[list[str], list[dict[int, Shown]], list[Problem]]:
    """Typeset the formulas of all pieces in one batch, in document order.

    Those of titles have the first slots: what is written in the text does not change a title.
    """
    jobs = [
        (piece, number, prepare(piece.masked.scan.formulas[number].tex, display=_display(piece, number)))
        for piece in pieces
        for number in sorted(set(_live(sections.with_notes(piece.tokens, piece.notes))))
    ]
    results = iter(typeset([formula for *_, prepared in jobs for formula in _batch(prepared)], macros))
    done = [(*job, [next(results) for _ in _batch(job[2])]) for job in jobs]
    slots: dict[str, int] = {}
    problems: list[Problem] = []
    shown: dict[int, dict[int, Shown]] = {id(piece): {} for piece in pieces}
    for piece, number, prepared, outcome in sorted(done, key=lambda job: not job[0].is_head):
        shown[id(piece)][number] = _shown(piece, number, prepared, outcome, slots)
        problems += _math_problems(piece, number, prepared, outcome, path)
    return list(slots), [shown[id(piece)] for piece in pieces], problems


def _display(piece: Piece, number: int) -> bool:
    return piece.masked.scan.formulas[number].display


def _live(tokens: Iterable[Token]) -> Iterator[int]:
    """Numbers of the formulas that the parser has met as formulas."""
    for token in tokens:
        if token.type in {"math", "math_block"}:
            yield token.meta["formula"]
        if token.children:
            yield from _live(token.children)


def _batch(prepared: Prepared) -> list[Formula]:
    formulas = [
        Formula(definition.tex, display=False, definition=True) for definition in prepared.definitions
    ]
    return [*formulas, prepared.formula] if prepared.formula else formulas


def _shown(
    piece: Piece, number: int, prepared: Prepared, outcome: Sequence[Typeset], slots: dict[str, int]
) -> Shown:
    span = piece.masked.scan.formulas[number]
    failed = next((result for result in outcome if result.error), None)
    last = outcome[-1] if outcome else None
    if prepared.formula and last and not last.error:
        slot = slots.setdefault(last.html, len(slots))
        return Shown(slot, span.display, "", "", last.html)
    if failed is None:
        return Shown(-1, span.display, "", "", "")
    return Shown(-1, span.display, _failed_source(piece, span, prepared, outcome), _message(failed.error), "")


def _failed_source(piece: Piece, span: Span, prepared: Prepared, outcome: Sequence[Typeset]) -> str:
    """What a reader sees of a formula that failed: its source, or the definitions that cannot be used."""
    if prepared.formula:
        return piece.masked.source[span.start : span.end]
    pairs = zip(prepared.definitions, outcome, strict=True)
    return "\n".join(definition.tex for definition, result in pairs if result.error)


def _message(error: str) -> str:
    text = " ".join(error.split())
    return text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE] + "…"


def _math_problems(
    piece: Piece, number: int, prepared: Prepared, outcome: Sequence[Typeset], path: str
) -> list[Problem]:
    span = piece.masked.scan.formulas[number]
    starts = [definition.start for definition in prepared.definitions]
    problems = []
    for index, result in enumerate(outcome):
        if not result.error:
            continue
        offset = starts[index] if index < len(starts) else _offset(span, result)
        line, column = place(piece.masked.source, span.body + offset, piece.line)
        column += piece.column - 1 if line == piece.line else 0
        message = f"KaTeX cannot set this formula: {_message(result.error).rstrip('.')}."
        hint = "Mend the TeX; until then the page shows its source."
        problems.append(Problem("math-syntax", path, line, column, message, hint))
    return problems


def _offset(span: Span, result: Typeset) -> int:
    return result.position if 0 <= result.position <= len(span.tex) else 0


def unclosed(body: Piece, path: str) -> list[Problem]:
    """Formulas that are opened and never closed."""
    places = (place(body.masked.source, offset) for offset in body.masked.scan.unclosed)
    message = "$$ opens a formula that is never closed, so it stays text."
    hint = "Close it with $$ before the next code block, or write \\$\\$ for two dollar signs."
    return [Problem("math-unclosed", path, line, column, message, hint) for line, column in places]
