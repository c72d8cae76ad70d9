"""One document, rendered: parse, typeset all its formulas in one batch, write HTML with slots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from sitegen.errors import Problem
from sitegen.markup import languages, leftovers, sections
from sitegen.markup.balance import balanced
from sitegen.markup.blocks import finished, rendered_blocks
from sitegen.markup.context import Context, Shown, text_of
from sitegen.markup.definitions import without_definitions
from sitegen.markup.figures import with_figures
from sitegen.markup.foreign import cleaned, cleaned_notes
from sitegen.markup.labels import label, label_title
from sitegen.markup.parser import parse_blocks, parse_inline
from sitegen.markup.plain_text import readable
from sitegen.markup.renderer import render
from sitegen.markup.tex import Prepared, prepare
from sitegen.markup.wellformed import wellformed
from sitegen.model import (
    Document,
    Formula,
    Fragment,
    Reference,
    RenderedDocument,
    RenderedSection,
    RenderedText,
    Resources,
    Typeset,
)
from sitegen.scan import Masked, Span, mask, place

Typesetter = Callable[[Sequence[Formula], Mapping[str, str]], Sequence[Typeset]]
"""Typesets formulas in order with the site's macros; one result for each."""

_LONGEST_MESSAGE = 300
_BELOW_PART = 3
"""Level of the outermost headings inside a part, which has a heading of its own."""


@dataclass(frozen=True, slots=True)
class Options:
    """The settings that rendering depends on, besides the document."""

    macros: dict[str, str] = field(default_factory=dict)
    """KaTeX macros of the site."""
    words: dict[str, str] = field(default_factory=dict)
    """Interface words inside texts, in the document's language."""
    languages: tuple[str, ...] = ()
    """All languages of the site."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One parsed text of a document: its body, a title, a description."""

    masked: Masked
    tokens: list[Token]
    line: int
    column: int
    notes: dict[str, Any]


def render_document(
    document: Document, options: Options, resources: Resources, typeset: Typesetter
) -> tuple[RenderedDocument, tuple[Problem, ...]]:
    """Everything that can be made of a document without knowing the rest of the site."""
    bodies = _parsed_bodies(document)
    heads = [_parsed_line(fragment, trusted=document.trusted) for fragment in _fragments(document)]
    pieces = [*bodies, *(head for head in heads if head)]
    htmls, shown, problems = _typeset_all(pieces, document.path, options, typeset)
    contexts = {
        id(piece): Context(document.path, piece.masked, shown[index], resources, options.words, piece.line)
        for index, piece in enumerate(pieces)
    }
    for body in bodies:
        contexts[id(body)].is_loose = bool(body.notes.get("divided")) or sections.holds_html(
            sections.with_notes(body.tokens, body.notes)
        )
    texts = [_rendered_text(head, contexts[id(head)]) if head else None for head in heads]
    rendered, references = _rendered_bodies(document, bodies, contexts, texts[2:], options.languages)
    problems += [problem for found in contexts.values() for problem in found.problems]
    for body in bodies:
        problems += _unclosed(body, document.path)
        problems += leftovers.found(body.tokens, body.notes, contexts[id(body)])
    return (
        RenderedDocument(texts[0], texts[1], tuple(rendered), tuple(htmls), tuple(references)),
        tuple(problems),
    )


def _rendered_bodies(
    document: Document,
    bodies: Sequence[_Piece],
    contexts: Mapping[int, Context],
    titles: Sequence[RenderedText | None],
    site_languages: Sequence[str],
) -> tuple[list[RenderedSection], list[Reference]]:
    """The sections of all bodies; they share one list of references and one set of ids."""
    if not document.parts:
        context = contexts[id(bodies[0])]
        return _sections(document, bodies[0], context, titles, site_languages), context.references
    references: list[Reference] = []
    ids: set[str] = set()
    found: list[RenderedSection] = []
    for part, body in zip(document.parts, bodies, strict=True):
        context = contexts[id(body)]
        context.references, context.ids = references, ids
        tokens, notes = sections.split_footnotes(without_definitions(body.tokens, context), body.notes)
        found.append(_section(sections.Section(part.key, tuple(tokens)), _BELOW_PART, notes, context, None))
    return found, references


def _fragments(document: Document) -> list[Fragment | None]:
    """The one-line texts of a document: title, description, then the titles of its entries."""
    return [document.title, document.description, *(entry.title for entry in document.entries)]


def _parsed_bodies(document: Document) -> list[_Piece]:
    """The body, or each part of a document that has parts."""
    if document.parts:
        texts = [(part.text, max(part.line, 1)) for part in document.parts]
    else:
        texts = [(document.body, 1)]
    return [_parsed_body(text, line, trusted=document.trusted) for text, line in texts]


def _parsed_body(text: str, line: int, *, trusted: bool) -> _Piece:
    masked = mask(text)
    tokens, env = parse_blocks(masked)
    if not trusted:
        tokens = cleaned(tokens, masked)
        env |= {"footnotes": cleaned_notes(env.get("footnotes", {}), masked)}
    return _Piece(masked, tokens, line, 1, env)


