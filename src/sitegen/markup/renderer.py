"""Tokens to HTML. What depends on the rest of the site becomes a slot (see `sitegen.model`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from markdown_it.token import Token
from markupsafe import escape

from sitegen.markup import code_rules, equations, html_rules
from sitegen.markup.context import Context, text_of
from sitegen.markup.writing import attributes, escaped, short
from sitegen.model import SLOT_CLOSE, SLOT_OPEN

Rule = Callable[[Token, Context], str]
_BREAK_AFTER: Final = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "dl",
        "dt",
        "dd",
        "div",
    ]
)


def render(tokens: list[Token], context: Context) -> str:
    """The HTML of block and inline tokens."""
    parts: list[str] = []
    for token in tokens:
        kind = token.type
        if kind == "text":
            parts.append(escaped(token.content))
        elif kind == "inline":
            context.around = token.children or []
            parts.append(render(context.around, context))
        else:
            rule = _RULES.get(kind)
            parts.append(rule(token, context) if rule else _element(token))
    return "".join(parts)


def _element(token: Token) -> str:
    """A token that is an element of its own name; nothing where it is hidden."""
    if token.hidden:
        return "\n" if token.nesting < 0 else ""
    after = "\n" if token.nesting < 0 and token.tag in _BREAK_AFTER else ""
    if token.nesting < 0:
        return f"</{token.tag}>{after}"
    return f"<{token.tag}{attributes(token)}>"


# ------------------------------------------------------------------ inline


def _text(token: Token, _context: Context) -> str:
    return escaped(token.content)


def _code_inline(token: Token, context: Context) -> str:
    return f"<code{attributes(token)}>{escaped(context.masked.restore(token.content))}</code>"


def _math(token: Token, context: Context) -> str:
    shown = context.shown[token.meta["formula"]]
    if shown.slot < 0:
        return _failed(shown.source, shown.error)
    return equations.inline(f"{SLOT_OPEN}m{shown.slot}{SLOT_CLOSE}", token, context)


def _math_block(token: Token, context: Context) -> str:
    shown = context.shown[token.meta["formula"]]
    if shown.slot < 0:
        failed = _failed(shown.source, shown.error)
        return f"<p>{failed}</p>\n" if failed else ""
    return equations.display(f"{SLOT_OPEN}m{shown.slot}{SLOT_CLOSE}", shown.html, context)


def _failed(source: str, error: str) -> str:
    return f'<code class="math-error" title="{escape(error)}">{escaped(source)}</code>' if source else ""


def _link_open(token: Token, context: Context) -> str:
    target = str(token.attrGet("href") or "")
    return f"<a{context.slot('a', 'link', target, token)}{attributes(token, 'href')}>"


def _image(token: Token, context: Context) -> str:
    alt = text_of(token.children or [], context)
    target = str(token.attrGet("src") or "")
    if not alt.strip():
        context.problem(
            "image-alt", token, f"the image {short(target)} has no alternative text.",
            "Say in a few words what it shows: ![words](file).", about=target,
        )  # fmt: skip
    slot = context.slot("s", "image", target, token, alt)
    return f'<img{slot} alt="{escape(alt)}"{attributes(token, "src", "alt")}>'


def _ruby(token: Token, context: Context) -> str:
    parts = "".join(
        f"{escaped(context.masked.restore(base))}<rp>(</rp><rt>{escaped(reading)}</rt><rp>)</rp>"
        for base, reading in token.meta["parts"]
    )
    return f"<ruby>{parts}</ruby>"


def _title_link(token: Token, context: Context) -> str:
    return context.slot("t", "title", token.content, token)


def _note_link(token: Token, context: Context) -> str:
    return context.slot("t", "note", token.content, token)


def _issue_link(token: Token, context: Context) -> str:
    return context.slot("t", "issue", token.content, token)


def _post(token: Token, context: Context) -> str:
    return context.slot("t", "post", token.content, token)


def _post_block(token: Token, context: Context) -> str:
    return context.slot("c", "post", token.content, token) + "\n"


def _checkbox(token: Token, context: Context) -> str:
    checked = token.meta["checked"]
    label = escape(context.words.get("task_done" if checked else "task_open", "☑" if checked else "☐"))
    return f'<input type="checkbox" disabled{" checked" * checked} aria-label="{label}"> '


def _footnote_ref(token: Token, context: Context) -> str:
    key = footnote_key(token)
    number = context.footnotes.get(key)
    if number is None:
        return escaped(f"[^{token.meta.get('label', '')}]")
    uses = context.footnote_uses[key] = context.footnote_uses.get(key, 0) + 1
    name = footnote_id(context, number)
    back = f"{name}-ref" + (f"-{uses}" if uses > 1 else "")
    spot = f' style="--at:--{escape(name)}"' if uses == 1 else ""
    return f'<sup class="footnote-ref"{spot}><a href="#{escape(name)}" id="{escape(back)}">{number}</a></sup>'


def footnote_key(token: Token) -> str:
    """What a footnote is known by: its label, or its number where it was written in place."""
    label = token.meta.get("label")
    return f"label:{label}" if label else f"id:{token.meta['id']}"


def footnote_id(context: Context, number: int) -> str:
    """The id of a footnote, unique on the page."""
    return f"{context.section}-fn-{number}" if context.section else f"fn-{number}"


# ------------------------------------------------------------------- blocks


def _paragraph_open(token: Token, _context: Context) -> str:
    return "" if token.hidden else f"<p{attributes(token)}>"


def _heading_close(token: Token, context: Context) -> str:
    """Close a heading after its permalink, whose name does not repeat the heading that it is read with."""
    if "id" not in token.meta:
        return f"</{token.tag}>\n"
    anchor, name = escape(token.meta["id"]), escape(context.words.get("permalink_section", "#"))
    return f' <a class="anchor" href="#{anchor}" aria-label="{name}">#</a></{token.tag}>\n'


def _callout_open(token: Token, context: Context) -> str:
    kind = token.meta["kind"]
    word = escape(context.words.get(f"callout_{kind}", kind.capitalize()))
    return f'<div class="callout callout-{kind}"><p class="callout-title">{word}</p>\n'


def _card_block(token: Token, context: Context) -> str:
    return context.slot("c", "card", token.content, token) + "\n"


def _hr(_token: Token, _context: Context) -> str:
    return "<hr>\n"


def _table_open(_token: Token, _context: Context) -> str:
    return '<div class="table"><table>\n'


def _table_close(_token: Token, _context: Context) -> str:
    return "</table></div>\n"


_RULES: Final[dict[str, Rule]] = {
    "text": _text,
    "text_special": _text,
    "emoji": _text,
    "code_inline": _code_inline,
    "softbreak": lambda _t, _c: "\n",
    "hardbreak": lambda _t, _c: "<br>\n",
    "s_open": lambda _t, _c: "<del>",
    "s_close": lambda _t, _c: "</del>",
    "math": _math,
    "math_block": _math_block,
    "link_open": _link_open,
    "image": _image,
    "ruby": _ruby,
    "title_link": _title_link,
    "card": _title_link,
    "note_link": _note_link,
    "issue_link": _issue_link,
    "post": _post,
    "post_block": _post_block,
    "checkbox": _checkbox,
    "footnote_ref": _footnote_ref,
    "paragraph_open": _paragraph_open,
    "heading_close": _heading_close,
    "fence": code_rules.fence,
    "code_block": code_rules.indented,
    "include": code_rules.include,
    "callout_open": _callout_open,
    "example_open": lambda _t, _c: '<div class="example">\n',
    "example_close": lambda _t, _c: "</div>\n",
    "card_block": _card_block,
    "hr": _hr,
    "table_open": _table_open,
    "table_close": _table_close,
    "html_raw": html_rules.raw,
    "html_tag": html_rules.element,
    "html_inline": html_rules.tag_alone,
}
