"""How each kind of formula is reckoned: one function per kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from domain.plan import FormulaKind, Measure, MeasureKind
from domain.progress.readings import Answers, Bounds, Coverage, Growth, Reading
from domain.progress.sums import Measurement


def read(asked: Measurement) -> Reading:
    """The indicator's reading by its formula."""
    reading = _READERS[asked.indicator.formula.kind](asked)
    beside = asked.indicator.beside
    return replace(reading, beside=tuple((code, _amount(asked, code)) for code in beside)) if beside else reading


def _amount(asked: Measurement, code: str) -> int:
    """What is shown of a measure beside an indicator."""
    measure = asked.plan.measure(code)
    match measure.kind:
        case MeasureKind.FLOW:
            return asked.flow(code)
        case MeasureKind.LEVEL:
            return asked.on_day(code)
        case MeasureKind.RUNNING:
            return asked.on_day(code, counts_for=asked.year)
        case MeasureKind.ANSWER:
            return asked.on_day(f"{code}:yes", asked.on, counts_for=asked.year if measure.of_years else 0)


def _share(numerator: int, denominator: int) -> Fraction | None:
    return Fraction(numerator, denominator) if denominator else None


def _flow_coverage(asked: Measurement, measure: str) -> Coverage:
    """Expected are all units that were in the tree on any day of the year so far."""
    expected = asked.units(asked.plan.first_day_of(asked.year)) + asked.of_year("present")
    return Coverage(asked.of_year(f"{measure}:answered"), expected)


def _sum(asked: Measurement) -> Reading:
    return Reading(value=asked.flow(asked.numerator), coverage=_flow_coverage(asked, asked.numerator))


def _level(asked: Measurement) -> Reading:
    """Unknown while one of the numbers that are added up is known of no unit at all."""
    formula = asked.indicator.formula
    known: Counter[str] = Counter()
    value = 0
    for kind in asked.indicator.scope:
        measure = formula.top_of(kind)
        assert measure is not None, asked.indicator.code
        value += asked.sums.total(measure, asked.day, kinds=(kind,))
        known[measure] += asked.sums.total(f"{measure}:known", asked.day, kinds=(kind,))
    return Reading(
        value=value if all(known.values()) else None, coverage=Coverage(known.total(), asked.units(asked.day))
    )


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
    measure = asked.plan.measure(level)
    moved = {code: asked.flow(code) for code in measure.raised_by}
    moved |= {code: -asked.flow(code) for code in measure.lowered_by}
    flows = tuple((code, amount) for code, amount in moved.items() if not asked.plan.measure(code).reorganises)
    by_decision = sum(moved.values()) - sum(amount for _, amount in flows)
    reorganised = since_eve(f"{level}:moved") - of_period("moved-offset") + by_decision
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
    tally = measure.code if asked.plan.also(asked.indicator.formula) is None else asked.indicator.code
    day = asked.on if measure.of_years else asked.day
    counts_for = asked.year if measure.of_years else 0
    yes, not_yet, no, not_applicable, ended, exempt = (
        asked.on_day(f"{tally}:{answer}", day, counts_for=counts_for)
        for answer in ("yes", "not_yet", "no", "not_applicable", "ended", "exempt")
    )
    units = _units_asked(asked, measure, day) - exempt
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
            renewing=0 if measure.of_years else asked.on_day(f"{tally}:renewing", day),
            exempt=exempt,
        ),
    )


def _units_asked(asked: Measurement, measure: Measure, day: date) -> int:
    """The units of the day, without those that were founded after the year or were not old enough at its end."""
    by_age = measure.eligible is not None and measure.eligible.months is not None
    tally = f"{measure.code}:eligible" if by_age else "units"
    # A unit founded today may be old enough only years from now.
    months = asked.plan.parameters.get(measure.eligible.months or "", 0) if measure.eligible is not None else 0
    later = range(asked.year + 1, asked.plan.year_of(day) + 2 + months // 12)
    return asked.on_day(tally, day, counts_for=None) - sum(asked.on_day(tally, day, counts_for=year) for year in later)


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
    """Over the units that declared; of running amounts those of the day are expected to."""
    formula = asked.indicator.formula
    if asked.plan.measure(asked.numerator).kind is MeasureKind.RUNNING:
        numerator, denominator, answered = (
            asked.on_day(tally, counts_for=asked.year)
            for tally in (asked.numerator, asked.denominator, f"{asked.denominator}:answered")
        )
        coverage = Coverage(answered, asked.units(asked.day))
    else:
        numerator, denominator = asked.flow(asked.numerator), asked.flow(asked.denominator)
        coverage = _flow_coverage(asked, asked.denominator)
    share = _share(numerator, denominator)
    below = (
        None if formula.each_at_least is None else asked.on_day(f"{asked.indicator.code}:below", counts_for=asked.year)
    )
    return Reading(
        value=share,
        numerator=numerator,
        denominator=denominator,
        coverage=coverage,
        units_below=below,
        among_answered=share,
    )


def _combined(asked: Measurement) -> Reading:
    """The parts are declared by different kinds of units, so coverage adds up, too."""
    parts = [
        _declared_share(replace(asked, indicator=asked.plan.indicator(code))) for code in asked.indicator.formula.parts
    ]
    numerator, denominator = sum(part.numerator or 0 for part in parts), sum(part.denominator or 0 for part in parts)
    share = _share(numerator, denominator)
    return Reading(
        value=share,
        numerator=numerator,
        denominator=denominator,
        coverage=Coverage(
            sum(part.coverage.answered for part in parts),
            sum(part.coverage.expected for part in parts),
        ),
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
    FormulaKind.COMBINED: _combined,
    FormulaKind.DENSITY: _density,
    FormulaKind.PER_UNIT: _per_unit,
    FormulaKind.NARRATIVE: _narrative,
}
