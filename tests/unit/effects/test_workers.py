"""Workers: a document past its limits costs nobody but itself."""

from __future__ import annotations

import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from sitegen.config import Limits
from sitegen.effects.reading import katex_script
from sitegen.effects.workers import Job, Workers, decode
from sitegen.errors import Problem
from sitegen.markup.document import Options
from sitegen.model import RenderedDocument, Resources
from tests.building import SOURCE, build_site, run_cli
from tests.markup.rendering import document

GROWING = "$\\def\\a{" + "x+" * 500 + "}" + "\\a" * 900 + "$"
"""Within KaTeX's own limits, and far from done in a minute."""

SLOW_CODE = "```typescript\n" + "a." * 20_000 + "\n```"


def job(body: str, name: str = "a") -> Job:
    made = document(body, title="題", path=f"content/posts/{name}.md", relative=f"{name}.md", key=name)
    return Job(made, Options(), Resources())


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(katex_script(), Limits(seconds=2, memory=512), 1) as made:
        yield made


@dataclass(frozen=True)
class Done:
    rendered: RenderedDocument
    problems: tuple[Problem, ...]


def results(workers: Workers, *jobs: Job) -> dict[int, Done | Problem]:
    return {
        index: result if isinstance(result, Problem) else done(*result)
        for index, result in workers.render(jobs)
    }


def done(outcome: bytes, text: bytes) -> Done:
    return Done(msgspec.msgpack.decode(text, type=RenderedDocument), decode(outcome).problems)


def test_documents_are_rendered_with_real_formulas(workers: Workers) -> None:
    found = results(workers, job("$x^2$"), job("$\\undefined$", "b"))
    first, second = found[0], found[1]
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert "<math" in first.rendered.formulas[0]
    assert [problem.code for problem in second.problems] == ["math-syntax"]


SLOW_QUOTES = "> " * 90 + "x\n" + "> y\n" * 40_000
"""Every line goes on with a paragraph ninety quotations deep, and each of them looks at every line."""


@pytest.mark.parametrize("bomb", [GROWING, SLOW_CODE, SLOW_QUOTES], ids=["formula", "code", "markdown"])
def test_a_document_that_takes_too_long_is_left_out_alone(bomb: str, workers: Workers) -> None:
    start = time.monotonic()
    found = results(workers, job("前", "a"), job(bomb, "b"), job("後 $y$", "c"))
    assert isinstance(found[0], Done)
    assert isinstance(found[2], Done)
    problem = found[1]
    assert isinstance(problem, Problem)
    assert problem.code == "limit"
    assert problem.path == "content/posts/b.md"
    assert "longer than 2 seconds" in problem.message
    assert time.monotonic() - start < 20


def test_a_document_that_takes_too_much_memory_is_left_out_alone() -> None:
    with Workers(katex_script(), Limits(seconds=30, memory=128), 1) as workers:
        found = results(workers, job(GROWING), job("後 $y$", "b"))
    problem = found[0]
    assert isinstance(problem, Problem)
    assert "more than 128 MiB of memory" in problem.message
    assert isinstance(found[1], Done)


@pytest.mark.parametrize("mark", [">", "- ", "> - "], ids=["quotes", "lists", "both"])
@pytest.mark.parametrize("depth", [10, 20, 400, 20_000])
def test_deep_nesting_is_rendered_or_told_but_nothing_is_lost(mark: str, depth: int) -> None:
    with Workers(katex_script(), Limits(seconds=40), 1) as workers:
        found = results(workers, job(mark * depth + "底"))[0]
    assert isinstance(found, Done)
    is_told = any(problem.code == "limit" for problem in found.problems)
    assert is_told is ("底" not in found.rendered.sections[0].html)
    assert is_told is (depth > 100)


def test_a_pool_can_be_used_again_after_it_was_closed(workers: Workers) -> None:
    assert isinstance(results(workers, job("一"))[0], Done)
    workers.close()
    workers.close()
    assert isinstance(results(workers, job("二"))[0], Done)


def test_what_a_worker_gave_is_the_same_again(workers: Workers) -> None:
    assert results(workers, job("式 $x$")) == results(workers, job("式 $x$"))


class _Pool:
    """Stands in for a pool; every job ends with the given error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def schedule(self, *_: object, **__: object) -> Future[list[bytes]]:
        future: Future[list[bytes]] = Future()
        future.set_exception(self.error)
        return future

    def stop(self) -> None:
        pass

    def join(self) -> None:
        pass


def _with_pool(monkeypatch: pytest.MonkeyPatch, error: Exception) -> Workers:
    monkeypatch.setattr("pebble.ProcessPool", lambda **_: _Pool(error))
    return Workers(katex_script(), Limits(), 1)


def test_workers_that_cannot_be_started_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = _with_pool(monkeypatch, BrokenProcessPool("All workers expired"))
    found = results(workers, *(job("本文", name) for name in "abcde"))
    assert len(found) == 5
    assert len(set(found.values())) == 1
    problem = found[0]
    assert isinstance(problem, Problem)
    assert "no process could be started" in problem.message


def test_a_fault_of_sitegen_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = _with_pool(monkeypatch, KeyError("x"))
    problem = results(workers, job("本文"))[0]
    assert isinstance(problem, Problem)
    assert problem.code == "internal"
    assert "KeyError: 'x'" in problem.message


def test_too_deep_recursion_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = results(_with_pool(monkeypatch, RecursionError()), job("本文"))[0]
    assert isinstance(problem, Problem)
    assert "nested too deeply" in problem.message


def test_a_build_ends_where_v8_finds_no_room(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text("$x$\n", encoding="utf-8")
    (tmp_path / "sitegen.toml").write_text(
        '[site]\ntitle = "題"\nbase_url = "https://example.org"\n'
        '[[collection]]\nname = "posts"\npath = "posts"\nkind = "post"\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "build", str(tmp_path), "-j", "1"],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000)),
    )
    assert done.returncode == 1
    assert "no process could be started" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_process_with_a_stopped_formula_still_exits(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(f"# 爆弾\n\n{GROWING}\n", encoding="utf-8")
    (tmp_path / "sitegen.toml").write_text(
        '[site]\ntitle = "題"\nbase_url = "https://example.org"\n[limits]\nseconds = 1\n'
        '[[collection]]\nname = "posts"\npath = "posts"\nkind = "post"\n',
        encoding="utf-8",
    )
    assert [problem.code for problem in build_site(tmp_path).problems] == ["limit"]
    start = time.monotonic()
    assert run_cli("build", tmp_path).returncode == 1
    assert time.monotonic() - start < 20


def test_no_more_processes_start_than_there_is_work_for() -> None:
    with Workers(katex_script(), Limits(), 2) as workers:
        results(workers, job("一"))
        assert len(multiprocessing.active_children()) == 1
        results(workers, *(job("二 $x$\n\n" * 8_000, str(number)) for number in range(2)))
        assert len(multiprocessing.active_children()) == 2
