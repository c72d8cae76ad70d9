"""Every formula is found, and none is refused but the authors' slips."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from sitegen.markup.tex import prepare
from sitegen.scan import scan
from tests.corpus.conftest import RealSite

pytestmark = pytest.mark.corpus

REFUSED = {
    "paper/src/2019/EASE.md": 7,
    "aiura/power-eval.md": 5,
    "paper-old/learning-phrase-patterns.md": 3,
    "taglibro/2014/03/09.md": 1,
}
"""Slips of the author, by file."""

MISCOUNTED = {"aiura/sheafification.md", "index.md"}
"""Files where the manifest's own counter is wrong.

The first has ``~~~`` inside a formula, which that counter takes for a fence, so that it stops there;
the second is a template with ``$2`` of awk in a script, which it takes for mathematics.
"""

COUNTED = re.compile(r"^- `cympfh/(?P<path>[^`*]+)`", re.MULTILINE)


def _counts(manifest: str) -> dict[str, tuple[int, int]]:
    """Return the numbers of inline and display formulas that the manifest gives."""
    found = {}
    for line in manifest.split("\n"):
        if match := COUNTED.match(line):
            numbers = [re.search(rf"{kind} math: (\d+)", line) for kind in ("inline", "display")]
            inline, display = (int(number[1]) if number else 0 for number in numbers)
            found[match["path"]] = (inline, display)
    return found


def _source(corpus: Path, path: str) -> str:
    return (corpus / "cympfh" / path).read_text(encoding="utf-8-sig")


def test_every_file_has_as_many_formulas_as_are_counted_in_it(corpus: Path, manifest: str) -> None:
    expected = {path: count for path, count in _counts(manifest).items() if path not in MISCOUNTED}
    found = {}
    for path in expected:
        formulas = scan(_source(corpus, path)).formulas
        display = sum(formula.display for formula in formulas)
        found[path] = (len(formulas) - display, display)
    assert found == expected
    assert sum(map(sum, found.values())) > 2_000


def test_the_miscounted_files_have_more_and_fewer(corpus: Path) -> None:
    formulas = scan(_source(corpus, "aiura/sheafification.md")).formulas
    assert len(formulas) == _source(corpus, "aiura/sheafification.md").replace("$$", "$").count("$") / 2
    assert scan(_source(corpus, "index.md")).formulas == ()


def test_exactly_the_slips_are_refused(real: RealSite) -> None:
    refused = Counter(problem.path for problem in real.result.problems if problem.code == "math-syntax")
    assert refused == REFUSED


def test_a_refusal_names_the_line_of_its_formula(real: RealSite) -> None:
    for problem in real.result.problems:
        if problem.code == "math-syntax":
            line = (real.folder / problem.path).read_text(encoding="utf-8").split("\n")[problem.line - 1]
            assert 1 <= problem.column <= len(line) + 1
            assert "\\" in line or "$" in line


SHOWN_DEFINITIONS = {"aiura/power-eval.md": 1}
"""Definitions that KaTeX refuses are shown as well, by file."""


def test_every_formula_found_is_shown(real: RealSite) -> None:
    """Formulas of a body end as a slot or as a marked source, except those that only define."""
    for path, document in real.documents.items():
        spans = scan(document.body).formulas
        expected = sum(prepare(span.tex, display=span.display).formula is not None for span in spans)
        html = "".join(section.html for section in real.rendered[path].sections)
        html = re.sub(r'<nav class="toc".*?</nav>', "", html, flags=re.DOTALL)
        shown = len(re.findall("\ufdd0m", html)) + html.count('class="math-error"')
        assert shown == expected + SHOWN_DEFINITIONS.get(path, 0), path
