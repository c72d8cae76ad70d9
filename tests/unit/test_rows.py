"""Steps over many values: what they give, and that they look only at what is new."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from sitegen.memory.rows import Each, Filed, Overlaid, Row, Where, changed, each

EDITS = st.lists(st.dictionaries(st.sampled_from("abcd"), st.none() | st.integers(0, 3)), max_size=8)


def rows(edits: list[dict[str, int | None]]) -> list[Row[str, int]]:
    """A row and what becomes of it: a value replaces another, None takes one away."""
    made: list[Row[str, int]] = [Row({"a": 1, "b": 2})]
    for edit in edits:
        values = {key: value for key, value in edit.items() if value is not None}
        made.append(made[-1].edited(values, [key for key, value in edit.items() if value is None]))
    return made


def test_only_new_values_are_worked_on() -> None:
    seen: list[list[str]] = []

    def lengths(values: Mapping[str, str]) -> dict[str, int]:
        seen.append(sorted(values))
        return {key: len(value) for key, value in values.items()}

    step: Each[str, str, int] = Each(lengths)
    a, b, c = "one", "two", "three"
    first = step({"a": a, "b": b})
    assert step({"a": a, "b": "six"}) is first
    assert step({"a": a, "c": c}) == {"a": 3, "c": 5}
    assert seen == [["a", "b"], ["b"], ["c"]]


def test_the_order_is_that_of_the_input() -> None:
    step: Each[str, str, str] = Each(each(str.upper))
    step({"a": "x", "c": "z"})
    assert list(step({"a": "x", "b": "y", "c": "z"})) == ["a", "b", "c"]


def test_another_context_makes_all_values_new() -> None:
    step: Each[str, int, int] = Each(each(lambda value, factor: value * factor[0]))
    two, three = [2], [3]
    assert step({"a": 2, "b": 5}, two) == {"a": 4, "b": 10}
    assert step({"a": 2, "b": 5}, three) == {"a": 6, "b": 15}
    assert step({"b": 5}, two) == {"b": 10}


def test_a_value_without_a_result_is_left_out() -> None:
    step: Each[str, int, int] = Each(lambda values: {key: v for key, v in values.items() if v})
    assert step({"a": 1, "b": 0}) == {"a": 1}
    assert step({"a": 1, "b": 2}) == {"a": 1, "b": 2}


def test_a_row_knows_where_it_differs_without_looking() -> None:
    first = Row({str(number): [number] for number in range(100)})
    second = first.edited({"7": [0]}, ["8"])
    assert second.changes(first) == frozenset("78")
    assert second.changes(Row()) is None
    assert changed(second, first) == {"7", "8"}
    assert changed(second.edited({"9": second["9"]}), second) == frozenset()


@given(EDITS)
def test_steps_give_what_they_would_give_without_memory(edits: list[dict[str, int | None]]) -> None:
    doubled: Each[str, int, int] = Each(each(lambda value: value * 2))
    even: Where[str, int] = Where(lambda value: value % 2 == 0)
    filed: Filed[str, int, str, int] = Filed(lambda value: (f"v{value}", value) if value else None)
    over: Overlaid[str, int] = Overlaid()
    for row in rows(edits):
        assert list(doubled(row).items()) == [(key, value * 2) for key, value in row.items()]
        evens = even(row)
        assert evens == {key: value for key, value in row.items() if value % 2 == 0}
        assert filed(row) == {f"v{value}": value for value in row.values() if value}
        upper = Row(dict.fromkeys(evens, 9))
        assert over(row, upper) == {**row, **upper}


@given(EDITS)
def test_what_is_as_before_is_the_row_of_last_time(edits: list[dict[str, int | None]]) -> None:
    step: Each[str, int, bool] = Each(each(bool))
    before: Row[str, bool] | None = None
    for row in rows(edits):
        now = step(row)
        assert (now is before) == (before is not None and list(now.items()) == list(before.items()))
        before = now
