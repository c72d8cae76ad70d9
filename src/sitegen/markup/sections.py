"""A document's tokens divided into sections, each with its outline, contents and footnotes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from markdown_it.token import Token
from markupsafe import escape

from sitegen.markup import examples
from sitegen.markup.context import Context, text_of
from sitegen.markup.paragraphs import toc_level
from sitegen.markup.renderer import footnote_id, footnote_key, render
from sitegen.model import Entry, Heading

_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Section:
    """The tokens of one section."""

    key: str
    """`Entry.anchor`; "" for a whole document and for what stands before the first entry."""
    tokens: tuple[Token, ...]
    """Top-level tokens in order."""


def divided(tokens: Sequence[Token], entries: Sequence[Entry], context: Context) -> list[Section]:
    """The sections of a document: one for each entry, and one for what stands before them."""
    if not entries:
        return [Section("", tuple(tokens))]
    starts = [entry.first_line for entry in entries]
    buckets: list[list[Token]] = [[] for _ in range(len(entries) + 1)]
    at = 0
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and token.map:
            at = bisect_right(starts, context.line(token))
        buckets[at].append(token)
    keys = ["", *(entry.anchor for entry in entries)]
    return [Section(key, tuple(bucket)) for key, bucket in zip(keys, buckets, strict=True) if key or bucket]


def outlined(tokens: Sequence[Token], base: int, context: Context) -> tuple[Heading, ...]:
    """Give each heading its level on the page and its id; no level is skipped.

    `base` is the level of the outermost heading of the section. Those of examples are not listed.
    """
    stack: list[int] = []
    headings = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        if examples.is_inside(token):
            _specimen(tokens, index, min(base + len(stack), _DEEPEST), context)
            continue
        written = int(token.tag[1])
        while stack and stack[-1] >= written:
            stack.pop()
        stack.append(written)
        level = min(base + len(stack) - 1, _DEEPEST)
        headings.append(_heading(tokens, index, level, context))
    return tuple(headings)


def _specimen(tokens: Sequence[Token], index: int, level: int, context: Context) -> None:
    """Give a heading of an example its level; an id only where it names one itself."""
    if "id" in tokens[index].attrs:
        _heading(tokens, index, level, context)
    else:
        tokens[index].tag = tokens[index + 2].tag = f"h{level}"


def _heading(tokens: Sequence[Token], index: int, level: int, context: Context) -> Heading:
    opening, inline, closing = tokens[index : index + 3]
    children = inline.children or []
    text = " ".join(text_of(children, context, exact=True).split())
    name = str(opening.attrs["id"]) if "id" in opening.attrs else context.unique_id(text)
    name = context.masked.restore(name)
    context.ids.add(name)
    opening.attrs["id"] = name
    opening.tag = closing.tag = f"h{level}"
    closing.meta = {"id": name}
    return Heading(level, name, context.restored(render(unlinked(children), context)), text)


def unlinked(children: Sequence[Token]) -> list[Token]:
    """Inline tokens for a place that is itself a link: their own links and images become text."""
    plain = []
    for child in children:
        if child.type in {"link_open", "link_close", "footnote_ref"}:
            continue
        if child.type == "image":
            plain += unlinked(child.children or ())
            continue
        if child.type in {"title_link", "note_link", "card"}:
            text = Token("text", "", 0)
            text.content = child.content
            child = text  # noqa: PLW2901 - shown without its link
        plain.append(child)
    return plain


def contents(headings: Sequence[Heading], depth: int, label: str) -> str:
    """A table of contents as nested lists, `depth` levels deep."""
    if not headings:
        return ""
    top = min(heading.level for heading in headings)
    shown = [heading for heading in headings if heading.level < top + depth]
    return f'<nav class="toc" aria-label="{escape(label)}">\n{_lists(shown)}</nav>\n'


def _lists(headings: Sequence[Heading]) -> str:
    parts: list[str] = []
    levels: list[int] = []
    for heading in headings:
        while levels and levels[-1] > heading.level:
            levels.pop()
            parts.append("</li></ul>")
        if levels and levels[-1] == heading.level:
            parts.append("</li>\n")
        else:
            levels.append(heading.level)
            parts.append("<ul>")
        parts.append(f'<li><a href="#{escape(heading.id)}">{heading.html}</a>')
    return "".join(parts) + "</li></ul>" * len(levels) + "\n"


def toc_depth(tokens: Sequence[Token]) -> int | None:
    """How deep the table of contents goes that the section asks for; None where it asks for none."""
    levels = (toc_level(token.content) for token in tokens if token.type == "html_tag")
    return next((level for level in levels if level is not None), None)


# ---------------------------------------------------------------- footnotes


def written_in_place(env: dict[str, Any]) -> dict[str, list[Token]]:
    """The footnotes written as ``^[text]``, by key."""
    found = env.get("footnotes", {}).get("list", {})
    return {
        f"id:{number}": _as_paragraph(note["tokens"]) for number, note in found.items() if "tokens" in note
    }


def with_notes(tokens: Sequence[Token], env: dict[str, Any]) -> list[Token]:
    """All tokens of a text: those of the footnotes written inside its lines stand apart from the others."""
    return [*tokens, *(token for note in written_in_place(env).values() for token in note)]


def holds_html(tokens: Sequence[Token]) -> bool:
    """Whether the author wrote tags."""
    return any(token.type.startswith("html_") or holds_html(token.children or ()) for token in tokens)


def _as_paragraph(children: list[Token]) -> list[Token]:
    inline = Token("inline", "", 0)
    inline.children = children
    return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]


def split_footnotes(
    tokens: Sequence[Token], env: dict[str, Any]
) -> tuple[list[Token], dict[str, list[Token]]]:
    """The tokens without the definitions of footnotes, and the definitions by key."""
    kept: list[Token] = []
    definitions = written_in_place(env)
    current: list[Token] | None = None
    for token in tokens:
        if token.type == "footnote_reference_open":
            current = definitions.setdefault(f"label:{token.meta['label']}", [])
        elif token.type == "footnote_reference_close":
            current = None
        else:
            (kept if current is None else current).append(token)
    return kept, definitions


def number_footnotes(
    tokens: Sequence[Token], definitions: dict[str, list[Token]], context: Context
) -> list[tuple[str, int]]:
    """Number the footnotes of a section in the order in which they are met, those of footnotes included."""
    order: list[tuple[str, int]] = []
    queue = list(tokens)
    while queue:
        found = [ref for token in queue for ref in _references(token)]
        queue = []
        for reference in found:
            key = footnote_key(reference)
            if key in context.footnotes:
                continue
            if key not in definitions:
                _undefined(reference, context)
                continue
            context.footnotes[key] = len(order) + 1
            context.footnotes_met.add(key)
            order.append((key, len(order) + 1))
            queue += definitions[key]
    return order


def _references(token: Token) -> list[Token]:
    return [child for child in token.children or () if child.type == "footnote_ref"]


def _undefined(reference: Token, context: Context) -> None:
    label = reference.meta.get("label", "")
    context.problem(
        "footnote-missing", reference, f"the footnote [^{label}] is referred to but not defined.",
        f"Add a line [^{label}]: text.", about=f"[^{label}]",
    )  # fmt: skip


def footnotes_html(
    order: Sequence[tuple[str, int]], definitions: dict[str, list[Token]], context: Context
) -> str:
    """The footnotes of a section as a list."""
    if not order:
        return ""
    items = "".join(_footnote(definitions[key], key, number, context) for key, number in order)
    return f'<div class="footnotes">\n<ol>\n{items}</ol>\n</div>\n'


def _footnote(tokens: list[Token], key: str, number: int, context: Context) -> str:
    html = render(tokens, context).rstrip()
    name = escape(footnote_id(context, number))
    label = escape(f"{context.words.get('footnote_back', '↩')} {number}")
    uses = max(1, context.footnote_uses.get(key, 1))
    back = " ".join(
        f'<a class="footnote-back" href="#{name}-ref{_nth(use)}" aria-label="{label}">↩</a>'
        for use in range(1, uses + 1)
    )
    body = f"{html[:-4]} {back}</p>" if html.endswith("</p>") else f"{html} {back}"
    return f'<li id="{name}" style="--at:--{name}">{body}</li>\n'


def _nth(use: int) -> str:
    return "" if use == 1 else f"-{use}"
