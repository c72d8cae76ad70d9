"""HTML tags made to nest: each is closed where its container ends, none is closed that is not open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from sitegen.markup.elements import Tag, read_tag

_ENDS_BY_ITSELF: Final = frozenset(
    ["li", "p", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"]
)
_CLOSED_BY: Final = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"td", "th", "tr"}),
    "p": frozenset({"p"}),
    "option": frozenset({"option"}),
}
Report = Callable[[Token, str], None]
"""Called with the token and the tag's name where a tag has no partner."""


@dataclass(slots=True)
class _Stack:
    """The open containers: Markdown's (None) and HTML's (token and tag)."""

    report: Report
    open: list[tuple[Token, Tag] | None] = field(default_factory=list)

    def close_to_container(self) -> Iterator[Token]:
        """End tags for all that is open inside the innermost Markdown container."""
        while self.open and self.open[-1] is not None:
            yield self._ended()

    def _ended(self) -> Token:
        item = self.open.pop()
        assert item is not None  # noqa: S101 - the callers have looked
        token, tag = item
        if tag.name not in _ENDS_BY_ITSELF:
            self.report(token, tag.name)
        return _end_tag(token, tag.name)

    def start(self, token: Token, tag: Tag) -> Iterator[Token]:
        ended = _CLOSED_BY.get(tag.name, frozenset())
        while self.open and (item := self.open[-1]) is not None and item[1].name in ended:
            yield self._ended()
        if not tag.void:
            self.open.append((token, tag))
        yield token

    def end(self, token: Token, tag: Tag) -> Iterator[Token]:
        depth = self._depth(tag.name)
        if depth is None:
            if tag.name not in _ENDS_BY_ITSELF:
                self.report(token, f"/{tag.name}")
            return
        while len(self.open) > depth + 1:
            yield self._ended()
        self.open.pop()
        yield token

    def _depth(self, name: str) -> int | None:
        for index in range(len(self.open) - 1, -1, -1):
            item = self.open[index]
            if item is None:
                return None
            if item[1].name == name:
                return index
        return None


def _end_tag(token: Token, name: str) -> Token:
    closing = Token(token.type, "", 0)
    closing.content = f"</{name}>"
    closing.map, closing.level, closing.block = token.map, token.level, token.block
    return closing


def balanced(tokens: list[Token], report: Report, kind: str = "html_tag") -> list[Token]:
    """The tokens with the tags of type `kind` nested properly."""
    if not any(token.type == kind for token in tokens):
        return tokens
    return list(_balance(tokens, _Stack(report), kind))


def _balance(tokens: list[Token], stack: _Stack, kind: str) -> Iterator[Token]:
    for token in tokens:
        if token.type == kind and (tag := read_tag(token.content)):
            yield from (stack.end if tag.closing else stack.start)(token, tag)
            continue
        if token.nesting < 0:
            yield from stack.close_to_container()
            if stack.open:
                stack.open.pop()
        elif token.nesting > 0:
            stack.open.append(None)
        yield token
    while stack.open:
        if stack.open[-1] is None:
            stack.open.pop()
        else:
            yield from stack.close_to_container()
