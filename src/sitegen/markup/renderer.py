"""Tokens to HTML. What depends on the rest of the site becomes a slot (see `sitegen.model`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Final

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token
from markupsafe import escape

from sitegen.markup import equations
from sitegen.markup.context import Context, text_of
from sitegen.markup.drawings import drawing
from sitegen.markup.elements import Fate, Tag, fate, read_tag
from sitegen.markup.highlight import code_block, is_known, parse_info
from sitegen.markup.html_tags import TAG
from sitegen.markup.paragraphs import toc_level
from sitegen.markup.vectors import only_draws
from sitegen.model import SLOT_CLOSE, SLOT_OPEN

Rule = Callable[[Token, Context], str]
_LONGEST_SHOWN: Final = 80
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
            parts.append(_escaped(token.content))
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
    return f"<{token.tag}{_attributes(token)}>"


def _attributes(token: Token, *without: str) -> str:
    if not token.attrs:
        return ""
    return "".join(f' {name}="{escape(value)}"' for name, value in token.attrs.items() if name not in without)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# ------------------------------------------------------------------ inline


def _text(token: Token, _context: Context) -> str:
    return _escaped(token.content)


def _code_inline(token: Token, context: Context) -> str:
    return f"<code{_attributes(token)}>{_escaped(context.masked.restore(token.content))}</code>"


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
    return f'<code class="math-error" title="{escape(error)}">{_escaped(source)}</code>' if source else ""


def _link_open(token: Token, context: Context) -> str:
    target = str(token.attrGet("href") or "")
    return f"<a{context.slot('a', 'link', target, token)}{_attributes(token, 'href')}>"


def _image(token: Token, context: Context) -> str:
    alt = text_of(token.children or [], context)
    target = str(token.attrGet("src") or "")
    if not alt.strip():
        context.problem(
            "image-alt", token, f"the image {_short(target)} has no alternative text.",
            "Say in a few words what it shows: ![words](file).", about=target,
        )  # fmt: skip
    slot = context.slot("s", "image", target, token, alt)
    return f'<img{slot} alt="{escape(alt)}"{_attributes(token, "src", "alt")}>'


def _short(address: str) -> str:
    return address if len(address) <= _LONGEST_SHOWN else address[: _LONGEST_SHOWN - 1] + "…"


def _ruby(token: Token, context: Context) -> str:
    parts = "".join(
        f"{_escaped(context.masked.restore(base))}<rp>(</rp><rt>{_escaped(reading)}</rt><rp>)</rp>"
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
        return _escaped(f"[^{token.meta.get('label', '')}]")
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
    return "" if token.hidden else f"<p{_attributes(token)}>"


def _heading_close(token: Token, context: Context) -> str:
    """Close a heading after its permalink, whose name does not repeat the heading that it is read with."""
    if "id" not in token.meta:
        return f"</{token.tag}>\n"
    anchor, name = escape(token.meta["id"]), escape(context.words.get("permalink_section", "#"))
    return f' <a class="anchor" href="#{anchor}" aria-label="{name}">#</a></{token.tag}>\n'


def _fence(token: Token, context: Context) -> str:
    info = parse_info(unescapeAll(context.masked.restore(token.info)))
    code = context.masked.restore(token.content)
    if svg := context.resources.diagrams.get(code):
        return drawing(svg, info.title)
    context.has_code = True
    if info.unknown:
        context.problem(
            "code-options", token, f"the option {info.unknown[0]!r} of a code block is not known.",
            'Options are title="…", lines=3-5, numbers, start=10 and example.', about=info.unknown[0],
        )  # fmt: skip
    if not is_known(info.language):
        context.problem(
            "code-language", token, f"no highlighter knows the language {info.language!r}.",
            "Use a name that Pygments knows, or none.", about=info.language,
        )  # fmt: skip
    return code_block(code, info)


def _code_block(token: Token, context: Context) -> str:
    context.has_code = True
    return code_block(context.masked.restore(token.content), parse_info(""))


def _include(token: Token, context: Context) -> str:
    target = context.masked.restore(token.content)
    text = context.resources.includes.get(target)
    if text is None:
        if token.content not in context.resources.outside:
            context.problem(
                "include-missing", token, f"the file {target} does not exist.",
                "Put it beside the text, or take the include out.", about=target,
            )  # fmt: skip
        return f'<p class="missing"><code>{_escaped(target)}</code></p>\n'
    info = parse_info(token.info)
    context.has_code = True
    title = f'{info.language} {{title="{target}"}}'.replace('\\"', "")
    return code_block(text, parse_info(title))


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


# --------------------------------------------------------------------- HTML


def _html_raw(token: Token, context: Context) -> str:
    """A comment, or an element whose text is no Markdown."""
    name, content = token.info, context.masked.restore(token.content)
    if name == "comment":
        return ""
    if name == "pre":
        return "".join(_raw_piece(match, token, context) for match in _RAW_PIECE.finditer(content)) + "\n"
    if name in {"svg", "math"} and only_draws(content):
        return content + "\n"
    _removed(token, context, name)
    return "" if name in {"script", "style"} else f"<pre>{_escaped(content)}</pre>\n"


_RAW_PIECE: Final = re.compile(rf"{TAG.pattern}|<!--.*?-->|[^<]+|<", re.DOTALL)


def _raw_piece(match: re.Match[str], token: Token, context: Context) -> str:
    if match[2]:
        return _tag(token.copy(content=match[0], block=False), context)
    return "" if match[0].startswith("<!--") else _escaped(unescape(match[0]))


def _html_tag(token: Token, context: Context) -> str:
    tag = read_tag(token.content) if toc_level(token.content) is not None else None
    if tag is None:
        return _tag(token, context)
    contents, context.toc = context.toc, ""
    return tag.without("id").html() + contents


def _tag(token: Token, context: Context) -> str:
    content = context.masked.restore(token.content)
    tag = read_tag(content)
    if tag is None:
        return "" if content.startswith(("<!--", "<?", "<!")) else _escaped(content)
    what, address = fate(tag)
    return _FATES[what](token, tag, address, context)


def _kept(token: Token, tag: Tag, _address: str, _context: Context) -> str:
    return tag.html() + ("\n" if tag.closing and token.block else "")


def _dropped(token: Token, tag: Tag, _address: str, context: Context) -> str:
    if not tag.closing:
        _removed(token, context, tag.name)
    return ""


def _carded(token: Token, tag: Tag, address: str, context: Context) -> str:
    frame = tag.without("src-id").html() if tag.name == "div" else ""
    if not token.block:
        return context.slot("t", "title", address, token)
    return frame + context.slot("c", "card", address, token) + "\n"


def _filed(token: Token, _tag: Tag, address: str, context: Context) -> str:
    return f"<a{context.slot('a', 'link', address, token)}>{_escaped(address)}</a>"


def _linked(token: Token, tag: Tag, address: str, context: Context) -> str:
    return tag.without("href", "target", "rel").html(context.slot("a", "link", address, token))


def _media(token: Token, tag: Tag, address: str, context: Context) -> str:
    alt = tag.get("alt")
    if tag.name == "img" and not alt:
        context.problem(
            "image-alt", token, f"the image {_short(address)} has no alternative text.",
            'Say in a few words what it shows: alt="words".', about=address,
        )  # fmt: skip
    extra = ' alt=""' if tag.name == "img" and alt is None else ""
    return tag.without("src", "loading").html(context.slot("s", "image", address, token, alt or "") + extra)


def _removed(token: Token, context: Context, name: str) -> None:
    context.problem(
        "html-removed", token, f"<{name}> was taken out: a page runs and loads nothing from elsewhere.",
        "Link to it instead, or write {{address}} for a card.", about=f"<{name}",
    )  # fmt: skip


_FATES: Final[dict[Fate, Callable[[Token, Tag, str, Context], str]]] = {
    "keep": _kept,
    "drop": _dropped,
    "card": _carded,
    "file": _filed,
    "link": _linked,
    "image": _media,
}
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
    "fence": _fence,
    "code_block": _code_block,
    "include": _include,
    "callout_open": _callout_open,
    "example_open": lambda _t, _c: '<div class="example">\n',
    "example_close": lambda _t, _c: "</div>\n",
    "card_block": _card_block,
    "hr": _hr,
    "table_open": _table_open,
    "table_close": _table_close,
    "html_raw": _html_raw,
    "html_tag": _html_tag,
    "html_inline": _tag,
}
