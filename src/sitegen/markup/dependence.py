"""What a formula's typesetting depends on: its TeX, and the definitions in force where it stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.model import Formula

_DEFINES: Final = re.compile(
    r"\\(?:[gex]?def|let|futurelet|newcommand|renewcommand|providecommand|DeclareMathOperator|global|long)(?![A-Za-z])"
)

_RENAMES: Final = re.compile(r"\\(?:let|futurelet|csname)(?![A-Za-z])")
_ESCAPED: Final = re.compile(r"\\.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dependence:
    """One formula with what tells it from all others."""

    key: bytes
    """The same for formulas that come out the same."""
    defines: bool
    """Whether those that follow may depend on it."""


def dependences(formulas: Sequence[Formula], macros: Mapping[str, str]) -> Iterator[Dependence]:
    """Give the dependence of each formula of a document, in order; `macros` are the site's.

    Where a definition may hold another, any formula that uses it may define something.
    """
    state = _digest(b"", *(part for pair in sorted(macros.items()) for part in pair))
    is_deep = any(_DEFINES.search(text) for text in macros.values())
    for formula in formulas:
        key = _digest(state, formula.tex, str(formula.display), str(formula.definition))
        is_deep = is_deep or _is_nested(formula.tex)
        defines = is_deep or formula.definition or _DEFINES.search(formula.tex) is not None
        yield Dependence(key, defines)
        if defines:
            state = key


def _is_nested(tex: str) -> bool:
    """Whether a definition stands inside braces, or is given another name."""
    found = [match.start() for match in _DEFINES.finditer(tex)]
    if len(found) > 1 and _RENAMES.search(tex):
        return True
    return any(_depth(tex, start) > 0 for start in found)


def _depth(tex: str, end: int) -> int:
    bare = _ESCAPED.sub("", tex[:end])
    return bare.count("{") - bare.count("}")


def _digest(state: bytes, *parts: str) -> bytes:
    digest = hashlib.blake2b(state, digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()
