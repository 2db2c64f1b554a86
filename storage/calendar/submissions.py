"""What each unit is expected to submit in a round, whether it has, and whether the figures are locked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select, update

from domain.days import day_in_zone
from domain.plan import Level
from storage import audit, locks
from storage.database import Tx
from storage.tables import nothing_told, rounds, submissions, unit_versions
from storage.upsert import insert_unless_there

WAITING = and_(submissions.c.closed_at.is_(None), submissions.c.locked_at.is_(None), submissions.c.excused.is_(None))
"""What is still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a unit is expected to submit in a round. `due` is a working day.

    `closed_at`: since when it has reported. `excused`: why it is not waited for. After `locked_at` nothing changes what
    was submitted, unless a superior opened it again at `reopened_at`, for the reason `reopened_for`.
    """

    id: int
    round: str
    unit_id: int
    unit_name: str
    superior_id: int | None
    level: Level
    cut_off: date
    due: date
    closed_at: datetime | None
    excused: str | None
    locked_at: datetime | None
    reopened_at: datetime | None
    reopened_for: str | None

    @property
    def waits(self) -> bool:
        """Whether the unit can and should still close it."""
        return self.closed_at is None and self.locked_at is None and self.excused is None

    @property
    def late(self) -> bool:
        """Whether it was closed after its due day."""
        return self.closed_at is not None and day_in_zone(self.closed_at) > self.due

    def overdue(self, today: date) -> bool:
        """Whether the due day has passed without it."""
        return self.waits and today > self.due


@dataclass(frozen=True, slots=True)
class Standing:
    """How a round stands among some units: how many were expected, have reported, and are not waited for any more."""

    expected: int
    reported: int
    excused: int

    @property
    def missing(self) -> int:
        """How many are waited for, or stayed silent until the lock."""
        return self.expected - self.reported - self.excused


async def of_unit(tx: Tx, unit_id: int) -> list[Submission]:
    """What the unit can still submit or add to: all that is not locked, the earliest due first."""
    asked = _asked().where(submissions.c.unit_id == unit_id, submissions.c.locked_at.is_(None))
    return await _found(tx, asked.order_by(submissions.c.due, submissions.c.cut_off, submissions.c.id))


async def waiting_of(tx: Tx, unit_ids: Collection[int]) -> list[Submission]:
    """What is waited for from these units, the earliest due first."""
    asked = _asked().where(submissions.c.unit_id.in_(unit_ids), WAITING)
    return await _found(tx, asked.order_by(submissions.c.due, submissions.c.cut_off, submissions.c.id))


async def get(tx: Tx, round_code: str, unit_id: int) -> Submission | None:
    """What the unit is expected to submit in the round; None where it is not expected."""
    found = await _found(tx, _asked().where(submissions.c.round == round_code, submissions.c.unit_id == unit_id))
    return found[0] if found else None


async def below(tx: Tx, round_code: str, superior_id: int) -> list[Submission]:
    """What the units directly below one are expected to submit in the round, by name."""
    asked = _asked().where(submissions.c.round == round_code, submissions.c.superior_id == superior_id)
    return await _found(tx, asked.order_by(unit_versions.c.folded_name, submissions.c.id))


async def standing(tx: Tx, round_code: str, *, superior_id: int | None = None, level: Level | None = None) -> Standing:
    """How the round stands among the units directly below one, or of a level."""
    asked = select(func.count(), func.count(submissions.c.closed_at), func.count(submissions.c.excused)).where(
        submissions.c.round == round_code
    )
    if superior_id is not None:
        asked = asked.where(submissions.c.superior_id == superior_id)
    if level is not None:
        asked = asked.where(submissions.c.level == level)
    expected, reported, excused = (await tx.execute(asked)).one()
    return Standing(expected, reported, excused)


async def standing_below(tx: Tx, round_code: str) -> dict[int, Standing]:
    """How the round stands among the units directly below each superior."""
    asked = (
        select(
            submissions.c.superior_id,
            func.count(),
            func.count(submissions.c.closed_at),
            func.count(submissions.c.excused),
        )
        .where(submissions.c.round == round_code, submissions.c.superior_id.is_not(None))
        .group_by(submissions.c.superior_id)
    )
    return {superior: Standing(*counted) for superior, *counted in await tx.execute(asked)}


async def close(
    tx: Tx, some: Sequence[Submission], *, officer_id: int, office_id: int, now: datetime
) -> list[Submission]:
    """Note that the unit has reported; return those that had not been closed before. Twice changes nothing.

    `office_id` is the unit in whose office it is done: another one than the submission's does it on its behalf.
    """
    await locks.units(tx, sorted({one.unit_id for one in some}))
    closed = []
    for one in some:
        values = {"closed_at": now, "closed_by": officer_id, "office_id": office_id}
        done = await tx.execute(update(submissions).where(submissions.c.id == one.id, WAITING).values(**values))
        if done.rowcount:
            closed.append(one)
            await audit.write(tx, officer_id, "round.closed", f"submission:{one.id}", values, now)
    return closed


async def reopen(tx: Tx, one: Submission, officer_id: int, why: str, now: datetime) -> None:
    """Let the unit report again in a round that it had closed, or that is locked. What was frozen stays as it is."""
    values = {"reopened_at": now, "reopened_by": officer_id, "reopened_for": why}
    again = {"closed_at": None, "closed_by": None, "office_id": None, "locked_at": None}
    await tx.execute(update(submissions).where(submissions.c.id == one.id).values(**values, **again))
    await audit.write(tx, officer_id, "round.reopened", f"submission:{one.id}", values, now)


async def tell_nothing(tx: Tx, submission_id: int, forms: Collection[str], officer_id: int, now: datetime) -> None:
    """Note that there is nothing to report with these forms. Twice changes nothing."""
    new = insert_unless_there(tx, nothing_told, ["submission_id", "form"])
    for form in forms:
        values = {"submission_id": submission_id, "form": form, "officer_id": officer_id, "at": now}
        if (await tx.execute(new.values(**values))).rowcount:
            await audit.write(tx, officer_id, "round.nothing", f"submission:{submission_id}", {"form": form}, now)


async def nothing_of(tx: Tx, submission_ids: Collection[int]) -> set[str]:
    """The forms of which the unit said that there is nothing to report."""
    asked = select(nothing_told.c.form).where(nothing_told.c.submission_id.in_(submission_ids))
    return set(await tx.scalars(asked))


@dataclass(frozen=True, slots=True)
class Lock:
    """That a round was locked: up to the end of which day its figures are, and when that was."""

    cut_off: date
    at: datetime


async def last_lock(tx: Tx, unit_id: int, before: date) -> Lock | None:
    """The lock of the latest round that the unit was expected in and whose cut-off lies before the day."""
    asked = (
        select(submissions.c.cut_off, rounds.c.locked_at)
        .join(rounds, rounds.c.code == submissions.c.round)
        .where(submissions.c.unit_id == unit_id, submissions.c.cut_off < before, rounds.c.locked_at.is_not(None))
        .order_by(submissions.c.cut_off.desc(), rounds.c.locked_at)
        .limit(1)
    )
    row = (await tx.execute(asked)).first()
    return None if row is None else Lock(*row)


_latest = unit_versions.alias()
_LATEST = (
    select(func.max(_latest.c.first_day))
    .where(_latest.c.unit_id == submissions.c.unit_id)
    .correlate(submissions)
    .scalar_subquery()
)


def _asked() -> Select[Any]:
    named = (unit_versions.c.unit_id == submissions.c.unit_id) & (unit_versions.c.first_day == _LATEST)
    return select(submissions, unit_versions.c.name).select_from(submissions.join(unit_versions, named))


async def _found(tx: Tx, asked: Select[Any]) -> list[Submission]:
    return [_submission(row) for row in await tx.execute(asked)]


def _submission(row: Row[Any]) -> Submission:
    return Submission(
        id=row.id,
        round=row.round,
        unit_id=row.unit_id,
        unit_name=row.name,
        superior_id=row.superior_id,
        level=Level(row.level),
        cut_off=row.cut_off,
        due=row.due,
        closed_at=row.closed_at,
        excused=row.excused,
        locked_at=row.locked_at,
        reopened_at=row.reopened_at,
        reopened_for=row.reopened_for,
    )
