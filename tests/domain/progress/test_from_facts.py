"""The same figures from the facts themselves: what the tallies are named and mean is agreed on both sides."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

import pytest

from domain.facts import Answer, Fact
from domain.progress import figure
from domain.tallies import Steps as TallySteps
from domain.tallies import cluster_of, measure_steps, structure_steps
from domain.units import Stay, UnitHistory
from tests.domain.progress.steps import PLAN, Steps
from tests.domain.progress.test_worked_example import UNITS, reported

X = 10
FOUNDED = date(2020, 1, 1)
IDS = {name: 100 + place for place, name in enumerate(UNITS)}


class SumsOfSteps:
    """The tallies of one node, added up from the steps of every unit below it."""

    def __init__(self, node: int, steps: Collection[TallySteps]) -> None:
        self._steps = [(place, step) for unit in steps for place, step in unit.items() if place.node == node]

    def total(self, tally: str, day: date, *, counts_for: int | None = 0, kinds: Collection[str]) -> int:
        return sum(
            step
            for place, step in self._steps
            if place.tally == tally and place.day <= day
            if counts_for in (None, place.counts_for) and place.kind in kinds
        )


def fact(measure: str, day: date, value: int | Answer) -> Fact:
    return Fact(
        measure=measure, day=day, counts_for=2026, value=value, known_at=datetime(2026, 11, 1, tzinfo=UTC), order=1
    )


def facts() -> dict[str, list[Fact]]:
    said: dict[str, list[Fact]] = {}
    for name, (_, workers, members) in UNITS.items():
        new_year = date(2026, 1, 1)
        said[name] = [fact("workers", new_year, workers), fact("members", new_year, members)]
    said["A"] += [
        fact("admissions", date(2026, 3, 12), 2),
        fact("briefed", date(2026, 5, 1), 20),
        fact("briefed", date(2026, 9, 1), 25),
        fact("hardship", date(2026, 7, 1), 0),
        fact("hardship-visited", date(2026, 7, 1), 0),
        fact("introduced", date(2026, 8, 1), 2),
    ]
    said["B"] += [
        fact("admissions", date(2026, 3, 15), 5),
        fact("losses", date(2026, 3, 20), 1),
        fact("briefed", date(2026, 6, 1), 30),
        fact("dialogue", date(2026, 4, 10), Answer.YES),
        fact("hardship", date(2026, 7, 1), 4),
        fact("hardship-visited", date(2026, 7, 1), 3),
        fact("introduced", date(2026, 8, 1), 0),
    ]
    said["C"] += [fact("dialogue", date(2026, 4, 12), Answer.NOT_APPLICABLE), fact("introduced", date(2026, 8, 1), 0)]
    said["E"] += [fact("dialogue", date(2026, 4, 14), Answer.NOT_YET)]
    return said


def life(unit: int, kind: str, path: tuple[int, ...]) -> UnitHistory:
    return UnitHistory(unit=unit, stays=(Stay(first_day=FOUNDED, end=None, kind=kind, path=path),))


def sums_of_x() -> SumsOfSteps:
    steps = [structure_steps(PLAN, life(X, "cttt", (X, 1)))]
    for name, said in facts().items():
        history = life(IDS[name], UNITS[name][0], (IDS[name], X, 1))
        steps.append(structure_steps(PLAN, history))
        of_cluster: dict[frozenset[str], list[Fact]] = {}
        for entry in said:
            of_cluster.setdefault(cluster_of(PLAN, entry.measure), []).append(entry)
        steps += [measure_steps(PLAN, history, entries, cluster) for cluster, entries in of_cluster.items()]
    return SumsOfSteps(X, steps)


@pytest.mark.parametrize("code", sorted({indicator.code for indicator in PLAN.indicators} - {"thoa-uoc"}))
@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2026, 4, 13), date(2026, 11, 22)])
def test_figures_from_facts_are_those_from_tallies_typed_by_hand(code: str, on: date) -> None:
    by_hand: Steps = reported()
    indicator = PLAN.indicator(code)
    assert figure(PLAN, indicator, sums_of_x(), on, top=True) == figure(PLAN, indicator, by_hand, on, top=True)
