"""Rendering in this process, with a typesetter that takes no time: what is tested here is not KaTeX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sitegen.config import Limits
from sitegen.effects.store import encoded
from sitegen.effects.workers import Encoded, Job, Outcome, Workers
from sitegen.errors import Problem
from sitegen.markup.document import render_document
from sitegen.model import Formula, Typeset
from sitegen.output.outlines import outline


class HereWorkers(Workers):
    def __init__(self) -> None:
        super().__init__(Path("none"), Limits(), 1)
        self.rendered: list[str] = []

    def start(self) -> None:
        """There is nothing to start."""

    def render(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Encoded | Problem]]:
        for index, job in enumerate(jobs):
            self.rendered.append(job.document.path)
            made, problems = render_document(job.document, job.options, job.resources, typeset)
            yield index, (encoded(Outcome(outline(made), problems)), encoded(made))


def typeset(formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[Typeset]:
    defined = "".join(sorted(macros))
    results = []
    for formula in formulas:
        if formula.definition:
            defined += formula.tex
            results.append(Typeset(""))
        elif "\\bad" in formula.tex:
            results.append(Typeset("", "Undefined control sequence: \\bad", 0))
        else:
            inner = f"<math><mi>{len(formula.tex)}{formula.display}{len(defined)}</mi></math>"
            results.append(Typeset(f'<span class="set">{inner}</span>'))
    return results
