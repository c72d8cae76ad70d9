"""Tags that the author wrote, to HTML: what a page may hold is kept, what it may not is told of."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Final

from markdown_it.token import Token

from sitegen.markup.context import Context
from sitegen.markup.elements import Fate, Tag, fate, read_tag
from sitegen.markup.html_tags import TAG
from sitegen.markup.paragraphs import toc_level
from sitegen.markup.vectors import only_draws
from sitegen.markup.writing import escaped, short


def raw(token: Token, context: Context) -> str:
    """A comment, or an element whose text is no Markdown."""
    name, content = token.info, context.masked.restore(token.content)
    if name == "comment":
        return ""
    if name == "pre":
        return "".join(_raw_piece(match, token, context) for match in _RAW_PIECE.finditer(content)) + "\n"
    if name in {"svg", "math"} and only_draws(content):
        return content + "\n"
    _removed(token, context, name)
    return "" if name in {"script", "style"} else f"<pre>{escaped(content)}</pre>\n"


_RAW_PIECE: Final = re.compile(rf"{TAG.pattern}|<!--.*?-->|[^<]+|<", re.DOTALL)


def _raw_piece(match: re.Match[str], token: Token, context: Context) -> str:
    if match[2]:
        return tag_alone(token.copy(content=match[0], block=False), context)
    return "" if match[0].startswith("<!--") else escaped(unescape(match[0]))


def element(token: Token, context: Context) -> str:
    """A tag that the author wrote; the marker of a table of contents holds that."""
    tag = read_tag(token.content) if toc_level(token.content) is not None else None
    if tag is None:
        return tag_alone(token, context)
    contents, context.toc = context.toc, ""
    return tag.without("id").html() + contents


def tag_alone(token: Token, context: Context) -> str:
    """A tag that the author wrote, as far as a page may hold it."""
    content = context.masked.restore(token.content)
    tag = read_tag(content)
    if tag is None:
        return "" if content.startswith(("<!--", "<?", "<!")) else escaped(content)
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
    return f"<a{context.slot('a', 'link', address, token)}>{escaped(address)}</a>"


def _linked(token: Token, tag: Tag, address: str, context: Context) -> str:
    return tag.without("href", "target", "rel").html(context.slot("a", "link", address, token))


def _media(token: Token, tag: Tag, address: str, context: Context) -> str:
    alt = tag.get("alt")
    if tag.name == "img" and not alt:
        context.problem(
            "image-alt", token, f"the image {short(address)} has no alternative text.",
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
