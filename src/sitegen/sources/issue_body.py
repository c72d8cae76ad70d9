"""The text of an issue: headed sections, or bare addresses, or plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HEADING: Final = re.compile(
    r"#{1,3}[ \t]+(?P<name>URLs?|Authors?|Affiliations?|Abstract|Translation|Summary)\b[ \t]*:?[ \t]*"
    r"(?:[(（]\s*(?:by\s+)?(?P<by>[^)）]*)[)）])?[ \t]*\Z",
    re.IGNORECASE,
)
_FENCE: Final = re.compile(r"[ \t]*(`{3,}|~{3,})")
_ADDRESS_LINE: Final = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?:(?P<label>[^\n:]{1,40}?)[ \t]*[:：][ \t]*)?"
    r"<?(?P<url>https?://[^\s<>]+)>?[ \t]*\Z"
)
_BULLET: Final = re.compile(r"[ \t]*[-*+][ \t]+")
_LEAKED: Final = re.compile(r"</?(?:abstract|translation|summary)>[ \t]*\n?")


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a paper."""

    label: str
    """What the author called it: ``preprint``, ``github``; may be empty."""
    url: str
    """As written."""


@dataclass(frozen=True, slots=True)
class Body:
    """What an issue says."""

    addresses: tuple[Address, ...] = ()
    """In order."""
    authors: tuple[str, ...] = ()
    """In order."""
    texts: tuple[tuple[str, str, str], ...] = ()
    """Role, who made it, and Markdown of each text: ``abstract translation summary text``."""


def read_body(text: str) -> Body:
    """Take the text of an issue apart."""
    addresses: list[Address] = []
    authors: list[str] = []
    texts: list[tuple[str, str, str]] = []
    for name, by, lines in _divided(text):
        if name in ("url", ""):
            found, rest = _addresses(lines)
            addresses += found
            texts += [("text", "", rest)] if rest else []
        elif name == "author":
            authors += _authors(lines)
        elif name != "affiliation":
            plain = _unbulleted(_LEAKED.sub("", "\n".join(lines)))
            texts += [(name, by, plain)] if plain else []
    return Body(tuple(addresses), tuple(authors), tuple(texts))


def _divided(text: str) -> list[tuple[str, str, list[str]]]:
    """Name, maker and lines of each section; the first has no name."""
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    fenced = False
    for line in text.split("\n"):
        fenced ^= _FENCE.match(line) is not None
        match = None if fenced else _HEADING.match(line)
        if match:
            found.append((match["name"].lower().removesuffix("s"), (match["by"] or "").strip(), []))
        else:
            found[-1][2].append(line)
    return found


def _addresses(lines: list[str]) -> tuple[list[Address], str]:
    """The addresses that stand on lines of their own before any words, and the words."""
    found: list[Address] = []
    for number, line in enumerate(lines):
        match = _ADDRESS_LINE.match(line)
        if match:
            found.append(Address((match["label"] or "").strip(), match["url"]))
        elif line.strip():
            return found, "\n".join(lines[number:]).strip("\n").rstrip()
    return found, ""


def _authors(lines: list[str]) -> list[str]:
    """A list of names, or names in a line."""
    names: list[str] = []
    for line in lines:
        plain = _BULLET.sub("", line).strip()
        separator = ";" if ";" in plain else ","
        names += [
            part for name in plain.split(separator) if (part := name.strip().removeprefix("and ").strip())
        ]
    return names


def _unbulleted(text: str) -> str:
    """The text of a list with one item; any other list stays one."""
    lines = text.strip("\n").rstrip().split("\n")
    bullets = [number for number, line in enumerate(lines) if _BULLET.match(line)]
    if bullets != [0]:
        return "\n".join(lines)
    match = _BULLET.match(lines[0])
    width = match.end() if match else 0
    return "\n".join([lines[0][width:], *(_dedented(line, width) for line in lines[1:])]).strip("\n")


def _dedented(line: str, width: int) -> str:
    return line[min(width, len(line) - len(line.lstrip(" "))) :]
