"""Texts of 50 KB that are known to run Markdown parsers into the ground: rendered, or told at the limit.

Most of them are the cases of cmark's own pathological tests, written anew.
"""

from __future__ import annotations

import pytest

from sitegen.config import Limits
from sitegen.effects.reading import katex_script
from sitegen.effects.workers import Encoded, Workers, decode
from sitegen.errors import Problem
from tests.unit.effects.test_workers import job

KEPT = {
    "emphasis that never closes": "*a " * 17_000,
    "emphasis of two kinds": "*a **a " * 7_000,
    "closers without openers": "a* " * 17_000,
    "strong that never opens": "a**b" + "c* " * 17_000,
    "delimiters of any length": "".join("x" + "*" * (n % 7) for n in range(12_000)),
    "backticks of any length": "".join("e" + "`" * n for n in range(300)),
    "code that never closes": "`a``b```c" * 5_000,
    "links that never close": "[a](" * 12_000,
    "links in angle brackets": "[a](<b" * 8_000,
    "openers of tags": "<" * 50_000,
    "half a tag": "<a " * 17_000,
    "comments that never close": "<!--" * 12_000,
    "processing instructions": "<?" * 25_000,
    "entities": "&" * 50_000,
    "references": "".join(f"[{n}]: u{n}\n" for n in range(3_000)),
    "unused footnotes": "".join(f"[^{n}]: u\n" for n in range(4_000)),
    "dollars": "$a" * 25_000,
    "double dollars": "$$" * 25_000,
    "escaped parentheses": "\\(" * 25_000,
    "open braces": "{漢|" * 12_000,
    "colons": ":a" * 25_000,
    "a table": "\n".join("|" + "a|" * 100 for _ in range(250)),
    "empty divisions": "<div>" * 10_000,
    "definition lists": "x\n: " * 10_000,
    "spans with attributes": "[x]{.a " * 7_000,
    "addresses": "https://" * 6_000,
}
"""What has to be rendered; each takes less than two seconds on a machine with nothing else to do."""

STOPPED = {
    "openers of images": "![" * 25_000,
    "openers of links": "[" * 50_000,
    "deep quotations over many lines": ">" * 500 + "\n" + ">a\n" * 15_000,
    "openers of literal data": "<![CDATA[" * 6_000,
}
"""What may take too long."""


def rendered(cases: dict[str, str], seconds: float) -> dict[str, str]:
    """Render all cases at once; gives what became of each."""
    jobs = [job(body, f"case{number}") for number, body in enumerate(cases.values())]
    with Workers(katex_script(), Limits(seconds=seconds, memory=1024), 2) as workers:
        found = dict(workers.render(jobs))
    names = list(cases)
    return {names[index]: _became(result) for index, result in found.items()}


def _became(result: Encoded | Problem) -> str:
    if isinstance(result, Problem):
        return result.message
    return "rendered" if decode(result[0]).outline.sections else "lost"


@pytest.mark.timeout(240)
def test_texts_that_look_hard_are_rendered() -> None:
    assert rendered(KEPT, 50) == dict.fromkeys(KEPT, "rendered")


def test_texts_that_are_hard_are_rendered_or_stopped() -> None:
    for name, became in rendered(STOPPED, 1).items():
        assert became == "rendered" or "longer than 1 seconds" in became, name
