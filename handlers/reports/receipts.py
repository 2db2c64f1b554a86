"""The receipt of a report: its number, the moment, and what it means for the union's year so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from domain.facts_of import said_of
from domain.plan import Form, Indicator, MeasureKind, Plan
from domain.progress import Figure, year_span
from handlers.progress.figure_lines import line, receipt_indicators, receipt_lines
from handlers.reports.checked import day_of
from handlers.reports.filling import Answers, Subject
from handlers.saying import lines
from handlers.talk import Talk
from locales import _, current, moment
from storage import figures
from storage.reports import Receipt
from storage.units import Unit

Filled = Sequence[tuple[Form, Answers]]
"""The forms that were sent together, each with its answers."""


async def receipt(
    talk: Talk, kept: Receipt, filled: Filled, about: Subject, *, told: bool, also: Sequence[Markup] = ()
) -> Markup:
    """What is said once a report is kept.

    `told`: on behalf of a unit, whether somebody of it could be told. `also`: what else came of it.
    """
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
    means = await meaning(talk, filled, about.unit)
    return lines([first, *means, *also, *who_knows(about, told), _("Thank you, comrade.")])


def who_knows(about: Subject, told: bool) -> list[Markup]:
    """Of what was done on behalf of a unit: whether its chair knows of it."""
    if not about.on_behalf:
        return []
    if told:
        return [_("Those who report for this union have been told.")]
    return [_("Nobody reports for this union here yet, so nobody could be told.")]


async def meaning(talk: Talk, filled: Filled, unit: Unit) -> list[Markup]:
    """How what the forms report stands in the year reported for; of a case it matters more who looks after it."""
    said: list[Markup] = []
    for form, answers in filled:
        if not form.opens_case:
            found = await _figures(talk, form, answers, unit, receipt_indicators(talk.plan, form))
            said += _waiting(form, answers) or receipt_lines(talk.plan, found, form, talk.plan.year_of(talk.today))
    return said


def _waiting(form: Form, answers: Answers) -> list[Markup]:
    """What was answered with "not known" and is needed for the rest to count."""
    needed = {rule.when.question for rule in form.facts if rule.when is not None}
    unknown = (one for one in form.questions if one.key in needed and one.may_be_unknown and one.key not in answers)
    return [_("It counts once this is known: {what}.", what=one.label.say(current())) for one in unknown]


async def standing(talk: Talk, form: Form, answers: Answers, unit: Unit, kinds: Collection[str]) -> list[Markup]:
    """How the branch of a unit stands in what the form reports of units of these kinds, a line for each indicator."""
    asked = [one for one in receipt_indicators(talk.plan, form) if not set(kinds).isdisjoint(one.scope)]
    found = await _figures(talk, form, answers, unit, asked)
    return [line(figure, talk.plan) for figure in found if figure.coverage.expected]


async def _figures(
    talk: Talk, form: Form, answers: Answers, unit: Unit, indicators: Sequence[Indicator]
) -> list[Figure]:
    """The figures of the years that the report is for, as far as they have begun."""
    years = _years(talk, form, answers)
    asked: defaultdict[int | None, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        asked[_year(talk.plan, indicator, years)].append(indicator)
    found: list[Figure] = []
    for year, of_year in asked.items():
        if year is None or year <= talk.plan.year_of(talk.today):
            top = unit.parent_id is None
            span = None if year is None else year_span(talk.plan, year)
            read = await figures.of_unit(
                talk.tx, talk.plan, unit.id, talk.today, top=top, indicators=of_year, span=span
            )
            found += [figure for figure in read if year in (None, figure.year)]
    return found


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
