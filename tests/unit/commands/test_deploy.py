from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.author.deployment import sent
from sitegen.model import OutputFile
from sitegen.settings.commands import Deploy
from sitegen.settings.file import parse
from tests.unit.commands.conftest import Run

RSYNC = '''#!{python}
"""Copies like rsync as far as a test needs it: content decides, what is extra is deleted."""
import pathlib, shutil, sys
options = [word for word in sys.argv[1:] if word.startswith("-")]
source, target = (pathlib.Path(word) for word in sys.argv[1:] if not word.startswith("-"))
files = {{path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()}}
old = target.rglob("*") if target.exists() else ()
there = {{path.relative_to(target).as_posix(): path for path in old if path.is_file()}}
for name in sorted(files):
    if name not in there:
        print(f">f+++++++++ {{name}}")
    elif there[name].read_bytes() != files[name].read_bytes():
        print(f">fc........ {{name}}")
for name in sorted(there.keys() - files.keys()):
    print(f"*deleting   {{name}}")
if "--dry-run" not in options:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
'''


def settings(site: Path, text: str) -> None:
    with (site / "sitegen.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[deploy]\n{text}\n")


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the site a repository with a remote."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    git(site, "init", "--quiet")
    git(site, "remote", "add", "origin", str(remote))
    return remote


@pytest.fixture
def rsync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "rsync"
    program.write_text(RSYNC.format(python=sys.executable))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return program


def test_without_a_place_nothing_is_built(site: Path, run: Run) -> None:
    done = run("deploy")
    assert (done.exit_code, "nothing says where to publish" in done.stderr) == (1, True)


def test_with_git_the_pages_become_one_commit_and_nothing_else_changes(
    site: Path, repository: Path, run: Run
) -> None:
    settings(site, 'method = "git"\ncname = "blog.example.org"')
    before = git(site, "status", "--porcelain")
    assert run("deploy", "--dry-run").exit_code == 0
    assert git(repository, "branch") == ""
    done = run("deploy", "--yes")
    assert done.exit_code == 0, done.stderr
    names = git(repository, "ls-tree", "-r", "--name-only", "gh-pages").split("\n")
    assert {".nojekyll", "CNAME", "index.html", "feed.xml", "en/index.html"} <= set(names)
    assert not [name for name in names if name.startswith(("content", "sitegen.toml", ".sitegen"))]
    assert git(site, "status", "--porcelain") == before
    assert git(site, "branch", "--list") == ""
    again = run("deploy", "--yes")
    assert "Everything is published already." in again.stdout
    assert git(repository, "rev-list", "--count", "gh-pages").strip() == "1"


def test_a_change_becomes_a_second_commit_after_a_question(site: Path, repository: Path, run: Run) -> None:
    settings(site, 'method = "git"')
    run("deploy", "--yes")
    with (site / "content/posts/hello.md").open("a", encoding="utf-8") as file:
        file.write("\nもう一行。\n")
    refused = run("deploy", input="n\n")
    assert "M posts/hello/index.html" in refused.stdout
    assert git(repository, "rev-list", "--count", "gh-pages").strip() == "1"
    assert run("deploy", input="y\n").exit_code == 0
    assert git(repository, "rev-list", "--count", "gh-pages").strip() == "2"


def test_an_error_in_the_site_or_in_git_publishes_nothing(site: Path, repository: Path, run: Run) -> None:
    settings(site, 'method = "git"\nremote = "nowhere"')
    done = run("deploy", "--yes")
    assert (done.exit_code, "git failed" in done.stderr) == (1, True)
    (site / "content/posts/bad.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    done = run("deploy", "--yes")
    assert (done.exit_code, "front-matter" in done.stderr) == (1, True)
    assert git(repository, "branch") == ""


@pytest.mark.usefixtures("rsync")
def test_rsync_copies_to_a_folder_and_shows_what_changes(site: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "www"
    settings(site, f'method = "rsync"\ntarget = "{target}"\ncompress = true')
    done = run("deploy", "--yes")
    assert done.exit_code == 0, done.stderr
    page = (target / "index.html").read_bytes()
    assert gzip.decompress((target / "index.html.gz").read_bytes()) == page
    assert "Everything is published already." in run("deploy", "--yes").stdout
    (target / "old.html").write_text("old")
    assert "D old.html" in run("deploy", "--dry-run").stdout
    assert (target / "old.html").exists()


@pytest.mark.usefixtures("rsync")
def test_rsync_never_deletes_in_a_folder_of_somebody_else(site: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "home"
    target.mkdir()
    (target / "letters.txt").write_text("dear")
    settings(site, f'method = "rsync"\ntarget = "{target}"')
    done = run("deploy", "--yes")
    assert (done.exit_code, "did not put there" in done.stderr) == (1, True)
    assert [path.name for path in target.iterdir()] == ["letters.txt"]


@pytest.mark.usefixtures("rsync")
def test_an_atomic_release_is_switched_to_by_a_link(site: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "www root"
    target.mkdir()
    settings(site, f'method = "rsync"\ntarget = "{target}"\natomic = true')
    done = run("deploy", "--yes")
    assert done.exit_code == 0, done.stderr
    assert (target / "current").is_symlink()
    assert (target / "current/index.html").exists()
    assert "Everything is published already." in run("deploy", "--yes").stdout


def test_where_rsync_is_missing_that_is_said(
    site: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(site, f'method = "rsync"\ntarget = "{tmp_path / "www"}"')
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("deploy", "--yes")
    assert (done.exit_code, "rsync is not installed" in done.stderr) == (1, True)


def test_compressed_copies_are_the_same_bytes_every_time() -> None:
    files = [OutputFile("a.html", b"x" * 2000), OutputFile("b.woff2", b"x" * 2000), OutputFile("c.css", b"x")]
    names = [file.path for file in sent(files, Deploy(compress=True))]
    assert names == ["a.html", "a.html.gz", "b.woff2", "c.css"]
    assert sent(files, Deploy(compress=True)) == sent(files, Deploy(compress=True))


@pytest.mark.parametrize(
    "text",
    [
        'method = "ftp"', 'method = "rsync"', 'method = "git"\nremote = "--upload-pack=touch x"',
        'method = "git"\nremote = "ext::sh -c touch% x"', 'method = "git"\nbranch = "-d"',
        'method = "git"\nbranch = "a..b"', 'method = "rsync"\ntarget = "-e sh"', 'cname = "a b"', "metod = 1",
    ],
)  # fmt: skip
def test_settings_that_would_run_something_else_are_refused(text: str) -> None:
    least = '[site]\ntitle = "t"\nbase_url = "https://example.org"\n[deploy]\n'
    _, problems = parse(least + text)
    assert problems
