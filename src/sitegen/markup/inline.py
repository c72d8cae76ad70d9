"""Small inline notations of our authors: ``** x **``, ruby, emoji, formulas as slots, bare addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sitegen.identity import issue_key
from sitegen.markup.cjk import is_cjk
from sitegen.model import SLOT_CLOSE, SLOT_OPEN

_SLOT: Final = re.compile(SLOT_OPEN + r"(\d+)" + SLOT_CLOSE)
_SPACED_STRONG: Final = re.compile(
    r"\*\*(?:[ \t]+((?:(?!\*\*)[^\n])*?\S)[ \t]*|([^\s*](?:(?!\*\*)[^\n])*?)[ \t]+)\*\*(?!\*)"
)
_RUBY: Final = re.compile(r"\{([^{}|\n]{1,50})\|([^{}\n]{1,100})\}")
_EMOJI: Final = re.compile(r":([a-z0-9_+-]{2,50}):")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'“”「」『』、。，．（）　]+")
_TRAILING: Final = frozenset(".,:!?*_~'\"")
_ENTITY: Final = re.compile(r"&[a-z]{1,10};$|;$")
_POST: Final = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w+/status/\d+(?:[/?#]\S*)?", re.IGNORECASE
)
TERMINATORS: Final = (SLOT_OPEN,)
"""Characters that end a run of plain text, besides the parser's own."""


def math_slot(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """A formula, which the scanner has replaced by a slot."""
    match = _SLOT.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("math", "", 0)
        token.meta = {"formula": int(match[1])}
        token.content = match[0]
    state.pos = match.end()
    return True


def spaced_strong(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """``** text **``: strong text with spaces inside its markers, where no arithmetic can be meant."""
    if not state.src.startswith("**", state.pos):
        return False
    match = _SPACED_STRONG.match(state.src, state.pos, state.posMax)
    if not match or not _begins_strong(state.src, match):
        return False
    if not silent:
        _push_strong(state, match)
    state.pos = match.end()
    return True


def _begins_strong(text: str, match: re.Match[str]) -> bool:
    """At the beginning of a line that the markers end, or behind a CJK character."""
    before = text[: match.start()].rstrip(" \t")
    if not before or before.endswith("\n"):
        return match.end() == len(text) or text[match.end()] in " \t\n" or is_cjk(text[match.end()])
    return is_cjk(before[-1]) and match[1] is not None and match[0][-3] in " \t"


def _push_strong(state: StateInline, match: re.Match[str]) -> None:
    children: list[Token] = []
    state.md.inline.parse(match[1] or match[2], state.md, state.env, children)
    state.push("strong_open", "strong", 1)
    for child in children:
        child.level += state.level
        state.tokens.append(child)
        state.tokens_meta.append(None)
    state.push("strong_close", "strong", -1)


def ruby(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """``{漢字|かんじ}``: a text with its reading; several readings are divided by ``|``."""
    if state.src[state.pos] != "{":
        return False
    match = _RUBY.match(state.src, state.pos)
    if not match or not re.search(r"[^\x00-\x7f]", match[0]):
        return False
    readings = match[2].split("|")
    bases = list(match[1]) if len(readings) == len(match[1]) > 1 else [match[1]]
    if not silent:
        token = state.push("ruby", "ruby", 0)
        token.content = match[1]
        token.meta = {
            "parts": list(zip(bases, readings if len(bases) > 1 else ["".join(readings)], strict=True))
        }
    state.pos = match.end()
    return True


def emoji_name(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """``:sparkles:``: an emoji by its short name."""
    if state.src[state.pos] != ":":
        return False
    match = _EMOJI.match(state.src, state.pos)
    character = _emoji().get(match[0], "") if match else ""
    if not match or not character:
        return False
    if not silent:
        token = state.push("emoji", "", 0)
        token.content = character
    state.pos = match.end()
    return True


@cache
def _emoji() -> Mapping[str, str]:
    """Every emoji by its short names, colons included; the first that has a name keeps it."""
    import emoji  # noqa: PLC0415 - its table is large and few documents need it

    aliases: dict[str, str] = {}
    english: dict[str, str] = {}
    for character, known in emoji.EMOJI_DATA.items():
        if known["status"] <= emoji.STATUS["fully_qualified"]:
            english.setdefault(str(known.get("en")), character)
            for alias in known.get("alias", ()):
                aliases.setdefault(str(alias), character)
    return english | aliases


def bare_addresses(state: StateCore) -> None:
    """Core rule: an address in running text is a link."""
    for token in state.tokens:
        if token.type == "inline" and token.children and "://" in token.content:
            token.children = _linked(token.children)


def _linked(tokens: list[Token]) -> list[Token]:
    result: list[Token] = []
    depth = 0
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not depth and "://" in token.content:
            alone = _is_break(before) and _is_break(after)
            result += [_post(token)] if alone and _POST.fullmatch(token.content.strip()) else _pieces(token)
        else:
            result.append(token)
    return result


def _pieces(token: Token) -> list[Token]:
    pieces: list[Token] = []
    position = 0
    for match in _ADDRESS.finditer(token.content):
        address = _trimmed(match[0])
        if match.start() > position:
            pieces.append(_text(token.content[position : match.start()]))
        pieces += _link(address, token)
        position = match.start() + len(address)
    pieces.append(_text(token.content[position:]))
    return pieces


def _is_break(token: Token | None) -> bool:
    return token is None or token.type in {"softbreak", "hardbreak"}


def _post(token: Token) -> Token:
    post = Token("post", "", 0)
    post.content, post.map = token.content.strip(), token.map
    return post


def _link(address: str, token: Token) -> tuple[Token, ...]:
    """The address of an issue shows the issue's title where the site has it; any other shows itself."""
    if issue_key(address):
        issue = Token("issue_link", "", 0)
        issue.content, issue.map = address, token.map
        return (issue,)
    opening = Token("link_open", "a", 1)
    opening.attrs, opening.map = {"href": address}, token.map
    return (opening, _text(address), Token("link_close", "a", -1))


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it (GFM, section 6.9)."""
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end:
        if address[end - 1] in _TRAILING:
            end -= 1
        elif address[end - 1] == ")" and surplus > 0:
            end, surplus = end - 1, surplus - 1
        elif address[end - 1] == ";" and (entity := _ENTITY.search(address, max(0, end - 12), end)):
            end = entity.start()
        else:
            break
    return address[:end]


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token
