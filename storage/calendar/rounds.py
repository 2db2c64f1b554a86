"""Reporting rounds over time: opened with the list of who is expected, followed while they run."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import exists, func, literal, select, update

from domain.calendar.branch import Branch
from domain.calendar.rounds import Round, round_of, rounds_between
from domain.plan import Level, Plan
from storage.calendar import settings
from storage.calendar.submissions import WAITING
from storage.database import Tx
from storage.tables import rounds, submissions, unit_parents, unit_versions
from storage.units import holds
from storage.upsert import insert_from, insert_unless_there

UNIT_CLOSED = "closed"
"""Why a unit is not waited for: it was closed before it had reported."""


async def open_rounds(tx: Tx, plan: Plan, since: date, today: date, now: datetime, *, begun: date) -> list[Round]:
    """Open every round that runs on any of the days since then and is not open yet; those that were opened now.

    Who is expected is laid down as the tree stood on the round's first day, however late that is done. `begun` is the
    first day on which rounds could be closed: nobody is expected in one whose due day had passed by then.
    """
    known = set(await tx.scalars(select(rounds.c.code)))
    found = [one for one in rounds_between(plan, since, today) if one.code not in known]
    opened = []
    for one in found:
        expected = {level: due for level in Level if (due := one.due(level)) is not None and due >= begun}
        if not expected:
            continue
        opened.append(one)
        first = insert_unless_there(tx, rounds, ["code"]).values(code=one.code, opened_at=now)
        await tx.execute(first)
        for level, due in expected.items():
            await _expect(tx, plan, one, level, due)
    return opened


async def _expect(tx: Tx, plan: Plan, one: Round, level: Level, due: date) -> None:
    kinds = [kind.code for kind in plan.unit_kinds if kind.level is level]
    expected = (
        select(
            literal(one.code),
            unit_versions.c.unit_id,
            unit_parents.c.parent_id,
            literal(level.value),
            literal(one.cut_off),
            literal(due),
        )
        .select_from(unit_versions)
        .outerjoin(unit_parents, (unit_parents.c.unit_id == unit_versions.c.unit_id) & holds(unit_parents, one.opens))
        .where(unit_versions.c.kind.in_(kinds), holds(unit_versions, one.opens))
        .order_by(unit_versions.c.unit_id)
    )
    columns = ["round", "unit_id", "superior_id", "level", "cut_off", "due"]
    await tx.execute(insert_from(tx, submissions, columns, expected, ["round", "unit_id"]))


async def running(tx: Tx, plan: Plan) -> list[Round]:
    """The rounds that are open and not locked, those with the earlier cut-off first."""
    codes = await tx.scalars(select(rounds.c.code).where(rounds.c.locked_at.is_(None)))
    found = [round_of(plan, code) for code in codes]
    return sorted((one for one in found if one is not None), key=lambda one: (one.cut_off, one.code))


async def follow_calendar(tx: Tx, plan: Plan, today: date) -> None:
    """Bring the due days of the rounds that run to what is set now, and excuse units that were closed."""
    for one in await running(tx, plan):
        await _move_dues(tx, one, today)
    # Only what is still waited for: who reported before the unit was closed has reported.
    closed = ~exists().where(unit_versions.c.unit_id == submissions.c.unit_id, holds(unit_versions, today))
    await tx.execute(update(submissions).where(WAITING, closed).values(excused=UNIT_CLOSED))


async def _move_dues(tx: Tx, one: Round, today: date) -> None:
    standing = (
        select(submissions.c.superior_id, submissions.c.level, func.min(submissions.c.due), func.max(submissions.c.due))
        .where(submissions.c.round == one.code)
        .group_by(submissions.c.superior_id, submissions.c.level)
    )
    groups = [(superior, Level(level), {first, last}) for superior, level, first, last in await tx.execute(standing)]
    branches = await settings.branches_of(tx, {superior for superior, _, _ in groups if superior is not None}, today)
    for superior, level, dues in groups:
        due = branches.get(superior, Branch()).due(one, level)
        if due is not None and dues != {due}:
            below = submissions.c.superior_id.is_(None) if superior is None else submissions.c.superior_id == superior
            moved = update(submissions).where(submissions.c.round == one.code, submissions.c.level == level, below)
            await tx.execute(moved.where(submissions.c.due != due).values(due=due))
    await _move_own(tx, one, today)


async def _move_own(tx: Tx, one: Round, today: date) -> None:
    """What a direct-superior union set for its branch holds for itself, too."""
    set_for = {setting.unit_id for setting in await settings.everything(tx)}
    asked = select(submissions.c.unit_id, submissions.c.level, submissions.c.due).where(
        submissions.c.round == one.code, submissions.c.unit_id.in_(set_for)
    )
    branches = await settings.branches_of(tx, set_for, today)
    for unit_id, level, due in (await tx.execute(asked)).all():
        own = branches[unit_id].due(one, Level(level))
        if own is not None and own != due:
            row = update(submissions).where(submissions.c.round == one.code, submissions.c.unit_id == unit_id)
            await tx.execute(row.values(due=own))


async def last_due(tx: Tx, code: str) -> dict[Level, date]:
    """The latest due day of each level in a round."""
    asked = select(submissions.c.level, func.max(submissions.c.due)).where(submissions.c.round == code)
    return {Level(level): due for level, due in await tx.execute(asked.group_by(submissions.c.level))}


async def locked_since(tx: Tx, moment: datetime) -> list[str]:
    """The codes of the rounds that were locked since the moment."""
    return list(await tx.scalars(select(rounds.c.code).where(rounds.c.locked_at >= moment)))
