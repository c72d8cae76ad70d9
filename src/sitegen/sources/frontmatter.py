"""YAML front matter between two ``---`` lines, made into a Header."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from sitegen.errors import Problem
from sitegen.model import Fragment
from sitegen.sources import dates, restricted
from sitegen.sources.dates import Moment
from sitegen.sources.fields import Header, alias_fault, is_url, slug_fault, split_tags, unique
from sitegen.sources.restricted import Node, Scalar, Sequence
from sitegen.sources.text import UNUSABLE
from sitegen.suggest import did_you_mean

_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "off", "0"})
_PUBLISHED: Final = re.compile(r"([12]\d{3})(?:[-/.](0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?)?", re.ASCII)
_KEY: Final = re.compile(r"\s*[\w-]+\s*:(\s|$)")


@dataclass(frozen=True, slots=True)
class _Context:
    """What reading a value needs besides the value."""

    path: str
    """The source."""
    zone: str
    """The site's time zone."""
    languages: tuple[str, ...]
    """The site's languages."""


_Read = tuple[Header, tuple[Problem, ...]]


def read(path: str, lines: list[str], zone: str, languages: tuple[str, ...]) -> _Read | None:
    """The header of a source that begins with ``---``; None where it has no front matter."""
    if not lines or lines[0].rstrip() != "---":
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return _unclosed(path, lines)
    span = tuple(range(1, end + 2))
    node, problems = restricted.read(path, "\n".join(lines[1:end]) + "\n", above=1)
    header = Header(lines=span, body_line=end + 2)
    if node is None:
        return header, problems
    context = _Context(path, zone, languages)
    return _fill(context, header, node)


def _unclosed(path: str, lines: list[str]) -> _Read | None:
    if not any(map(_KEY.match, lines[1:2])):
        return None
    message = "the front matter that begins here has no closing `---`."
    problem = Problem("front-matter", path, 1, 1, message, "Write a line `---` behind the last key.")
    return Header(), (problem,)


def _fill(context: _Context, header: Header, node: restricted.Mapping) -> _Read:
    problems: list[Problem] = []
    for key, value in node.items:
        reader = _READERS.get(key.text)
        if reader is None:
            problems.append(_unknown(context, key))
        elif not _absent(value):
            header, found = _one(reader, context, header, key, value)
            problems.extend(found)
    return header, tuple(problems)


def _one(reader: _Reader, context: _Context, header: Header, key: Scalar, value: Node) -> _Read:
    try:
        return reader(context, header, value)
    except _UnfitError as error:
        message = f"`{key.text}`: {error}."
        place = (context.path, value.line, value.column)
        return header, (Problem(error.code, *place, message, error.hint),)


class _UnfitError(Exception):
    """A value of the wrong type or form."""

    def __init__(self, message: str, hint: str, code: str) -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


def _refuse(message: str, hint: str = "", code: str = "front-matter-value") -> NoReturn:
    raise _UnfitError(message, hint, code)


_Reader = Callable[[_Context, Header, Node], _Read]


def _unknown(context: _Context, key: Scalar) -> Problem:
    message = f"the key `{key.text[:80]}` is not known and has no effect."
    hint = did_you_mean(key.text, _READERS)
    return Problem("front-matter-key", context.path, key.line, key.column, message, hint)


