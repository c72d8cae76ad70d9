"""The documentation's own site, built once for all tests of a process."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from sitegen.build import BuildResult
from sitegen.commands.checking import checked
from sitegen.errors import Problem
from sitegen.site.model import Site
from tests.building import NOW, build_site
from tests.docs.pages import DOCS

WRITERS = ("start", "writing", "preview", "languages", "publishing", "moving")
"""The pages that exist in both languages."""


@lru_cache(maxsize=1)
def built() -> BuildResult:
    return build_site(DOCS)


def made() -> Site:
    """What is published."""
    found = built().site
    assert found
    return found


@lru_cache(maxsize=1)
def problems() -> tuple[Problem, ...]:
    """Everything that `sitegen check` tells."""
    return tuple(checked(DOCS, built(), NOW, external=False))


def html(path: str) -> LexborHTMLParser:
    """A page of the site."""
    content = next(file.content for file in built().files if file.path == path)
    return LexborHTMLParser(content.decode())


def names(*, translated: bool) -> list[str]:
    """Pages of the documentation by name, without decisions."""
    end = ".ja.md" if translated else ".md"
    found = {path.name.removesuffix(end) for path in DOCS.glob(f"*{end}")}
    return sorted(name for name in found if "." not in name)


def words(node_html: str) -> str:
    """The text of rendered HTML as a reader sees it: without code and without the source of formulas."""
    bare = re.sub(r"<(code|annotation|pre)\b.*?</\1>", " ", node_html, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", bare)
