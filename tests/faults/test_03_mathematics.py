"""FAULTS, points 9 to 15: formulas that are wrong, and formulas that attack."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.building import run_cli
from tests.faults.conftest import SECONDS
from tests.faults.site import SETTINGS, SmallSite, strict


def bomb() -> str:
    """Macros, each ten times the one before: a million characters within KaTeX's limit of expansions."""
    steps = zip("abcde", "bcdef", strict=True)
    return "\\def\\a{xxxxxxxxxx}" + "".join(f"\\def\\{new}{{" + f"\\{old}" * 10 + "}" for old, new in steps)


def test_point_09_bad_tex_is_told_of_at_its_own_place_and_shown(site: SmallSite) -> None:
    site.post("# a\n\n良い $x^2$ と悪い $\\frac{1}{$ の\n続き $\\nosuch{<b>}$。\n")
    done = site.build()
    assert done.failed
    first, second = done.of("math-syntax")
    assert (first.line, second.line) == (3, 4)
    assert first.column >= 14
    assert (second.line, second.column) == (4, 5)
    assert all(len(problem.message) < 500 for problem in done.problems)
    assert "math-error" in done.article()
    assert "\\nosuch{&lt;b&gt;}" in done.article()
    strict(done.page("posts/a/index.html"))


@pytest.mark.parametrize("text", ["x" * 60_000, "\\text{" + "長" * 20_000, "\\nosuch" * 3000])
def test_point_09_messages_stay_short(site: SmallSite, text: str) -> None:
    site.post(f"# a\n\n${text}{{$\n")
    assert all(
        len(problem.message) < 500 and "katex" not in problem.message.lower()[60:]
        for problem in site.build().problems
    )


def test_point_10_the_expansion_bomb_ends_within_the_limit(site: SmallSite) -> None:
    site.post(f"# a\n\n${bomb()}\\f$\n")
    site.post("# b\n\n$y^2$\n", "b.md")
    start = time.perf_counter()
    done = site.build()
    assert time.perf_counter() - start < SECONDS * 2 + 20
    assert done.failed
    assert {problem.path for problem in done.problems} == {"content/posts/a.md"}
    assert "katex" in done.article("b")


def test_point_10_the_process_ends_after_a_worker_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / "content" / "posts").mkdir(parents=True)
    for name in ("diary", "papers"):
        (folder / "content" / name).mkdir()
    (folder / "sitegen.toml").write_text(SETTINGS + "[limits]\nseconds = 1.5\n")
    (folder / "content" / "posts" / "a.md").write_text("# a\n\n```typescript\n" + "a." * 50_000 + "\n```\n")
    start = time.perf_counter()
    done = run_cli("build", folder)
    assert time.perf_counter() - start < 50
    assert done.returncode == 1
    assert "limit" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "tex",
    [
        "\\def\\a{\\a}\\a",
        "\\def\\a{x}" + "\\edef\\a{\\a\\a}" * 30 + "\\a",
        "\\gdef\\a{\\a\\a}\\a",
        "\\def\\a{\\b}\\def\\b{\\a}\\a",
        "\\let\\a=\\b\\let\\b=\\a\\a",
        "\\newcommand{\\a}{\\a}\\a",
    ],
)
def test_point_11_macros_without_end_are_refused_at_once(site: SmallSite, tex: str) -> None:
    site.post(f"# a\n\n${tex}$ $y$\n")
    done = site.build()
    assert done.of("math-syntax")
    assert not done.of("limit")
    assert done.article().count('class="katex"') == 1


def test_point_12_ten_thousand_braces_leave_the_next_formula_alone(site: SmallSite) -> None:
    site.post("# a\n\n$" + "{" * 10_000 + "x" + "}" * 10_000 + "$ and $y^2$\n")
    done = site.build()
    assert done.of("math-syntax")
    assert done.article().count('class="katex"') == 1


def test_point_12_the_output_of_a_formula_is_capped(site: SmallSite) -> None:
    site.post("# a\n\n$" + "x_y" * 9_000 + "$ and $y^2$\n")
    done = site.build()
    assert done.of("math-syntax") or done.of("limit")
    assert sum(map(len, done.pages.values())) < 5_000_000


@pytest.mark.parametrize(
    "tex",
    [
        "\\href{javascript:alert(1)}{x}",
        "\\url{javascript:alert(1)}",
        "\\htmlData{a=b}{x}",
        "\\htmlStyle{position:fixed}{x}",
        "\\htmlClass{a}{x}",
        "\\htmlId{a}{x}",
        "\\includegraphics{https://evil.example/x.png}",
        "\\def\\a{\\href{javascript:alert(1)}{x}}\\a",
    ],
)
def test_point_13_commands_that_reach_out_are_refused(site: SmallSite, tex: str) -> None:
    site.post(f"# a\n\n${tex}$ $y$\n")
    done = site.build()
    assert done.of("math-syntax")
    article = done.article()
    assert article.count('class="katex"') == 1
    assert 'href="javascript' not in article
    assert "#cc0000" not in article


@pytest.mark.parametrize(
    "tex", ["\\rule{1e5em}{1e5em}", "\\kern1e6em x", "\\raisebox{99999em}{x}", "\\hspace{1e9pt}x"]
)
def test_point_14_huge_lengths_are_capped(site: SmallSite, tex: str) -> None:
    site.post(f"# a\n\n${tex}$\n")
    done = site.build()
    lengths = [float(found) for found in re.findall(r"(-?\d+(?:\.\d+)?)em", done.article())]
    assert done.of("math-syntax") or max(map(abs, lengths)) <= 101


def test_point_15_a_definition_stays_on_its_page(site: SmallSite) -> None:
    site.post("# a\n\n$\\gdef\\mine{x}$ $\\mine$\n", "a.md")
    site.post("# b\n\n$\\mine$\n", "b.md")
    site.write("content/posts/c.md", "# c\n\n$\\def\\mine{z}\\mine$\n")
    cold = site.build()
    assert [problem.path for problem in cold.of("math-syntax")] == ["content/posts/b.md"]
    site.post("# b\n\nnow $y$ and $\\mine$\n", "b.md")
    warm = site.build()
    assert [problem.path for problem in warm.of("math-syntax")] == ["content/posts/b.md"]
    (site.folder / ".sitegen" / "cache.db").unlink()
    assert site.build().result.files == warm.result.files
