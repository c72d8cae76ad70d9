"""Rules for text without spaces between words: emphasis beside CJK punctuation, joined lines.

Emphasis follows the CJK-friendly amendment of CommonMark
(https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md). Line breaks
follow the segment break rules of CSS Text, level 3 (Japanese and Chinese, not Hangul).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from sitegen.markup.brackets import BracketStateInline
from sitegen.markup.depth import DEEPEST_INLINE

_VARIATION: Final = range(0xFE00, 0xFE0F)
_IDEOGRAPHIC_VARIATION: Final = range(0xE0100, 0xE01F0)
_CJK_EXTRA: Final = frozenset("\u20a9\u3030\u303d\u3297\u3299")
_HANGUL_JAMO: Final = range(0x1100, 0x1200)
_EMOJI: Final = (range(0x1F000, 0x1FB00), range(0x231A, 0x27C0), range(0x2B1B, 0x2B56))
_OPENING: Final = frozenset({"Ps", "Pi"})
_NEVER_FIRST: Final = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶー々ゝゞヽヾ")
_INVISIBLE: Final = frozenset({"html_inline"})
_LOUD: Final = False
"""What a rule is told that shall make tokens."""


@lru_cache(maxsize=4096)
def is_cjk(character: str) -> bool:
    """Whether a character is a CJK character in the amendment's sense: wide or fullwidth, or Hangul."""
    code = ord(character)
    if unicodedata.east_asian_width(character) in {"W", "F", "H"}:
        return not any(code in block for block in _EMOJI)
    return code in _HANGUL_JAMO or character in _CJK_EXTRA


@lru_cache(maxsize=4096)
def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


@lru_cache(maxsize=4096)
def _joins(character: str) -> bool:
    """Whether a line break beside this character may vanish: wide, but neither Hangul nor emoji."""
    if not is_cjk(character):
        return False
    return not unicodedata.name(character, "").startswith("HANGUL")


@lru_cache(maxsize=4096)
def _is_wide_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] == "P" and unicodedata.east_asian_width(character) in {"W", "F"}


