"""One document, rendered: parse, typeset all its formulas in one batch, write HTML with slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from sitegen.errors import Problem
from sitegen.markup import languages, leftovers, sections
from sitegen.markup.balance import balanced
from sitegen.markup.blocks import finished, rendered_blocks
from sitegen.markup.context import Context, text_of
from sitegen.markup.definitions import without_definitions
from sitegen.markup.figures import with_figures
from sitegen.markup.foreign import cleaned, cleaned_notes
from sitegen.markup.labels import label, label_title
from sitegen.markup.parser import parse_blocks, parse_inline
from sitegen.markup.plain_text import readable
from sitegen.markup.renderer import render
from sitegen.markup.typesetting import Piece, Typesetter, typeset_all, unclosed
from sitegen.markup.wellformed import wellformed
from sitegen.model import (
    Document,
    Fragment,
    Reference,
    RenderedDocument,
    RenderedSection,
    RenderedText,
    Resources,
)
from sitegen.scan import mask

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


def render_document(
    document: Document, options: Options, resources: Resources, typeset: Typesetter
) -> tuple[RenderedDocument, tuple[Problem, ...]]:
    """Everything that can be made of a document without knowing the rest of the site."""
    bodies = _parsed_bodies(document)
    heads = [_parsed_line(fragment, trusted=document.trusted) for fragment in _fragments(document)]
    pieces = [*bodies, *(head for head in heads if head)]
    htmls, shown, problems = typeset_all(pieces, document.path, options.macros, typeset)
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
        problems += unclosed(body, document.path)
        problems += leftovers.found(body.tokens, body.notes, contexts[id(body)])
    return (
        RenderedDocument(texts[0], texts[1], tuple(rendered), tuple(htmls), tuple(references)),
        tuple(problems),
    )


def _rendered_bodies(
    document: Document,
    bodies: Sequence[Piece],
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


def _parsed_bodies(document: Document) -> list[Piece]:
    """The body, or each part of a document that has parts."""
    if document.parts:
        texts = [(part.text, max(part.line, 1)) for part in document.parts]
    else:
        texts = [(document.body, 1)]
    return [_parsed_body(text, line, trusted=document.trusted) for text, line in texts]


def _parsed_body(text: str, line: int, *, trusted: bool) -> Piece:
    masked = mask(text)
    tokens, env = parse_blocks(masked)
    if not trusted:
        tokens = cleaned(tokens, masked)
        env |= {"footnotes": cleaned_notes(env.get("footnotes", {}), masked)}
    return Piece(masked, tokens, line, 1, env)


def _parsed_line(fragment: Fragment | None, *, trusted: bool) -> Piece | None:
    if fragment is None:
        return None
    masked = mask(fragment.text)
    tokens = parse_inline(masked)
    tokens = tokens if trusted else cleaned(tokens, masked)
    return Piece(masked, tokens, fragment.line, fragment.column, {}, is_head=True)


# ----------------------------------------------------------------- sections


def _rendered_text(piece: Piece, context: Context) -> RenderedText:
    text = " ".join(text_of(piece.tokens, context, exact=True).split())
    label_title(piece.tokens)
    html = render(sections.unlinked(piece.tokens), context)
    return RenderedText(context.restored(wellformed(html, inline=True)), text)


def _sections(
    document: Document,
    body: Piece,
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
