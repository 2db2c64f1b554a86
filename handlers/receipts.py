"""The receipt of a report: its number, the moment, and what it means for the union's year so far."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.plan import Form
from handlers.figure_lines import receipt_indicators, receipt_lines
from handlers.filling import Subject
from handlers.saying import lines
from handlers.talk import Talk
from locales import _, moment
from storage import figures
from storage.reports import Receipt
from storage.units import Unit


async def receipt(talk: Talk, kept: Receipt, forms: Sequence[Form], about: Subject, *, told: bool) -> Markup:
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
    return lines([first, *await meaning(talk, forms, about.unit), *who_knows(about, told), _("Thank you, comrade.")])


def who_knows(about: Subject, told: bool) -> list[Markup]:
    """Of what was done on behalf of a unit: whether its chair knows of it."""
    if not about.on_behalf:
        return []
    if told:
        return [_("Those who report for this union have been told.")]
    return [_("Nobody reports for this union here yet, so nobody could be told.")]


async def meaning(talk: Talk, forms: Sequence[Form], unit: Unit) -> list[Markup]:
    """The year so far of what the forms report."""
    said = {one.code: one for form in forms for one in receipt_indicators(talk.plan, form)}
    found = await figures.of_unit(
        talk.tx, talk.plan, unit.id, talk.today, top=unit.parent_id is None, indicators=list(said.values())
    )
    return [line for form in forms for line in receipt_lines(talk.plan, found, form)]