def _absent(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and node.text.lower() in ("", "~", "null")


def _text(node: Node) -> Scalar:
    if not isinstance(node, Scalar):
        _refuse("one string is expected, not a list or mapping", "Put the text into quotes.")
    bad = UNUSABLE.search(node.text)
    if bad:
        _refuse(f"holds the character U+{ord(bad[0]):04X}", "Take it out.")
    return node


def _texts(node: Node) -> tuple[str, ...]:
    if not isinstance(node, Sequence):
        _refuse("a list of strings is expected, not a mapping")
    return unique(_text(item).text.strip() for item in node.items)


def _fragment(node: Node) -> Fragment | None:
    scalar = _text(node)
    text = " ".join(scalar.text.split("\n")).strip()
    return Fragment(text, scalar.line, scalar.column) if text else None


def _title(_: _Context, header: Header, node: Node) -> _Read:
    return replace(header, title=_fragment(node)), ()


def _description(_: _Context, header: Header, node: Node) -> _Read:
    return replace(header, description=_fragment(node)), ()


def _moment(context: _Context, node: Node) -> tuple[Moment, tuple[Problem, ...]]:
    scalar = _text(node)
    stamp = dates.whole_stamp(scalar.text)
    moment = dates.settle(stamp, context.zone) if stamp else None
    if stamp is None or moment is None:
        hint = "Write it as 2026-01-06 or 2026-01-06 12:16:54."
        _refuse(f"`{scalar.text[:60]}` is not a date", hint)
    found = dates.complaints(stamp, stamp.year or 0, context.path, scalar.line, scalar.column)
    return moment, tuple(found)


def _date(context: _Context, header: Header, node: Node) -> _Read:
    moment, problems = _moment(context, node)
    return replace(header, date=moment), problems


def _updated(context: _Context, header: Header, node: Node) -> _Read:
    moment, problems = _moment(context, node)
    return replace(header, updated=moment), problems


def _tags(_: _Context, header: Header, node: Node) -> _Read:
    tags = split_tags(_text(node).text) if isinstance(node, Scalar) else _texts(node)
    return replace(header, tags=tags), ()


def _slug(_: _Context, header: Header, node: Node) -> _Read:
    slug = _text(node).text
    fault = slug_fault(slug)
    if fault:
        hint = "Write letters, digits and hyphens; a slash for a folder."
        _refuse(f"`{slug[:80]}` cannot stand in an address: {fault}", hint, "url-invalid")
    return replace(header, slug=slug.strip("/")), ()


def _aliases(_: _Context, header: Header, node: Node) -> _Read:
    aliases = (_text(node).text,) if isinstance(node, Scalar) else _texts(node)
    for alias in aliases:
        fault = alias_fault(alias)
        if fault:
            hint = "Write the old path on this site, for example /old/page.html."
            _refuse(f"`{alias[:80]}` cannot be an old address: {fault}", hint, "url-invalid")
    return replace(header, aliases=unique("/" + alias.lstrip("/") for alias in aliases)), ()


def _draft(_: _Context, header: Header, node: Node) -> _Read:
    word = _text(node).text.lower()
    if word not in _TRUE | _FALSE:
        _refuse(f"`{word[:60]}` is neither true nor false")
    return replace(header, draft=word in _TRUE), ()


def _language(context: _Context, header: Header, node: Node) -> _Read:
    code = _text(node).text
    if code not in context.languages:
        hint = did_you_mean(code, context.languages)
        _refuse(f"`{code[:60]}` is not a language of the site", hint)
    return replace(header, language=code), ()


def _translation_of(_: _Context, header: Header, node: Node) -> _Read:
    return replace(header, translation_of=_text(node).text), ()


def _link(_: _Context, header: Header, node: Node) -> _Read:
    url = _text(node).text.strip()
    if not is_url(url):
        _refuse(f"`{url[:80]}` is not a web address", "Write it with https:// or http://.")
    return replace(header, link=url), ()


def _rating(_: _Context, header: Header, node: Node) -> _Read:
    text = _text(node).text
    if not re.fullmatch("[1-5]", text):
        _refuse(f"`{text[:60]}` is not a whole number from 1 to 5")
    return replace(header, rating=int(text)), ()


def _authors(_: _Context, header: Header, node: Node) -> _Read:
    names = _texts(node) if isinstance(node, Sequence) else tuple(_text(node).text.split(","))
    return replace(header, authors=unique(name.strip() for name in names)), ()


def _venue(_: _Context, header: Header, node: Node) -> _Read:
    return replace(header, venue=_text(node).text.strip()), ()


def _published(_: _Context, header: Header, node: Node) -> _Read:
    text = _text(node).text.strip()
    match = _PUBLISHED.fullmatch(text)
    if match is None:
        _refuse(f"`{text[:60]}` is neither a year nor a month", "Write it as 2017 or 2017-06.")
    return replace(header, published=(int(match[1]), int(match[2]) if match[2] else None)), ()


def _code(_: _Context, header: Header, node: Node) -> _Read:
    urls = (_text(node).text.strip(),) if isinstance(node, Scalar) else _texts(node)
    wrong = next((url for url in urls if not is_url(url)), None)
    if wrong is not None:
        _refuse(f"`{wrong[:80]}` is not a web address", "Write it with https:// or http://.")
    return replace(header, code=urls), ()


_READERS: Final[dict[str, _Reader]] = {
    "title": _title,
    "description": _description,
    "date": _date,
    "updated": _updated,
    "tags": _tags,
    "slug": _slug,
    "aliases": _aliases,
    "draft": _draft,
    "lang": _language,
    "translation_of": _translation_of,
    "link": _link,
    "url": _link,
    "rating": _rating,
    "rate": _rating,
    "authors": _authors,
    "venue": _venue,
    "published": _published,
    "code": _code,
}

KEYS: Final = tuple(_READERS)
"""Every front-matter key."""
