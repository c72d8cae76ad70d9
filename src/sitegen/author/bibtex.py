"""A BibTeX entry for a paper, with everything that BibTeX would misread escaped."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sitegen.author.paper_facts import Facts

_ESCAPES: Final = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SKIPPED: Final = frozenset(
    {"a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "is", "are", "how"}
)


def entry(facts: Facts) -> str:
    """Write the entry."""
    kind = "article" if facts.venue else "misc"
    fields = {
        "title": f"{{{_escaped(facts.title)}}}",
        "author": _escaped(" and ".join(facts.authors)),
        "year": facts.published[:4],
        "journal": _escaped(facts.venue),
        "eprint": facts.arxiv,
        "archivePrefix": "arXiv" if facts.arxiv else "",
        "primaryClass": facts.categories[0] if facts.arxiv and facts.categories else "",
        "doi": facts.doi,
        "url": re.sub(r"[{}\\\s]", "", facts.link) if not facts.doi else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value.strip("{} ")]
    return "\n".join([f"@{kind}{{{key(facts)},", *lines, "}"])


def key(facts: Facts) -> str:
    """Family name, year and first telling word: ``vaswani2017attention``."""
    family = facts.authors[0].split()[-1] if facts.authors and facts.authors[0].split() else "anonymous"
    words = (word for word in re.findall(r"[^\W_]+", facts.title) if word.lower() not in _SKIPPED)
    parts = (_ascii(family), facts.published[:4], _ascii(next(words, "")))
    return "".join(parts).lower() or "paper"


def _ascii(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]", "", plain)


def _escaped(text: str) -> str:
    """Formulas stay; outside them, what TeX would take for its own is escaped."""
    parts = re.split(r"(\$[^$]*\$)", text)
    return "".join(_balanced(part) if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    text = re.sub(r"[{}]", "", text)
    return re.sub(r"[\\~^]|[&%$#_]", lambda found: _ESCAPES.get(found[0], f"\\{found[0]}"), text)


def _balanced(formula: str) -> str:
    """A formula whose braces would end the field early goes without them."""
    depth = 0
    for character in formula:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            break
    return formula if depth == 0 else re.sub(r"[{}]", "", formula)
