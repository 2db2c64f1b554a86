"""What is measured, before any goal: one function per kind of formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from domain.plan import FormulaKind
from domain.progress.sums import Measurement

COUNTS = frozenset({FormulaKind.SUM, FormulaKind.LEVEL, FormulaKind.NET})
"""The kinds whose values and goals are whole numbers; those of all others are shares."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the expected units have answered."""

    answered: int
    expected: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what the share of units can still end: what said yes, and what has not said a final no."""

    lower: Fraction
    upper: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The units in scope by their answer. `ended`: said yes once, and what they had has expired.

    `renewing`: units that negotiate the next; they are counted within `yes` or `not_yet` as well. `exempt`: units to
    which the question does not apply by their figures; nobody expects an answer of them.
    """

    yes: int
    not_yet: int
    no: int
    not_applicable: int
    ended: int
    silent: int
    renewing: int = 0
    exempt: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What a growth is made of; all parts together are the growth.

    `flows` holds each flow that moves the level, by its measure's code, those that lower it as negative numbers.
    `adjusted`: differences between a statement and the flows that a chair kept with a reason.
    `reorganised`: members that came or went with a whole unit.
    """

    flows: tuple[tuple[str, int], ...]
    adjusted: int
    reorganised: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured.

    `value` is a whole number for the kinds in `COUNTS`, an exact share for others, None where it is unknown or
    there is nothing to divide by. `among_answered` is the share among the units that have answered.
    `units_meeting`: units with at least one, of an indicator per unit. `units_below`: units whose own share is smaller
    than `each_at_least` of the formula. `beside` holds the measures shown with the indicator, by code.
    """

    value: int | Fraction | None
    coverage: Coverage
    numerator: int | None = None
    denominator: int | None = None
    bounds: Bounds | None = None
    units_meeting: int | None = None
    among_answered: Fraction | None = None
    answers: Answers | None = None
    growth: Growth | None = None
    units_below: int | None = None
    beside: tuple[tuple[str, int], ...] = ()

    @property
    def counted(self) -> int | Fraction | None:
        """What goals are compared with: the value, but a growth without what came or went with whole units."""
        if self.growth is None or self.value is None:
            return self.value
        return self.value - self.growth.reorganised

    def missing_to(self, goal: int | Fraction) -> int | None:
        """The smallest whole number of people, units or đồng that reaches the goal; 0 where it is reached.

        Of a share it is on the present denominator.
        """
        if self.counted is None:
            return None
        if self.numerator is None or self.denominator is None:
            return max(0, ceil(goal - self.counted))
        return max(0, ceil(goal * self.denominator) - self.numerator)


def read(asked: Measurement) -> Reading:
    """The indicator's reading by its formula."""
    return _READERS[asked.indicator.formula.kind](asked)


def _share(numerator: int, denominator: int) -> Fraction | None:
    return Fraction(numerator, denominator) if denominator else None


def _flow_coverage(asked: Measurement, measure: str) -> Coverage:
    """Expected are all units that were in the tree on any day of the year so far."""
    expected = asked.units(asked.plan.first_day_of(asked.year)) + asked.of_year("present")
    return Coverage(asked.of_year(f"{measure}:answered"), expected)


def _sum(asked: Measurement) -> Reading:
    return Reading(value=asked.flow(asked.numerator), coverage=_flow_coverage(asked, asked.numerator))


def _level(asked: Measurement) -> Reading:
    known = asked.on_day(f"{asked.numerator}:known")
    value = asked.on_day(asked.numerator)
    return Reading(value=value if known else None, coverage=Coverage(known, asked.units(asked.day)))


def _net(asked: Measurement) -> Reading:
    """Growth from the eve of the period, as the levels have it; None where no level is known and no flow told.

    Units whose level of the eve is unknown would make it too large: what corrects that has been added up by period.
    """
    level, period = asked.numerator, asked.period

    def of_period(part: str) -> int:
        if period.phase:
            return asked.on_day(f"{level}:{part}:{period.phase}")
        return asked.on_day(f"{level}:{part}", counts_for=asked.year)

    def since_eve(tally: str) -> int:
        return asked.on_day(tally) - asked.on_day(tally, period.eve)

    growth = since_eve(level) - of_period("offset")
    reorganised = since_eve(f"{level}:moved") - of_period("moved-offset")
    measure = asked.plan.measure(level)
    flows = (
        *((code, asked.flow(code)) for code in measure.raised_by),
        *((code, -asked.flow(code)) for code in measure.lowered_by),
    )
    known = asked.on_day(f"{level}:known")
    return Reading(
        value=growth if known or growth else None,
        coverage=Coverage(known - of_period("uncovered"), asked.units(asked.day)),
        growth=Growth(
            flows=flows,
            adjusted=growth - reorganised - sum(amount for _, amount in flows),
            reorganised=reorganised,
        ),
    )


