"""Font faces cut down to the letters that a site uses."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

from fontTools import subset
from fontTools import version as fonttools_version
from fontTools.ttLib import TTFont

from sitegen.effects.memo import remembered


def cut_down(site: Path, faces: Mapping[str, bytes], letters: str) -> dict[str, bytes]:
    """Give woff2 faces, by name, with the glyphs of `letters` and no other.

    A face is cut anew only when the letters change that it has glyphs for.
    """
    wanted = {name: _letters(face, letters) for name, face in faces.items()}
    keys = {name: _key(wanted[name], face) for name, face in faces.items()}
    makers = {keys[name]: partial(_cut, face, wanted[name]) for name, face in faces.items()}
    made = remembered(site, "fonts", makers)
    return {name: made[key] for name, key in keys.items()}


def _letters(face: bytes, letters: str) -> str:
    return "".join(sorted(set(letters) & _repertoire(face)))


@lru_cache(maxsize=32)
def _repertoire(face: bytes) -> frozenset[str]:
    """Give the characters that a face has glyphs for."""
    with TTFont(io.BytesIO(face), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _key(letters: str, face: bytes) -> bytes:
    digest = hashlib.blake2b(f"{fonttools_version} {letters}".encode(), digest_size=20)
    digest.update(face)
    return digest.digest()


def _cut(face: bytes, letters: str) -> bytes:
    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    cutter = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True, layout_features=["*"]))
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff2"
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()
