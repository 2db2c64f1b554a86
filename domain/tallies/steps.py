"""Dated steps: how much a tally on a node rises or falls on which day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from domain.days import ONE_DAY
from domain.plan import Plan
from domain.tallies.timeline import Timeline
from domain.units import Stay, UnitHistory


class Place(NamedTuple):
    """Where a step is counted.

    `node` is a unit of the tree that counts the step for itself or for a unit below it, `kind` the kind that the
    counted unit had that day. `tally` names what is counted: a measure or indicator by its code, with a part
    after a colon. `counts_for` is a statistical year, 0 where the tally knows no years.
    """

    node: int
    kind: str
    tally: str
    counts_for: int
    day: date


Steps = dict[Place, int]
"""Steps by place, none of them zero. The sum of a tally's steps up to a day is its figure at the end of that day."""


class Days(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date

    def cover(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.first <= day <= self.last


ALL_DAYS = Days(date.min, date.max)


def days_of(plan: Plan, year: int) -> Days:
    """The days of the statistical year."""
    return Days(plan.first_day_of(year), plan.first_day_of(year + 1) - ONE_DAY)


def difference(after: Steps, before: Steps) -> Steps:
    """The steps that turn sums made of `before` into sums made of `after`."""
    changed = {place: step - before.get(place, 0) for place, step in after.items()}
    changed |= {place: -step for place, step in before.items() if place not in after}
    return {place: step for place, step in changed.items() if step}


class StepBuilder:
    """Collects the steps of one unit on all nodes that count it."""

    def __init__(self, history: UnitHistory) -> None:
        self.history = history
        self._sums: defaultdict[Place, int] = defaultdict(int)

    def steps(self) -> Steps:
        """What has been collected."""
        return {place: step for place, step in self._sums.items() if step}

    def add(self, stay: Stay, day: date, tally: str, counts_for: int, amount: int, *, within: Days = ALL_DAYS) -> None:
        """One step on every node of the stay, if `day` lies within the days given."""
        if amount and within.cover(day):
            for node in stay.path:
                self._sums[Place(node, stay.kind, tally, counts_for, day)] += amount

    def follow(self, tally: str, counts_for: int, values: Timeline[int], *, within: Days = ALL_DAYS) -> None:
        """A state: its value is counted wherever the unit stands, so it moves, changes kind and ends with the unit."""
        for stay in self.history.stays:
            held = values.at(stay.first_day)
            self.add(stay, stay.first_day, tally, counts_for, held, within=within)
            for day, value in values.after(stay.first_day, stay.end):
                self.add(stay, day, tally, counts_for, value - held, within=within)
                held = value
            if stay.end is not None:
                self.add(stay, stay.end, tally, counts_for, -held, within=within)

    def moves(self, tally: str, counts_for: int, values: Timeline[int], *, within: Days = ALL_DAYS) -> None:
        """What comes and goes with the whole unit: its value of the evening before it moves, changes kind or closes."""
        stays = self.history.stays
        for stay, following in zip(stays, (*stays[1:], None), strict=True):
            if stay.end is None:
                continue
            carried = values.at(stay.end - ONE_DAY)
            self.add(stay, stay.end, tally, counts_for, -carried, within=within)
            if following is not None:
                self.add(following, stay.end, tally, counts_for, carried, within=within)

    def once(self, node: int, tally: str, year: int, *, since: date, within: Days) -> None:
        """The unit counted once on `node` from `since` on, under the latest kind that it had there.

        It stays counted after it has left, and is not counted again when it returns.
        """
        counted_as: Stay | None = None
        for stay in self.history.stays:
            day = max(stay.first_day, since)
            if node not in stay.path or not stay.covers(day):
                continue
            if counted_as is not None and counted_as.kind == stay.kind:
                continue
            for counted, amount in ((counted_as, -1), (stay, 1)):
                if counted is not None and within.cover(day):
                    self._sums[Place(node, counted.kind, tally, year, day)] += amount
            counted_as = stay
