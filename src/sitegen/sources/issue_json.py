"""Pages of the GitHub REST API, made into issues with their comments.

Any number of pages in any number of files belong together. What is read is checked value
by value: a field of the wrong type is as good as absent, and no string holds a character
that a text may not hold.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.errors import Problem
from sitegen.model import Source
from sitegen.sources.text import UNUSABLE

_NUMBER: Final = re.compile(r"/issues/(\d+)(?:[#?/].*)?\Z")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment."""

    name: str
    """Its id."""
    body: str
    """Markdown."""
    date: dt.datetime | None
    """When it was written, aware."""
    link: str | None
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue with its comments."""

    number: int
    """Its number."""
    title: str
    """As written."""
    body: str
    """Markdown; may be empty."""
    labels: tuple[str, ...]
    """In order."""
    date: dt.datetime | None
    """When it was opened, aware."""
    link: str | None
    """Where it stands."""
    source: Source
    """The file that it stands in."""
    comments: tuple[Comment, ...]
    """By date."""


def read_pages(sources: Iterable[Source]) -> tuple[tuple[Issue, ...], tuple[Problem, ...]]:
    """Every issue of some files, by number; of two with one number the later counts."""
    problems: list[Problem] = []
    found: dict[int, tuple[Source, Mapping[str, object]]] = {}
    comments: dict[int, dict[str, Comment]] = defaultdict(dict)
    for source in sources:
        objects, wrong = _objects(source)
        problems += wrong
        for item in objects:
            number = _number(item)
            if _is_comment(item) and number is not None:
                comment = _comment(item, len(comments[number]))
                comments[number][comment.name] = comment
            elif number is not None and not item.get("pull_request"):
                found[number] = (source, item)
    issues = (_issue(number, *found[number], comments[number].values()) for number in sorted(found))
    return tuple(issues), tuple(problems)


def _objects(source: Source) -> tuple[list[dict[str, object]], tuple[Problem, ...]]:
    try:
        page = json.loads(source.text)
    except json.JSONDecodeError as error:
        return [], (_unreadable(source, error.lineno, error.colno, f"{error.msg} here"),)
    except (RecursionError, ValueError):
        return [], (_unreadable(source, 0, 0, "it is nested too deep, or holds a number too large"),)
    items = page if isinstance(page, list) else [page]
    objects = [item for item in items if isinstance(item, dict)]
    if len(objects) < len(items) or any(_number(item) is None for item in objects):
        return objects, (_unreadable(source, 0, 0, "something in it is neither an issue nor a comment"),)
    return objects, ()


def _unreadable(source: Source, line: int, column: int, why: str) -> Problem:
    message = f"the page of issues cannot be read: {why}."
    hint = "Fetch it again with `sitegen fetch`, or take the file away."
    return Problem("issues-file", source.path, line, column, message, hint)


def _is_comment(item: Mapping[str, object]) -> bool:
    return "issue_url" in item


def _number(item: Mapping[str, object]) -> int | None:
    if _is_comment(item):
        match = _NUMBER.search(_text(item, "issue_url"))
        return int(match[1]) if match else None
    number = item.get("number")
    return number if type(number) is int and number > 0 else None


def _text(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    return _usable(value) if isinstance(value, str) else ""


def _usable(text: str) -> str:
    return UNUSABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _link(item: Mapping[str, object]) -> str | None:
    link = _text(item, "html_url").strip()
    return link if re.fullmatch(r"https?://\S+", link, re.IGNORECASE) else None


def _date(item: Mapping[str, object]) -> dt.datetime | None:
    try:
        date = dt.datetime.fromisoformat(_text(item, "created_at"))
    except ValueError:
        return None
    if not dt.MINYEAR < date.year < dt.MAXYEAR:
        return None
    return date if date.tzinfo else date.replace(tzinfo=dt.UTC)


def _comment(item: Mapping[str, object], position: int) -> Comment:
    link = _link(item)
    name = item.get("id")
    numbered = re.search(r"-(\d{1,20})\Z", link or "", re.ASCII)
    named = str(name) if type(name) is int else numbered[1] if numbered else f"n{position}"
    return Comment(named, _text(item, "body"), _date(item), link)


def _issue(number: int, source: Source, item: Mapping[str, object], comments: Iterable[Comment]) -> Issue:
    epoch = dt.datetime.fromtimestamp(0, dt.UTC)
    ordered = sorted(comments, key=lambda comment: (comment.date or epoch, len(comment.name), comment.name))
    return Issue(
        number=number,
        title=" ".join(_text(item, "title").split()),
        body=_text(item, "body"),
        labels=tuple(_labels(item.get("labels"))),
        date=_date(item),
        link=_link(item),
        source=source,
        comments=tuple(ordered),
    )


def _labels(value: object) -> Iterator[str]:
    for label in value if isinstance(value, Sequence) and not isinstance(value, str) else ():
        name = label.get("name") if isinstance(label, Mapping) else label
        if isinstance(name, str) and (usable := " ".join(_usable(name).split())):
            yield usable
