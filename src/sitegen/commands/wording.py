"""The command line in the language of the reader's locale.

The code says everything in English; ``ja.toml`` holds the Japanese for it, by the English wording.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import click


def language() -> str:
    """``ja`` where the locale is Japanese, else ``en``."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ja" if next(filter(None, names), "").lower().startswith("ja") else "en"


def said(text: str) -> str:
    """Give a wording in the reader's language; the English where there is no other."""
    return japanese().get(_plain(text), text) if language() == "ja" else text


def say(text: str, /, *, to_stderr: bool = False, **values: object) -> None:
    """Print a wording, its ``{name}`` places filled."""
    click.echo(filled(text, values), err=to_stderr)


def filled(text: str, values: Mapping[str, object]) -> str:
    """Give a wording in the reader's language, its places filled."""
    return said(text).format_map(values)


@cache
def japanese() -> Mapping[str, str]:
    """The Japanese wordings by the English ones."""
    text = Path(__file__).with_name("ja.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text).values()
    return {_plain(english): wording for table in tables for english, wording in table.items()}


def _plain(text: str) -> str:
    return " ".join(text.split())
