"""Headings of a translation take the ids of its original, so that one address fits both.

The original is the version in the site's first language. Headings correspond by their
order; where the outlines differ, those of the common beginning and end do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from markupsafe import escape

from sitegen.errors import Problem
from sitegen.model import Block, Document, Heading, RenderedDocument, RenderedSection
from sitegen.site.translations import Place, original, versions

_TAG: Final = re.compile(r"<(?:h[1-6]|a)\b[^<>]*>")
_ID: Final = re.compile(r'(\sid="|\shref="#)([^"]*)(?=")')


def share(
    documents: Sequence[Document], rendered: Mapping[str, RenderedDocument], languages: Sequence[str]
) -> tuple[dict[str, RenderedDocument], tuple[Problem, ...]]:
    """Give the headings of every translation the ids of its original."""
    usable = tuple(document for document in documents if document.path in rendered)
    firsts = {place: original(known, languages) for place, known in versions(usable).items()}
    done = {document.path: share_one(document.path, rendered, firsts) for document in usable}
    problems = tuple(problem for _, found in done.values() for problem in found)
    return {path: own for path, (own, _) in done.items()}, problems


def share_one(
    path: str, rendered: Mapping[str, RenderedDocument], firsts: Mapping[Place, Place]
) -> tuple[RenderedDocument, tuple[Problem, ...]]:
    """Give the headings of one document the ids of its original, which `firsts` names."""
    own = rendered[path]
    sections: list[RenderedSection] = []
    problems: list[Problem] = []
    for part in own.sections:
        first, _ = firsts.get((path, part.key), (path, ""))
        section, found = _shared(path, part, first, _section(rendered[first], part.key))
        sections.append(section)
        problems += found
    same = all(new is old for new, old in zip(sections, own.sections, strict=True))
    return own if same else replace(own, sections=tuple(sections)), tuple(problems)


def _section(rendered: RenderedDocument, key: str) -> RenderedSection | None:
    return next((part for part in rendered.sections if part.key == key), None)


def _shared(
    path: str, own: RenderedSection, original_path: str, first: RenderedSection | None
) -> tuple[RenderedSection, tuple[Problem, ...]]:
    if path == original_path or first is None or not (own.headings or first.headings):
        return own, ()
    pairs = _pairs([h.level for h in first.headings], [h.level for h in own.headings])
    ids = {own.headings[mine].id: first.headings[theirs].id for theirs, mine in pairs}
    is_whole = len(pairs) == max(len(first.headings), len(own.headings))
    problems = () if is_whole else (_unlike(path, own, original_path, first, pairs),)
    return _renamed(own, _told_apart(own, ids)), problems


def _pairs(theirs: Sequence[int], mine: Sequence[int]) -> list[tuple[int, int]]:
    """Indices of corresponding headings, given the levels of both outlines."""
    if list(theirs) == list(mine):
        return [(index, index) for index in range(len(mine))]
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(theirs, mine, strict=False)))
    backwards = zip(reversed(theirs[head:]), reversed(mine[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], backwards))
    ends = ((len(theirs) - 1 - back, len(mine) - 1 - back) for back in reversed(range(tail)))
    return [*((index, index) for index in range(head)), *ends]


def _told_apart(own: RenderedSection, ids: Mapping[str, str]) -> dict[str, str]:
    """The ids, with those that stay one's own changed where an original's has the same."""
    taken = set(ids.values())
    result = dict(ids)
    for heading in own.headings:
        if heading.id not in ids and heading.id in taken:
            number = 2
            while f"{heading.id}-{number}" in taken:
                number += 1
            result[heading.id] = f"{heading.id}-{number}"
            taken.add(result[heading.id])
    return {old: new for old, new in result.items() if old != new}


def _renamed(own: RenderedSection, ids: Mapping[str, str]) -> RenderedSection:
    if not ids:
        return own
    escaped = {str(escape(old)): str(escape(new)) for old, new in ids.items()}

    def rewrite(html: str) -> str:
        return _TAG.sub(lambda tag: _ID.sub(lambda m: m[1] + escaped.get(m[2], m[2]), tag.group()), html)

    html, blocks = _blockwise(own, rewrite)
    return replace(
        own,
        html=html,
        blocks=tuple(replace(block, id=ids.get(block.id, block.id)) for block in blocks),
        headings=tuple(_heading(heading, ids) for heading in own.headings),
    )


def _heading(heading: Heading, ids: Mapping[str, str]) -> Heading:
    return replace(heading, id=ids[heading.id], own_id=heading.id) if heading.id in ids else heading


def _blockwise(own: RenderedSection, rewrite: Callable[[str], str]) -> tuple[str, list[Block]]:
    """The rewritten HTML, with the blocks where they stand in it now."""
    parts: list[str] = []
    blocks: list[Block] = []
    position = length = 0
    for block in own.blocks:
        between, inside = (
            rewrite(own.html[position : block.start]),
            rewrite(own.html[block.start : block.end]),
        )
        parts += (between, inside)
        blocks.append(replace(block, start=length + len(between), end=length + len(between) + len(inside)))
        position, length = block.end, blocks[-1].end
    return "".join((*parts, rewrite(own.html[position:]))), blocks


def _unlike(
    path: str, own: RenderedSection, other: str, first: RenderedSection, pairs: Sequence[tuple[int, int]]
) -> Problem:
    here = _first_alone(own, {mine for _, mine in pairs})
    there = _first_alone(first, {theirs for theirs, _ in pairs})
    what = f"“{here[1]}” has no counterpart" if here else "a heading is missing"
    where = f"; {other}:{there[0]} has “{there[1]}”" if there else f" in {other}"
    message = f"the headings do not correspond to those of the original: {what}{where}."
    hint = "Give both texts the same headings in the same order, so that they share their addresses."
    return Problem("pair-headings", path, here[0] if here else 0, 0, message, hint)


def _first_alone(section: RenderedSection, paired: set[int]) -> tuple[int, str] | None:
    alone = next((h for index, h in enumerate(section.headings) if index not in paired), None)
    if alone is None:
        return None
    line = next((block.line for block in section.blocks if block.id == alone.id), 0)
    return line, alone.text
