"""What the preview tells its browser client, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from sitegen.commands.wording import japanese
from sitegen.engine.engine import State
from sitegen.errors import KINDS, Problem
from sitegen.preview.places import Place
from sitegen.preview.studio import Edit

Message = dict[str, object]

_WORDS: Final = ("follow", "lost", "back", "close", "open", "no_editor", "old", "error", "warning")
_SHOWN: Final = 20
_AROUND: Final = 2
_WIDEST: Final = 400


def problems(
    found: Iterable[Problem], state: State | None, language: str, lines: Callable[[str], Sequence[str]]
) -> Message:
    """The problems with their excerpts, and the words around them in a language; `lines` reads a file."""
    rows = list(found)
    return {
        "count": _text(state, language, "problems", count=len(rows)),
        "problems": [_problem(problem, language, lines) for problem in rows[:_SHOWN]],
    }


def words(state: State | None, language: str) -> Mapping[str, str]:
    """The client's words."""
    return {name: _text(state, language, name) for name in _WORDS}


def edit(found: Edit | None) -> Message | None:
    """The place that was edited."""
    if found is None:
        return None
    return {"path": found.path, "line": found.line, "page": found.page, "href": found.href}


def places(found: Iterable[Place]) -> list[Message]:
    """The sources of a page's blocks."""
    return [{"path": place.path, "anchor": place.anchor, "blocks": list(place.blocks)} for place in found]


def _text(state: State | None, language: str, name: str, **values: object) -> str:
    if state is None:
        return name
    return state.press.texts.get(language, f"preview_{name}", **values)


def _problem(problem: Problem, language: str, lines: Callable[[str], Sequence[str]]) -> Message:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "summary": _summary(problem, language),
        "message": problem.message,
        "hint": problem.hint,
        "excerpt": excerpt(problem.line, lines(problem.path)) if problem.path and problem.line else [],
    }


def _summary(problem: Problem, language: str) -> str:
    """The kind of a problem, in a language."""
    told = KINDS[problem.code].summary
    return japanese().get(told, told) if language == "ja" else told


def excerpt(line: int, lines: Sequence[str]) -> list[list[object]]:
    """The numbers and texts of the lines around one of them."""
    first = max(1, line - _AROUND)
    shown = lines[first - 1 : line + _AROUND]
    return [[number, text[:_WIDEST]] for number, text in enumerate(shown, first)]
