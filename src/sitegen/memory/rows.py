"""Steps over many values by key, which look only at those that are other ones than last time.

A `Row` remembers which row it was made from and at which keys it differs. With ten thousand
texts and one edit, a chain of such steps does not walk through the ten thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Generic, TypeVar
from weakref import ref

from sitegen.memory.memo import same_objects

K = TypeVar("K", bound=Hashable)
N = TypeVar("N", bound=Hashable)
V = TypeVar("V")
R = TypeVar("R")


class Row(dict[K, V]):
    """Values by key that know what they differ in from the row that they were made from."""

    __slots__ = ("__weakref__", "_base", "_changed")

    def __init__(self, values: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        super().__init__(values)
        self._base: ref[Row[K, V]] | None = None
        self._changed: frozenset[K] = frozenset()

    def edited(self, values: Mapping[K, V], gone: Iterable[K] = ()) -> Row[K, V]:
        """Another row with other `values` at some keys, without those that are `gone`."""
        other: Row[K, V] = Row(self)
        other.update(values)
        lost = frozenset(gone)
        for key in lost:
            other.pop(key, None)
        other._base, other._changed = ref(self), lost.union(values)
        return other

    def changes(self, before: Mapping[K, V]) -> frozenset[K] | None:
        """The keys at which it may differ from the row that it was made from; None for any other row."""
        if before is self:
            return frozenset()
        return self._changed if self._base is not None and self._base() is before else None


def changed(now: Mapping[K, V], before: Mapping[K, V]) -> frozenset[K]:
    """The keys at which two mappings hold other objects, or only one holds any."""
    known = now.changes(before) if isinstance(now, Row) else None
    if known is not None:
        return frozenset(key for key in known if now.get(key) is not before.get(key))
    if now is before:
        return frozenset()
    return frozenset(
        {key for key, value in now.items() if before.get(key) is not value} | (before.keys() - now.keys())
    )


class Each(Generic[K, V, R]):
    """A pure function on every value of a mapping; those of the same objects as before are kept.

    The function takes all values that are new, by key, so that it can work on them together.
    Where no result differs from before, the row of last time is given.
    """

    __slots__ = ("_context", "_function", "_inputs", "_outputs")

    def __init__(self, function: Callable[..., Mapping[K, R]]) -> None:
        """`function` takes the new values by key, and the context."""
        self._function = function
        self._context: tuple[object, ...] = ()
        self._inputs: Mapping[K, V] = {}
        self._outputs: Row[K, R] = Row()

    def __call__(self, inputs: Mapping[K, V], *context: object) -> Row[K, R]:
        """Give the results by key; a `context` other than before makes all values new."""
        if same_objects(context, self._context):
            keys = changed(inputs, self._inputs)
        else:
            keys = frozenset(inputs) | self._outputs.keys()
        if keys:
            fresh = _chosen(inputs, keys)
            made = self._function(fresh, *context) if fresh else {}
            self._outputs = self._merged(inputs, keys, made)
        self._inputs, self._context = inputs, context
        return self._outputs

    def _merged(self, inputs: Mapping[K, V], keys: frozenset[K], made: Mapping[K, R]) -> Row[K, R]:
        """Put what was made in its place, in the order of the input."""
        old = self._outputs
        other = {key: made[key] for key in made if key not in old or old[key] != made[key]}
        gone = [key for key in keys if key not in made and key in old]
        if not gone and other.keys() <= old.keys():
            return old.edited(other) if other else old
        whole = {**old, **other}
        lost = frozenset(gone)
        return Row((key, whole[key]) for key in inputs if key in whole and key not in lost)


class Where(Generic[K, V]):
    """Those values of a mapping that a pure function says yes to; the last row where it is the same."""

    __slots__ = ("_function", "_inputs", "_outputs")

    def __init__(self, function: Callable[[V], object]) -> None:
        self._function = function
        self._inputs: Mapping[K, V] = {}
        self._outputs: Row[K, V] = Row()

    def __call__(self, inputs: Mapping[K, V]) -> Row[K, V]:
        """Give the values, in no certain order."""
        keys = changed(inputs, self._inputs)
        kept = {key: inputs[key] for key in keys if key in inputs and self._function(inputs[key])}
        gone = [key for key in keys if key in self._outputs and key not in kept]
        if kept or gone:
            self._outputs = self._outputs.edited(kept, gone)
        self._inputs = inputs
        return self._outputs


class Overlaid(Generic[K, V]):
    """One mapping laid over another; the row of last time where both are the same."""

    __slots__ = ("_lower", "_outputs", "_upper")

    def __init__(self) -> None:
        self._lower: Mapping[K, V] = {}
        self._upper: Mapping[K, V] = {}
        self._outputs: Row[K, V] = Row()

    def __call__(self, lower: Mapping[K, V], upper: Mapping[K, V]) -> Mapping[K, V]:
        """Give `lower` with the values of `upper` in their places; the keys of `upper` are all in `lower`."""
        keys = changed(lower, self._lower) | changed(upper, self._upper)
        if any((key in lower) != (key in self._outputs) for key in keys):
            self._outputs = Row({**lower, **upper})
        elif keys:
            self._outputs = self._outputs.edited({key: upper.get(key, lower[key]) for key in keys})
        self._lower, self._upper = lower, upper
        return self._outputs


class Filed(Generic[K, V, N, R]):
    """The values of several mappings in one, under other keys; the row of last time where it is the same.

    The function gives a value's new key and what stands there, or None for what is left out.
    """

    __slots__ = ("_function", "_inputs", "_outputs")

    def __init__(self, function: Callable[[V], tuple[N, R] | None]) -> None:
        self._function = function
        self._inputs: tuple[Mapping[K, V], ...] = ()
        self._outputs: Row[N, R] = Row()

    def __call__(self, *inputs: Mapping[K, V]) -> Row[N, R]:
        """Give the values in the order of the mappings."""
        edits = self._edits(inputs) if len(inputs) == len(self._inputs) else None
        if edits is None:
            found = (self._function(value) for values in inputs for value in values.values())
            self._outputs = Row(pair for pair in found if pair)
        elif edits:
            self._outputs = self._outputs.edited(edits)
        self._inputs = inputs
        return self._outputs

    def _edits(self, inputs: tuple[Mapping[K, V], ...]) -> dict[N, R] | None:
        """What is to be replaced; None where anything came, went or moved."""
        edits: dict[N, R] = {}
        for now, before in zip(inputs, self._inputs, strict=True):
            for key in changed(now, before):
                if key not in now or key not in before:
                    return None
                new, old = self._function(now[key]), self._function(before[key])
                if new is None and old is None:
                    continue
                if new is None or old is None or new[0] != old[0]:
                    return None
                edits[new[0]] = new[1]
        return edits


def _chosen(values: Mapping[K, V], keys: frozenset[K]) -> dict[K, V]:
    """The values at some keys, in their order."""
    if len(keys) == 1:
        return {key: values[key] for key in keys if key in values}
    return {key: value for key, value in values.items() if key in keys}


def each(function: Callable[..., R]) -> Callable[..., dict[Any, R]]:
    """Make of a function on one value (and the context) one on many values by key."""

    def on_all(values: Mapping[Any, Any], *context: Any) -> dict[Any, R]:  # noqa: ANN401 - those of the function
        return {key: function(value, *context) for key, value in values.items()}

    return on_all
