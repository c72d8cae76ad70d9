from __future__ import annotations

from dataclasses import replace

from sitegen.memory.ledger import Ledger, Traced, TracedMemory
from sitegen.memory.texts import Text
from sitegen.model import Reference, RenderedDocument, RenderedSection
from sitegen.output.outlines import outline

SECTION = RenderedSection("", None, "<p>一</p>", "一", (), has_code=False)
LINK = Reference("link", "a.md", 3, 1, "")
BODY = RenderedDocument(None, None, (SECTION,), ("f",), (LINK,))


class Site:
    """One text that can change."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.runs = 0
        self.put(BODY)
        self.text = Text(self.ledger, "a", outline(BODY))

    def put(self, body: RenderedDocument) -> None:
        self.ledger.turn({"a": body}.__getitem__, ["a"])

    def html(self) -> str:
        self.runs += 1
        return self.text.sections[0].html

    def links(self) -> int:
        self.runs += 1
        return len(self.text.references)


def test_a_value_is_kept_while_what_was_read_is_the_same() -> None:
    site = Site()
    page = Traced(site.ledger)
    assert page(site.html) == "<p>一</p>"
    site.put(replace(BODY, sections=(replace(SECTION, text="二"),)))
    page(site.html)
    assert site.runs == 1
    site.put(replace(BODY, sections=(replace(SECTION, html="<p>二</p>"),)))
    assert page(site.html) == "<p>二</p>"
    assert site.runs == 2


def test_what_came_back_is_what_it_was() -> None:
    site = Site()
    page = Traced(site.ledger)
    page(site.html)
    site.put(replace(BODY, sections=()))
    site.put(BODY)
    page(site.html)
    assert site.runs == 1


def test_a_section_that_is_gone_reads_as_empty() -> None:
    site = Site()
    site.put(replace(BODY, sections=()))
    assert site.html() == ""


def test_lines_of_references_do_not_matter_but_targets_do() -> None:
    site = Site()
    page = Traced(site.ledger)
    page(site.links)
    site.put(replace(BODY, references=(replace(LINK, line=9),)))
    page(site.links)
    assert site.runs == 1
    site.put(replace(BODY, references=(replace(LINK, target="b.md"),)))
    page(site.links)
    assert site.runs == 2


def test_a_page_rests_on_what_was_read_for_its_parts() -> None:
    site = Site()
    parts: TracedMemory[str, str] = TracedMemory(site.ledger)
    page = Traced(site.ledger)
    parts.get("part", site.html)
    assert page(lambda: parts.get("part", site.html)) == "<p>一</p>"
    site.put(replace(BODY, sections=(replace(SECTION, html="<p>二</p>"),)))
    assert not site.ledger.is_current(page._reads, page._since)


def test_texts_are_equal_to_themselves_alone() -> None:
    site = Site()
    other = Text(site.ledger, "a", outline(BODY))
    assert site.text == site.text
    assert site.text != other
    assert (site.text.title, site.text.whole.html) == (None, "<p>一</p>")
