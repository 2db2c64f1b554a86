"""Quotas: what a unit was assigned, as entries of a ledger in which nothing is edited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """One entry of the ledger: how much of `indicator` the unit is to reach from `first_day` to `last_day`.

    The period (both days included) is a statistical year or a phase of the plan. `amount` is people, units or
    đồng for a count and a share (0,75) for a share; None withdraws what was assigned before. `decision` is the
    number of the decision and `decided` its day, from which the entry is in force. `given_by` is the unit
    that assigned it, `photo` the hash of a picture of the decision. Of two entries decided on one day the one known
    later (`known_at`, aware) wins.
    """

    indicator: str
    unit: int
    first_day: date
    last_day: date
    amount: Fraction | None
    decision: str
    decided: date
    given_by: int
    reason: str
    known_at: datetime
    photo: str | None = None


def in_force(entries: Iterable[Quota], on: date, known: datetime | None = None) -> tuple[Quota, ...]:
    """What holds on the day: of each unit, indicator and period the latest entry decided by then, in order of periods.

    A period whose latest entry withdraws the quota is left out. `known` asks for what was known at that moment: what
    was entered later, whatever its decision's day, is left out then.
    """
    latest: dict[tuple[int, str, date, date], Quota] = {}
    for entry in sorted(entries, key=lambda entry: (entry.decided, entry.known_at)):
        if entry.decided <= on and (known is None or entry.known_at <= known):
            latest[entry.unit, entry.indicator, entry.first_day, entry.last_day] = entry
    return tuple(latest[key] for key in sorted(latest) if latest[key].amount is not None)
