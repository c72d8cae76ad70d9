"""What is known of a rendered document before its text is needed, taken out of it once."""

from __future__ import annotations

from sitegen.memory.texts import Outline, SectionOutline, joined
from sitegen.model import RenderedDocument
from sitegen.output.fonts import katex_faces, letters
from sitegen.site.pieces import summarised


def outline(rendered: RenderedDocument) -> Outline:
    """Give the outline of a document."""
    sections = tuple(
        SectionOutline(part.key, part.title, part.has_code, summarised(part)) for part in rendered.sections
    )
    is_plain = len(sections) == 1 and not rendered.sections[0].formulas
    return Outline(
        title=rendered.title,
        description=rendered.description,
        sections=sections,
        faces=katex_faces("".join(rendered.formulas)),
        letters=letters(rendered.formulas),
        summary=sections[0].summary if is_plain else summarised(joined(rendered)),
    )
