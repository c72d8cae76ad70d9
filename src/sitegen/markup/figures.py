"""An image alone in its paragraph, with a title, is a figure with a caption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

_LENGTH: Final = 3


def with_figures(tokens: Sequence[Token]) -> list[Token]:
    """Give the tokens with such paragraphs made into figures; the title moves into the caption."""
    for index in range(len(tokens) - _LENGTH + 1):
        opening, inline, closing = tokens[index : index + _LENGTH]
        image = _only_image(inline) if opening.type == "paragraph_open" and not opening.hidden else None
        if image is not None and image.attrs.get("title"):
            opening.type, closing.type = "figure_open", "figure_close"
            opening.tag = closing.tag = "figure"
            inline.children = [*(inline.children or []), *_caption(str(image.attrs.pop("title")))]
    return list(tokens)


def _only_image(inline: Token) -> Token | None:
    children = inline.children or []
    if len(children) == _LENGTH and children[0].type == "link_open" and children[2].type == "link_close":
        children = children[1:2]
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _caption(text: str) -> list[Token]:
    words = Token("text", "", 0)
    words.content = text
    return [Token("figcaption_open", "figcaption", 1), words, Token("figcaption_close", "figcaption", -1)]
