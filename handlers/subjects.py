"""Which unit something is done about, and in which of the person's offices: the own one, or one below it."""

from __future__ import annotations

from typing import NoReturn

from domain.access import Act, Relation, may
from domain.plan import Form
from domain.reading import Option, called
from handlers.persons import Person, office_of
from handlers.reports.filling import Subject
from handlers.reports.seeking import one_union
from handlers.surroundings import Surroundings
from handlers.talk import Ended, Talk
from locales import _, current
from storage import units
from storage.chats import Held
from storage.reports import Report
from storage.units import Unit

BELOW = "below"


async def subject_of(
    at: Surroundings,
    person: Person,
    act: Act,
    unit_id: int,
    *,
    correcting: int | None = None,
    from_above: bool = False,
) -> Subject | None:
    """The unit as it stands today with the office in which the person may do `act` to it; None where there is none.

    An office in the unit itself comes first; `from_above` leaves it out.
    """
    offices = person.offices_for(act)
    for held in offices:
        if held.unit_id == unit_id and not from_above and may(office_of(held), act, Relation.SELF):
            return Subject(unit=held.unit, office=held, correcting=correcting)
    for held in offices:
        if held.unit_id == unit_id or not may(
            office_of(held), act, await units.relation(at.tx, held.unit_id, unit_id, at.today)
        ):
            continue
        unit = await units.get(at.tx, unit_id, at.today)
        return Subject(unit=unit, office=held, correcting=correcting) if unit is not None else None
    return None


async def changeable(at: Surroundings, person: Person, act: Act, report: Report, form: Form) -> Subject | None:
    """What `subject_of` finds for correcting or withdrawing a report: a unit does not change its own grades."""
    return await subject_of(at, person, act, report.unit_id, correcting=report.id, from_above=form.from_above)


async def choose_subject(talk: Talk) -> Subject:
    """The unit to report about: that of the office, or one below it; chosen where the officer reports for several.

    A form that was named leaves only those that are asked it.
    """
    named = _named(talk)
    offices = {
        str(held.unit_id): held
        for held in talk.person.offices_for(Act.REPORT)
        if any(named in (None, form) for form in talk.plan.forms_for(held.unit_kind))
    }
    above = [held for held in talk.person.offices_for(Act.REPORT, (Relation.CHILD,)) if _asks_below(talk, held, named)]
    ways = [*offices, *([BELOW] if above else [])]
    chosen = talk.answer("office") or talk.answer("=office")
    if chosen is None and len(ways) > 1:
        options = [Option(unit_id, held.unit_name) for unit_id, held in offices.items()]
        if BELOW in ways:
            options.append(Option(BELOW, str(_("On behalf of a unit below")), ("nhập hộ", "cấp dưới")))
        chosen = await talk.choose("office", _("For which union?"), options)
    elif chosen is None and ways:
        # Kept, so that what was begun for one union never goes to another that the officer came to lead since.
        chosen = talk.record.answers["=office"] = ways[0]
    reports = talk.person.offices_for(Act.REPORT)
    if chosen not in ways and named is not None and not named.from_above and reports:
        talk.say(_("“{form}” is not asked of unions of your kind.", form=named.name.say(current())))
        raise Ended
    if chosen not in ways:
        _refuse(talk)
    if chosen == BELOW:
        return await choose_below(talk, named=named)
    talk.record.appointment_id = offices[chosen].appointment_id
    return Subject(unit=offices[chosen].unit, office=offices[chosen])


def _named(talk: Talk) -> Form | None:
    """The form that was named when the command was given."""
    return next((form for form in talk.plan.forms if form.code in talk.answer("=args")[:1]), None)


def _asks_below(talk: Talk, held: Held, named: Form | None) -> bool:
    """Whether the form, or (None) any, is asked of units that can stand below that of the office."""
    lower = talk.plan.kinds_below(held.unit_kind)
    return any(_is_asked(talk, kind, named) for kind in lower)


def _is_asked(talk: Talk, kind: str, named: Form | None) -> bool:
    """Whether the form, or (None) any, can be filled on behalf of units of this kind."""
    return any(named in (None, form) for form in talk.plan.forms_for(kind, from_above=True))


async def choose_below(talk: Talk, words: str = "", named: Form | None = None) -> Subject:
    """The unit directly below to report on behalf of: the one that the words mean, or chosen from those they leave.

    `named`: only units that are asked this form.
    """
    unit_id = talk.answer("unit") or talk.answer("=unit")
    if unit_id is None:
        below = [unit for unit in await units_below(talk) if _is_asked(talk, unit.kind, named)]
        if not below:
            talk.say(_("There is no unit directly below yours that anything can be reported for."))
            raise Ended
        meant = called(words, below)
        if len(meant) == 1:
            unit_id = talk.record.answers["=unit"] = str(meant[0].id)
        else:
            unit_id = await talk.ask("unit", one_union(_("On behalf of which unit?"), meant or below))
    about = await subject_of(talk, talk.person, Act.REPORT, int(unit_id))
    if about is None:
        _refuse(talk)
    talk.record.appointment_id = about.office.appointment_id
    return about


async def office_above(talk: Talk, act: Act) -> Held:
    """The office in which the person may do `act` to the units directly below, chosen where there are several."""
    offices = {str(held.unit_id): held for held in talk.person.offices_for(act, (Relation.CHILD,))}
    chosen = talk.answer("office") or talk.answer("=office")
    if chosen is None and len(offices) > 1:
        options = [Option(unit_id, held.unit_name) for unit_id, held in offices.items()]
        chosen = await talk.choose("office", _("For the units below which union?"), options)
    elif chosen is None:
        chosen = talk.record.answers["=office"] = next(iter(offices))
    if chosen not in offices:
        _refuse(talk)
    talk.record.appointment_id = offices[chosen].appointment_id
    return offices[chosen]


async def units_below(talk: Talk) -> list[Unit]:
    """The units directly below the offices in which the person reports on behalf of others, by name."""
    offices = talk.person.offices_for(Act.REPORT, (Relation.CHILD,))
    return [unit for held in offices for unit in await units.children(talk.tx, held.unit_id, talk.today)]


def _refuse(talk: Talk) -> NoReturn:
    talk.say(_("Your office does not include this. If it should, please ask your superior union."))
    raise Ended
