from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Block, Heading, RenderedDocument, RenderedSection
from sitegen.site.shared_ids import share
from tests.unit.make import document, rendered

LANGUAGES = ("ja", "en")


def text(*headings: tuple[int, str]) -> RenderedDocument:
    """Make a text with headings of the given levels and ids, each a block between paragraphs."""
    html, blocks = "<p>first</p>", []
    for level, name in headings:
        start = len(html)
        html += f'<h{level} id="{name}">x id="{name}" <a class="anchor" href="#{name}">#</a></h{level}>'
        blocks.append(Block("heading", start, len(html), 1, name, name, name))
        html += "<p>after</p>"
    heads = tuple(Heading(level, name, name, name) for level, name in headings)
    return rendered(RenderedSection("", None, html, "", heads, has_code=False, blocks=tuple(blocks)))


def shared(first: RenderedDocument, second: RenderedDocument) -> tuple[RenderedSection, int]:
    pair = (document("content/posts/a.md"), document("content/posts/a.en.md"))
    made, problems = share(pair, {pair[0].path: first, pair[1].path: second}, LANGUAGES)
    assert made[pair[0].path] is first
    return made[pair[1].path].sections[0], len(problems)


def test_a_translation_takes_the_ids_of_its_original() -> None:
    found, problems = shared(text((2, "甲"), (3, "乙")), text((2, "one"), (3, "two")))
    assert [(head.id, head.own_id) for head in found.headings] == [("甲", "one"), ("乙", "two")]
    assert '<h2 id="甲">' in found.html
    assert 'href="#乙"' in found.html
    assert problems == 0


def test_what_only_looks_like_an_id_stays() -> None:
    found, _ = shared(text((2, "甲")), text((2, "one")))
    assert 'x id="one"' in found.html


def test_blocks_still_stand_where_they_say() -> None:
    found, _ = shared(text((2, "甲"), (2, "乙")), text((2, "a long name"), (2, "b")))
    for block in found.blocks:
        part = found.html[block.start : block.end]
        assert part.startswith(f'<h2 id="{block.id}">')
        assert part.endswith("</h2>")


def test_where_outlines_differ_their_common_ends_correspond() -> None:
    found, problems = shared(text((2, "甲"), (3, "乙"), (2, "丙")), text((2, "one"), (2, "three")))
    assert [head.id for head in found.headings] == ["甲", "丙"]
    assert problems == 1


def test_an_id_that_stays_one_s_own_gives_way_to_the_original_s() -> None:
    found, _ = shared(text((2, "x"), (2, "y")), text((2, "a"), (3, "x"), (2, "c")))
    assert len({head.id for head in found.headings}) == 3
    assert [head.id for head in found.headings] == ["x", "x-2", "y"]


OUTLINES = st.lists(st.integers(2, 4), max_size=6)


@given(OUTLINES, OUTLINES)
def test_ids_stay_unique_whatever_the_outlines(theirs: list[int], mine: list[int]) -> None:
    first = text(*((level, f"s{number}") for number, level in enumerate(theirs)))
    second = text(*((level, f"s{number + 1}") for number, level in enumerate(mine)))
    found, _ = shared(first, second)
    names = [head.id for head in found.headings]
    assert len(names) == len(set(names))
    if theirs == mine:
        assert names == [f"s{number}" for number in range(len(mine))]
