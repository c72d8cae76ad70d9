"""The header of a source, whichever form it has: front matter, ``%`` lines or a first heading."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sitegen.config import Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.model import Fragment, Source
from sitegen.sources import frontmatter, percent
from sitegen.sources.fields import Header

_HEADING: Final = re.compile(r" {0,3}#[ \t]+(?P<text>.*?)(?:[ \t]+#+)?(?:[ \t]*\{[^{}]*\})?[ \t]*\Z")


def read_header(
    source: Source, collection: Collection, config: SiteConfig
) -> tuple[Header, tuple[Problem, ...]]:
    """The header, and what is wrong with it."""
    lines = source.text.split("\n")
    found = frontmatter.read(source.path, lines, config.timezone, config.languages)
    found = found or percent.read(source.path, lines, collection.header, config.timezone)
    header, problems = found or (Header(), ())
    return header if header.title else _with_heading(header, lines), problems


def without_header(text: str, header: Header) -> str:
    """The text with the header's lines blanked, so that line numbers stay true."""
    lines = text.split("\n")
    for number in header.lines:
        lines[number - 1] = ""
    return "\n".join(lines)


def _with_heading(header: Header, lines: list[str]) -> Header:
    """Take the title from a first-level heading that opens the text."""
    below = range(header.body_line, len(lines) + 1)
    number = next((n for n in below if lines[n - 1].strip()), None)
    match = _HEADING.match(lines[number - 1]) if number else None
    if number is None or match is None or not match["text"]:
        return header
    title = Fragment(match["text"], number, match.start("text") + 1)
    return replace(header, title=title, lines=(*header.lines, number), body_line=number + 1)
