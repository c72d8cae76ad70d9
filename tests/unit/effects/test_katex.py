"""KaTeX in V8: in a process of its own, which ends at once as workers do."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.building import SOURCE

SCRIPT = """
import json, os, sys
from sitegen.effects.katex import Katex
from sitegen.effects.reading import katex_script
from sitegen.model import Formula

katex = Katex(katex_script())
for job in json.load(sys.stdin):
    formulas = [Formula(*formula) for formula in job["formulas"]]
    answers = katex.typeset(formulas, job["macros"])
    print(json.dumps([[a.html, a.error, a.position] for a in answers]))
sys.stdout.flush()
os._exit(0)
"""

Answer = tuple[str, str, int]
Job = tuple[list[tuple[object, ...]], dict[str, str]]


def typeset(*jobs: Job) -> list[list[Answer]]:
    """Typeset the formulas of several documents in one context, one after the other."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps([{"formulas": formulas, "macros": macros} for formulas, macros in jobs]),
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])},
    )
    return [[tuple(answer) for answer in json.loads(line)] for line in done.stdout.splitlines()]


def one(tex: str, *, display: bool = False) -> Answer:
    return typeset(([(tex, display)], {}))[0][0]


def test_a_formula_becomes_html_with_mathml() -> None:
    html, error, _ = one("x^2")
    assert 'class="katex"' in html
    assert "<math" in html
    assert error == ""


def test_nothing_is_asked_of_v8_for_no_formulas() -> None:
    assert typeset(([], {})) == [[]]


def test_a_fault_has_a_message_and_a_position() -> None:
    html, error, position = one("a + \\undefined")
    assert html == ""
    assert error == "Undefined control sequence: \\undefined"
    assert position == 4


def test_a_definition_holds_for_what_follows_and_for_that_document_alone() -> None:
    first, second = typeset(
        (
            [
                ("\\def\\a{x}", False, True),
                ("\\a", False),
                ("\\def\\a{y}", False, True),
                ("\\a", False),
            ],
            {},
        ),
        ([("\\a", False)], {}),
    )
    assert [error for _, error, _ in first] == ["", "", "", ""]
    assert first[0][0] == first[2][0] == ""
    assert first[1][0] != first[3][0]
    assert second[0][1] == "Undefined control sequence: \\a"


def test_a_formula_that_fails_changes_no_macro() -> None:
    answers = typeset(([("\\def\\a{x}\\undefined", False), ("\\a", False)], {}))[0]
    assert answers[1][1] == "Undefined control sequence: \\a"


def test_a_formula_that_is_met_again_is_the_same() -> None:
    job: Job = ([("x^2", False), ("x^2", True), ("x^2", False)], {})
    first, second = typeset(job, job)
    assert first == second
    assert first[0] == first[2] != first[1]


def test_what_a_document_redefines_is_neither_kept_for_others_nor_taken_from_them() -> None:
    plain: Job = ([("\\beta", False)], {})
    redefined: Job = ([("\\def\\beta{x}", False, True), ("\\beta", False)], {})
    before, changed, after = typeset(plain, redefined, plain)
    assert before == after
    assert changed[1] != before[0]


def test_a_formula_is_set_anew_where_the_macros_of_the_site_change() -> None:
    first, second = typeset(([("\\a", False)], {"\\a": "x"}), ([("\\a", False)], {"\\a": "y"}))
    assert first != second


def test_macros_of_the_site_take_arguments() -> None:
    html, error, _ = typeset(([("\\norm{x}", False)], {"\\norm": "\\lVert #1 \\rVert"}))[0][0]
    assert error == ""
    assert "∥" in html


@pytest.mark.parametrize(
    "tex",
    [
        "\\href{javascript:alert(1)}{x}",
        "\\url{https://example.org}",
        "\\htmlData{a=b}{x}",
        "\\htmlStyle{color: red}{x}",
        "\\htmlClass{a}{x}",
        "\\includegraphics{a.png}",
    ],
)
def test_what_would_bring_foreign_html_in_is_refused(tex: str) -> None:
    html, error, position = one(tex)
    assert html == ""
    assert error.endswith("is not allowed")
    assert position == 0


def test_sizes_are_capped() -> None:
    html, error, _ = one("\\rule{99999em}{99999em}")
    assert error == ""
    assert "99999" not in html.split("</math>")[1]
    assert "50em" in html


@pytest.mark.parametrize(
    "tex",
    [
        "\\def\\a{\\a}\\a",
        "\\gdef\\a{x}"
        + "".join(f"\\gdef\\{chr(98 + n)}{{\\{chr(97 + n)}\\{chr(97 + n)}}}" for n in range(24))
        + "\\y",
        "\\edef\\a{x}" + "\\edef\\a{\\a\\a}" * 25 + "\\a",
    ],
    ids=["loop", "gdef", "edef"],
)
def test_macros_that_grow_without_end_are_stopped(tex: str) -> None:
    html, error, _ = one(tex)
    assert html == ""
    assert "Too many expansions" in error


def test_thousands_of_braces_fail_and_the_next_formula_is_set() -> None:
    answers = typeset(([("{" * 10_000 + "x" + "}" * 10_000, False), ("y", False)], {}))[0]
    assert answers[0][1]
    assert len(answers[0][1]) <= 300
    assert answers[1][1] == ""


def test_the_html_of_one_formula_is_capped() -> None:
    html, error, _ = one("\\def\\a{" + "x+" * 100 + "}" + "\\a" * 150)
    assert len(html) == 0
    assert error.startswith("the formula becomes ")