def _share_of_units(asked: Measurement) -> Reading:
    """Silent units stay below the line, units to which the question does not apply leave it."""
    measure = asked.plan.measure(asked.numerator)
    of_the_year = measure.holds == "year"
    day = asked.on if of_the_year else asked.day
    counts_for = asked.year if of_the_year else 0
    yes, not_yet, no, not_applicable, ended = (
        asked.on_day(f"{measure.code}:{answer}", day, counts_for=counts_for)
        for answer in ("yes", "not_yet", "no", "not_applicable", "ended")
    )
    founded_later = (
        asked.on_day("units", day, counts_for=year) for year in range(asked.year + 1, asked.plan.year_of(day) + 1)
    )
    units = asked.units(day) - sum(founded_later)
    answered = yes + not_yet + no + not_applicable + ended
    applicable = units - not_applicable
    share = _share(yes, applicable)
    return Reading(
        value=share,
        numerator=yes,
        denominator=applicable,
        coverage=Coverage(answered, units),
        bounds=None if share is None else Bounds(share, Fraction(applicable - no, applicable)),
        among_answered=_share(yes, answered - not_applicable),
        answers=Answers(
            yes=yes,
            not_yet=not_yet,
            no=no,
            not_applicable=not_applicable,
            ended=ended,
            silent=units - answered,
        ),
    )


def _share_of_people(asked: Measurement) -> Reading:
    """A silent unit counts with 0 above the line and with its headcount below it."""
    measure, year = asked.numerator, asked.year
    people = asked.on_day(measure, counts_for=year)
    headcount = 0
    for kind in asked.indicator.scope:
        base = asked.indicator.formula.base_of(kind)
        assert base is not None, asked.indicator.code
        headcount += asked.sums.total(base, asked.day, kinds=(kind,))
    return Reading(
        value=_share(people, headcount),
        numerator=people,
        denominator=headcount,
        coverage=Coverage(
            asked.on_day(f"{measure}:answered", counts_for=year),
            asked.units(asked.day),
        ),
        among_answered=_share(people, asked.on_day(f"{measure}:base", counts_for=year)),
    )


def _declared_share(asked: Measurement) -> Reading:
    numerator, denominator = asked.flow(asked.numerator), asked.flow(asked.denominator)
    share = _share(numerator, denominator)
    return Reading(
        value=share,
        numerator=numerator,
        denominator=denominator,
        coverage=_flow_coverage(asked, asked.denominator),
        among_answered=share,
    )


def _density(asked: Measurement) -> Reading:
    """Over the units whose two numbers are both known, which is also what coverage counts."""
    code = asked.indicator.code
    numerator, denominator = asked.on_day(f"{code}:numerator"), asked.on_day(f"{code}:denominator")
    share = _share(numerator, denominator)
    return Reading(
        value=share,
        numerator=numerator,
        denominator=denominator,
        coverage=Coverage(asked.on_day(f"{code}:known"), asked.units(asked.day)),
        among_answered=share,
    )


def _per_unit(asked: Measurement) -> Reading:
    """Above and below the line are the same units: those in the tree on any day of the year so far."""
    amount, coverage = asked.flow(asked.numerator), _flow_coverage(asked, asked.numerator)
    return Reading(
        value=_share(amount, coverage.expected),
        numerator=amount,
        denominator=coverage.expected,
        coverage=coverage,
        units_meeting=asked.of_year(f"{asked.numerator}:any"),
        among_answered=_share(amount, coverage.answered),
    )


def _narrative(_: Measurement) -> Reading:
    return Reading(value=None, coverage=Coverage(0, 0))


_READERS: dict[FormulaKind, Callable[[Measurement], Reading]] = {
    FormulaKind.SUM: _sum,
    FormulaKind.LEVEL: _level,
    FormulaKind.NET: _net,
    FormulaKind.SHARE_OF_UNITS: _share_of_units,
    FormulaKind.SHARE_OF_PEOPLE: _share_of_people,
    FormulaKind.DECLARED_SHARE: _declared_share,
    FormulaKind.DENSITY: _density,
    FormulaKind.PER_UNIT: _per_unit,
    FormulaKind.NARRATIVE: _narrative,
}