def _parsed_line(fragment: Fragment | None, *, trusted: bool) -> _Piece | None:
    if fragment is None:
        return None
    masked = mask(fragment.text)
    tokens = parse_inline(masked)
    return _Piece(masked, tokens if trusted else cleaned(tokens, masked), fragment.line, fragment.column, {})


# -------------------------------------------------------------- mathematics


def _typeset_all(
    pieces: Sequence[_Piece], path: str, options: Options, typeset: Typesetter
) -> tuple[list[str], list[dict[int, Shown]], list[Problem]]:
    """Typeset the formulas of all pieces in one batch, in document order."""
    jobs = [
        (piece, number, prepare(piece.masked.scan.formulas[number].tex, display=_display(piece, number)))
        for piece in pieces
        for number in sorted(set(_live(sections.with_notes(piece.tokens, piece.notes))))
    ]
    results = iter(
        typeset([formula for *_, prepared in jobs for formula in _batch(prepared)], options.macros)
    )
    slots: dict[str, int] = {}
    problems: list[Problem] = []
    shown: dict[int, dict[int, Shown]] = {id(piece): {} for piece in pieces}
    for piece, number, prepared in jobs:
        outcome = [next(results) for _ in _batch(prepared)]
        shown[id(piece)][number] = _shown(piece, number, prepared, outcome, slots)
        problems += _math_problems(piece, number, prepared, outcome, path)
    return list(slots), [shown[id(piece)] for piece in pieces], problems


def _display(piece: _Piece, number: int) -> bool:
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
    piece: _Piece, number: int, prepared: Prepared, outcome: Sequence[Typeset], slots: dict[str, int]
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


def _failed_source(piece: _Piece, span: Span, prepared: Prepared, outcome: Sequence[Typeset]) -> str:
    """What a reader sees of a formula that failed: its source, or the definitions that cannot be used."""
    if prepared.formula:
        return piece.masked.source[span.start : span.end]
    pairs = zip(prepared.definitions, outcome, strict=True)
    return "\n".join(definition.tex for definition, result in pairs if result.error)


def _message(error: str) -> str:
    text = " ".join(error.split())
    return text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE] + "…"


def _math_problems(
    piece: _Piece, number: int, prepared: Prepared, outcome: Sequence[Typeset], path: str
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


def _unclosed(body: _Piece, path: str) -> list[Problem]:
    places = (place(body.masked.source, offset) for offset in body.masked.scan.unclosed)
    message = "$$ opens a formula that is never closed, so it stays text."
    hint = "Close it with $$ before the next code block, or write \\$\\$ for two dollar signs."
    return [Problem("math-unclosed", path, line, column, message, hint) for line, column in places]


# ----------------------------------------------------------------- sections


def _rendered_text(piece: _Piece, context: Context) -> RenderedText:
    text = " ".join(text_of(piece.tokens, context, exact=True).split())
    label_title(piece.tokens)
    html = render(sections.unlinked(piece.tokens), context)
    return RenderedText(context.restored(wellformed(html, inline=True)), text)


def _sections(
    document: Document,
    body: _Piece,
    context: Context,
    titles: Sequence[RenderedText | None],
    site_languages: Sequence[str],
) -> list[RenderedSection]:
    tokens, definitions = sections.split_footnotes(without_definitions(body.tokens, context), body.notes)
    bases = {entry.anchor: 4 if entry.title or entry.time else 3 for entry in document.entries}
    languages.mark_quotations(tokens, document.language, site_languages)
    by_key = {entry.anchor: title for entry, title in zip(document.entries, titles, strict=True)}
    languages.check(tokens, document.language, context)
    parts = sections.divided(tokens, document.entries, context)
    return [
        _section(part, bases.get(part.key, 2), definitions, context, by_key.get(part.key)) for part in parts
    ]


def _section(
    part: sections.Section,
    base: int,
    definitions: dict[str, list[Token]],
    context: Context,
    title: RenderedText | None,
) -> RenderedSection:
    context.section, context.has_code = part.key, False
    context.footnotes, context.footnote_uses, context.around = {}, {}, []
    tokens = with_figures(_nested(list(part.tokens), context))
    label(tokens)
    headings = sections.outlined(tokens, base, context)
    depth = sections.toc_depth(tokens)
    context.toc = sections.contents(headings, depth, context.words.get("contents", "")) if depth else ""
    order = sections.number_footnotes(tokens, definitions, context)
    html, blocks = rendered_blocks(tokens, context)
    html += finished(sections.footnotes_html(order, definitions, context), context)
    text, formulas = readable(tokens, context)
    return RenderedSection(part.key, title, html, text, headings, context.has_code, formulas, blocks)


def _nested(tokens: list[Token], context: Context) -> list[Token]:
    """The tokens of a section with all HTML tags nested properly, in blocks and inside lines."""

    def report(token: Token, name: str) -> None:
        message = f"<{name}> has no partner inside the block or entry that it stands in."
        context.problem("html-unbalanced", token, message, "Close it, or take it out.", about=f"<{name}")

    for token in tokens:
        if token.children:
            token.children = balanced(token.children, report, "html_inline")
    return balanced(tokens, report)
