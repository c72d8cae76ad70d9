"""KaTeX in V8: the thin binding that sitegen owns (see docs/decisions/0001-katex.md).

A context must be made after a process has been forked or spawned, and a process that
has made one ends with `os._exit`; both are the business of `effects.workers`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
from py_mini_racer import MiniRacer

from sitegen.markup.mathml import mended
from sitegen.model import Formula, Typeset

_MAX_SIZE_EM: Final = 50
_MAX_EXPANSIONS: Final = 1000
_MAX_LENGTH: Final = 2_000_000
_MEMORY: Final = 6_000_000
"""Characters of HTML that a context remembers."""
_TOLD: Final = msgspec.json.Decoder(list[tuple[str, int]])


class Katex:
    """A V8 context with KaTeX in it, and a memory of the formulas that depend on nothing."""

    def __init__(self, script: Path) -> None:
        """`script` is KaTeX's ``katex.min.js``."""
        self._v8 = MiniRacer()
        self._v8.eval(script.read_text(encoding="utf-8"))
        self._v8.eval(Path(__file__).with_name("katex.js").read_text(encoding="utf-8"))

    def typeset(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[Typeset]:
        """Typeset the formulas of one document in order; definitions hold for those that follow.

        `macros` are the site's. One call of V8 for the whole batch; a formula that
        fails is given back with KaTeX's message and its 0-based position.
        """
        if not formulas:
            return []
        job = {
            "formulas": [(f.tex, f.display, f.definition) for f in formulas],
            "macros": dict(macros),
            "maxSize": _MAX_SIZE_EM,
            "maxExpand": _MAX_EXPANSIONS,
            "maxLength": _MAX_LENGTH,
            "memory": _MEMORY,
        }
        told, *found = str(self._v8.eval(f"typesetAll({msgspec.json.encode(job).decode()})")).split("\0")
        results = zip(found, _TOLD.decode(told), strict=True)
        return [Typeset(mended(html), error, position) for html, (error, position) in results]
