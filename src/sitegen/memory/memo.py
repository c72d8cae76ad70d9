"""Pure steps that remember what they gave, so that the same build costs less the second time.

Nothing here knows what a change is: a step is given all of its input again, and what
is the same as before keeps its result. Values are compared by identity where they are
large, and a result that is equal to the one before is given as that very object, so
that the steps after it need not run.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
R = TypeVar("R")


class Last(Generic[R]):
    """A pure function that is not run again for the very objects it was given last."""

    __slots__ = ("_arguments", "_function", "_result")

    def __init__(self, function: Callable[..., R]) -> None:
        """`function` is called with positional arguments only."""
        self._function = function
        self._arguments: tuple[object, ...] | None = None
        self._result: R | None = None

    def __call__(self, *arguments: Any) -> R:  # noqa: ANN401 - those of the function
        """Give what the function gives for these arguments."""
        before = self._arguments
        if before is None or not same_objects(before, arguments):
            self._result = self._function(*arguments)
            self._arguments = arguments
        result: Any = self._result
        return result  # type: ignore[no-any-return]


class Lasting(Generic[K]):
    """Results by key, each kept as long as the arguments are the very objects they were."""

    __slots__ = ("_lasts",)

    def __init__(self) -> None:
        self._lasts: dict[K, Last[Any]] = {}

    def get(self, key: K, function: Callable[..., R], *arguments: object) -> R:
        """Give what `function` gives for these very objects; a key has one function."""
        result: R = self._lasts.setdefault(key, Last(function))(*arguments)
        return result


class Same(Generic[R]):
    """Gives the object of last time in the place of one that equals it."""

    __slots__ = ("_value",)

    def __init__(self) -> None:
        self._value: R | None = None

    def __call__(self, value: R) -> R:
        """Give `value`, or what was given last where that is equal."""
        if self._value is None or self._value != value:
            self._value = value
        return self._value

    @property
    def last(self) -> R | None:
        """What was given last."""
        return self._value


def same_objects(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Whether two rows hold the very same objects."""
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))


class Memory(Generic[K, V]):
    """Values that are made when they are first asked for; the newest `size` of them (0: all) are kept."""

    __slots__ = ("_size", "_values")

    def __init__(self, size: int = 0) -> None:
        self._size = size
        self._values: dict[K, V] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Give the value of `key`; `make` gives it where it is not known."""
        if key not in self._values:
            self.put(key, make())
        return self._values[key]

    def peek(self, key: K) -> V | None:
        """Give the value of `key`; None where it is not known."""
        return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Keep a value in the place of the one before."""
        self._values.pop(key, None)
        if self._size and len(self._values) >= self._size:
            del self._values[next(iter(self._values))]
        self._values[key] = value
