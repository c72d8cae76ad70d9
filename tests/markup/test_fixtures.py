"""Readable fixtures: a title, Markdown, the HTML expected of it, divided by lines with a single dot."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.markup.rendering import shown

FIXTURES = Path(__file__).parent


def _cases() -> list[object]:
    cases: list[object] = []
    for path in sorted(FIXTURES.glob("*.md")):
        parts = path.read_text(encoding="utf-8").split("\n.\n")
        for title, source, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
            cases.append(pytest.param(source, expected, id=f"{path.stem}: {title.strip()}"))
    return cases


@pytest.mark.parametrize(("source", "expected"), _cases())
def test_fixture(source: str, expected: str) -> None:
    assert shown(source).strip() == expected.strip()


def test_there_are_fixtures() -> None:
    assert len(_cases()) > 50
