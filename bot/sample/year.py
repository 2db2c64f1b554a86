"""What the units of the sample report in a year, drawn from the seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

from bot.sample.agreements import agreements
from bot.sample.filed import Filed, until
from bot.sample.habits import SILENT
from bot.sample.membership import membership
from bot.sample.routine import happened
from bot.sample.routines_of_members import OF_MEMBERS
from bot.sample.routines_of_superiors import OF_SUPERIORS
from bot.sample.routines_of_unions import OF_UNIONS
from bot.sample.table import KINDS, SEED
from bot.sample.units import Seat
from bot.sample.visits import visits
from domain.plan import Plan


def reports_of(plan: Plan, seats: Sequence[Seat], year: int, now: datetime) -> list[Filed]:
    """Everything reported for the year up to the moment, in the order of sending: the same for the same seed."""
    quiet = set(silent_ones(seats, year))
    made = list(membership([seat for seat in seats if seat.unit.kind in KINDS], quiet, year))
    for seat in seats:
        made += _reported(plan, seat, year, silent=seat in quiet)
    return until(made, now)


def silent_ones(seats: Sequence[Seat], year: int) -> list[Seat]:
    """The unions that report nothing in the year but their headcount."""
    random = Random(f"{SEED} silent {year}")
    return [seat for seat in seats if seat.unit.kind in KINDS and random.random() < SILENT]


def _reported(plan: Plan, seat: Seat, year: int, *, silent: bool) -> Iterator[Filed]:
    """What is reported of a unit. Of one that is silent its superior reports all the same."""
    for routine in (*OF_MEMBERS, *OF_UNIONS, *OF_SUPERIORS):
        if not silent or plan.form(routine.form).from_above:
            yield from happened(plan, routine, seat, year)
    if silent or seat.unit.kind not in KINDS:
        return
    yield from visits(seat, year)
    yield from agreements(seat, year)
