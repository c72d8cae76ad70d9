"""The Fibonacci numbers, one after another."""

from collections.abc import Iterator


def fibonacci() -> Iterator[int]:
    """Yield 0, 1, 1, 2, 3, 5, ... for ever."""
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
