"""KaTeX in V8: the thin binding that sitegen owns (see docs/decisions/0001-katex.md).

A context must be made after a process has been forked or spawned, and a process that
has made one ends with `os._exit`; both are the business of `effects.workers`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from py_mini_racer import MiniRacer

from sitegen.markup.dependence import dependences
from sitegen.markup.mathml import mended
from sitegen.memo import Memory
from sitegen.model import Formula, Typeset

_MAX_SIZE_EM: Final = 50
_MAX_EXPANSIONS: Final = 1000
_MAX_LENGTH: Final = 2_000_000
_REMEMBERED: Final = 4_000


class Katex:
    """A V8 context with KaTeX in it, and a memory of the formulas that it has set."""

    def __init__(self, script: Path) -> None:
        """`script` is KaTeX's ``katex.min.js``."""
        self._known: Memory[bytes, Typeset] = Memory(_REMEMBERED)
        self._v8 = MiniRacer()
        self._v8.eval(script.read_text(encoding="utf-8"))
        self._v8.eval(Path(__file__).with_name("katex.js").read_text(encoding="utf-8"))

    def typeset(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[Typeset]:
        """Typeset the formulas of one document in order; definitions hold for those that follow.

        `macros` are the site's. One call of V8 for all that are not known; a formula that
        fails is given back with KaTeX's message and its 0-based position.
        """
        on = list(dependences(formulas, macros))
        found = {one.key: known for one in on if (known := self._known.peek(one.key)) is not None}
        missing = [index for index, one in enumerate(on) if one.key not in found]
        if missing:
            wanted = [i for i, one in enumerate(on[: missing[-1] + 1]) if one.defines or one.key not in found]
            fresh = self._call([formulas[index] for index in wanted], macros)
            found |= {on[index].key: result for index, result in zip(wanted, fresh, strict=True)}
        for one in on:
            self._known.put(one.key, found[one.key])
        return [found[one.key] for one in on]

    def _call(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[Typeset]:
        job = {
            "formulas": [(f.tex, f.display, f.definition) for f in formulas],
            "macros": dict(macros),
            "maxSize": _MAX_SIZE_EM,
            "maxExpand": _MAX_EXPANSIONS,
            "maxLength": _MAX_LENGTH,
        }
        results = json.loads(str(self._v8.call("typesetAll", json.dumps(job))))
        return [Typeset(mended(html), error, position) for html, error, position in results]
