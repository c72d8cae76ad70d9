"""The part of YAML that front matter needs, read without surprises.

Every plain scalar stays the string that the author wrote (``no``, ``12:30:45``, ``2024``);
tags that name types are refused; depth and size are bounded, aliases counted at the size
of what they stand for, so that a small text cannot become a large value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn

import yaml

from sitegen.errors import Problem

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH: Final = 8
_MAX_SIZE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string with its place."""

    text: str
    """The string."""
    plain: bool
    """Whether it was written without quotes."""
    line: int
    """1-based line in the file."""
    column: int
    """1-based column of its first character."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list with its place."""

    items: tuple[Node, ...]
    """In order."""
    line: int
    """1-based line in the file."""
    column: int
    """1-based column."""
    size: int
    """Scalars and lists inside, aliases expanded."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping with its place."""

    items: tuple[tuple[Scalar, Node], ...]
    """Keys, each once, with their values."""
    line: int
    """1-based line in the file."""
    column: int
    """1-based column."""
    size: int
    """Everything inside, aliases expanded."""


Node = Scalar | Sequence | Mapping


class RefusedError(Exception):
    """YAML that is valid or not, but not read here."""

    def __init__(self, message: str, line: int, column: int) -> None:
        """Say what is refused and where, in the file's own lines."""
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class _Reading:
    """One pass over the events of a text."""

    events: Iterator[yaml.Event]
    """What the parser still has to give."""
    above: int
    """Lines of the file above the text."""
    anchors: dict[str, Node] = field(default_factory=dict)
    """Finished nodes by the name of their anchor."""


def read(path: str, text: str, above: int) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The mapping that `text` holds; `above` lines of the file stand before it."""
    try:
        return _document(text, above), ()
    except RefusedError as error:
        problem = Problem("front-matter", path, error.line, error.column, error.message, _HINT)
    except yaml.MarkedYAMLError as error:
        problem = _yaml_problem(path, error, above)
    except yaml.YAMLError as error:
        problem = Problem("front-matter", path, above, 0, f"not YAML: {error}"[:300], _HINT)
    return None, (problem,)


_HINT: Final = "Write `key: value` lines between the two `---`; put values with `: ` or `#` into quotes."


def _yaml_problem(path: str, error: yaml.MarkedYAMLError, above: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1 + above, mark.column + 1) if mark else (above, 0)
    why = " ".join(part for part in (error.context, error.problem) if part)
    return Problem("front-matter", path, line, column, f"not YAML: {why}."[:300], _HINT)


def _document(text: str, above: int) -> Mapping:
    reading = _Reading(yaml.parse(text, Loader=_LOADER), above)
    for event in reading.events:
        if isinstance(event, yaml.NodeEvent):
            node = _node(reading, event, 0)
            break
    else:
        return Mapping((), above + 1, 1, 0)
    for event in reading.events:
        if isinstance(event, yaml.NodeEvent):
            _refuse(reading, event, "a second document begins here.")
    if isinstance(node, Scalar) and not node.text:
        return Mapping((), above + 1, 1, 0)
    if not isinstance(node, Mapping):
        message = "the text between the two `---` holds no `key: value`."
        raise RefusedError(message, node.line, node.column)
    return node


def _node(reading: _Reading, event: yaml.NodeEvent, depth: int) -> Node:
    if isinstance(event, yaml.AliasEvent):
        if event.anchor not in reading.anchors:
            _refuse(reading, event, f"the alias *{event.anchor} stands for nothing.")
        return reading.anchors[event.anchor]
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        _refuse(reading, event, f"the type tag {str(tag)[:80]} is not allowed.")
    if depth >= _MAX_DEPTH:
        _refuse(reading, event, f"lists and mappings are nested more than {_MAX_DEPTH} deep.")
    node = _fresh(reading, event, depth)
    if event.anchor:
        reading.anchors[event.anchor] = node
    return node


def _fresh(reading: _Reading, event: yaml.NodeEvent, depth: int) -> Node:
    line, column = _place(reading, event)
    if isinstance(event, yaml.ScalarEvent):
        inside = 1 if event.style in ("'", '"') else 0
        below = 1 if event.style in ("|", ">") else 0
        return Scalar(event.value, event.style in (None, ""), line + below, column + inside)
    children = _children(reading, depth)
    size = _sum_sizes(reading, event, children)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(children, line, column, size)
    return Mapping(_pairs(children), line, column, size)


def _children(reading: _Reading, depth: int) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for event in reading.events:
        if isinstance(event, yaml.CollectionEndEvent):
            break
        if isinstance(event, yaml.NodeEvent):
            nodes.append(_node(reading, event, depth + 1))
    return tuple(nodes)


def _sum_sizes(reading: _Reading, event: yaml.NodeEvent, children: tuple[Node, ...]) -> int:
    size = sum(1 if isinstance(child, Scalar) else child.size + 1 for child in children)
    if size > _MAX_SIZE:
        _refuse(reading, event, f"holds more than {_MAX_SIZE} values once its aliases are expanded.")
    return size


def _pairs(children: tuple[Node, ...]) -> tuple[tuple[Scalar, Node], ...]:
    pairs: dict[str, tuple[Scalar, Node]] = {}
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar):
            message = "a key is no string."
            raise RefusedError(message, key.line, key.column)
        if key.text in pairs:
            first = pairs[key.text][0].line
            message = f"the key `{key.text[:80]}` stands here for the second time (first in line {first})."
            raise RefusedError(message, key.line, key.column)
        pairs[key.text] = (key, value)
    return tuple(pairs.values())


def _place(reading: _Reading, event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1 + reading.above, mark.column + 1) if mark else (reading.above, 0)


def _refuse(reading: _Reading, event: yaml.Event, message: str) -> NoReturn:
    raise RefusedError(message, *_place(reading, event))
