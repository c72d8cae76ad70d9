"""Font faces cut down to the letters that a site uses."""

from __future__ import annotations

import hashlib
import importlib
import io
import threading
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

from sitegen.effects.memo import remembered


def load_soon() -> None:
    """Load what cuts fonts beside what is done until then; that takes as long as ten pages."""
    threading.Thread(target=importlib.import_module, args=("fontTools.subset",), daemon=True).start()


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
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - see `load_soon`

    with TTFont(io.BytesIO(face), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _key(letters: str, face: bytes) -> bytes:
    import fontTools  # noqa: PLC0415 - see `load_soon`

    digest = hashlib.blake2b(f"{fontTools.version} {letters}".encode(), digest_size=20)
    digest.update(face)
    return digest.digest()


def _cut(face: bytes, letters: str) -> bytes:
    from fontTools import subset  # noqa: PLC0415 - see `load_soon`
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    cutter = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True, layout_features=["*"]))
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff2"
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()
