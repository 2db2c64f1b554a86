"""A case as it may be seen by everybody who sees that there is one: its frame, its history, never its words."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from markupsafe import Markup

from domain.access import Role
from domain.cases import WITH, Event, State, frame, happened
from domain.plan import QuestionType
from handlers.reports.reviewing import summary
from handlers.roles import office_name
from handlers.surroundings import Surroundings
from locales import N_, _, current, local, moment, ngettext
from storage import appointments, units
from storage.cases import Case
from storage.kept_reports import WITHDRAWN, Version
from storage.units import Unit

_HAPPENED = {
    Event.TAKEN_UP: N_("taken up"),
    Event.SUPPORTED: N_("what was done was added"),
    Event.CLOSED: N_("closed"),
    Event.CORRECTED: N_("corrected"),
}


def number_of(case: Case) -> str:
    """The number of the case: that of the report that it is."""
    return f"{case.report.id:04}"


async def unit_of(at: Surroundings, case: Case) -> Unit:
    """The union that the case is about, as it was on the day of the case."""
    unit = await units.get(at.tx, case.report.unit_id, case.on)
    assert unit is not None, "it is there on the day of the case"
    return unit


async def name_of(at: Surroundings, unit_id: int, on: date) -> str:
    """What a unit was called on the day."""
    unit = await units.get(at.tx, unit_id, on)
    return unit.name if unit is not None else "—"


async def framed(at: Surroundings, case: Case) -> Markup:
    """The form, the union and every answer that is not among the words."""
    return await summary(at, frame(case.form), dict(case.answers), await unit_of(at, case))


async def brief(at: Surroundings, case: Case) -> Markup:
    """The case in one line, as it stands in a list: union, field, urgency, days, how far it is."""
    unit = await unit_of(at, case)
    parts: list[Markup | str] = [_("Case {number}", number=number_of(case)), unit.name]
    parts += [field] if (field := _field_of(case)) is not None else []
    return Markup(" · ").join([*parts, *await standing(at, case)])


async def standing(at: Surroundings, case: Case) -> list[Markup]:
    """Whether it is urgent, for how many days it has been open, and how far it is."""
    days = (at.today - local(case.report.created_at).date()).days
    age = [ngettext("{n} day", "{n} days", days) if days else _("today")] if case.open else []
    return [*([_("urgent")] if case.urgent else []), *age, await _state(at, case)]


async def history(at: Surroundings, case: Case) -> list[Markup]:
    """What was done with the case and from which office, the oldest first; nobody is named."""
    versions = case.report.versions
    said = [await _step(at, case, versions[0], _("opened"))]
    for before, now in pairwise(versions):
        said.append(await _step(at, case, now, await _what(at, case, before, now)))
    return said


async def _state(at: Surroundings, case: Case) -> Markup:
    if case.report.withdrawn:
        return _("withdrawn")
    match case.state:
        case State.NEW:
            return _("not taken up yet")
        case State.HANDED_ON:
            return _("with {unit}, not taken up yet", unit=await name_of(at, case.handler_id, case.on))
        case State.TAKEN_UP:
            return _("taken up by {unit}", unit=await name_of(at, case.handler_id, case.on))
        case State.CLOSED:
            return _("closed")


def _field_of(case: Case) -> str | None:
    """What was chosen first, apart from how urgent it is: what the case is about."""
    for asked in frame(case.form).questions:
        if asked.type is QuestionType.CHOICE and not any(option.urgent for option in asked.options):
            chosen = case.answers.get(asked.key)
            return next((option.name.say(current()) for option in asked.options if option.id == chosen), None)
    return None


async def _what(at: Surroundings, case: Case, before: Version, now: Version) -> Markup:
    if now.status == WITHDRAWN:
        return _("withdrawn")
    event = happened(case.form, before.answers, now.answers)
    if event is Event.HANDED_ON:
        return _("handed on to {unit}", unit=await name_of(at, now.answers[WITH]["unit"], local(now.known_at).date()))
    return _(_HAPPENED[event])


async def _step(at: Surroundings, case: Case, version: Version, what: Markup) -> Markup:
    held = await appointments.get(at.tx, version.appointment_id) if version.appointment_id is not None else None
    if held is None:
        return _("{moment}: {what}", moment=moment(version.known_at), what=what)
    own = held.unit_id == case.report.unit_id
    unit = await name_of(at, held.unit_id, case.on if own else local(version.known_at).date())
    office = office_name(at.plan, Role(held.role), held.department, unit)
    return _("{moment}: {what} ({office})", moment=moment(version.known_at), what=what, office=office)
