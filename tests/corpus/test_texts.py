"""No syntax is left raw in a text, and no heading is made of what is none."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.scan import opaque_lines
from tests.corpus.conftest import COLLECTIONS, RealSite
from tests.corpus.texts import STRAY, page_text

pytestmark = pytest.mark.corpus


def _pages(real: RealSite) -> dict[str, str]:
    return {f.path: f.content.decode() for f in real.result.files if f.path.endswith(".html")}


def test_every_source_with_text_becomes_a_document(real: RealSite) -> None:
    sources = {
        path.relative_to(real.folder).as_posix()
        for name in COLLECTIONS
        for path in (real.folder / name).rglob("*.md")
    }
    empty = {problem.path for problem in real.result.problems if problem.code == "source-empty"}
    assert set(real.documents) == sources - empty
    assert empty == {"taglibro/README.md"}


def test_no_problem_is_an_error(real: RealSite) -> None:
    assert [str(problem) for problem in real.result.problems if problem.severity == "error"] == []


def test_no_emphasis_is_left_raw(real: RealSite) -> None:
    left = {path for path, html in _pages(real).items() if "**" in page_text(html).prose}
    assert left == set()


def test_no_slot_is_left_in_any_file(real: RealSite) -> None:
    marks = ("\ufdd0".encode(), "\ufdd1".encode())
    left = [file.path for file in real.result.files if any(mark in file.content for mark in marks)]
    assert left == []


RAW = re.compile(r"^\s*(?:#{1,6} |[-*+] |>(?!>)|```|\$\$|\|.*\|\s*$)|\]\([^)]*\)|\[\[|\{\{", re.MULTILINE)
"""Markdown that a reader should never see."""


@pytest.mark.parametrize("element", ["div.text div", "details", "figure", "blockquote", "td"])
def test_no_markdown_is_left_raw_inside_html(real: RealSite, element: str) -> None:
    found = []
    for path, html in _pages(real).items():
        tree = LexborHTMLParser(html)
        for name in ("pre", "code", ".katex", "script"):
            for node in tree.css(f"main {name}"):
                node.decompose()
        found += [
            (path, match[0]) for node in tree.css(f"main {element}") for match in RAW.finditer(node.text())
        ]
    assert found == []


def test_every_heading_is_one_in_its_source(real: RealSite) -> None:
    """A heading stands outside of fences and formulas: as many are shown as such lines are written."""
    for path, document in real.documents.items():
        shown = sum(len(section.headings) for section in real.rendered[path].sections)
        assert shown == len(_heading_lines(document.body)), path


def _heading_lines(body: str) -> list[str]:
    opaque = opaque_lines(body)
    lines = [line for number, line in enumerate(body.split("\n"), 1) if number not in opaque]
    atx = [line for line in lines if re.match(r" {0,3}#{1,6}( |$)", line)]
    setext = [
        line
        for line, below in pairwise(lines)
        if re.fullmatch(r" {0,3}(=+|-+)\s*", below) and line.strip() and not re.match(r"\s*[-*|>#+]", line)
    ]
    return atx + setext


def test_no_space_is_made_between_japanese_characters(real: RealSite) -> None:
    """A space between two of them stands in a source as it is, in one line."""
    sources = "\n".join(document.body for document in real.documents.values())
    sources = re.sub(r"\]\([^)]*\)|</?[A-Za-z][^<>\n]*>|[*_\[\]`]", "", sources)
    stray = {
        match.string[match.start() - 15 : match.end() + 10]
        for html in _pages(real).values()
        for match in STRAY.finditer(page_text(html, ".text").everything)
        if match[0] not in sources
    }
    assert stray == set(), stray
