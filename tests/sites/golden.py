"""The form in which published files are compared with what is expected of them.

Pages are reduced to what depends on the site: the title, the addresses in the head, and ``<main>``.
Head, menu and foot of the theme are the same everywhere and tested with the theme. Of formulas the
MathML is kept, so that a new KaTeX, which draws them in another way, changes nothing here.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.building import tree

_HEAD = re.compile(
    r"<title>.*?</title>|<link rel=\"(?:canonical|alternate|prev|next)\"[^>]*>|<html[^>]*>", re.DOTALL
)
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_DRAWN = re.compile(r"<span class=[\"\\']+katex-html[\"\\']+")
_SPAN = re.compile(r"<(/?)span\b[^>]*>")
_HASH = re.compile(r"(assets/[\w/-]+)\.[0-9a-f]{8,}\.")


def reduced(path: str, content: bytes) -> bytes:
    """Return what is compared of a file."""
    text = _undrawn(_HASH.sub(r"\1.HASH.", content.decode()))
    main = _MAIN.search(text) if path.endswith(".html") else None
    if main is None:
        return text.encode()
    return "\n".join([*_HEAD.findall(text), main[0], ""]).encode()


def _undrawn(text: str) -> str:
    """Take out KaTeX's drawing of each formula."""
    while drawn := _DRAWN.search(text):
        depth, end = 0, len(text)
        for span in _SPAN.finditer(text, drawn.start()):
            depth += -1 if span[1] else 1
            end = span.end()
            if not depth:
                break
        text = text[: drawn.start()] + text[end:]
    return text


def golden(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the published files in the form in which they are compared."""
    return {
        path: reduced(path, content)
        for path, content in files.items()
        if not path.startswith("assets/") and path != ".sitegen.json"
    }


def compare(found: Mapping[str, bytes], folder: Path, *, update: bool) -> None:
    """Compare files with those of a folder, or write the folder anew."""
    if update:
        shutil.rmtree(folder, ignore_errors=True)
        for path, content in found.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        pytest.skip("the expected files were written anew")
    expected = tree(folder)
    assert sorted(found) == sorted(expected)
    for path, content in expected.items():
        assert found[path].decode().split("\n") == content.decode().split("\n"), path
