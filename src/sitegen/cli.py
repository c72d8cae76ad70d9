"""The command line: wiring, printing, exit codes."""

from __future__ import annotations

import datetime as dt
import gc
import json
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sitegen import __version__
from sitegen.commands.group import Group
from sitegen.commands.wording import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.build import BuildResult
    from sitegen.reports import Report

Format = Literal["text", "json", "github"]
_SITE = click.argument("site", default=".", type=click.Path(file_okay=False, path_type=Path))
_DRAFTS = click.option("--drafts", is_flag=True, help="Include drafts and what is dated in the future.")
_JOBS = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Worker processes (default: one for each core).",
)


def _format(*choices: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(choices),
        default="text",
        help="How problems are printed.",
    )


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def main() -> None:
    """Publish a bilingual research blog: diary, paper notes and articles as a static site.

    A first site: sitegen init my-blog, then sitegen serve my-blog.
    An evening: sitegen today, sitegen add 1706.03762, sitegen cards, sitegen check, sitegen deploy.
    """


@main.command()
@_SITE
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write (default: build/ in the site)."
)
@_DRAFTS
@_JOBS
@_format("text", "json")
def build(site: Path, output: Path | None, *, drafts: bool, jobs: int, output_format: Format) -> None:
    """Build the site in folder SITE (default: here).

    Everything that is wrong is reported; where an error is among it, the previous
    output stays as it was and the exit status is 1.
    """
    from sitegen.effects.lock import build_lock  # noqa: PLC0415 - --help must be quick
    from sitegen.engine.publication import publish_site  # noqa: PLC0415 - as above
    from sitegen.reports import Report  # noqa: PLC0415 - as above

    start = time.perf_counter()
    quiet = output_format != "text" or not sys.stderr.isatty()
    now = dt.datetime.now(dt.UTC)
    with build_lock(site) as taken:
        if taken is not None:
            _finish(Report((taken,)), output_format, start)
        with _uncollected():
            report = publish_site(site, output, now=now, drafts=drafts, jobs=jobs, quiet=quiet)
    _finish(report, output_format, start)


@main.command()
@_SITE
@_DRAFTS
@_JOBS
@_format("text", "json", "github")
@click.option("--external", is_flag=True, help="Ask other hosts whether the pages linked to are still there.")
def check(site: Path, *, drafts: bool, jobs: int, output_format: Format, external: bool) -> None:
    """Report everything that `build` reports and what is untidy, and write nothing.

    Untidy are ids that stand twice on a page, files that nothing links to, and old
    addresses that lead to what is not published.
    """
    from sitegen.commands.checking import checked  # noqa: PLC0415 - --help must be quick
    from sitegen.reports import Report  # noqa: PLC0415 - as above

    start = time.perf_counter()
    result = _built(site, drafts=drafts, jobs=jobs, quiet=output_format != "text")
    problems = checked(site, result, dt.datetime.now(dt.UTC), external=external)
    _finish(Report(problems, result.documents, pages=_pages(result)), output_format, start)


@main.command()
@_SITE
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port (default: the first free one from 8000 on)."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; others than this machine's show your drafts to the network.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the home page in the browser.")
def serve(site: Path, host: str, port: int | None, *, open_browser: bool) -> None:
    """Preview the site in folder SITE while you write.

    Every save appears in the browser at once. Drafts and what is dated in the future are
    shown and marked; the published output is not touched.
    """
    from sitegen.preview.run import serve as run  # noqa: PLC0415 - --help must be quick

    reason = run(site, host, port, open_browser=open_browser)
    if reason:
        raise click.UsageError(reason)


def _built(site: Path, *, drafts: bool, jobs: int, quiet: bool) -> BuildResult:
    from sitegen import build as pipeline  # noqa: PLC0415 - --help must be quick
    from sitegen.progress import progress_bar  # noqa: PLC0415 - as above

    with _uncollected(), progress_bar(quiet=quiet or not sys.stderr.isatty()) as progress:
        return pipeline.build(site, now=dt.datetime.now(dt.UTC), drafts=drafts, jobs=jobs, progress=progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: nearly all that a build makes lives as long as the build."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _pages(result: BuildResult) -> int:
    return sum(file.path.endswith(".html") for file in result.files)


def _finish(report: Report, output_format: Format, start: float) -> None:
    from sitegen.errors import failed  # noqa: PLC0415 - --help must be quick

    seconds = time.perf_counter() - start
    if output_format == "json":
        _print_json(report, seconds)
    elif output_format == "github":
        _print_github(report)
    else:
        _print_text(report, seconds)
    sys.exit(1 if failed(report.problems) else 0)


def _print_text(report: Report, seconds: float) -> None:
    from sitegen.commands.telling import counted, tell  # noqa: PLC0415 - --help must be quick

    tell(report.problems)
    errors = sum(problem.severity.value == "error" for problem in report.problems)
    warnings = len(report.problems) - errors
    counts = {
        "documents": counted(report.documents, "document"),
        "seconds": f"{seconds:.2f}",
        "errors": counted(errors, "error"),
        "warnings": counted(warnings, "warning"),
    }
    done = report.published
    if done is None:
        wording = "{documents} read in {seconds} s: {errors}, {warnings}."
        click.echo(filled(wording, counts))
        return
    wording = (
        "{pages} from {documents} in {seconds} s: "
        "{written} files written, {unchanged} unchanged, {removed} removed; {errors}, {warnings}."
    )
    files = {"written": done.written, "unchanged": done.unchanged, "removed": done.removed}
    click.echo(filled(wording, {"pages": counted(report.pages, "page"), **files, **counts}))


def _print_json(report: Report, seconds: float) -> None:
    problems = [
        {
            "code": p.code, "severity": p.severity.value, "path": p.path, "line": p.line,
            "column": p.column, "message": p.message, "hint": p.hint,
        }
        for p in report.problems
    ]  # fmt: skip
    written = report.published.written if report.published else 0
    result = {"pages": report.pages, "written": written, "seconds": round(seconds, 3), "problems": problems}
    click.echo(json.dumps(result, ensure_ascii=False, indent=2))


def _print_github(report: Report) -> None:
    """Annotations for a workflow (`::error file=…,line=…::message`)."""
    for problem in report.problems:
        text = f"{problem.code}: {problem.message} {problem.hint}".strip()
        escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        place = f"file={problem.path},line={problem.line or 1},col={problem.column or 1}"
        click.echo(f"::{problem.severity.value} {place}::{escaped}")
