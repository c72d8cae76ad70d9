"""docs/problems.md has a paragraph for every kind of problem, with its severity, and for nothing else."""

from __future__ import annotations

import re

import pytest

from sitegen.errors import KINDS
from tests.docs.pages import headings, page

PAGE = page("problems.md")
HEADINGS = [text for level, text in headings(PAGE) if level == 3]


def test_every_code_has_one_heading_and_every_heading_is_a_code() -> None:
    assert sorted(HEADINGS) == sorted(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_a_paragraph_names_the_severity_and_says_what_to_do(code: str) -> None:
    found = re.search(rf"^### {code}\n\n\*(\w+)\* · (.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found
    assert found[1] == KINDS[code].severity.value
    assert len(found[2].split()) >= 12
