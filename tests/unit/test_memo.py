from __future__ import annotations

from sitegen.memory.memo import Last, Memory, Same


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


def test_a_memory_forgets_the_oldest() -> None:
    memory: Memory[int, str] = Memory(2)
    for key in (1, 2, 3):
        memory.get(key, key.__str__)
    assert [memory.peek(key) for key in (1, 2, 3)] == [None, "2", "3"]
