"""Build a whole site inside a test, at a time that stands still."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sitegen.build import BuildResult, build

NOW = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
"""The time at which sites of tests are built."""

SOURCE = Path(__file__).parents[1] / "src"


def build_site(site: Path, *, drafts: bool = False, jobs: int = 1, now: dt.datetime = NOW) -> BuildResult:
    return build(site, now=now, drafts=drafts, jobs=jobs)


def run_cli(
    *arguments: str | Path, cwd: Path | None = None, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    paths = os.pathsep.join([str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": paths, "LC_ALL": "C.UTF-8"} | dict(variables or {}),
    )


def copied(site: Path, to: Path) -> Path:
    """Copy a site without what builds leave behind."""
    shutil.copytree(site, to, ignore=shutil.ignore_patterns("build", ".sitegen"), symlinks=True)
    return to


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
