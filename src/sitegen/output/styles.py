"""The stylesheet of highlighted code, made from the theme's code colours.

Pygments knows some ninety kinds of token; each takes the colour of the nearest
ancestor that has a role here, so none is left in a colour nobody checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pygments.token import STANDARD_TYPES, Token, _TokenType


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour in both themes."""

    light: str
    """``#rrggbb``."""
    dark: str
    """``#rrggbb``."""


CODE_COLOURS: Final[Mapping[str, Colour]] = {
    "comment": Colour("#5c6670", "#9aa5b1"),
    "keyword": Colour("#8b2252", "#f2a0bd"),
    "string": Colour("#1a6334", "#8fd3a3"),
    "number": Colour("#8a4500", "#f0b27a"),
    "function": Colour("#0a58a8", "#82b8f5"),
    "class": Colour("#6a3d9c", "#c4a6ef"),
    "builtin": Colour("#0b6570", "#7fd0d8"),
    "operator": Colour("#495460", "#b9c2cc"),
}
"""Text colours of code, by role."""

HIGHLIGHT: Final = Colour("#fff4cc", "#35301a")
"""The ground of a highlighted line."""

_ROLES: Final[Mapping[_TokenType, str]] = {
    Token.Comment: "comment",
    Token.Keyword: "keyword",
    Token.Keyword.Type: "class",
    Token.Keyword.Constant: "builtin",
    Token.Literal.String: "string",
    Token.Literal.Number: "number",
    Token.Literal.Date: "number",
    Token.Operator: "operator",
    Token.Punctuation: "operator",
    Token.Name.Attribute: "function",
    Token.Name.Builtin: "builtin",
    Token.Name.Class: "class",
    Token.Name.Constant: "number",
    Token.Name.Decorator: "builtin",
    Token.Name.Entity: "number",
    Token.Name.Exception: "class",
    Token.Name.Function: "function",
    Token.Name.Namespace: "class",
    Token.Name.Tag: "keyword",
    Token.Generic.Deleted: "keyword",
    Token.Generic.Inserted: "string",
    Token.Generic.Error: "keyword",
    Token.Generic.Heading: "function",
    Token.Generic.Subheading: "function",
    Token.Generic.Prompt: "comment",
    Token.Generic.Traceback: "keyword",
}

_EXTRA: Final = """\
.highlight .ge{font-style:italic}
.highlight :is(.gh,.gs,.gu,.gd,.gi){font-weight:600}
.highlight .err{text-decoration:underline wavy currentColor 1px}
.highlight .hl{background:var(--code-mark);box-shadow:inset 3px 0 var(--accent)}
.highlight .ln{color:var(--code-comment);user-select:none}
"""


def code_css() -> str:
    """Give the stylesheet for the short classes of Pygments inside ``.highlight``."""
    rules = [
        f".highlight :is({','.join(f'.{name}' for name in names)}){{color:var(--code-{role})}}"
        for role, names in sorted(_classes().items())
    ]
    return "\n".join([_variables(), *rules, _EXTRA])


def _variables() -> str:
    colours = {**CODE_COLOURS, "mark": HIGHLIGHT}
    values = (f"--code-{name}:light-dark({c.light},{c.dark})" for name, c in colours.items())
    return f":root{{{';'.join(values)}}}"


def _classes() -> dict[str, list[str]]:
    """Give short class names by role."""
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for token, name in sorted(STANDARD_TYPES.items(), key=lambda pair: pair[1]):
        role = _role(token)
        if role and name:
            classes[role].append(name)
    return classes


def _role(token: _TokenType | None) -> str | None:
    while token is not None and token not in _ROLES:
        token = token.parent
    return None if token is None else _ROLES[token]
