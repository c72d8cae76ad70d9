"""docs/writing.md names every key and preset, and all its examples can be built."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from sitegen.config import HEADER_PRESETS
from sitegen.markup.callouts import KINDS as CALLOUTS
from sitegen.sources.frontmatter import KEYS
from tests.building import build_site
from tests.docs.pages import Fence, fences, page, section, table_names
from tests.markup.rendering import shown

PAGE = page("writing.md")
FENCES = list(fences(PAGE))
EXAMPLES = [fence for fence in FENCES if "check" in fence.info]
RESULTS = [(one, two) for one, two in pairwise(FENCES) if two.info == ("html",)]

SETTINGS = """
[site]
title = "例"
base_url = "https://diary.example"
"""
BESIDE = {"files/fib.py": "print(1)\n", "lens.svg": "<svg/>", "kalman.md": "# 濾波\n\n本文。\n"}
"""What examples lead to, beside them."""

COLLECTION = """
[[collection]]
name = "{name}"
path = "{name}"
kind = "{kind}"
header = "{header}"
"""


def _option(fence: Fence, name: str, default: str) -> str:
    found = (word.partition("=")[2] for word in fence.info if word.startswith(f"{name}="))
    return next(found, default)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _collection(fence: Fence) -> str:
    return "diary" if _option(fence, "kind", "post") == "diary" else _option(fence, "header", "heading")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write all examples as one site; a diary's files keep the path that their example names."""
    folder = tmp_path_factory.mktemp("examples")
    names = sorted({_collection(fence) for fence in EXAMPLES})
    kinds = {name: "diary" if name == "diary" else "post" for name in names}
    parts = [COLLECTION.format(name=name, kind=kinds[name], header=name) for name in names]
    _put(folder / "sitegen.toml", SETTINGS + "".join(parts))
    for fence in EXAMPLES:
        base = folder / _collection(fence)
        is_diary = _collection(fence) == "diary"
        where = f"{fence.line}/{_option(fence, 'path', '')}" if is_diary else f"{fence.line}.md"
        _put(base / where, fence.body)
    for name, text in (
        ("files/fib.py", "print(1)\n"),
        ("lens.svg", "<svg/>"),
        ("kalman.md", "# 濾波\n\n本文。\n"),
    ):
        _put(folder / "heading" / name, text)
    addresses = sorted(set(re.findall(r"(?:\{\{|\[\[)(https://[^\]}]+)", PAGE)))
    _put(folder / "content/cards.json", json.dumps([{"url": url, "title": "頁"} for url in addresses]))
    return folder


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 25
    assert len(RESULTS) >= 3


def test_every_example_is_built_without_problems(site: Path) -> None:
    result = build_site(site)
    assert [str(problem) for problem in result.problems] == []
    assert result.documents == len(EXAMPLES) + 1


@pytest.mark.parametrize(("example", "result"), RESULTS, ids=lambda fence: f"line {fence.line}")
def test_the_result_beside_an_example_is_what_it_gives(example: Fence, result: Fence) -> None:
    assert shown(example.body).strip() == result.body.strip()


def test_every_front_matter_key_is_documented() -> None:
    assert set(KEYS) <= table_names(section(PAGE, "Headers"))


@pytest.mark.parametrize("name", HEADER_PRESETS)
def test_every_header_preset_has_an_example(name: str) -> None:
    assert f'`header = "{name}"`' in PAGE
    assert any(f"header={name}" in fence.info for fence in EXAMPLES)


def test_every_callout_is_named() -> None:
    assert {kind.upper() for kind in CALLOUTS} <= set(re.findall(r"`([A-Z]+)`", PAGE))
