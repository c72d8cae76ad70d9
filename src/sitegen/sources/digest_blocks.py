"""Where the papers of a digest begin and end, and where their numbered sections do.

Digests are written by a model. A fence may be left open, a preface may stand before a
paper, headings may repeat the prompt; but the line with the paper's address and the
numbers of the sections are always there, and they decide, whatever a fence may say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sitegen.model import Fragment

_LINK: Final = re.compile(r"\[(?P<label>[^\]\n]*)\]\(<?(?P<url>https?://[^\s<>]+?)>?\)\s*\Z")
_VIEW: Final = re.compile(r"view paper|paper|論文(?:を見る)?|arxiv|pdf", re.IGNORECASE)
_TITLE: Final = re.compile(r"#[ \t]+(?P<text>\S.*?)(?:[ \t]+#+)?[ \t]*\Z")
_NUMBERED: Final = re.compile(
    r"##[ \t]+\**(?P<number>\d{1,2})[ \t]*[.．)）、:：][ \t]*(?P<label>.*?)\**[ \t]*\Z"
)
_RULE: Final = re.compile(r"-{3,}[ \t]*\Z")
_FENCE: Final = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<mark>`{3,}|~{3,})(?P<info>.*)\Z")
_WRAPPER: Final = re.compile(r"(`{3,}|~{3,})[ \t]*(?:markdown|md)[ \t]*\Z", re.IGNORECASE)
_QUOTES: Final = re.compile(r"(?:'''|\"\"\")[ \t]*\Z")
_ANSWER: Final = re.compile(r"</?(?:answer|think|output|response)>[ \t]*\Z", re.IGNORECASE)
_CHAT: Final = re.compile(
    r"(?:はい[、,。]|承知|かしこまり|了解(?:しま|いたし)|以下[にのは、]|もちろん"
    r"|Sure[,!.]|Certainly|Of course|Here (?:is|are)|Okay[,.])",
    re.IGNORECASE,
)
_SHORT: Final = 6


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one paper."""

    title: Fragment | None
    """Inline Markdown; None where it has none."""
    link: str | None
    """The paper's address."""
    first_line: int
    """1-based line of the source where its text begins."""
    lines: tuple[str, ...]
    """Its text without title and address."""


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section of a paper."""

    number: int
    """As written; 0 for what stands before the first."""
    label: str
    """Its heading without the number."""
    line: int
    """1-based line of the source where its text begins."""
    text: str
    """Markdown, without what is no part of it."""


def blocks(text: str) -> list[Block]:
    """The papers of a digest, in order."""
    lines = text.split("\n")
    return [_block(lines, start, end) for start, end in _papers(lines)]


def loose(text: str) -> list[int]:
    """The 1-based lines that begin a text between papers, which belongs to none of them."""
    lines = text.split("\n")
    papers = list(_papers(lines))
    starts = [first for (first, _), _ in papers]
    gaps = zip([0, *(end for _, end in papers)], [*starts, len(lines)], strict=True)
    found = (next(_said(lines, start, end), None) for start, end in gaps)
    return [number + 1 for number in found if number is not None]


def _said(lines: list[str], start: int, end: int) -> Iterator[int]:
    """The lines of a gap that say something to a reader."""
    thoughtless = _without_thoughts(lines[start:end])
    for number, line in enumerate(thoughtless, start):
        if line.strip() and not (_is_junk(line, opening=True) or _FENCE.match(line)):
            yield number


def _papers(lines: list[str]) -> Iterator[tuple[tuple[int, int], int]]:
    """Where each paper has its title and its address, and where it ends."""
    starts = [start for number in range(len(lines)) if (start := _start(lines, number)) is not None]
    limits = [*(first for first, _ in starts[1:]), len(lines)]
    for start, limit in zip(starts, limits, strict=False):
        yield start, _end(lines, start[1], limit)


def _start(lines: list[str], number: int) -> tuple[int, int] | None:
    """The lines (0-based) of title and address of a paper; the same twice where it has one of them."""
    line = lines[number]
    if line.startswith("["):
        found = _LINK.match(line)
        before = _before(lines, number)
        if found and before is not None and _TITLE.match(lines[before]):
            return before, number
        return (number, number) if found and _opens(lines, number) and _VIEW.match(found["label"]) else None
    if _TITLE.match(line):
        after = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), None)
        heading = _NUMBERED.match(lines[after]) if after is not None else None
        return (number, number) if heading and int(heading["number"]) == 1 and _opens(lines, number) else None
    return None


def _opens(lines: list[str], number: int) -> bool:
    """Whether a line is the first of the file, or the first behind a rule."""
    before = _before(lines, number)
    return before is None or _RULE.match(lines[before]) is not None


def _before(lines: list[str], number: int) -> int | None:
    return next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)


def _end(lines: list[str], start: int, limit: int) -> int:
    """Where the text of a paper ends: before the rule, and the words, that stand before the next paper."""
    after: list[str] = []
    for number in range(limit - 1, start, -1):
        if _RULE.match(lines[number]):
            return number if not after or (limit < len(lines) and _is_preface(after)) else limit
        if lines[number].strip():
            after.append(lines[number])
        if len(after) > _SHORT:
            break
    return limit


def _is_preface(lines: list[str]) -> bool:
    return not any(_NUMBERED.match(line) for line in lines)


def _block(lines: list[str], start: tuple[int, int], end: int) -> Block:
    head, last = start
    title, link = _TITLE.match(lines[head]), _LINK.match(lines[last])
    fragment = Fragment(title["text"], head + 1, title.start("text") + 1) if title else None
    return Block(fragment, link["url"] if link else None, last + 2, tuple(lines[last + 1 : end]))


def sections(block: Block) -> tuple[Section, ...]:
    """The sections of a paper in order; those without a text are left out."""
    lines = _without_thoughts(list(block.lines))
    heads = list(_headings(lines))
    bounds = [*heads, (len(lines), 0, "")]
    opening = Section(0, "", block.first_line, _clean(lines[: bounds[0][0]], opening=True))
    found = (
        _section(lines, block.first_line, this, following[0])
        for this, following in zip(heads, bounds[1:], strict=True)
    )
    return tuple(section for section in (opening, *found) if section.text)


def _section(lines: list[str], first_line: int, head: tuple[int, int, str], end: int) -> Section:
    start, number, label = head
    below = lines[start + 1 : end]
    blank = next((n for n, line in enumerate(below) if line.strip()), 0)
    return Section(number, label, first_line + start + 1 + blank, _clean(below))


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """0-based line, number and label of the headings whose numbers rise."""
    last = 0
    for index, line in enumerate(lines):
        match = _NUMBERED.match(line)
        if match and int(match["number"]) > last:
            last = int(match["number"])
            yield index, last, match["label"].strip()


def _without_thoughts(lines: list[str]) -> list[str]:
    """Blank what a model has thought aloud: ``<think>`` at the beginning of a line up to its end."""
    for start, line in enumerate(lines):
        if line.lower().startswith("<think>"):
            end = next((n for n in range(start, len(lines)) if "</think>" in lines[n].lower()), start)
            lines[start : end + 1] = [""] * (end + 1 - start)
    return lines


def _clean(lines: list[str], *, opening: bool = False) -> str:
    """The text of a section without wrappers, stray quotes and tags, and a fence that closes nothing."""
    kept = [line for line, inside in _fenced(lines) if inside or not _is_junk(line, opening=opening)]
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return "\n".join(kept)


def _is_junk(line: str, *, opening: bool) -> bool:
    chat = opening and (_CHAT.match(line) or _RULE.match(line))
    return bool(_QUOTES.match(line) or _ANSWER.match(line) or chat)


def _fenced(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is code; wrappers and a last fence without a partner are left out."""
    written = [number for number, line in enumerate(lines) if line.strip()]
    last = written[-1] if written else -1
    wraps = bool(written) and _is_wrapped(lines, written[0], last)
    mark = ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        bare = fence is not None and not fence["info"].strip()
        if fence and not mark and ((wraps and number == written[0]) or (bare and number == last)):
            continue
        closes = bool(mark) and bare and fence is not None and fence["mark"].startswith(mark)
        yield line, bool(mark) or fence is not None
        mark = "" if closes else mark or (fence["mark"] if fence else "")


def _is_wrapped(lines: list[str], first: int, last: int) -> bool:
    """Whether the text is one ``markdown`` fence, closed by its last line or never."""
    if not _WRAPPER.match(lines[first].strip()):
        return False
    closing = (n for n in range(first + 1, last + 1) if _FENCE.match(lines[n].strip()))
    return next(closing, last) == last
