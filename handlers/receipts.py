"""The receipt of a report: its number, the moment, and what it means for the union's year so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from domain.facts_of import said_of
from domain.plan import Form, Indicator, MeasureKind, Plan
from handlers.checked import day_of
from handlers.figure_lines import receipt_indicators, receipt_lines
from handlers.filling import Answers, Subject
from handlers.saying import lines
from handlers.talk import Talk
from locales import _, moment
from storage import figures
from storage.reports import Receipt
from storage.units import Unit

Filled = Sequence[tuple[Form, Answers]]
"""The forms that were sent together, each with its answers."""


async def receipt(talk: Talk, kept: Receipt, filled: Filled, about: Subject, *, told: bool) -> Markup:
    """What is said once a report is kept. `told`: on behalf of a unit, whether somebody of it could be told."""
    number = f"{kept.report_id:04}"
    if kept.version == 1 and about.on_behalf:
        first = _(
            "✅ Report {number} received at {moment}, on behalf of {name}.",
            number=number,
            moment=moment(kept.known_at),
            name=about.unit.name,
        )
    elif kept.version == 1:
        first = _("✅ Report {number} received at {moment}.", number=number, moment=moment(kept.known_at))
    else:
        first = _("✅ Report {number} corrected at {moment}.", number=number, moment=moment(kept.known_at))
    return lines([first, *await meaning(talk, filled, about.unit), *who_knows(about, told), _("Thank you, comrade.")])


def who_knows(about: Subject, told: bool) -> list[Markup]:
    """Of what was done on behalf of a unit: whether its chair knows of it."""
    if not about.on_behalf:
        return []
    if told:
        return [_("Those who report for this union have been told.")]
    return [_("Nobody reports for this union here yet, so nobody could be told.")]


async def meaning(talk: Talk, filled: Filled, unit: Unit, *, kinds: Collection[str] | None = None) -> list[Markup]:
    """How what the forms report stands in the year that it counts for.

    `kinds` are those of the units that were reported about, where they are not that of the unit itself.
    """
    said: list[Markup] = []
    this_year = talk.plan.year_of(talk.today)
    for form, answers in filled:
        years = _years(talk, form, answers)
        asked: defaultdict[int | None, list[Indicator]] = defaultdict(list)
        for indicator in receipt_indicators(talk.plan, form):
            if kinds is None or not set(kinds).isdisjoint(indicator.scope):
                asked[_year(talk.plan, indicator, years)].append(indicator)
        found = []
        for year, indicators in asked.items():
            if year is None or year <= this_year:
                top = unit.parent_id is None
                of_year = await figures.of_unit(
                    talk.tx, talk.plan, unit.id, talk.today, top=top, indicators=indicators, year=year
                )
                found += [figure for figure in of_year if year in (None, figure.year)]
        said += receipt_lines(talk.plan, found, form, this_year)
    return said


def _years(talk: Talk, form: Form, answers: Answers) -> dict[str, int]:
    """The year that each measure is reported for, of those that go by years."""
    facts = said_of(talk.plan, form, answers, reported_for=day_of(answers, talk.today), known_at=talk.now, order=0)
    measures = ((talk.plan.measure(fact.measure), fact.counts_for) for fact in facts)
    return {one.code: year for one, year in measures if one.kind is not MeasureKind.LEVEL and one.of_years}


def _year(plan: Plan, indicator: Indicator, years: Mapping[str, int]) -> int | None:
    """The year that the indicator is reported for; None where that is the one it is shown of by itself."""
    if indicator.formula.numerator is None:
        return None
    measure = plan.measure(indicator.formula.numerator)
    reported = (years.get(code) for code in (measure.code, *measure.raised_by, *measure.lowered_by))
    return next((year for year in reported if year is not None), None)
