"""Send a site with git or rsync: first what would change, then the change, in one step where that can be.

With git the pages become one commit on their own branch, made without touching the
author's working tree, index or branches; readers see it when the branch moves. With
rsync the files come last that are new, and old ones go at the end; with ``atomic`` a
whole new folder is made and the link ``current`` is switched to it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from sitegen.author.deployment import MARK
from sitegen.effects import trees
from sitegen.model import OutputFile
from sitegen.settings.commands import Deploy

_SECONDS: Final = 900
_KEPT: Final = 3
_REMOTE: Final = re.compile(r"(?P<host>(?:[\w.-]+@)?[\w.-]+|(?:[\w.-]+@)?\[[0-9a-fA-F:]+\]):(?P<path>.+)\Z")


class SendingError(Exception):
    """A program failed; the message says what it said."""


class Sending(Protocol):
    """A way to publish, ready to go."""

    def changes(self) -> list[str]:
        """What would change, a line each; nothing is sent."""

    def send(self) -> str:
        """Publish; gives where it is now."""


def stage(files: Iterable[OutputFile], folder: str) -> None:
    """Write the files to send into an empty folder."""
    made: set[str] = set()
    for file in files:
        parent = os.path.dirname(f"{folder}/{file.path}")
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        trees.write(f"{folder}/{file.path}", file.content)


def run(command: Sequence[str], cwd: Path | str, env: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and give what it printed."""
    try:
        done = subprocess.run(  # noqa: S603 - git, rsync and ssh, with checked arguments
            command, cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        message = f"{command[0]} is not installed"
        raise SendingError(message) from error
    except subprocess.TimeoutExpired as error:
        message = f"{command[0]} took longer than {_SECONDS // 60} minutes"
        raise SendingError(message) from error
    except OSError as error:
        message = f"{command[0]}: {error.strerror}"
        raise SendingError(message) from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[-300:]
        message = f"{command[0]} failed: {said or done.returncode}"
        raise SendingError(message)
    return done.stdout


# ---------------------------------------------------------------------- git


@dataclass(frozen=True, slots=True)
class GitSending:
    """One commit with the pages, to be pushed."""

    site: Path
    """A folder inside the author's repository."""
    settings: Deploy
    """Where to."""
    commit: str
    """The commit; "" where the branch holds exactly this already."""
    before: str
    """The commit that the branch is at; "" for none."""

    def changes(self) -> list[str]:
        """Added, modified and deleted files."""
        if not self.commit:
            return []
        base = self.before or run(["git", "hash-object", "-t", "tree", os.devnull], self.site).strip()
        names = run(["git", "diff", "--name-status", "--no-renames", "-z", base, self.commit], self.site)
        parts = names.split("\0")
        return [f"{sign} {path}" for sign, path in zip(parts[::2], parts[1::2], strict=False)]

    def send(self) -> str:
        """Move the branch; refused where somebody else moved it meanwhile."""
        place = f"refs/heads/{self.settings.branch}"
        lease = f"--force-with-lease={place}:{self.before}"
        run(["git", "push", "--quiet", lease, self.settings.remote, f"{self.commit}:{place}"], self.site)
        return f"{self.settings.remote} {self.settings.branch} {self.commit[:10]}"


def with_git(site: Path, staged: str, settings: Deploy, subject: str) -> GitSending:
    """Make the commit, on top of what the branch holds at its remote."""
    run(["git", "rev-parse", "--git-dir"], site)
    before = _remote_commit(site, settings)
    tree = _tree(site, staged)
    if before and run(["git", "rev-parse", f"{before}^{{tree}}"], site).strip() == tree:
        return GitSending(site, settings, "", before)
    parents = ["-p", before] if before else []
    commit = run(["git", "commit-tree", tree, *parents, "-m", subject], site).strip()
    return GitSending(site, settings, commit, before)


def _remote_commit(site: Path, settings: Deploy) -> str:
    place = f"refs/heads/{settings.branch}"
    listed = run(["git", "ls-remote", settings.remote, place], site).split()
    if not listed:
        return ""
    run(["git", "fetch", "--quiet", "--no-tags", settings.remote, place], site)
    return listed[0]


def _tree(site: Path, staged: str) -> str:
    """The tree of the staged files, by way of an index of its own."""
    folder = run(["git", "rev-parse", "--absolute-git-dir"], site).strip()
    with tempfile.TemporaryDirectory() as aside:
        env = {"GIT_INDEX_FILE": f"{aside}/index", "GIT_DIR": folder, "GIT_WORK_TREE": staged}
        plain = ["-c", "core.autocrlf=false", "-c", "core.fileMode=false", "-c", "core.excludesFile="]
        run(["git", *plain, "add", "--all", "--force", "."], staged, env)
        return run(["git", "write-tree"], staged, env).strip()


# -------------------------------------------------------------------- rsync


@dataclass(frozen=True, slots=True)
class RsyncSending:
    """The staged files, to be copied."""

    staged: str
    """The folder with the files."""
    settings: Deploy
    """Where to."""
    release: str
    """With ``atomic``: the name of the new folder."""

    def changes(self) -> list[str]:
        """What rsync says that it would do."""
        target = (
            f"{self.settings.target.rstrip('/')}/current" if self.settings.atomic else self.settings.target
        )
        said = run([*_RSYNC, "--dry-run", "--itemize-changes", f"{self.staged}/", f"{target}/"], self.staged)
        lines = (line.split(None, 1) for line in said.splitlines())
        found = (parts for parts in lines if len(parts) > 1 and not parts[1].endswith("/"))
        changes = [f"{_sign(code)} {path}" for code, path in found if code[0] in "<>*c"]
        lost = [line for line in changes if line.startswith("D ")]
        if lost and f"A {MARK}" in changes:
            message = (
                f"the target holds {len(lost)} files that sitegen did not put there, such as {lost[0][2:]}"
            )
            raise SendingError(message)
        return changes

    def send(self) -> str:
        """Copy, and switch the link where there is one."""
        target = self.settings.target.rstrip("/")
        if not self.settings.atomic:
            run([*_RSYNC, f"{self.staged}/", f"{target}/"], self.staged)
            return target
        host, folder = _place(target)
        _there(host, f"mkdir -p {shlex.quote(folder + '/releases')}", self.staged)
        link = f"--link-dest={'../../current/' if host else os.path.abspath(folder) + '/current/'}"
        run([*_RSYNC, link, f"{self.staged}/", f"{target}/releases/{self.release}/"], self.staged)
        _there(host, _switch(folder, self.release), self.staged)
        return f"{target}/releases/{self.release}"


_RSYNC: Final = (
    "rsync",
    "--recursive",
    "--checksum",
    "--delete-delay",
    "--delay-updates",
    "--chmod=D755,F644",
)
"""Content decides, not times: a staged file is always new."""


def _sign(code: str) -> str:
    if code.startswith("*deleting"):
        return "D"
    return "A" if "+++" in code else "M"


def _place(target: str) -> tuple[str, str]:
    """Host and folder; "" for this machine."""
    match = _REMOTE.match(target)
    return (match["host"], match["path"]) if match and "/" not in match["host"] else ("", target)


def _there(host: str, script: str, cwd: str) -> str:
    return run(["ssh", host, script] if host else ["sh", "-c", script], cwd)


def _switch(folder: str, release: str) -> str:
    """Point ``current`` to the release in one step, then remove all but the newest releases."""
    place = shlex.quote(folder)
    made = f"ln -s releases/{release} .current.{release} && mv -T .current.{release} current"
    old = (
        f'ls -1d releases/*/ | sort -r | tail -n +{_KEPT + 1} | while read -r old; do rm -rf -- "$old"; done'
    )
    return f"cd {place} && {made} && {old}"
