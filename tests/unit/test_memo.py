from __future__ import annotations

from collections.abc import Mapping

from sitegen.memo import Each, Last, Memory, Same, each


def test_a_step_runs_once_for_the_same_objects() -> None:
    calls: list[object] = []

    def paired(*both: object) -> list[object]:
        calls.append(both)
        return [*both]

    step = Last(paired)
    one, two = [1], [2]
    first = step(one, two)
    assert step(one, two) is first
    assert step(one, [2]) is not first
    assert len(calls) == 2


def test_an_equal_value_is_given_as_the_object_of_last_time() -> None:
    same: Same[list[int]] = Same()
    first = same([1])
    assert same([1]) is first
    assert same([2]) == [2]


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


def test_a_value_without_a_result_is_left_out() -> None:
    step: Each[str, int, int] = Each(lambda values: {key: v for key, v in values.items() if v})
    assert step({"a": 1, "b": 0}) == {"a": 1}
    assert step({"a": 1, "b": 2}) == {"a": 1, "b": 2}


def test_a_memory_forgets_the_oldest() -> None:
    memory: Memory[int, str] = Memory(2)
    for key in (1, 2, 3):
        memory.get(key, key.__str__)
    assert [memory.peek(key) for key in (1, 2, 3)] == [None, "2", "3"]
