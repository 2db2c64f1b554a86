"""A direct-superior union X with five unions below it, as its figures stand on 22/11/2026."""

from __future__ import annotations

import tomllib

import pytest

from domain.facts import Answer, Fact
from domain.plan import Plan, plan_path
from domain.tallies import Steps, cluster_of, clusters, measure_steps, structure_steps
from tests.domain.tallies.by_hand import figure, history, said

X = 2
DAY = "22/11/2026"
KINDS = {"A": "hcsn", "B": "nnn", "C": "nnn", "D": "nnn", "E": "nnn"}
UNITS = {name: number for number, name in enumerate(KINDS, start=10)}
HEADCOUNTS = {"A": (30, 28), "B": (50, 30), "C": (8, 6), "D": (40, 20), "E": (25, 10)}


def plan_of_example() -> Plan:
    """The plan, and two measures for what the example says of introductions to the Party and agreements."""
    content = tomllib.loads(plan_path("kontum-66").read_text(encoding="utf-8"))
    name = {"vi": "x", "en": "x"}
    content["measures"] += [
        {"code": "example-introduced", "kind": "flow", "name": name},
        {"code": "example-agreement", "kind": "answer", "holds": "latest", "name": name},
    ]
    return Plan.model_validate(content)


REPORTS: dict[str, list[Fact]] = {
    "A": [
        said("admissions", "12/03/2026", 2),
        said("briefed", "10/03/2026", 20),
        said("briefed", "10/09/2026", 25),
        said("hardship", "10/05/2026", 0),
        said("hardship-visited", "10/05/2026", 0),
        said("example-introduced", "10/06/2026", 2),
    ],
    "B": [
        said("admissions", "15/03/2026", 5),
        said("admissions-women", "15/03/2026", 2),
        said("losses", "20/03/2026", 1),
        said("briefed", "11/04/2026", 30),
        said("dialogue", "10/04/2026", Answer.YES),
        said("hardship", "10/05/2026", 4),
        said("hardship-visited", "10/05/2026", 3),
        said("example-introduced", "10/06/2026", 0),
        said("example-agreement", "01/03/2024", Answer.YES, until="28/02/2026"),
    ],
    "C": [
        said("dialogue", "12/04/2026", Answer.NOT_APPLICABLE),
        said("example-introduced", "10/06/2026", 0),
        said("example-agreement", "15/01/2026", Answer.NOT_APPLICABLE),
    ],
    "D": [],
    "E": [said("dialogue", "13/04/2026", Answer.NOT_YET)],
}


def sums(more: dict[str, list[Fact]] | None = None) -> Steps:
    plan = plan_of_example()
    every = {"X": structure_steps(plan, history(("01/01/2020", "cttt", (1,)), unit=X))}
    for name, kind in KINDS.items():
        unit = history(("01/01/2020", kind, (X, 1)), unit=UNITS[name])
        workers, members = HEADCOUNTS[name]
        stated = [said("workers", "01/01/2026", workers), said("members", "01/01/2026", members)]
        facts = [*stated, *REPORTS[name], *(more or {}).get(name, [])]
        every[name] = structure_steps(plan, unit)
        for cluster in clusters(plan):
            chosen = [fact for fact in facts if cluster_of(plan, fact.measure) == cluster]
            every[name] |= measure_steps(plan, unit, chosen, cluster)
    total: Steps = {}
    for steps in every.values():
        for place, step in steps.items():
            total[place] = total.get(place, 0) + step
    return total


TOTALS = sums()


@pytest.mark.parametrize(
    ("tally", "year", "kind", "value"),
    [
        ("admissions", 2026, None, 7),
        ("admissions-women", 2026, None, 2),
        ("losses", 2026, None, 1),
        ("members", 0, None, 100),
        ("members:known", 0, None, 5),
        ("members:offset", 2026, None, 94),
        ("members:uncovered", 2026, None, 0),
        ("members:moved", 0, None, 0),
        ("briefed", 2026, None, 55),
        ("briefed:answered", 2026, None, 2),
        ("briefed:base", 2026, None, 80),
        ("workers", 0, None, 153),
        ("dialogue:yes", 2026, "nnn", 1),
        ("dialogue:not_yet", 2026, "nnn", 1),
        ("dialogue:not_applicable", 2026, "nnn", 1),
        ("dialogue:no", 2026, "nnn", 0),
        ("units", 2020, "nnn", 4),
        ("units", 2020, None, 6),
        ("hardship", 2026, None, 4),
        ("hardship-visited", 2026, None, 3),
        ("hardship:answered", 2026, None, 2),
        ("example-introduced", 2026, None, 2),
        ("example-introduced:answered", 2026, None, 3),
        ("example-introduced:any", 2026, None, 1),
        ("present", 2026, None, 0),
        ("example-agreement:yes", 0, "nnn", 0),
        ("example-agreement:ended", 0, "nnn", 1),
        ("example-agreement:not_applicable", 0, "nnn", 1),
        ("nld-la-dv:numerator", 0, None, 100),
        ("nld-la-dv:denominator", 0, None, 153),
        ("nld-la-dv:known", 0, None, 5),
    ],
)
@pytest.mark.parametrize("node", [X, 1])
def test_figures_of_the_day(tally: str, year: int, kind: str | None, value: int, node: int) -> None:
    assert figure(TOTALS, tally, DAY, node=node, year=year, kind=kind) == value


def test_growth_starts_from_the_headcounts_of_the_first_day() -> None:
    eve = figure(TOTALS, "members", "31/12/2025", node=X)
    assert figure(TOTALS, "members", DAY, node=X) - eve - figure(TOTALS, "members:offset", DAY, node=X, year=2026) == 6


def test_the_agreement_was_in_force_and_negotiating_in_time_keeps_it_so() -> None:
    assert figure(TOTALS, "example-agreement:yes", "22/02/2026", node=X) == 1
    assert figure(TOTALS, "example-agreement:yes", "15/04/2026", node=X) == 0
    negotiating = said("example-agreement", "05/03/2026", Answer.YES, until="29/05/2026")
    totals = sums({"B": [negotiating]})
    assert figure(totals, "example-agreement:yes", "15/04/2026", node=X) == 1
    assert figure(totals, "example-agreement:yes", "29/05/2026", node=X) == 1
    assert figure(totals, "example-agreement:yes", "30/05/2026", node=X) == 0
