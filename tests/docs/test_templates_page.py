"""docs/templates.md names all that templates can use, and the blocks that they can fill."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.output.templates import _filters
from tests.building import build_site
from tests.docs.pages import ROOT, fences, page, section, table_names

PAGE = page("templates.md")
SEEN = section(PAGE, "What templates see")


def test_every_function_stands_in_the_table() -> None:
    named = {re.split(r"\(", name)[0] for name in table_names(SEEN)} - {"filters"}
    source = (ROOT / "src/sitegen/output/templates.py").read_text(encoding="utf-8")
    functions = re.search(r"def _functions.*?return \{(.*?)\}\n", source, re.DOTALL)
    assert functions
    assert named == set(re.findall(r'^\s+"(\w+)":', functions[1], re.MULTILINE))


def test_every_filter_is_named() -> None:
    row = next(line for line in SEEN.split("\n") if line.startswith("| filters"))
    assert set(re.findall(r"`(\w+)`", row)) == set(_filters("en"))


def test_every_block_of_the_base_stands_in_the_table() -> None:
    base = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    blocks = set(re.findall(r"\{% block (\w+) %\}", base))
    assert table_names(section(PAGE, "Blocks of `base.html`")) == blocks


def test_the_example_of_a_page_can_be_used(tmp_path: Path) -> None:
    (example,) = (fence for fence in fences(PAGE) if fence.info == ("jinja",))
    for name, text in {
        "sitegen.toml": '[site]\ntitle = "題"\nbase_url = "https://example.org"\n',
        "templates/404.html": example.body,
        "static/js/mine.js": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = build_site(tmp_path)
    assert result.problems == ()
    shown = next(file.content.decode() for file in result.files if file.path == "404.html")
    assert "CC BY 4.0" in shown
    assert re.search(r"/assets/js/mine\.[0-9a-f]+\.js", shown)
