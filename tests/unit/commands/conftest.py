"""A new site, a command line that runs in the process, and a server to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.build import build
from sitegen.cli import main
from tests.unit.local_server import Server, serving

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SITEGEN_TRACEBACK", "1")
    return lambda *arguments, **more: CliRunner().invoke(main, [str(item) for item in arguments], **more)


@pytest.fixture
def site(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site, in which the command line then runs."""
    folder = tmp_path / "blog"
    done = run("init", folder, "--lang", "ja", "--author", "著者")
    assert done.exit_code == 0, done.output
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(autouse=True)
def _one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process renders the few texts of a test sooner than two."""
    for name in ("cards", "deploy", "stats"):
        monkeypatch.setattr(f"sitegen.commands.{name}.build", partial(build, jobs=1))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def online(site: Path, server: Server) -> Server:
    """Let the site ask the server in place of arXiv and Crossref."""
    services = f'arxiv = "{server.url}/api"\ncrossref = "{server.url}/works"'
    settings = f"\n[online]\n{services}\nloopback = true\npause = 0\n"
    with (site / "sitegen.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    return server
