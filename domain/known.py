"""What is known of a unit when a report about it comes in: the numbers that count, and the reports that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.days import ONE_DAY
from domain.facts import Answer, Fact
from domain.facts_of import same_figures
from domain.plan import MeasureKind, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOn:
    """A unit's level on a day, and where it comes from.

    `value` is the latest statement moved by the flows since, None where it is unknown. `stated` is that statement,
    made as of `stated_on`; None where there is none.
    """

    value: int | None
    stated: int | None
    stated_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report that stands, as far as another one can repeat it. `decision` is the number of its decision, folded."""

    report_id: int
    form: str
    made_at: datetime
    decision: str
    figures: tuple[Fact, ...]


class Known:
    """What is known of one unit, founded on a day (None: no such unit). It grows as reports are taken in."""

    def __init__(self, plan: Plan, founded: date | None, facts: Iterable[Fact] = ()) -> None:
        self._plan = plan
        self._founded = founded
        # By measure, year and day. Only what is counted by year knows years; a level stands under 0.
        self._numbers: defaultdict[str, defaultdict[int, dict[date, int]]] = defaultdict(lambda: defaultdict(dict))
        self._reported: defaultdict[tuple[str, date | str], list[Reported]] = defaultdict(list)
        self.learn(sorted(facts, key=lambda fact: (fact.known_at, fact.order)))

    def learn(self, facts: Iterable[Fact]) -> None:
        """Take in facts, in the order in which they became known: of two statements of one day the later one wins."""
        for fact in facts:
            if isinstance(fact.value, Answer):
                continue
            kind = self._plan.measure(fact.measure).kind
            of_day = self._numbers[fact.measure][0 if kind is MeasureKind.LEVEL else fact.counts_for]
            before = of_day.get(fact.day, 0) if kind is MeasureKind.FLOW else 0
            of_day[fact.day] = before + fact.value

    def remember(self, report: Reported) -> None:
        """Take in a report that another one may repeat. The oldest ones first."""
        for day in {fact.day for fact in report.figures}:
            self._reported[report.form, day].append(report)
        if report.decision:
            self._reported[report.form, report.decision].append(report)

    def level_on(self, measure: str, day: date) -> LevelOn:
        """The level at the end of `day`: the latest statement, moved by the flows of strictly later days.

        Without a statement a level that flows move begins at 0 on the eve of the founding of a unit founded since the
        plan's start; any other is unknown.
        """
        level = self._plan.measure(measure)
        statements = self._of(measure).get(0, {})
        stated_on = max((one for one in statements if one <= day), default=None)
        if stated_on is not None:
            start, since = statements[stated_on], stated_on
        elif level.moved_by_flows and self._founded is not None and self._plan.starts <= self._founded <= day:
            start, since = 0, self._founded - ONE_DAY
        else:
            return LevelOn(value=None, stated=None, stated_on=None)
        net = sum(self._moved(flow, since, day) for flow in level.raised_by)
        net -= sum(self._moved(flow, since, day) for flow in level.lowered_by)
        return LevelOn(value=start + net, stated=start if stated_on is not None else None, stated_on=stated_on)

    def running_so_far(self, measure: str, year: int, day: date) -> int | None:
        """The latest statement of a running count for the year, as of `day`; None where there is none."""
        statements = self._of(measure).get(year, {})
        latest = max((one for one in statements if one <= day), default=None)
        return None if latest is None else statements[latest]

    def year_so_far(self, measure: str, year: int, day: date) -> int:
        """The sum of a flow over the year, to the end of `day`."""
        return sum(amount for one, amount in self._of(measure).get(year, {}).items() if one <= day)

    def repeated(self, form: str, decision: str, figures: Iterable[Fact], since: datetime) -> Reported | None:
        """The newest report of the form that a further one with this (folded) decision and these figures may repeat.

        It has the same decision number, or it was made after `since` with the same figures of the same day.
        """
        said = tuple(figures)
        found = self._reported.get((form, decision), [])[-1:] if decision else []
        for day in {fact.day for fact in said}:
            of_day = reversed(self._reported.get((form, day), ()))
            alike = (one for one in of_day if one.made_at > since and same_figures(said, one.figures))
            found += [newest] if (newest := next(alike, None)) is not None else []
        return max(found, key=lambda one: one.report_id, default=None)

    def _of(self, measure: str) -> Mapping[int, Mapping[date, int]]:
        return self._numbers.get(measure, _NOTHING)

    def _moved(self, flow: str, since: date, day: date) -> int:
        years = self._of(flow).values()
        return sum(amount for of_day in years for one, amount in of_day.items() if since < one <= day)


_NOTHING: Mapping[int, Mapping[date, int]] = {}
