"""Render a text as tests like to read it: formulas and references in place of their slots."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from sitegen.errors import Problem
from sitegen.markup.document import Options, render_document
from sitegen.model import (
    SLOT_CLOSE,
    SLOT_OPEN,
    Document,
    Formula,
    Fragment,
    Kind,
    RenderedDocument,
    Resources,
    Typeset,
)

_SLOT = re.compile(f"{SLOT_OPEN}([a-z])(\\d+){SLOT_CLOSE}")


def document(body: str, title: str | None = None, **changes: object) -> Document:
    """A post with a body."""
    values: dict[str, object] = {
        "path": "content/posts/a.md", "collection": "posts", "relative": "a.md", "kind": Kind.POST,
        "language": "ja", "key": "a", "slug": "a", "title": Fragment(title, 1) if title else None,
        "description": None, "date": None, "date_only": True, "updated": None, "tags": (), "aliases": (),
        "draft": False, "link": None, "rating": None, "translation_of": None, "body": body, "body_line": 1,
    }  # fmt: skip
    return Document(**(values | changes))  # type: ignore[arg-type]


def echo(formulas: Sequence[Formula], _macros: Mapping[str, str]) -> list[Typeset]:
    """Stands in for KaTeX: a formula becomes its TeX in a MathML element; ``\\bad`` fails."""
    return [_echoed(formula) for formula in formulas]


def _echoed(formula: Formula) -> Typeset:
    if "\\bad" in formula.tex:
        return Typeset("", "Undefined control sequence: \\bad", formula.tex.index("\\bad"))
    name = "D" if formula.display else "T"
    return Typeset(f"<math><mi>{name}[{html.escape(' '.join(formula.tex.split()), quote=False)}]</mi></math>")


def render(body: str, **changes: object) -> tuple[RenderedDocument, tuple[Problem, ...]]:
    """Render a body with `echo`."""
    resources = Resources(includes={"files/fib.py": "print(1)\n"})
    return render_document(document(body, None, **changes), Options(), resources, echo)


def filled(rendered: RenderedDocument, text: str) -> str:
    """HTML with its slots made readable."""

    def fill(slot: re.Match[str]) -> str:
        number = int(slot[2])
        if slot[1] == "m":
            return html.unescape(re.sub(r"<[^>]*>", "", rendered.formulas[number]))
        reference = rendered.references[number]
        return f"{{{reference.kind} {reference.target}}}"

    return re.sub(r' <a class="anchor"[^>]*>#</a>', "", _SLOT.sub(fill, text))


def shown(body: str) -> str:
    """The HTML of a body, made readable."""
    rendered, _ = render(body)
    return filled(rendered, rendered.sections[0].html)
