"""Texts by others: of their HTML remains what formats, nothing that runs, loads, or poses as the page.

Tags are judged one by one, before they become HTML, so that formulas and references keep
their slots. What only looks like a tag (``<EOS>``) is text and stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import nh3
from markdown_it.token import Token

from sitegen.markup.elements import Tag, read_tag
from sitegen.markup.html_tags import BLOCKS, TAG, VOID
from sitegen.scan import Masked

_ALLOWED: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
_ATTRIBUTES: Final = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "details": {"open"},
}
_SCHEMES: Final = {"http", "https", "mailto"}
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "applet",
        "area",
        "audio",
        "b",
        "base",
        "basefont",
        "bdi",
        "bdo",
        "big",
        "blink",
        "br",
        "button",
        "canvas",
        "cite",
        "code",
        "data",
        "datalist",
        "del",
        "dfn",
        "em",
        "embed",
        "font",
        "i",
        "iframe",
        "image",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "map",
        "mark",
        "marquee",
        "math",
        "meter",
        "noembed",
        "noscript",
        "object",
        "output",
        "picture",
        "plaintext",
        "progress",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "script",
        "select",
        "slot",
        "small",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "sup",
        "svg",
        "template",
        "textarea",
        "time",
        "tt",
        "u",
        "var",
        "video",
        "wbr",
        "xmp",
    ]
)
_SILENT: Final = frozenset({"script", "style", "iframe", "object", "svg", "template", "textarea", "noscript"})
_OWN_CLASSES: Final = frozenset({"list_item_open", "th_open", "td_open"})


def cleaned(tokens: Sequence[Token], masked: Masked) -> list[Token]:
    """The tokens of a text by others, made harmless."""
    return list(_cleaned(tokens, masked))


def cleaned_notes(notes: Mapping[str, Any], masked: Masked) -> dict[str, Any]:
    """The footnotes written in place, made harmless."""
    found = notes.get("list", {})
    return {**notes, "list": {number: _note(note, masked) for number, note in found.items()}}


def _note(note: Mapping[str, Any], masked: Masked) -> dict[str, Any]:
    return {**note, "tokens": cleaned(note["tokens"], masked)} if "tokens" in note else dict(note)


def _cleaned(tokens: Sequence[Token], masked: Masked) -> Iterator[Token]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.children:
            token.children = cleaned(token.children, masked)
        yield from _one(token, masked)
        index = _after_silent(tokens, index) + 1


def _after_silent(tokens: Sequence[Token], index: int) -> int:
    """The end of an element whose text is no text, where it begins at `index` and ends beside it."""
    tag = _html(tokens[index])
    if tag is None or tag.closing or tag.name not in _SILENT:
        return index
    depth = 0
    for end in range(index + 1, len(tokens)):
        depth += tokens[end].nesting
        found = _html(tokens[end])
        if depth < 0:
            return index
        if depth == 0 and found and found.closing and found.name == tag.name:
            return end
    return index


def _html(token: Token) -> Tag | None:
    return read_tag(token.content) if token.type in {"html_inline", "html_tag"} else None


def _one(token: Token, masked: Masked) -> Iterator[Token]:
    if token.type in {"html_inline", "html_tag"}:
        yield from _tag(token, masked)
    elif token.type == "html_raw":
        if token.info == "pre":
            token.content = nh3.clean(
                masked.restore(token.content),
                tags=set(_ALLOWED),
                attributes=_attributes(),
                url_schemes=_SCHEMES,
            )
            yield token
    else:
        _without_poses(token)
        yield token


def _without_poses(token: Token) -> None:
    """Take out the ids and classes that an author may write behind an element."""
    token.attrs.pop("id", None)
    if token.type not in _OWN_CLASSES:
        token.attrs.pop("class", None)


def _tag(token: Token, masked: Masked) -> Iterator[Token]:
    content = masked.restore(token.content)
    tag = read_tag(content)
    if tag is None:
        return
    if tag.name not in BLOCKS and tag.name not in _INLINE:
        yield _as_text(token, content)
    elif tag.name in _ALLOWED:
        token.content = f"</{tag.name}>" if tag.closing else _opening(tag.name, content)
        yield token


def _opening(name: str, content: str) -> str:
    """The start tag as nh3 leaves it; without attributes where nh3 wants an element around it."""
    end = "" if name in VOID else f"</{name}>"
    clean = nh3.clean(
        content + end, tags={name}, attributes=_attributes(), url_schemes=_SCHEMES, link_rel=None
    )
    match = TAG.match(clean)
    return match[0] if match and match[2] == name else f"<{name}>"


def _attributes() -> dict[str, set[str]]:
    return {name: set(values) for name, values in _ATTRIBUTES.items()}


def _as_text(token: Token, content: str) -> Token:
    text = Token("text", "", 0)
    text.content, text.map, text.level = content, token.map, token.level
    return text
