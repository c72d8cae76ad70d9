"""What became of the formulas: which of those that KaTeX can set are missing on a document's page."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import markdown
from corpus import Page, Renders

_ANNOTATION = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>', re.DOTALL)
_PAGE = re.compile(r"posts/p(\d{5})/index\.html\Z")
_LAYOUT = re.compile(r"[\s>]+")

Wanted = dict[int, Counter[str]]
"""By document number, how often each formula is to stand on its page."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the formulas of a site fared."""

    wanted: int
    """Formulas in the sources that KaTeX can set."""
    rendered: int
    """Formulas on the documents' pages."""
    lost: int
    """Wanted ones that are not on their pages."""
    examples: tuple[str, ...]
    """Some of the lost, each with its document."""


def wanted(pages: Sequence[Page], renders: Renders) -> Wanted:
    """The formulas to expect on each page."""
    found = [list(markdown.formulas(page.body)) for page in pages]
    distinct = sorted({formula for formulas in found for formula in formulas})
    good = {formula for formula, known in zip(distinct, renders(distinct), strict=True) if known}
    return {
        number: Counter(_plain(formula[0]) for formula in formulas if formula in good)
        for number, formulas in enumerate(found)
    }


def judge(output: Path, expected: Mapping[int, Counter[str]]) -> Verdict:
    """Look at every document's page of a site."""
    found = {number: _formulas(path) for number, path in _pages(output)}
    missing = {
        number: formulas - found.get(number, Counter())
        for number, formulas in expected.items()
    }  # fmt: skip
    return Verdict(
        wanted=sum(formulas.total() for formulas in expected.values()),
        rendered=sum(formulas.total() for formulas in found.values()),
        lost=sum(formulas.total() for formulas in missing.values()),
        examples=tuple(
            f"p{number:05}: {tex[:80]}" for number, formulas in missing.items() for tex in formulas
        )[:8],
    )


def _pages(output: Path) -> Iterable[tuple[int, Path]]:
    for path in output.rglob("index.html"):
        if match := _PAGE.search(path.as_posix()):
            yield int(match[1]), path


def _formulas(path: Path) -> Counter[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return Counter(_plain(html.unescape(tex)) for tex in _ANNOTATION.findall(text))


def _plain(tex: str) -> str:
    """TeX without its layout and the marks of the quotation that it stands in."""
    return _LAYOUT.sub("", tex)
