"""TeX as authors write it, made into what KaTeX accepts: definitions apart, old environments renewed.

Definitions are taken out of a formula and applied one at a time, so that one bad line
does not lose the block that it stands in. Where something is taken out, spaces of the
same length stay, so that KaTeX's error positions are true for the author's source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sitegen.model import Formula

_COMMAND = re.compile(
    r"\\(?:(?P<def>[egx]?def)\s*(?=\\)|(?P<new>(?:re)?newcommand|providecommand)\b\*?|"
    r"(?P<operator>DeclareMathOperator)\b(?P<star>\*?)|(?P<let>let)\s*(?=\\)|(?P<require>require)\s*\{[^{}]*\})"
)
_NAME = re.compile(r"\s*(?:\{\s*(\\(?:[A-Za-z@]+|.))\s*\}|(\\(?:[A-Za-z@]+|.)))", re.DOTALL)
_PARAMETERS = re.compile(r"[^{}\\\n]*")
_COUNT = re.compile(r"\s*(?:\[\s*(\d)\s*\])?\s*")
_LET = re.compile(r"\s*=?\s*(\\(?:[A-Za-z@]+|.)|.)", re.DOTALL)
_DISPLAY_ONLY = re.compile(r"\\begin\{(?:align|alignat|gather|equation|CD|eqnarray|multline)\*?\}")
_EQNARRAY = re.compile(r"\\(begin|end)\{eqnarray(\*?)\}")
_BARE_ARRAY = re.compile(r"\\begin\{array\}(?!\s*(?:\[[^\]]*\]\s*)?\{)")
_DECLARES: Final = ("def", "command", "let", "require", "DeclareMathOperator")


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition found in a formula."""

    tex: str
    """As KaTeX understands it."""
    start: int
    """Offset in the formula."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A formula, ready for KaTeX."""

    definitions: tuple[Definition, ...]
    """To be applied before, in order."""
    formula: Formula | None
    """What is left to show; None where the formula only defines."""


def prepare(tex: str, *, display: bool) -> Prepared:
    """Split a formula into its definitions and what is shown."""
    definitions: tuple[Definition, ...] = ()
    if any(word in tex for word in _DECLARES):
        definitions, tex = _split(tex)
    if not tex.strip():
        return Prepared(definitions, None)
    display = display or _DISPLAY_ONLY.search(tex) is not None
    return Prepared(definitions, Formula(_renewed(tex), display))


def _split(tex: str) -> tuple[tuple[Definition, ...], str]:
    definitions: list[Definition] = []
    kept: list[str] = []
    position = 0
    while match := _COMMAND.search(tex, position):
        end, definition = _definition(tex, match)
        if definition:
            definitions.append(Definition(definition, match.start()))
        kept += (tex[position : match.start()], re.sub(r"[^\n]", " ", tex[match.start() : end]))
        position = end
    kept.append(tex[position:])
    return tuple(definitions), "".join(kept)


def _definition(tex: str, match: re.Match[str]) -> tuple[int, str]:
    """The end of a definition and its form for KaTeX ("" for what is ignored)."""
    if match["require"]:
        return match.end(), ""
    if match["let"]:
        return _let(tex, match)
    return _macro(tex, match)


def _let(tex: str, match: re.Match[str]) -> tuple[int, str]:
    name = _NAME.match(tex, match.end())
    target = _LET.match(tex, name.end()) if name else None
    end = target.end() if target else match.end()
    return end, tex[match.start() : end]


def _macro(tex: str, match: re.Match[str]) -> tuple[int, str]:
    name = _NAME.match(tex, match.end())
    if not name:
        return match.end(), match[0]
    command = name[1] or name[2]
    position, parameters = _signature(tex, name.end(), plain=match["def"] is not None)
    if position >= len(tex) or tex[position] != "{":
        return _line_end(tex, position), tex[match.start() : _line_end(tex, position)]
    end = _group_end(tex, position)
    body = tex[position:end]
    if match["operator"]:
        body = "{\\operatorname" + match["star"] + body + "}"
    return end, f"\\def{command}{parameters}{body}"


def _signature(tex: str, position: int, *, plain: bool) -> tuple[int, str]:
    """The parameters of a macro, as ``#1#2``, and where its body should begin."""
    if plain:
        found = _PARAMETERS.match(tex, position)
        return (found.end(), found[0].strip()) if found else (position, "")
    found = _COUNT.match(tex, position)
    count = int(found[1] or 0) if found else 0
    return (found.end() if found else position), "".join(f"#{i}" for i in range(1, count + 1))


def _line_end(tex: str, position: int) -> int:
    end = tex.find("\n", position)
    return end if end >= 0 else len(tex)


def _group_end(tex: str, start: int) -> int:
    """The offset after the group that opens at `start`; the line's end where it never closes."""
    depth, position = 0, start
    while position < len(tex):
        character = tex[position]
        if character == "\\":
            position += 1
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return _line_end(tex, start)


def _renewed(tex: str) -> str:
    if "eqnarray" in tex:
        tex = _EQNARRAY.sub(lambda m: "\\begin{array}{rcl}" if m[1] == "begin" else "\\end{array}", tex)
    if "array" in tex:
        tex = _BARE_ARRAY.sub(lambda m: m[0] + "{" + "c" * _columns(tex, m.end()) + "}", tex)
    return tex


def _columns(tex: str, start: int) -> int:
    """The widest row of the array that begins at `start`."""
    depth = widest = 1
    width = 1
    for token in re.finditer(r"\\begin\b|\\end\b|\\\\|\\.|[{}&]", tex[start:]):
        text = token[0]
        if text in {"\\begin", "{"}:
            depth += 1
        elif text in {"\\end", "}"}:
            depth -= 1
            if depth == 0:
                break
        elif depth == 1 and text == "&":
            width += 1
            widest = max(widest, width)
        elif depth == 1 and text == "\\\\":
            width = 1
    return widest
