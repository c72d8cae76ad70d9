"""Fibonacci numbers."""


def fib(n: int) -> int:
    """The n-th of them."""
    before, now = 0, 1
    for _ in range(n):
        before, now = now, before + now
    return before
