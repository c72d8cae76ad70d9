"""HTML inside Markdown: tags are set as they stand, the text between them stays Markdown.

CommonMark's HTML blocks swallow everything up to a blank line. Authors of formulas mean
something else: a ``<div>`` around Markdown. Here a line that begins with block-level
tags gives one token for each tag, and what follows is parsed as if it stood alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from markdown_it.rules_block import StateBlock

BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "link",
        "main",
        "menu",
        "menuitem",
        "meta",
        "nav",
        "noframes",
        "object",
        "ol",
        "optgroup",
        "option",
        "p",
        "param",
        "picture",
        "search",
        "section",
        "source",
        "style",
        "script",
        "summary",
        "table",
        "tbody",
        "td",
        "template",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "track",
        "ul",
        "video",
        "audio",
        "img",
    ]
)
"""Elements that stand on lines of their own (``img`` and media: where they begin a line alone)."""

NOT_SILENT: Final = False
"""What a block rule is called with to make tokens, not only to look."""

VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
"""Elements without an end tag."""

TAG: Final = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[A-Za-z_:@][\w:.@-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*(/?)>"
)
"""A complete tag: closing slash, name, attributes, self-closing slash."""

_RAW: Final = re.compile(r"<(script|style|pre|textarea|svg|math)(?=[\s>])", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--()")


def html_indent(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - the parser's signature
    """Block rule that matches nothing: lines indented under an open tag are no code.

    It stands before the rule for indented code and takes the indentation away.
    """
    if not state.is_code_block(start) or not state.env.get("html_depth"):
        return False
    if state.tokens and state.tokens[-1].type == "html_tag" and _continues(state, start):
        state.sCount[start] = state.blkIndent
    return False


def _continues(state: StateBlock, line: int) -> bool:
    """Whether a line goes on with the HTML above it: it begins with a tag, or follows directly."""
    position = state.bMarks[line] + state.tShift[line]
    return state.src.startswith("<", position) or (line > 0 and not state.isEmpty(line - 1))


def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Block rule: a line that begins with a block-level tag, a comment, or a raw element."""
    position = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<", position):
        return False
    line = state.src[position : state.eMarks[start]]
    if raw := _RAW.match(line) or _COMMENT.match(line):
        name = raw[1].lower() if raw[1] else "comment"
        close = _closing(state, start, end, "-->" if name == "comment" else rf"</{name}[^>\n]*>?")
        if close is not None:
            return silent or _until(state, (start, end), close, name)
    tag = TAG.match(line)
    if not tag or tag[2].lower() not in BLOCKS or not _stands_alone(tag, line):
        return False
    if not silent:
        _tags(state, start, end, position)
    return True


def _stands_alone(tag: re.Match[str], line: str) -> bool:
    """Images and media are blocks only where nothing else stands on their line."""
    return tag[2].lower() not in {"img", "video", "audio", "iframe", "object"} or not re.search(
        r"[^\s]", TAG.sub("", line)
    )


def _closing(state: StateBlock, start: int, end: int, closing: str) -> tuple[int, int] | None:
    """Line and offset where a raw element or comment ends; None where it does not."""
    begin = state.bMarks[start] + state.tShift[start] + len("<!--")
    found = re.compile(closing, re.IGNORECASE).search(state.src, begin, state.eMarks[end - 1])
    return (bisect_left(state.eMarks, found.end()), found.end()) if found else None


def _until(state: StateBlock, lines: tuple[int, int], close: tuple[int, int], name: str) -> bool:
    """A raw element or comment, up to where it ends; what stands behind it is Markdown."""
    (start, end), (last, stop) = lines, close
    token = state.push("html_raw", "", 0)
    token.map = [start, last + 1]
    token.info = name
    text = state.getLines(start, last + 1, state.blkIndent, keepLastLF=True).rstrip("\n")
    rest = state.src[stop : state.eMarks[last]]
    token.content = text[: len(text) - len(rest)].strip("\n")
    _resume(state, last, end, _skip_spaces(state.src, stop, state.eMarks[last]))
    return True


def _tags(state: StateBlock, start: int, end_line: int, position: int) -> None:
    """One token for each tag at the beginning of the line; the rest of the line is Markdown."""
    end = state.eMarks[start]
    while position < end:
        tag = TAG.match(state.src, position, end)
        if not tag or tag[2].lower() not in BLOCKS:
            break
        _push_tag(state, start, tag[0])
        position = tag.end()
        if content := _inline_content(state, tag, position, end):
            _push_inline(state, start, content[0])
            _push_tag(state, start, content[1])
            position += len(content[0]) + len(content[1])
        position = _skip_spaces(state.src, position, end)
    _resume(state, start, end_line, position)


def _inline_content(state: StateBlock, tag: re.Match[str], position: int, end: int) -> tuple[str, str] | None:
    """The text of an element that opens and closes on this line, and its end tag."""
    name = tag[2].lower()
    if tag[1] or tag[4] or name in VOID:
        return None
    closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(state.src, position, end)
    if not closing or f"<{name}" in state.src[position : closing.start()].lower():
        return None
    inner = TAG.match(state.src, _skip_spaces(state.src, position, end), end)
    if inner and inner[2].lower() in BLOCKS:
        return None
    return state.src[position : closing.start()], closing[0]


def _push_tag(state: StateBlock, line: int, text: str) -> None:
    token = state.push("html_tag", "", 0)
    token.map = [line, line + 1]
    token.content = text
    tag = TAG.match(text)
    if tag and tag[2].lower() not in VOID:
        depth = state.env.get("html_depth", 0) + (-1 if tag[1] else 1)
        state.env["html_depth"] = max(0, depth)


def _push_inline(state: StateBlock, line: int, text: str) -> None:
    token = state.push("inline", "", 0)
    token.map = [line, line + 1]
    token.content = text.strip()
    token.children = []


def _skip_spaces(text: str, position: int, end: int) -> int:
    while position < end and text[position] in " \t":
        position += 1
    return position


def _resume(state: StateBlock, line: int, end_line: int, position: int) -> None:
    """Parse what stands behind the tags on the same line as the beginning of a block."""
    if position >= state.eMarks[line]:
        state.line = line + 1
        return
    state.bMarks[line] = position
    state.tShift[line] = 0
    state.sCount[line] = state.blkIndent
    for rule in state.md.block.ruler.getRules(""):
        if rule(state, line, end_line, NOT_SILENT):
            return
