"""The receipt of a report: its number, the moment, and what it means for the union's year so far."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.plan import Form
from handlers.figure_lines import receipt_indicators, receipt_lines
from handlers.saying import lines
from handlers.talk import Talk
from locales import _, moment
from storage import figures
from storage.chats import Held
from storage.reports import Receipt


async def receipt(talk: Talk, kept: Receipt, forms: Sequence[Form], unit: Held) -> Markup:
    """What is said once a report is kept."""
    number = f"{kept.report_id:04}"
    if kept.version == 1:
        first = _("✅ Report {number} received at {moment}.", number=number, moment=moment(kept.known_at))
    else:
        first = _("✅ Report {number} corrected at {moment}.", number=number, moment=moment(kept.known_at))
    return lines([first, *await meaning(talk, forms, unit), _("Thank you, comrade.")])


async def meaning(talk: Talk, forms: Sequence[Form], unit: Held) -> list[Markup]:
    """The year so far of what the forms report."""
    said = {one.code: one for form in forms for one in receipt_indicators(talk.plan, form)}
    found = await figures.of_unit(
        talk.tx, talk.plan, unit.unit_id, talk.today, top=unit.parent_id is None, indicators=list(said.values())
    )
    return [line for form in forms for line in receipt_lines(talk.plan, found, form)]
