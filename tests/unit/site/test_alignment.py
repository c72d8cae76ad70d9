from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Block
from sitegen.site.alignment import rows
from tests.unit.make import section

KINDS = {"p": "paragraph", "m": "math", "c": "code", "l": "list", "h": "heading"}


def blocks(text: str, side: str) -> tuple[Block, ...]:
    """Make blocks of words such as ``p1 m2 h#x``: kind and digest, ``#`` with an id."""
    return tuple(
        Block(
            kind=KINDS[word[0]],
            start=0,
            end=0,
            line=number,
            id=word[2:] if "#" in word else "",
            digest=word[1:] if word[0] in "mc" else f"{side}{word[1:]}{number}",
            excerpt=word,
        )
        for number, word in enumerate(text.split(), 1)
    )


def paired(left: str, right: str) -> list[tuple[str, str]]:
    first = section(blocks=blocks(left, "ja"))
    second = section(blocks=blocks(right, "en"))
    return [
        (row.left.excerpt if row.left else "-", row.right.excerpt if row.right else "-")
        for row in rows(first, second)
    ]


def test_texts_of_one_form_pair_in_order() -> None:
    assert paired("p1 m1 p2", "p1 m1 p2") == [("p1", "p1"), ("m1", "m1"), ("p2", "p2")]


def test_a_formula_never_pairs_with_prose() -> None:
    assert paired("p1 m1", "p1 p2") == [("p1", "p1"), ("m1", "-"), ("-", "p2")]


def test_equal_formulas_find_each_other_past_one_that_is_missing() -> None:
    assert paired("m1 m2 m3", "m2 m3") == [("m1", "-"), ("m2", "m2"), ("m3", "m3")]


def test_a_list_can_stand_for_a_paragraph() -> None:
    assert paired("p1 l2", "p1 p2") == [("p1", "p1"), ("l2", "p2")]


def test_ids_go_before_order() -> None:
    assert paired("p1 p2 p#x", "p#x p4") == [("p1", "-"), ("p2", "-"), ("p#x", "p#x"), ("-", "p4")]


def test_headings_part_a_text_into_sections() -> None:
    left, right = "p1 h#a p2 h#b p3", "h#a p2 p9 h#b p3"
    assert paired(left, right) == [
        ("p1", "-"), ("h#a", "h#a"), ("p2", "p2"), ("-", "p9"), ("h#b", "h#b"), ("p3", "p3"),
    ]  # fmt: skip


def test_ids_in_another_order_do_not_cross() -> None:
    assert paired("p#a p#b", "p#b p#a") == [("-", "p#b"), ("p#a", "p#a"), ("p#b", "-")]


WORDS = st.lists(st.sampled_from(["p1", "m1", "m2", "c1", "l1", "p#a", "h#b"]), max_size=12)


@given(WORDS, WORDS)
def test_every_block_stands_in_one_row_in_its_order(left: Sequence[str], right: Sequence[str]) -> None:
    first, second = blocks(" ".join(left), "ja"), blocks(" ".join(right), "en")
    found = rows(section(blocks=first), section(blocks=second))
    assert tuple(row.left for row in found if row.left) == first
    assert tuple(row.right for row in found if row.right) == second


def test_a_huge_section_is_aligned_in_order() -> None:
    left, right = " ".join(["p1"] * 1000), " ".join(["p1"] * 900)
    found = paired(left, right)
    assert sum(pair == ("p1", "p1") for pair in found) >= 250
    assert sum(first != "-" for first, _ in found) == 1000
    assert sum(second != "-" for _, second in found) == 900
