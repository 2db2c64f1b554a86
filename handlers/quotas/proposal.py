"""Who gets how much of a total, before it is in force: lines that add up, differ from what holds, or ask too much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from domain.plan import Indicator, Plan
from domain.progress.readings import COUNTS
from domain.reading import HUNDRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A union directly below: what it was given so far, and the amount it is to get; None: nothing.

    Amounts are people, units or đồng, or of a share hundredths of a percent. `members` and `workers` are None where
    they are not known.
    """

    unit_id: int
    code: str
    name: str
    members: int | None
    workers: int | None
    given: int | None
    amount: int | None = None

    @property
    def room(self) -> int | None:
        """How many workers could still join; None where a headcount is not known."""
        if self.members is None or self.workers is None:
            return None
        return max(0, self.workers - self.members)

    @property
    def changes(self) -> bool:
        """Whether it differs from what holds. Nothing for a union that has nothing is no change."""
        return self.amount != self.given and bool(self.amount or self.given is not None)


@dataclass(frozen=True)
class Proposal:
    """The lines, by name. `total` is what they should come to; None where that is not known, and for shares.

    `basis` is the newest entry of the ledger that was seen when the lines were made.
    """

    lines: tuple[Line, ...]
    total: int | None
    basis: int

    def with_amounts(self, amounts: Mapping[int, int | None]) -> Proposal:
        """The proposal with other amounts for some unions; ids of others are passed over."""
        changed = (
            replace(line, amount=amounts[line.unit_id]) if line.unit_id in amounts else line for line in self.lines
        )
        return replace(self, lines=tuple(changed))

    @cached_property
    def sum(self) -> int:
        """What all lines come to."""
        return sum(line.amount or 0 for line in self.lines)

    @property
    def left(self) -> int:
        """What is left of the total; below 0 it is exceeded by so much. Of shares nothing is ever left."""
        return 0 if self.total is None else self.total - self.sum

    @cached_property
    def changed(self) -> tuple[Line, ...]:
        """The lines that differ from what holds."""
        return tuple(line for line in self.lines if line.changes)

    @property
    def amends(self) -> bool:
        """Whether something that holds becomes something else."""
        return any(line.given is not None for line in self.changed)

    @cached_property
    def too_much(self) -> tuple[Line, ...]:
        """The lines whose amount is larger than the number of workers who could still join."""
        return tuple(line for line in self.lines if line.room is not None and (line.amount or 0) > line.room)

    @cached_property
    def room(self) -> int | None:
        """How many workers could still join in all unions; None where a headcount of one is not known."""
        rooms = [line.room for line in self.lines]
        return None if None in rooms else sum(room or 0 for room in rooms)


def is_share(indicator: Indicator) -> bool:
    """Whether its quotas are shares; else they are whole numbers."""
    return indicator.formula.kind not in COUNTS


def is_money(plan: Plan, indicator: Indicator) -> bool:
    """Whether its quotas are amounts of money."""
    counted = indicator.formula.numerator
    return not is_share(indicator) and any(one.money for one in plan.measures if one.code == counted)


def to_int(indicator: Indicator, amount: Fraction | None) -> int | None:
    """An amount of the ledger as a line holds it."""
    return None if amount is None else int(amount * (HUNDRED if is_share(indicator) else 1))


def to_amount(indicator: Indicator, amount: int | None) -> Fraction | None:
    """A line's amount as the ledger holds it."""
    return None if amount is None else Fraction(amount, HUNDRED if is_share(indicator) else 1)
