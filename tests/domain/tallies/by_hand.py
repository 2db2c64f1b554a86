"""Short words for examples made by hand: days as they are spoken, facts, histories, and the figure of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.facts import Answer, Fact
from domain.plan import Plan
from domain.tallies import Steps, cluster_of, measure_steps
from domain.units import Stay, UnitHistory
from tests.domain.tallies.worlds import small_plan

PROVINCE, NORTH, SOUTH, UNIT = 1, 2, 3, 10
PLAN = small_plan((1, 1), date(2021, 1, 1))


def on(day: str) -> date:
    """A day as it is spoken: 12/03/2026."""
    return datetime.strptime(day, "%d/%m/%Y").replace(tzinfo=UTC).date()


def history(*stays: tuple[str, str, tuple[int, ...]], closed: str | None = None, unit: int = UNIT) -> UnitHistory:
    """A unit's history from (first day, kind, nodes above the unit) of each stay."""
    ends = [*(on(first) for first, _, _ in stays[1:]), on(closed) if closed else None]
    return UnitHistory(
        unit=unit,
        stays=tuple(
            Stay(first_day=on(first), end=end, kind=kind, path=(unit, *above))
            for (first, kind, above), end in zip(stays, ends, strict=True)
        ),
    )


OLD = history(("01/01/2020", "a", (NORTH, PROVINCE)))
MOVED = history(("01/01/2020", "a", (NORTH, PROVINCE)), ("01/06/2022", "a", (SOUTH, PROVINCE)))
"""A unit older than the plan that moves from the north to the south on 01/06/2022."""


def said(
    measure: str, day: str, value: int | Answer, *, year: int | None = None, until: str | None = None, known: int = 0
) -> Fact:
    """A fact, known at the hour `known`; `year` is that of the day where it is not given."""
    return Fact(
        measure=measure,
        day=on(day),
        counts_for=year if year is not None else on(day).year,
        value=value,
        known_at=datetime(2026, 1, 1, hour=known, tzinfo=UTC),
        order=100 - known,
        until=on(until) if until else None,
    )


def steps(history: UnitHistory, *facts: Fact, plan: Plan = PLAN) -> Steps:
    """The steps of the cluster that the first fact belongs to."""
    return measure_steps(plan, history, facts, cluster_of(plan, facts[0].measure))


def figure(steps: Steps, tally: str, day: str, *, node: int = PROVINCE, year: int = 0, kind: str | None = None) -> int:
    """The figure of a tally on a node at the end of a day."""
    return sum(
        step
        for place, step in steps.items()
        if (place.node, place.tally, place.counts_for) == (node, tally, year)
        and place.day <= on(day)
        and kind in (None, place.kind)
    )
