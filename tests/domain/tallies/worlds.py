"""Small plans and random worlds: a tree is reorganised; reports arrive late, are corrected or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from domain.facts import Answer, Fact
from domain.plan import MeasureKind, Plan
from domain.tallies import Steps, cluster_of, clusters, difference, measure_steps, structure_steps
from domain.units import Stay, UnitHistory

FIRST_DAY, LAST_DAY = date(2020, 8, 1), date(2023, 3, 31)


LIKED = ("members", "members", "admissions", "admissions", "spent", "collected", "dialogue", "posters", "grade")
"""Measures that happen more often, so that what is made of several of them comes up."""

GRADED = {"months": "age", "months_after_reorganisation": "age-after-split"}
EMPLOYING = {"level": "workers", "at_least": "employees", "flag": "big"}
WITH_WORKERS = {"level": "workers", "at_least": "employees", "level_decides": True}


def words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def small_plan(year_starts: tuple[int, int], starts: date) -> Plan:
    """A plan with a measure of each kind and a headcount that is another one for occupational unions."""
    kinds = [("a", "grassroots"), ("b", "grassroots"), ("nd", "grassroots"), ("cttt", "direct-superior")]
    measures: list[dict[str, object]] = [
        {"code": "admissions", "kind": "flow"},
        {"code": "losses", "kind": "flow"},
        {"code": "gifts", "kind": "flow"},
        {"code": "members", "kind": "level", "raised_by": ["admissions"], "lowered_by": ["losses"]},
        {"code": "workers", "kind": "level"},
        {"code": "briefed", "kind": "running"},
        {"code": "collected", "kind": "running"},
        {"code": "spent", "kind": "running"},
        {"code": "dialogue", "kind": "answer", "holds": "year"},
        {"code": "posters", "kind": "answer", "holds": "year"},
        {"code": "grade", "kind": "answer", "holds": "year-latest", "eligible": GRADED},
        {"code": "agreement", "kind": "answer", "holds": "latest", "grace_days": 90, "eligible": EMPLOYING},
        {"code": "board", "kind": "answer", "holds": "latest", "eligible": WITH_WORKERS},
    ]
    base: dict[str, object] = {"denominator": "workers", "denominator_for": {"nd": "members"}}
    formulas: dict[str, dict[str, object]] = {
        "briefing": {"kind": "share-of-people", "numerator": "briefed", **base},
        "density": {"kind": "density", "numerator": "members", **base},
        "growth": {"kind": "net", "numerator": "members"},
        "spending": {
            "kind": "declared-share",
            "numerator": "spent",
            "denominator": "collected",
            "each_at_least": "0.75",
        },
        "strict": {"kind": "share-of-units", "numerator": "dialogue", "also": "posters", "also_if": "strictly"},
    }
    return Plan.model_validate(
        {
            "code": "small",
            "version": 1,
            "number": "1",
            "issued": starts,
            "name": words("Small"),
            "starts": starts,
            "ends": date(2025, 12, 31),
            "statistical_year_starts": year_starts,
            "departments": [{"code": "vp", "name": words("Office")}],
            "unit_kinds": [{"code": code, "level": level, "name": words(code)} for code, level in kinds],
            "phases": [
                {"code": "short", "name": words("Short"), "first_day": starts, "last_day": date(2021, 7, 31)},
                {"code": "late", "name": words("Late"), "first_day": date(2021, 3, 1), "last_day": date(2022, 12, 31)},
            ],
            "groups": [],
            "parameters": {"age": 12, "age-after-split": 6, "employees": 3, "strictly": 1},
            "measures": [{"name": words(str(measure["code"])), **measure} for measure in measures],
            "forms": [],
            "indicators": [
                {
                    "code": code,
                    "name": words(code),
                    "clause": "1",
                    "department": "vp",
                    "scope": ["a", "b", "nd"],
                    "formula": formula,
                    "unit": words("people"),
                }
                for code, formula in formulas.items()
            ],
        }
    )


PLANS = (
    small_plan((1, 1), date(2021, 1, 1)),
    small_plan((12, 1), date(2020, 12, 1)),
    small_plan((12, 1), date(2021, 1, 1)),
)


@dataclass
class World:
    """What is known at one time: where each unit stood, and the facts of its reports by number."""

    plan: Plan
    histories: dict[int, UnitHistory]
    facts: dict[int, dict[int, Fact]] = field(default_factory=dict)

    def facts_of(self, unit: int, cluster: frozenset[str]) -> list[Fact]:
        reports = self.facts.get(unit, {})
        return [reports[number] for number in reversed(reports) if reports[number].measure in cluster]

    def steps_of(self, unit: int, cluster: frozenset[str] | None = None) -> Steps:
        """The steps of one cluster of measures, or of everything."""
        history = self.histories[unit]
        if cluster is not None:
            return measure_steps(self.plan, history, self.facts_of(unit, cluster), cluster)
        steps = structure_steps(self.plan, history)
        for each in clusters(self.plan):
            steps |= measure_steps(self.plan, history, self.facts_of(unit, each), each)
        return steps

    def steps(self) -> Steps:
        """All steps of all units, added up from scratch."""
        totals: Steps = {}
        for unit in self.histories:
            totals = difference(totals, {place: -step for place, step in self.steps_of(unit).items()})
        return totals


class Arrivals:
    """Reports and reorganisations in the order in which they become known, each changing the world a little."""

    def __init__(self, random: Random, units: int = 3, reports: int = 24) -> None:
        self.random = random
        self.reports = reports
        plan = random.choice(PLANS)
        borders = [plan.first_day_of(year) for year in (2021, 2022, 2023)] + [plan.starts, FIRST_DAY]
        borders += [day for phase in plan.phases for day in (phase.first_day, phase.last_day)]
        self.days = borders
        self.world = World(plan, {unit: self.history(unit) for unit in range(10, 10 + units)})
        self.order = 0

    def day(self) -> date:
        """A day, with a liking for those on which something else happens, and for those beside them."""
        if self.random.random() < 0.6:
            day = self.random.choice(self.days) + timedelta(days=self.random.choice((-1, 0, 0, 1)))
        else:
            day = FIRST_DAY + timedelta(days=self.random.randrange((LAST_DAY - FIRST_DAY).days))
        self.days.append(day)
        return day

    def history(self, unit: int) -> UnitHistory:
        """A unit that is founded, moves, changes kind and perhaps closes."""
        days = {self.day() for _ in range(self.random.randint(1, 4))}
        starts = sorted(days | {FIRST_DAY} if self.random.random() < 0.5 else days)
        ends: list[date | None] = [*starts[1:], None]
        if len(starts) > 1 and self.random.random() < 0.4:
            ends = [*starts[1:]]
        paths = [(unit, 1), (unit, 2, 1), (unit, 3, 1), (unit, 4, 2, 1)]
        stays = [
            Stay(
                first_day=first,
                end=end,
                kind=self.random.choice(("a", "b", "nd")),
                path=self.random.choice(paths),
                traits=self.random.choice(({}, {}, {"big": True}, {"big": False}, {"from_reorganisation": True})),
            )
            for first, end in zip(starts, ends, strict=False)
        ]
        return UnitHistory(unit=unit, stays=tuple(stays))

    def fact(self) -> Fact:
        random, plan = self.random, self.world.plan
        said = [fact for reports in self.world.facts.values() for fact in reports.values()]
        liked = [plan.measure(code) for code in LIKED]
        measure = random.choice((*plan.measures, *liked))
        day = self.day()
        if said and random.random() < 0.15:
            again = random.choice(said)
            measure, day = plan.measure(again.measure), again.day
        year, until = plan.year_of(day), None
        value: int | Answer = random.choice((0, 0, 1, 2, 5, 9, -2 if measure.kind is MeasureKind.FLOW else 3))
        if measure.kind is MeasureKind.ANSWER:
            value = random.choice([*Answer, Answer.YES])
            until = random.choice((None, day + timedelta(days=random.choice((-2, 0, 1, 30, 300)))))
        if measure.kind is not MeasureKind.LEVEL:
            year += random.choice((0, 0, 0, -1, 1))
        self.order += 1
        return Fact(
            measure=measure.code,
            day=day,
            counts_for=year,
            value=value,
            known_at=datetime(2024, 1, random.randint(1, 3), tzinfo=UTC),
            order=self.order,
            until=until,
        )

    def __iter__(self) -> Iterator[Steps]:
        """Lets everything arrive. Each item is the difference that one arrival makes to the totals."""
        world = self.world
        for unit in world.histories:
            yield world.steps_of(unit)
        for _ in range(self.reports):
            unit = self.random.choice(list(world.histories))
            reports = world.facts.setdefault(unit, {})
            cluster: frozenset[str] | None = None
            happens = self.random.random()
            if happens < 0.1:
                before = world.steps_of(unit)
                world.histories[unit] = self.history(unit)
            elif happens < 0.3 and reports:
                number = self.random.choice(list(reports))
                cluster = cluster_of(world.plan, reports[number].measure)
                before = world.steps_of(unit, cluster)
                if happens < 0.2:
                    del reports[number]
                else:
                    day = self.day()
                    reports[number] = replace(reports[number], day=day, known_at=datetime(2024, 2, 1, tzinfo=UTC))
            else:
                fact = self.fact()
                cluster = cluster_of(world.plan, fact.measure)
                before = world.steps_of(unit, cluster)
                reports[fact.order] = fact
            yield difference(world.steps_of(unit, cluster), before)
