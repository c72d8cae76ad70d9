"""GFM's tables, strikethrough and task lists (version 0.29), in fixtures of our own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.markup.rendering import shown

_PARTS = Path(__file__).with_name("gfm.md").read_text(encoding="utf-8").split("\n.\n")
CASES = list(zip(_PARTS[0::3], _PARTS[1::3], _PARTS[2::3], strict=True))


@pytest.mark.parametrize(("title", "source", "expected"), CASES, ids=[case[0].strip() for case in CASES])
def test_gfm(title: str, source: str, expected: str) -> None:
    assert _tight(shown(source)) == _tight(expected)


def _tight(html: str) -> str:
    return re.sub(r">\s+<", "><", re.sub(r' aria-label="[^"]*"', "", html)).strip()
