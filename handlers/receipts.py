"""The receipt of a report: its number, the moment, and what it means for the union's year so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from domain.plan import Form
from handlers.figure_lines import line, receipt_indicators, receipt_lines
from handlers.filling import Subject
from handlers.saying import lines
from handlers.talk import Talk
from locales import _, moment
from storage import figures
from storage.reports import Receipt
from storage.units import Unit


async def receipt(
    talk: Talk, kept: Receipt, forms: Sequence[Form], about: Subject, *, told: bool, also: Sequence[Markup] = ()
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
    means = await meaning(talk, forms, about.unit)
    return lines([first, *means, *also, *who_knows(about, told), _("Thank you, comrade.")])


def who_knows(about: Subject, told: bool) -> list[Markup]:
    """Of what was done on behalf of a unit: whether its chair knows of it."""
    if not about.on_behalf:
        return []
    if told:
        return [_("Those who report for this union have been told.")]
    return [_("Nobody reports for this union here yet, so nobody could be told.")]


async def meaning(talk: Talk, forms: Sequence[Form], unit: Unit) -> list[Markup]:
    """The year so far of what the forms report; of a case it matters more who looks after it."""
    forms = [form for form in forms if not form.opens_case]
    asked = {one.code: one for form in forms for one in receipt_indicators(talk.plan, form)}
    found = await figures.of_unit(
        talk.tx, talk.plan, unit.id, talk.today, top=unit.parent_id is None, indicators=list(asked.values())
    )
    return [said for form in forms for said in receipt_lines(talk.plan, found, form)]


async def standing(talk: Talk, form: Form, unit: Unit, kinds: Collection[str]) -> list[Markup]:
    """How the branch of a unit stands in what the form reports of units of these kinds, a line for each indicator."""
    said = [one for one in receipt_indicators(talk.plan, form) if not set(kinds).isdisjoint(one.scope)]
    found = await figures.of_unit(talk.tx, talk.plan, unit.id, talk.today, top=unit.parent_id is None, indicators=said)
    return [line(figure, talk.plan) for figure in found if figure.coverage.expected]
