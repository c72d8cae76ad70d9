"""The writing guide names every key and preset, and every example in it stands beside what it gives."""

from __future__ import annotations

import re

import pytest

from sitegen.config import HEADER_PRESETS
from sitegen.markup.callouts import KINDS as CALLOUTS
from sitegen.sources.frontmatter import KEYS
from tests.building import build_site
from tests.docs import examples
from tests.docs.pages import page, section, table_names

PAGE = page("writing.md")
TRANSLATION = page("writing.ja.md")
FILES = list(examples.file_examples(PAGE))
RENDERED = examples.rendered_examples(PAGE)


def test_the_page_has_examples() -> None:
    assert len(FILES) >= 14
    assert len(RENDERED) >= 18


def test_both_languages_have_the_same_examples() -> None:
    assert [fence.body for fence in examples.rendered_examples(TRANSLATION)] == [f.body for f in RENDERED]
    others = list(examples.file_examples(TRANSLATION))
    assert [(one.fence.body, one.result, one.options) for one in others] == [
        (one.fence.body, one.result, one.options) for one in FILES
    ]


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What sitegen reads in each file, by the line of its example."""
    folder = tmp_path_factory.mktemp("examples")
    examples.write_site(folder, FILES)
    result = build_site(folder)
    assert [str(problem) for problem in result.problems] == []
    assert result.site
    return {one.fence.line: examples.read(result.site.documents[one.path]) for one in FILES}


@pytest.mark.parametrize("one", FILES, ids=lambda one: f"line {one.fence.line}")
def test_a_file_is_read_as_the_page_says(one: examples.FileExample, readings: dict[int, str]) -> None:
    assert readings[one.fence.line] == one.result


@pytest.mark.parametrize("text", [PAGE, TRANSLATION], ids=["en", "ja"])
def test_every_front_matter_key_is_documented(text: str) -> None:
    assert set(KEYS) <= table_names(section(text, "Headers" if text is PAGE else "ヘッダー"))


@pytest.mark.parametrize("text", [PAGE, TRANSLATION], ids=["en", "ja"])
@pytest.mark.parametrize("name", HEADER_PRESETS)
def test_every_header_preset_has_an_example(name: str, text: str) -> None:
    assert f'`header = "{name}"`' in text
    assert any(one.options.get("header") == name for one in examples.file_examples(text))


@pytest.mark.parametrize("text", [PAGE, TRANSLATION], ids=["en", "ja"])
def test_every_callout_is_named(text: str) -> None:
    assert {kind.upper() for kind in CALLOUTS} <= set(re.findall(r"`([A-Z]+)`", text))


def test_every_option_of_a_code_block_is_shown() -> None:
    shown = " ".join(fence.body for fence in RENDERED)
    for option in ("title=", "lines=", "numbers", "start=", "{example}"):
        assert option in shown
