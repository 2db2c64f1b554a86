"""What a person may do to a case, in which of their offices, and who is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.access import Act, Role, may, relation
from domain.plan import Plan
from handlers.persons import Person, office_of
from storage import appointments
from storage.appointments import Appointment
from storage.cases import Case
from storage.chats import Held
from storage.database import Tx

HANDLERS = (Role.SUPERIOR_OFFICER, Role.LEGAL_ADVISER, Role.DEPT_OFFICER)
"""Who looks after cases; of the officers of departments only those whose department gives legal advice are told."""
LEADERS = (Role.SUPERIOR_LEADER, Role.PROVINCIAL_LEADER)
"""Who is told besides where it is urgent."""
OPENERS = (Role.CHAIR, Role.DEPUTY, Role.SUPERIOR_OFFICER)
"""Who opens cases of a union of any level, and is told of them where the one who did has left the office."""


def office_for(person: Person, plan: Plan, case: Case, act: Act) -> Held | None:
    """The office in which the person may do `act` to the case; None where they may not."""
    wrote = person.officer_id == case.opener_id
    for held in person.offices:
        office = replace(office_of(held), advises=plan.gives_legal_advice(held.department))
        if may(office, act, relation((held.unit_id,), case.path), author=wrote):
            return held
    return None


async def handlers_of(tx: Tx, plan: Plan, case: Case) -> set[int]:
    """The officers who look after the case: those of the unit that has it, else of the next one above with any."""
    above = case.path[case.path.index(case.handler_id) :]
    for unit_id in above:
        found = _told(plan, await appointments.holders(tx, unit_id, HANDLERS))
        if found:
            return found
    return set()


async def all_above(tx: Tx, plan: Plan, case: Case) -> set[int]:
    """Every officer above the case's unit, as is told of what is urgent."""
    return _told(plan, await appointments.holders_in(tx, case.path[1:] or case.path, (*HANDLERS, *LEADERS)))


async def openers_of(tx: Tx, case: Case) -> set[int]:
    """The officer who opened the case; those who report for the union now, where that officer has left the office."""
    opened_in = case.report.versions[0].appointment_id
    appointment = await appointments.get(tx, opened_in) if opened_in is not None else None
    if appointment is not None and appointment.ended_at is None:
        return {case.opener_id}
    return {holder.officer_id for holder in await appointments.holders(tx, case.report.unit_id, OPENERS)}


def _told(plan: Plan, holders: Iterable[Appointment]) -> set[int]:
    return {
        holder.officer_id
        for holder in holders
        if holder.role is not Role.DEPT_OFFICER or plan.gives_legal_advice(holder.department)
    }
