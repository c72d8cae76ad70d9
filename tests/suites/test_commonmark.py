"""CommonMark 0.31.2: all examples without extensions; with them, all but those changed on purpose."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sitegen.markup import renderer
from sitegen.markup.parser import commonmark
from tests.markup.rendering import render
from tests.suites.commonmark import (
    Example,
    as_specified,
    examples,
    find_specification,
    normal,
    verbatim,
    written,
)

CHANGES = tomllib.loads(Path(__file__).with_name("commonmark_changes.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def specification() -> list[Example]:
    return examples(find_specification())


@pytest.fixture
def _html_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("html_block", "html_inline"):
        monkeypatch.setitem(renderer._RULES, kind, verbatim)


@pytest.mark.usefixtures("_html_as_written")
def test_without_extensions_every_example_holds(specification: list[Example]) -> None:
    md = commonmark()
    wrong = [e.number for e in specification if written(md, e.markdown) != normal(e.html)]
    assert len(specification) == 652
    assert wrong == []


def test_extensions_change_the_examples_that_they_mean_to_change(specification: list[Example]) -> None:
    changed = {e.number for e in specification if _extended(e) != normal(e.html)}
    listed = [number for change in CHANGES["change"] for number in change["examples"]]
    assert sorted(listed) == sorted(set(listed))
    assert changed == set(listed)
    assert all(change["reason"].endswith(".") for change in CHANGES["change"])


def _extended(example: Example) -> str:
    rendered, _ = render(example.markdown)
    return as_specified(rendered.sections[0].html, rendered.references)
