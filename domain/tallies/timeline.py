"""A value over the days: it holds from the day of a change until the next change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Generic, TypeVar

V = TypeVar("V")
W = TypeVar("W")


class Timeline(Generic[V]):
    """A piecewise constant value: `before` until the first change, then what each change sets, from its day on."""

    __slots__ = ("_before", "_days", "_values")

    def __init__(self, before: V, changes: Iterable[tuple[date, V]] = ()) -> None:
        """`changes` in order of days; of several on one day the last holds."""
        self._before = before
        self._days: list[date] = []
        self._values: list[V] = []
        for day, value in changes:
            if value != (self._values[-1] if self._values else before):
                self._days.append(day)
                self._values.append(value)

    def at(self, day: date) -> V:
        """The value at the end of `day`."""
        place = bisect_right(self._days, day)
        return self._values[place - 1] if place else self._before

    def after(self, day: date, end: date | None = None) -> Iterator[tuple[date, V]]:
        """The changes later than `day` and, where `end` is given, earlier than it."""
        first = bisect_right(self._days, day)
        last = len(self._days) if end is None else bisect_left(self._days, end)
        return zip(self._days[first:last], self._values[first:last], strict=True)

    def since(self, day: date, before: V) -> Timeline[V]:
        """The same values from `day` on, and `before` until then."""
        return Timeline(before, [(day, self.at(day)), *self.after(day)])

    def map(self, change: Callable[[V], W]) -> Timeline[W]:
        """Each value replaced by `change(value)`."""
        return Timeline(change(self._before), zip(self._days, map(change, self._values), strict=True))

    def beside(self, other: Timeline[W]) -> Timeline[tuple[V, W]]:
        """Both values of each day as a pair."""
        days = sorted({*self._days, *other._days})
        return Timeline((self._before, other._before), ((day, (self.at(day), other.at(day))) for day in days))
