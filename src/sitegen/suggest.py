"""One suggestion for a word that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``Did you mean …?`` with the nearest known word; where none is near, all of them."""
    words = sorted(known)
    near = difflib.get_close_matches(word[:100], words, n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else f"Known are: {', '.join(words)}."
