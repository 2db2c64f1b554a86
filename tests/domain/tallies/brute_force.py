"""Every tally of one unit on one day, straight from what it means: slow, and independent of the code under test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from domain.facts import Answer, Fact
from domain.plan import Plan
from domain.units import UnitHistory

DAY = timedelta(days=1)
YEARS = range(2019, 2025)


class Figure(NamedTuple):
    node: int
    kind: str
    tally: str
    counts_for: int


Figures = Counter[Figure]
Nodes = set[tuple[int, str]]
"""The nodes that count the unit, each with the kind under which they do."""


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


class Unit:
    """One unit as it really was: where it stood on each day, and what it has reported."""

    def __init__(self, plan: Plan, history: UnitHistory, facts: Iterable[Fact], last_day: date) -> None:
        self.plan = plan
        self.where: dict[date, tuple[tuple[int, ...], str]] = {}
        self.traits: dict[date, Mapping[str, Any]] = {}
        for stay in history.stays:
            for day in days(stay.first_day, min(stay.end - DAY if stay.end else last_day, last_day)):
                self.where[day] = (stay.path, stay.kind)
                self.traits[day] = stay.traits
        self.founded, self.traits_at_first = history.stays[0].first_day, history.stays[0].traits
        self.facts = [fact for fact in facts if fact.day in self.where]

    def nodes(self, day: date) -> Nodes:
        if day not in self.where:
            return set()
        path, kind = self.where[day]
        return {(node, kind) for node in path}

    def of(self, measure: str, last: date, first: date = date.min) -> list[Fact]:
        """The facts of a measure in order of days, of one day in the order in which they became known."""
        chosen = [fact for fact in self.facts if fact.measure == measure and first <= fact.day <= last]
        return sorted(chosen, key=lambda fact: (fact.day, fact.known_at, fact.order))

    def amount(self, flow: str, first: date, last: date) -> int:
        return sum(int(fact.value) for fact in self.of(flow, last, first))

    def level(self, code: str, day: date) -> int | None:
        measure = self.plan.measure(code)
        statements = self.of(code, day)
        if statements:
            start, since = int(statements[-1].value), statements[-1].day + DAY
        elif (measure.raised_by or measure.lowered_by) and self.founded >= self.plan.starts and day >= self.founded:
            start, since = 0, self.founded
        else:
            return None
        came = sum(self.amount(flow, since, day) for flow in measure.raised_by)
        return start + came - sum(self.amount(flow, since, day) for flow in measure.lowered_by)

    def base(self, kind: str, day: date) -> int | None:
        return self.level("members" if kind == "nd" else "workers", day)

    def year(self, year: int) -> tuple[date, date]:
        return self.plan.first_day_of(year), self.plan.first_day_of(year + 1) - DAY


def figures_of(unit: Unit, day: date) -> Figures:
    """All tallies of the unit at the end of `day`, on every node and kind."""
    found: Figures = Counter()
    for part in (_units, _flows, _levels, _growth, _running, _below, _answers, _density):
        for node, kind, tally, counts_for, value in part(unit, day):
            found[Figure(node, kind, tally, counts_for)] += value
    return Counter({figure: value for figure, value in found.items() if value})


Part = Iterator[tuple[int, str, str, int, int]]


def _latest_kinds(unit: Unit, first: date, last: date) -> dict[int, str]:
    """Each node in whose tree the unit was on any of the days, with the latest kind it had there."""
    kinds: dict[int, str] = {}
    for day in days(first, last):
        kinds.update(unit.nodes(day))
    return kinds


def _units(unit: Unit, day: date) -> Part:
    for node, kind in unit.nodes(day):
        yield node, kind, "units", unit.plan.year_of(unit.founded), 1
    for year in YEARS:
        first, last = unit.year(year)
        for node, kind in _latest_kinds(unit, first, min(day, last)).items():
            yield node, kind, "present", year, 1
        if first <= day:
            for node, kind in unit.nodes(first):
                yield node, kind, "present", year, -1


def _flows(unit: Unit, day: date) -> Part:
    for flow in ("admissions", "losses", "gifts"):
        for fact in unit.of(flow, day):
            for node, kind in unit.nodes(fact.day):
                yield node, kind, flow, fact.counts_for, int(fact.value)
        for year in YEARS:
            facts = [fact for fact in unit.of(flow, day) if fact.counts_for == year]
            for node in {node for fact in facts for node in unit.where[fact.day][0]}:
                here = [fact for fact in facts if node in unit.where[fact.day][0]]
                positive = [
                    until for until in here if sum(int(fact.value) for fact in here if fact.day <= until.day) > 0
                ]
                for part, firsts in (("answered", here), ("any", positive)):
                    if firsts:
                        yield node, _kind_counted(unit, node, year, firsts[0].day, day), f"{flow}:{part}", year, 1


def _kind_counted(unit: Unit, node: int, year: int, since: date, day: date) -> str:
    """The latest kind that the unit had in the node's tree from `since` until the year's end, or on that very day."""
    kinds = _latest_kinds(unit, since, min(day, max(unit.year(year)[1], since)))
    return kinds[node]


def _reorganised(unit: Unit, code: str, first: date, last: date) -> Part:
    """What came or went with the whole unit on each of the days."""
    for day in (day for day in days(max(first, unit.founded + DAY), last) if unit.nodes(day) != unit.nodes(day - DAY)):
        carried = unit.level(code, day - DAY) or 0
        for node, kind in unit.nodes(day - DAY):
            yield node, kind, "", 0, -carried
        for node, kind in unit.nodes(day):
            yield node, kind, "", 0, carried


def _levels(unit: Unit, day: date) -> Part:
    for code in ("members", "workers"):
        level = unit.level(code, day)
        for node, kind in unit.nodes(day):
            yield node, kind, code, 0, level or 0
            yield node, kind, f"{code}:known", 0, int(level is not None)
        for node, kind, _, _, moved in _reorganised(unit, code, date(2020, 1, 1), day):
            yield node, kind, f"{code}:moved", 0, moved


def _growth(unit: Unit, day: date) -> Part:
    """What `offset` must be for growth to mean what it means, and `moved-offset` for what moved with whole units."""
    periods = [("", year, *unit.year(year)) for year in YEARS]
    periods += [(f":{phase.code}", 0, phase.first_day, phase.last_day) for phase in unit.plan.phases]
    for part, year, first, last in periods:
        if not first <= day <= last:
            continue
        growth, reorganised, covered = _meant(unit, first, day)
        for (node, kind), value in _level_on(unit, day).items():
            yield node, kind, f"members:offset{part}", year, value
        for (node, kind), value in _level_on(unit, first - DAY).items():
            yield node, kind, f"members:offset{part}", year, -value
        for (node, kind), value in growth.items():
            yield node, kind, f"members:offset{part}", year, -value
        for node, kind, _, _, moved in _reorganised(unit, "members", first, day):
            yield node, kind, f"members:moved-offset{part}", year, moved
        for (node, kind), value in reorganised.items():
            yield node, kind, f"members:moved-offset{part}", year, -value
        if not covered and unit.level("members", day) is not None:
            for node, kind in unit.nodes(day):
                yield node, kind, f"members:uncovered{part}", year, 1


def _level_on(unit: Unit, day: date) -> Counter[tuple[int, str]]:
    return Counter(dict.fromkeys(unit.nodes(day), unit.level("members", day) or 0))


def _meant(unit: Unit, first: date, day: date) -> tuple[Counter[tuple[int, str]], Counter[tuple[int, str]], bool]:
    """Growth on each node since the eve of `first`, what of it moved with the unit, and whether it is covered."""
    growth: Counter[tuple[int, str]] = Counter()
    reorganised: Counter[tuple[int, str]] = Counter()
    stated_first = any(fact.day == first for fact in unit.of("members", first))
    begins_at_nothing = unit.founded >= max(first, unit.plan.starts)
    start: Counter[tuple[int, str]] | None = None
    if begins_at_nothing or unit.level("members", first - DAY) is not None:
        start = _level_on(unit, first - DAY)
    elif stated_first:
        start = _level_on(unit, first)
    if start is None:
        for flow, sign in (("admissions", 1), ("losses", -1)):
            for fact in unit.of(flow, day, first):
                for place in unit.nodes(fact.day):
                    growth[place] += sign * int(fact.value)
        return growth, reorganised, False
    growth.update(_level_on(unit, day))
    growth.subtract(start)
    for node, kind, _, _, moved in _reorganised(unit, "members", first, day):
        reorganised[node, kind] += moved
    return growth, reorganised, True


def _running(unit: Unit, day: date) -> Part:
    for code in ("briefed", "collected", "spent"):
        for year in YEARS:
            statements = [fact for fact in unit.of(code, day) if fact.counts_for == year]
            for node, kind in unit.nodes(day) if statements else ():
                yield node, kind, code, year, int(statements[-1].value)
                yield node, kind, f"{code}:answered", year, 1
                if code == "briefed":
                    yield node, kind, "briefed:base", year, unit.base(kind, day) or 0


def _below(unit: Unit, day: date) -> Part:
    for year in YEARS:
        spent, got = (
            [int(fact.value) for fact in unit.of(code, day) if fact.counts_for == year]
            for code in ("spent", "collected")
        )
        if spent and 4 * spent[-1] < 3 * (got[-1] if got else 0):
            for node, kind in unit.nodes(day):
                yield node, kind, "spending:below", year, 1


def _answers(unit: Unit, day: date) -> Part:
    for year in YEARS:
        said: dict[str, Answer | None] = {
            code: _of_year(unit, code, year, day) for code in ("dialogue", "posters", "grade")
        }
        both = Answer.NOT_YET if said["dialogue"] is Answer.YES is not said["posters"] else said["dialogue"]
        if year < _graded_from(unit):
            said["grade"] = None
        for code, state in (*said.items(), ("strict", both)):
            for node, kind in unit.nodes(day) if state is not None else ():
                yield node, kind, f"{code}:{state}", year, 1
    for node, kind in unit.nodes(day):
        yield node, kind, "grade:eligible", _graded_from(unit), 1
        for code in ("agreement", "board"):
            held = _latest(unit, code, day)
            if held is not None:
                yield node, kind, f"{code}:{held}", 0, 1
            facts = unit.of(code, day)
            if facts and facts[-1].value is Answer.RENEWING:
                yield node, kind, f"{code}:renewing", 0, 1


def _of_year(unit: Unit, code: str, year: int, day: date) -> Answer | None:
    said = [fact.answer for fact in unit.of(code, day) if fact.counts_for == year]
    said = [Answer.NOT_YET if answer is Answer.RENEWING else answer for answer in said]
    if not said:
        return None
    lasting = (Answer.YES, Answer.NOT_APPLICABLE) if unit.plan.measure(code).holds == "year" else ()
    return next((answer for answer in lasting if answer in said), said[-1])


def _graded_from(unit: Unit) -> int:
    """The first year at whose end the unit has been there for twelve months, or six after a split."""
    months = 6 if unit.traits_at_first.get("from_reorganisation") else 12
    year = unit.plan.year_of(unit.founded)
    while True:
        after = unit.plan.first_day_of(year + 1)
        month = after.year * 12 + after.month - 1 - months
        if unit.founded <= date(month // 12, month % 12 + 1, 1):
            return year
        year += 1


def _latest(unit: Unit, code: str, day: date) -> str | None:
    """The state of an agreement or a board: held, in its days of grace, run out, computed not to apply, or as said."""
    said = _said_latest(unit, code, day)
    workers, big = unit.level("workers", day), unit.traits.get(day, {}).get("big")
    if said == Answer.YES:
        return said
    if code == "agreement":
        applies = big if big is not None else workers is None or workers >= 3
        return said if applies else "exempt"
    if workers is None:
        return said
    if workers < 3:
        return "exempt"
    return None if said == Answer.NOT_APPLICABLE else said


def _said_latest(unit: Unit, code: str, day: date) -> str | None:
    facts = unit.of(code, day)
    if not facts:
        return None
    others = [fact for fact in facts if fact.value is not Answer.RENEWING]
    held = others[-1] if others and others[-1].value is Answer.YES else None
    negotiating = facts[-1].value is Answer.RENEWING
    if held is None:
        return Answer.NOT_YET if negotiating else str(facts[-1].value)
    grace = 90 * DAY if code == "agreement" else 0 * DAY
    if held.until is None or day <= held.until + (grace if negotiating else 0 * DAY):
        return Answer.YES
    return Answer.NOT_YET if negotiating else Answer.ENDED


def _density(unit: Unit, day: date) -> Part:
    for node, kind in unit.nodes(day):
        above, below = unit.level("members", day), unit.base(kind, day)
        if above is not None and below is not None:
            yield node, kind, "density:numerator", 0, above
            yield node, kind, "density:denominator", 0, below
            yield node, kind, "density:known", 0, 1
