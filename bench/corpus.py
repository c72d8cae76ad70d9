"""A neutral blog of any size, made of real blocks: the same seed and sources give the same bytes.

    python bench/corpus.py FOLDER SIZE [SOURCES...]

Each document is a title, a date, tags and a language in YAML, and a body of blocks
drawn from the sources; each formula carries a number of its document, so that few
formulas stand in two documents. The sources are folders of Markdown files: the demo
blog and, where the variable SITEGEN_CORPUS names one, a folder of real sources.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import markdown

ROOT = Path(__file__).resolve().parent.parent
SEED = 20260101
_HEADER = re.compile(r"\A---\n.*?\n---\n|\A(?:%[^\n]*\n)+", re.DOTALL)
_CJK = re.compile(r"[぀-ヿ一-鿿]")
_JAPANESE = 0.02
_ENGLISH = 0.15
_LENGTH = (7.0, 0.8)
_LONGEST = 4_000
_WORDS = (
    "kernel", "entropy", "lattice", "graph", "prior", "flow", "margin", "sampling", "tensor", "automata",
    "monoid", "spectrum", "attention", "matching", "parsing", "compiler", "bandit", "diffusion", "retrieval",
    "ranking", "topology", "category", "estimator", "convexity", "reading", "running", "cooking", "music",
    "travel", "shell", "python", "rust", "haskell", "editor", "keyboard", "garden", "film", "walking",
    "tools", "diary",
)  # fmt: skip


Formula = tuple[str, bool]
"""TeX, and whether it stands on lines of its own."""
Renders = Callable[[Sequence[Formula]], Sequence[bool]]
"""Says of formulas whether KaTeX can set them."""


@dataclass(frozen=True, slots=True)
class Page:
    """One document of the corpus."""

    title: str
    """Without any markup."""
    date: str
    """``2026-01-31``."""
    tags: tuple[str, ...]
    """One to four."""
    language: str
    """``ja`` or ``en``."""
    body: str
    """Markdown."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a corpus holds."""

    pages: int
    """Documents."""
    bytes: int
    """Of all files."""
    math_pages: int
    """Documents with formulas."""
    formulas: int
    """All formulas."""
    distinct: int
    """Different formulas."""
    display: int
    """Formulas on lines of their own."""
    code: int
    """Fences."""
    tags: int
    """Different tags."""
    months: int
    """Different months."""
    japanese: int
    """Documents in Japanese."""


def sources() -> list[Path]:
    """Where the blocks come from: real sources where there are some, and the demo blog."""
    named = os.environ.get("SITEGEN_CORPUS")
    return [Path(named), ROOT / "content"] if named else [ROOT / "content"]


def everything(formulas: Sequence[Formula]) -> list[bool]:
    """Take every formula for one that can be set."""
    return [True] * len(formulas)


def read_bodies(folders: Sequence[Path], renders: Renders = everything) -> dict[str, list[list[str]]]:
    """By language, the blocks of each text under some folders that every generator can set."""
    bodies = _neutral_bodies(folders)
    blocks = [block for texts in bodies.values() for body in texts for block in body]
    found = sorted({formula for block in blocks for formula in markdown.formulas(block)})
    bad = {formula for formula, good in zip(found, renders(found), strict=True) if not good}

    def good(body: Sequence[str]) -> list[str]:
        return [block for block in body if bad.isdisjoint(markdown.formulas(block))]

    return {language: [kept for body in texts if (kept := good(body))] for language, texts in bodies.items()}


def _neutral_bodies(folders: Sequence[Path]) -> dict[str, list[list[str]]]:
    bodies: dict[str, list[list[str]]] = {"ja": [], "en": []}
    for path in (path for folder in folders for path in sorted(folder.rglob("*.md"))):
        text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").replace("\0", "")
        body = [block for block in markdown.blocks(_HEADER.sub("", text)) if _is_usable(block)]
        bodies[_language(text)].append(body)
    return bodies


def _is_usable(block: str) -> bool:
    return len(block) <= _LONGEST and markdown.is_neutral(block)


def _language(text: str) -> str:
    return "ja" if len(_CJK.findall(text)) > _JAPANESE * len(text) else "en"


def make_pages(bodies: Mapping[str, Sequence[Sequence[str]]], size: int) -> Iterator[Page]:
    """`size` documents drawn from the bodies."""
    draw = random.Random(SEED)
    for number in range(size):
        language = "en" if bodies["en"] and draw.random() < _ENGLISH else "ja"
        body = _drawn_body(bodies[language], draw)
        tags = tuple(dict.fromkeys(draw.choices(_WORDS, _weights(), k=draw.randint(1, 4))))
        date = f"{draw.randint(2006, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        yield Page(f"{tags[0].capitalize()} {number}", date, tags, language, body)


def _weights() -> list[float]:
    return [1 / (rank + 1) for rank in range(len(_WORDS))]


def _drawn_body(bodies: Sequence[Sequence[str]], draw: random.Random) -> str:
    """Runs of blocks out of some bodies, up to a length that real notes have."""
    wanted = draw.lognormvariate(*_LENGTH)
    number = draw.randrange(10, 100_000)
    drawn: list[str] = []
    length = 0
    while length < wanted:
        body = bodies[draw.randrange(len(bodies))]
        start = draw.randrange(len(body))
        for block in body[start : start + draw.randint(1, 8)]:
            drawn.append(markdown.numbered(block, number))
            length += len(block)
    return "\n\n".join(drawn) + "\n"


def file_text(page: Page) -> str:
    """A page as it is written."""
    header = (
        f"title: {json.dumps(page.title)}\ndate: {page.date}\n"
        f"tags: {json.dumps(list(page.tags))}\nlang: {page.language}\n"
    )
    return f"---\n{header}---\n\n{page.body}"


def count(pages: Sequence[Page]) -> Counts:
    """What the pages hold."""
    found = [list(markdown.formulas(page.body)) for page in pages]
    flat = [formula for formulas in found for formula in formulas]
    return Counts(
        pages=len(pages),
        bytes=sum(len(file_text(page).encode()) for page in pages),
        math_pages=sum(bool(formulas) for formulas in found),
        formulas=len(flat),
        distinct=len(set(flat)),
        display=sum(display for _, display in flat),
        code=sum(markdown.code_blocks(page.body) for page in pages),
        tags=len({tag for page in pages for tag in page.tags}),
        months=len({page.date[:7] for page in pages}),
        japanese=sum(page.language == "ja" for page in pages),
    )


def write(folder: Path, pages: Sequence[Page]) -> None:
    """Write pages into a folder as ``p00000.md`` and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages):
        (folder / f"p{number:05}.md").write_text(file_text(page), encoding="utf-8")


def main(folder: Path, size: int, folders: Sequence[Path]) -> None:
    """Write a corpus and print what it holds."""
    pages = list(make_pages(read_bodies(folders), size))
    write(folder, pages)
    print(json.dumps(asdict(count(pages))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), [*map(Path, sys.argv[3:])] or sources())
