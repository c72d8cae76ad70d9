"""The settings of the commands that go online or publish: ``[online]`` and ``[deploy]``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sitegen.settings import checks
from sitegen.settings.tables import Table

METHODS: Final = ("git", "rsync")
"""Ways to publish."""


@dataclass(frozen=True, slots=True)
class Online:
    """``[online]``: what `cards` and `add` ask."""

    arxiv: str = "https://export.arxiv.org/api/query"
    """``arxiv``: the address of the arXiv API."""
    crossref: str = "https://api.crossref.org/works"
    """``crossref``: the address of the Crossref API."""
    mail: str = ""
    """``mail``: your address, which Crossref asks for to answer faster."""
    pause: float = 3.0
    """``pause``: seconds between two questions to arXiv or Crossref."""
    loopback: bool = False
    """``loopback``: whether this machine may be asked; for tests."""


@dataclass(frozen=True, slots=True)
class Deploy:
    """``[deploy]``: where `deploy` publishes to."""

    method: str = ""
    """``method``: git or rsync; "" where nothing is set."""
    remote: str = "origin"
    """``remote``: git only: name or address of the repository."""
    branch: str = "gh-pages"
    """``branch``: git only: the branch that holds the pages alone."""
    target: str = ""
    """``target``: rsync only: a folder, or ``host:/folder``."""
    atomic: bool = False
    """``atomic``: rsync only: make a new folder each time, to which the link ``current`` is then switched."""
    cname: str = ""
    """``cname``: the domain for a ``CNAME`` file; "" for none."""
    compress: bool = False
    """``compress``: whether every text file gets a ``.gz`` beside it."""


def online(table: Table) -> Online:
    """Read ``[online]``."""
    table.known(Online.__slots__)
    default = Online()
    pause = table.get("pause", float, default.pause)
    if pause < 0:
        table.wrong("pause", "is to be 0 or more")
    return Online(
        arxiv=table.checked("arxiv", default.arxiv, checks.base_url),
        crossref=table.checked("crossref", default.crossref, checks.base_url).rstrip("/"),
        mail=table.checked("mail", "", _mail_fault),
        pause=pause,
        loopback=table.get("loopback", bool, default.loopback),
    )


def deploy(table: Table) -> Deploy:
    """Read ``[deploy]``."""
    table.known(Deploy.__slots__)
    default = Deploy()
    method = table.choice("method", "", METHODS) if "method" in table.values else ""
    if method == "rsync" and not table.values.get("target"):
        table.wrong("target", "is missing", 'Write a folder, or a host with one: "me@host:/srv/blog".')
    return Deploy(
        method=method,
        remote=table.checked("remote", default.remote, _argument_fault),
        branch=table.checked("branch", default.branch, _branch_fault),
        target=table.checked("target", "", _argument_fault),
        atomic=table.get("atomic", bool, default.atomic),
        cname=table.checked("cname", "", _domain_fault),
        compress=table.get("compress", bool, default.compress),
    )


def _mail_fault(text: str) -> str | None:
    return None if re.fullmatch(r"[^\s@]+@[^\s@]+", text) else f"`{text[:80]}` is not a mail address"


def _argument_fault(text: str) -> str | None:
    """Why a text may not be handed to git or rsync."""
    if not text.strip() or text.startswith("-") or re.search(r"[\x00-\x1f]|::|^ext:", text):
        return f"`{text[:80]}` is not the name or address of a place"
    return None


def _branch_fault(text: str) -> str | None:
    good = re.fullmatch(r"[A-Za-z0-9_][\w./-]*", text) and not re.search(r"\.\.|//|/\.|[./]$|\.lock$", text)
    return None if good else f"`{text[:80]}` is not the name of a branch"


def _domain_fault(text: str) -> str | None:
    return None if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", text) else f"`{text[:80]}` is not a domain"