class CjkStateInline(BracketStateInline):
    """Inline state whose delimiter runs know CJK text."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803, FBT001 - the overridden name and signature
        """Whether the delimiter run at `start` can open and close emphasis."""
        end = start
        marker = self.src[start]
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before, base = _before(self.src, start)
        after = self.src[end] if end < self.posMax else " "
        left, right = _flanking(base, after), _flanking(after, base)
        if canSplitWord:
            return Scanned(left, right, end - start)
        return Scanned(
            left and (not right or _is_punctuation(before)),
            right and (not left or _is_punctuation(after)),
            end - start,
        )


def _before(text: str, start: int) -> tuple[str, str]:
    """The character before a run, and the one that decides: variation selectors are looked through."""
    if start == 0:
        return " ", " "
    before = base = text[start - 1]
    if start > 1 and (ord(before) in _VARIATION or ord(before) in _IDEOGRAPHIC_VARIATION):
        base = text[start - 2]
    return before, base


def _flanking(outer: str, inner: str) -> bool:
    """Whether a run leans on `inner`, with `outer` on its other side."""
    if isWhiteSpace(ord(inner)):
        return False
    if not _is_punctuation(inner) or is_cjk(inner):
        return True
    return isWhiteSpace(ord(outer)) or _is_punctuation(outer) or is_cjk(outer)


class BoundedParserInline(ParserInline):
    """Inline parser whose cost is linear in the brackets and the depth of a text."""

    _state: type[BracketStateInline] = BracketStateInline

    def parse(self, src: str, md: object, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Process the text of one block and push its inline tokens."""
        depth = env.get("inline_depth", 0)
        if depth > DEEPEST_INLINE:
            tokens.append(_verbatim(src))
            return tokens
        env["inline_depth"] = depth + 1
        state = self._state(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        env["inline_depth"] = depth
        return state.tokens


class CjkParserInline(BoundedParserInline):
    """Inline parser that works on `CjkStateInline`, and asks the rules of a table where it has one."""

    _state = CjkStateInline
    table: Mapping[str, Sequence[RuleFuncInlineType]] | None = None
    """The rules besides that of plain text, by the character that they begin with."""

    def parse(self, src: str, md: object, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Process the text of one block; one without a character that any rule begins with is plain."""
        if self.table is None or not src or self.terminator_re.search(src):
            return super().parse(src, md, env, tokens)
        tokens.append(_verbatim(src))
        return tokens

    def tokenize(self, state: StateInline) -> None:
        """Make tokens of a text: plain runs at once, and the rules of the table where they end."""
        if self.table is None:
            super().tokenize(state)
            return
        source, end, deepest = state.src, state.posMax, state.md.options["maxNesting"]
        while (position := state.pos) < end:
            if state.level < deepest:
                stop = self.terminator_re.search(source, position)
                after = stop.start() if stop else state.posMax
                if after != position:
                    state.append_pending(source[position:after])
                    state.pos = after
                    continue
                if any(rule(state, _LOUD) for rule in self.table.get(source[position], ())):
                    continue
            state.append_pending(source[position])
            state.pos += 1
        if state.pending:
            state.pushPending()


def _verbatim(text: str) -> Token:
    token = Token("text", "", 0)
    token.content = text
    return token


def join_lines(state: StateCore) -> None:
    """Take out the line breaks that would become a space between two Japanese characters."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _join(token.children)


def _join(tokens: list[Token]) -> None:
    for index, token in enumerate(tokens):
        if token.type != "softbreak":
            continue
        before, after = _neighbours(tokens, index)
        if before and after and _vanishes(before, after):
            token.type, token.content = "text", ""


def space_formulas(state: StateCore) -> None:
    """Note on which sides an inline formula touches Japanese text, and where no line may end beside it.

    Formulas are boxes: the space between ideographs and Latin text that ``text-autospace`` makes
    does not reach them, and browsers divide lines beside them even before a comma.
    """
    for token in state.tokens:
        for index, child in enumerate(token.children or ()):
            if child.type == "math" and token.children:
                child.meta = child.meta | {"touches": _touched(token.children, index)}


def _touched(tokens: list[Token], index: int) -> str:
    before, after = _neighbours(tokens, index)
    marks = {
        "math-before": bool(before) and _is_ideographic(before),
        "math-after": bool(after) and _is_ideographic(after),
        "math-led": bool(before) and unicodedata.category(before) in _OPENING,
        "math-tied": bool(after) and _follows(after),
    }
    return " ".join(name for name, is_so in marks.items() if is_so)


def _follows(character: str) -> bool:
    """Whether no line may begin with a character that stands after a formula."""
    if character in _NEVER_FIRST:
        return True
    category = unicodedata.category(character)
    return not _is_ideographic(character) and category not in _OPENING and category[0] in "LNP"


def _is_ideographic(character: str) -> bool:
    return _joins(character) and unicodedata.category(character)[0] in "LN"


def _vanishes(before: str, after: str) -> bool:
    if _is_wide_punctuation(before) or _is_wide_punctuation(after):
        return True
    return _joins(before) and _joins(after)


def _neighbours(tokens: list[Token], index: int) -> tuple[str, str]:
    """The visible characters before and after a token."""
    before = _visible((tokens[i] for i in range(index - 1, -1, -1)), last=True)
    return before, _visible((tokens[i] for i in range(index + 1, len(tokens))), last=False)


def _visible(tokens: Iterable[Token], *, last: bool) -> str:
    """The nearest visible character of a run of tokens; "" where there is none."""
    for token in tokens:
        if token.type in {"text", "code_inline", "html_inline", "emoji", "ruby"}:
            if token.type in _INVISIBLE or not token.content:
                continue
            return token.content[-1] if last else token.content[0]
        if token.type in {"softbreak", "hardbreak", "image", "math", "footnote_ref"}:
            return "x" if token.type not in {"softbreak", "hardbreak"} else ""
    return ""
