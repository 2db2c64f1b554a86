"""Who holds which office: a role in a unit, from when to when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update

from domain.access import Role
from storage import audit
from storage.database import Tx
from storage.tables import appointments


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One person in one office. `department` is a key of the plan, for officers of a department only."""

    id: int
    officer_id: int
    unit_id: int
    role: Role
    department: str | None
    since: datetime
    ended_at: datetime | None


async def appoint(
    tx: Tx, *, officer_id: int, unit_id: int, role: Role, department: str | None, actor: int | None, now: datetime
) -> int:
    """Give an office to an officer and return the appointment's id. `actor` is who did it, None for the command line.

    An office held already by the same officer is left as it is.
    """
    for held in await holders(tx, unit_id, {role}):
        if held.officer_id == officer_id and held.department == department:
            return held.id
    office = {"officer_id": officer_id, "unit_id": unit_id, "role": role, "department": department}
    appointment_id: int = await tx.scalar(insert(appointments).values(**office, since=now).returning(appointments.c.id))
    await audit.write(tx, actor, "appointment.began", f"appointment:{appointment_id}", office, now)
    return appointment_id


async def end(tx: Tx, appointment_id: int, actor: int | None, now: datetime) -> bool:
    """Let an appointment end now; False where it had ended before."""
    ended = await tx.execute(
        update(appointments)
        .where(appointments.c.id == appointment_id, appointments.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    if ended.rowcount == 0:
        return False
    await audit.write(tx, actor, "appointment.ended", f"appointment:{appointment_id}", {"ended_at": now}, now)
    return True


async def get(tx: Tx, appointment_id: int) -> Appointment | None:
    """Return one appointment, whether it holds or has ended."""
    found = await _select(tx, appointments.c.id == appointment_id)
    return found[0] if found else None


async def of_officer(tx: Tx, officer_id: int, now: datetime) -> list[Appointment]:
    """Return the offices that the officer holds now, the oldest first."""
    holds = or_(appointments.c.ended_at.is_(None), appointments.c.ended_at > now)
    return await _select(tx, appointments.c.officer_id == officer_id, appointments.c.since <= now, holds)


async def of_unit(tx: Tx, unit_id: int) -> list[Appointment]:
    """Return every appointment that the unit ever had, the oldest first."""
    return await _select(tx, appointments.c.unit_id == unit_id)


async def holders(tx: Tx, unit_id: int, roles: Collection[Role]) -> list[Appointment]:
    """Return those who hold one of the roles in the unit and have not left, the oldest first."""
    return await holders_in(tx, {unit_id}, roles)


async def holders_in(tx: Tx, unit_ids: Collection[int], roles: Collection[Role]) -> list[Appointment]:
    """Return those who hold one of the roles in one of the units and have not left, the oldest first."""
    return await _select(
        tx, appointments.c.unit_id.in_(unit_ids), appointments.c.role.in_(roles), appointments.c.ended_at.is_(None)
    )


async def _select(tx: Tx, *conditions: Any) -> list[Appointment]:
    rows = await tx.execute(select(appointments).where(*conditions).order_by(appointments.c.id))
    return [Appointment(**{**row, "role": Role(row["role"])}) for row in rows.mappings()]
