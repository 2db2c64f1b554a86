"""Sums of steps are the figures, whatever happened and in whatever order it became known."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.tallies import Steps, difference
from tests.domain.tallies.brute_force import YEARS, Figure, Figures, Unit, figures_of
from tests.domain.tallies.worlds import LAST_DAY, PLANS, Arrivals, World

DAY = timedelta(days=1)


def summed(world: World, totals: Steps, day: date) -> Figures:
    """The figures of a day from sums; of a growth only those whose period is running."""
    running = {str(world.plan.year_of(day))}
    running |= {phase.code for phase in world.plan.phases if phase.first_day <= day <= phase.last_day}
    sums: Figures = Counter()
    for place, step in totals.items():
        _, _, part = place.tally.partition(":")
        name, _, phase = part.partition(":")
        periodic = name in ("offset", "moved-offset", "uncovered")
        if place.day <= day and (not periodic or (phase or str(place.counts_for)) in running):
            sums[Figure(place.node, place.kind, place.tally, place.counts_for)] += step
    return Counter({figure: value for figure, value in sums.items() if value})


def meant(world: World, day: date) -> Figures:
    figures: Figures = Counter()
    for unit, history in world.histories.items():
        figures.update(figures_of(Unit(world.plan, history, world.facts.get(unit, {}).values(), day), day))
    return Counter({figure: value for figure, value in figures.items() if value})


def check(random: Random, units: int = 3, reports: int = 24, days: int = 5) -> None:
    """One random world: its arrivals one by one, then its figures on some days by brute force."""
    arrivals = Arrivals(random, units, reports)
    totals: Steps = {}
    for change in arrivals:
        totals = difference(totals, {place: -step for place, step in change.items()})
    world = arrivals.world
    assert totals == world.steps()
    events = sorted({day for place in totals for day in (place.day - DAY, place.day)})
    for day in [LAST_DAY + 9 * DAY, *random.sample(events, min(days, len(events)))]:
        found, wanted = summed(world, totals, day), meant(world, day)
        assert dict(found.items() - wanted.items()) == dict(wanted.items() - found.items()), (
            day,
            world.histories,
            world.facts,
        )


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32))
def test_sums_of_steps_are_the_figures(seed: int) -> None:
    check(Random(seed))


@settings(deadline=None, max_examples=60)
@given(st.randoms(use_true_random=False))
def test_sums_of_steps_are_the_figures_of_a_single_unit(random: Random) -> None:
    check(random, units=1, reports=6, days=3)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32))
def test_corrections_of_growth_stay_within_their_period(seed: int) -> None:
    arrivals = Arrivals(Random(seed))
    list(arrivals)
    plan = arrivals.world.plan
    periods = {(f":{phase.code}", 0): (phase.first_day, phase.last_day) for phase in plan.phases}
    periods |= {("", year): (plan.first_day_of(year), plan.first_day_of(year + 1) - DAY) for year in YEARS}
    for place in arrivals.world.steps():
        measure, _, part = place.tally.partition(":")
        name, colon, phase = part.partition(":")
        if name in ("offset", "moved-offset", "uncovered"):
            first, last = periods[colon + phase, place.counts_for]
            assert first <= place.day <= last
            assert measure == "members"


@pytest.mark.parametrize("plan", PLANS)
def test_the_random_worlds_reach_every_tally(plan: object) -> None:
    """A test of the tests: worlds that never reach a tally would prove nothing about it."""
    reached: set[str] = set()
    for seed in range(300):
        arrivals = Arrivals(Random(seed))
        list(arrivals)
        if arrivals.world.plan is plan:
            reached |= {place.tally for place in arrivals.world.steps()}
    flows = {f"{flow}{part}" for flow in ("admissions", "losses", "gifts") for part in ("", ":answered", ":any")}
    levels = {f"{level}{part}" for level in ("members", "workers") for part in ("", ":known", ":moved")}
    parts = ("offset", "moved-offset", "uncovered")
    growth = {f"members:{part}{phase}" for part in parts for phase in ("", ":short", ":late")}
    running = {"briefed:base", *(f"{m}{part}" for m in ("briefed", "collected", "spent") for part in ("", ":answered"))}
    states = ("yes", "no", "not_yet", "not_applicable", "ended")
    answered = ("dialogue", "posters", "strict", "grade", "agreement", "board")
    answers = {f"{answer}:{state}" for answer in answered for state in states} | {"grade:eligible", "spending:below"}
    answers |= {f"{answer}:{part}" for answer in ("agreement", "board") for part in ("exempt", "renewing")}
    density = {"density:numerator", "density:denominator", "density:known"}
    assert reached == {"units", "present"} | flows | levels | growth | running | answers | density


@pytest.mark.skipif("TALLY_WORLDS" not in os.environ, reason="set TALLY_WORLDS to a number of random worlds")
@pytest.mark.timeout(0)
def test_many_random_worlds() -> None:
    for seed in range(int(os.environ["TALLY_WORLDS"])):
        check(Random(seed), units=1 + seed % 4, reports=6 + seed % 40)
