"""Papers as BibTeX entries."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sitegen.site.library import Paper

_SPECIAL: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "$": r"\$",
}  # fmt: skip
_MATH: Final = re.compile(r"\$(?:\\.|[^$\\{}]|\{[^{}$]*\})+\$")
_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"[a-z0-9]+")
_JOURNAL: Final = re.compile(
    r"\b(?:journal|transactions|surveys|letters|review|magazine|proceedings of the ieee)\b"
    r"|^(?:CL|TACL|JMLR|TMLR|Nature|Science|PNAS|NeuroImage|PLOS|TPAMI|TKDE|TOIS|CSUR)\b",
    re.IGNORECASE,
)
_WORTH_NAMING: Final = 3
_SKIPPED: Final = frozenset({"a", "an", "the", "on", "of", "in", "to", "for", "and", "is", "are"})


def entry(paper: Paper, key: str) -> str:
    """Give the entry of a paper under a key."""
    kind, fields = _kind(paper), dict(_fields(paper))
    width = max(map(len, fields), default=0)
    lines = (f"  {name:<{width}} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@{kind}{{{key},", *lines, "}")) + "\n"


def keys(papers: Iterable[Paper]) -> dict[str, str]:
    """Give the key of every paper, by its identity: author, year, word; equal ones get a letter."""
    groups: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        groups[_key(paper)].append(paper.key)
    return {name: key + end for key, names in groups.items() for name, end in _told_apart(sorted(names))}


def _told_apart(names: list[str]) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(names):
        yield name, _letters(number) if len(names) > 1 else ""


def _letters(number: int) -> str:
    first, last = divmod(number, 26)
    return (_letters(first - 1) if first else "") + chr(ord("a") + last)


def _key(paper: Paper) -> str:
    names = paper.facts.authors[:1]
    author = next((_ascii(name.split()[-1]) for name in names if name.split()), "") or "anon"
    words = [word for word in _WORD.findall(_folded(_title(paper))) if word not in _SKIPPED]
    word = next((word for word in words if len(word) >= _WORTH_NAMING), words[0] if words else "")
    return f"{author}{paper.facts.year or ''}{word}"


def _ascii(text: str) -> str:
    return "".join(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold().encode("ascii", "ignore").decode()


def _kind(paper: Paper) -> str:
    venue = paper.facts.venue
    if not paper.facts.is_paper or not venue or venue.casefold() == "arxiv":
        return "misc"
    return "article" if _JOURNAL.search(venue) else "inproceedings"


def _title(paper: Paper) -> str:
    main = paper.piece.document
    title = paper.piece.title
    return main.title.text if main.title else title.text if title else ""


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    facts, kind = paper.facts, _kind(paper)
    yield "title", f"{{{escaped(_title(paper))}}}"
    yield "author", authors(facts.authors, and_others=facts.and_others)
    yield (
        {"article": "journal", "inproceedings": "booktitle"}.get(kind, "note"),
        ("" if kind == "misc" else escaped(facts.venue)),
    )
    yield "year", str(facts.year or "")
    yield "doi", escaped(facts.doi)
    yield from _arxiv(facts.arxiv)
    yield "url", _address(facts.url)


def _arxiv(name: str) -> Iterator[tuple[str, str]]:
    if name:
        yield "eprint", name
        yield "archiveprefix", "arXiv"


def _address(url: str) -> str:
    """An address as BibTeX's url packages read it: only what would end the field is encoded."""
    encoded: Mapping[str, str] = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
    return "".join(encoded.get(character, character) for character in url)


def authors(names: Iterable[str], *, and_others: bool) -> str:
    """Give names as BibTeX lists them."""
    written = [f"{{{escaped(name)}}}" if re.search(r"\band\b", name) else escaped(name) for name in names]
    return " and ".join([*written, *(["others"] if and_others and written else [])])


def escaped(text: str) -> str:
    """Give a text for a field: mathematics stays, everything else that TeX would read is escaped."""
    line = _SPACE.sub(" ", text).strip()
    parts: list[str] = []
    position = 0
    for match in _MATH.finditer(line):
        parts += (_plain(line[position : match.start()]), match[0])
        position = match.end()
    return "".join((*parts, _plain(line[position:])))


def _plain(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)
