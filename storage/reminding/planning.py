"""Planning what people are told: each statement plans for all units and officers that it concerns, and only once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)

from domain.access import Role
from domain.calendar.cadence import Step
from domain.courtesy import Hours, opening
from domain.days import moment_of
from domain.plan import Level
from storage.calendar.submissions import WAITING
from storage.columns import Moment
from storage.database import Tx
from storage.reminding.items import Kind, Reason, State
from storage.reminding.wishes import NO_SUMMARY, Wishes
from storage.tables import appointments, chats, reminder_settings, reminders, submissions
from storage.upsert import insert_from


@dataclass(frozen=True, slots=True)
class Waited:
    """That submissions of a round are waited for below a superior (None: of the province itself)."""

    round: str
    superior_id: int | None
    level: Level
    cut_off: date
    due: date


async def waited_for(tx: Tx) -> list[Waited]:
    """All that is waited for, by round, superior and days."""
    columns = (
        submissions.c.round,
        submissions.c.superior_id,
        submissions.c.level,
        submissions.c.cut_off,
        submissions.c.due,
    )
    asked = select(*columns).where(WAITING).distinct().order_by(submissions.c.due, submissions.c.round)
    return [
        Waited(row.round, row.superior_id, Level(row.level), row.cut_off, row.due) for row in await tx.execute(asked)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The day that is planned, and the moment at which it is."""

    day: date
    now: datetime


REPORTING: dict[Level, tuple[Role, ...]] = {
    Level.GRASSROOTS: (Role.CHAIR, Role.DEPUTY),
    Level.DIRECT_SUPERIOR: (Role.SUPERIOR_OFFICER,),
    Level.PROVINCE: (Role.ADMIN,),
}
"""Who is asked for a unit's report: those in the first of these offices that anybody holds. Leaders do not report."""

EARLY = (Step.EARLY, Step.SOON)
"""The steps that are left out for whoever wants to be reminded of deadlines only."""


async def plan_due(tx: Tx, today: Today, some: Sequence[Waited], step: Step, skipped: Reason | None) -> None:
    """Plan that those who report for these units are asked for it. `skipped`: why nobody is asked on this day.

    All of `some` are of one round, level and days. Units in which nobody holds an office are noted, too.
    """
    one = some[0]
    key = literal(f"due:{one.round}:{step.value}:") + cast(submissions.c.unit_id, String)
    waiting = and_(
        WAITING,
        submissions.c.round == one.round,
        submissions.c.level == one.level,
        submissions.c.due == one.due,
        _among({entry.superior_id for entry in some}),
    )
    first, *others = REPORTING[one.level]
    in_first = _in_office((first,))
    reporting = or_(appointments.c.role == first, and_(appointments.c.role.in_(others), ~in_first))
    asked = (
        _told(
            Kind.DUE,
            one.round,
            today,
            key=key + ":" + _officer(),
            step=step,
            unit_id=submissions.c.unit_id,
            state=_state_of_due(step, skipped),
            reason=_reason_of_due(step, skipped),
        )
        .select_from(submissions)
        .join(appointments, appointments.c.unit_id == submissions.c.unit_id)
        .outerjoin(reminder_settings, reminder_settings.c.officer_id == appointments.c.officer_id)
        .where(waiting, appointments.c.ended_at.is_(None), reporting)
    )
    await _plan(tx, asked)
    nobody = select(
        key + ":-",
        null(),
        submissions.c.unit_id,
        literal(Kind.DUE.value),
        literal(one.round),
        literal(step.value),
        literal(today.day),
        literal(today.now, Moment),
        literal(State.SKIPPED.value),
        literal(Reason.NOBODY.value),
        literal(today.now, Moment),
        literal(today.now, Moment),
    ).where(waiting, ~_in_office(REPORTING[one.level]))
    await _plan(tx, nobody)


async def plan_list(tx: Tx, today: Today, one: Waited, departments: Collection[str]) -> None:
    """Plan that those who look after the units below a superior get the list of who is missing, each once.

    `departments` are those of the province whose officers see everything.
    """
    looking_after = or_(
        appointments.c.role.in_((Role.SUPERIOR_OFFICER, Role.SUPERIOR_LEADER, Role.ADMIN, Role.PROVINCIAL_LEADER)),
        and_(appointments.c.role == Role.DEPT_OFFICER, appointments.c.department.in_(departments)),
    )
    earlier = reminders.alias()
    known = exists().where(
        earlier.c.unit_id == appointments.c.unit_id,
        earlier.c.kind == Kind.LIST,
        earlier.c.about == one.round,
        earlier.c.officer_id == appointments.c.officer_id,
        earlier.c.state.in_((State.PLANNED, State.SENT, State.MERGED, State.DELIVERED)),
    )
    asked = (
        _told(
            Kind.LIST,
            one.round,
            today,
            key=literal(f"list:{one.round}:{one.superior_id}:") + _officer() + f":{today.day}",
            unit_id=appointments.c.unit_id,
            state=_reachable_or(literal(State.SKIPPED.value)),
            reason=_why_not(),
        )
        .select_from(appointments)
        .outerjoin(reminder_settings, reminder_settings.c.officer_id == appointments.c.officer_id)
        .where(appointments.c.unit_id == one.superior_id, appointments.c.ended_at.is_(None), looking_after, ~known)
    )
    await _plan(tx, asked)


SUMMARISED = (Role.SUPERIOR_OFFICER, Role.SUPERIOR_LEADER, Role.DEPT_OFFICER, Role.PROVINCIAL_LEADER)
"""Who gets summaries: leaders and officers of their branch, officers of departments of their indicators."""


async def plan_summaries(tx: Tx, today: Today, about: str, *, weekdays: Collection[int] | None = None) -> None:
    """Plan the summary of every leader and officer that wants one; `weekdays`: of those who want it on one of these."""
    usual = Wishes()
    weekday = func.coalesce(reminder_settings.c.summary_weekday, usual.summary_weekday)
    hour = func.coalesce(reminder_settings.c.summary_hour, usual.summary_hour)
    not_before = case(
        *((hour == number, literal(moment_of(today.day, time(number)), Moment)) for number in SUMMARY_HOURS),
        else_=literal(moment_of(today.day, time(usual.summary_hour)), Moment),
    )
    wanted = weekday != NO_SUMMARY if weekdays is None else weekday.in_(weekdays)
    asked = (
        _told(
            Kind.SUMMARY,
            about,
            today,
            key=literal(f"summary:{about}:") + cast(appointments.c.unit_id, String) + ":" + _officer(),
            unit_id=appointments.c.unit_id,
            state=_reachable_or(literal(State.SKIPPED.value)),
            reason=_why_not(),
            not_before=not_before,
        )
        .select_from(appointments)
        .outerjoin(reminder_settings, reminder_settings.c.officer_id == appointments.c.officer_id)
        .where(appointments.c.ended_at.is_(None), appointments.c.role.in_(SUMMARISED), wanted)
    )
    await _plan(tx, asked)


SUMMARY_HOURS = (8, 9, 10, 14, 15, 16)
"""The hours at which a summary can come."""


async def plan_greeting(tx: Tx, today: Today, unit_ids: Collection[int]) -> None:
    """Plan the Tết greeting of everybody in office in these units, one a person and year."""
    first = (
        select(appointments.c.officer_id, func.min(appointments.c.unit_id).label("unit_id"))
        .where(appointments.c.ended_at.is_(None), appointments.c.unit_id.in_(unit_ids))
        .group_by(appointments.c.officer_id)
    )
    some = first.subquery()
    asked = (
        _told(
            Kind.GREETING,
            str(today.day.year),
            today,
            key=literal(f"greeting:{today.day.year}:") + cast(some.c.officer_id, String),
            unit_id=some.c.unit_id,
            state=_reachable_or(literal(State.SKIPPED.value), some.c.officer_id),
            reason=_why_not(some.c.officer_id),
            officer_id=some.c.officer_id,
        )
        .select_from(some)
        .outerjoin(reminder_settings, reminder_settings.c.officer_id == some.c.officer_id)
        .where(literal(True))
    )
    await _plan(tx, asked)


async def lapse(tx: Tx, today: Today, next_working: date) -> None:
    """What was not said on its day is not said later; but what people did is, on the next working day."""
    over = (reminders.c.state == State.PLANNED, reminders.c.day < today.day)
    acts = update(reminders).where(*over, reminders.c.kind == Kind.ACT)
    await tx.execute(acts.values(day=next_working, not_before=moment_of(next_working, opening(Hours.OFFICE))))
    missed = update(reminders).where(*over)
    await tx.execute(missed.values(state=State.SKIPPED, reason=Reason.MISSED, changed_at=today.now))


_COLUMNS = (
    "key", "officer_id", "unit_id", "kind", "about", "step", "day", "not_before", "state", "reason",
    "planned_at", "changed_at",
)  # fmt: skip


async def _plan(tx: Tx, asked: Select[Any]) -> None:
    await tx.execute(insert_from(tx, reminders, _COLUMNS, asked, ["key"]))


def _told(
    kind: Kind,
    about: str,
    today: Today,
    *,
    key: ColumnElement[Any],
    unit_id: ColumnElement[Any],
    state: ColumnElement[Any],
    reason: ColumnElement[Any],
    not_before: ColumnElement[Any] | None = None,
    officer_id: ColumnElement[Any] = appointments.c.officer_id,
    step: Step | None = None,
) -> Select[Any]:
    if not_before is None:
        evening = func.coalesce(reminder_settings.c.hours, Hours.OFFICE.value) == Hours.EVENING.value
        not_before = case(
            (evening, literal(moment_of(today.day, opening(Hours.EVENING)), Moment)),
            else_=literal(moment_of(today.day, opening(Hours.OFFICE)), Moment),
        )
    return select(
        key,
        officer_id,
        unit_id,
        literal(kind.value),
        literal(about),
        null() if step is None else literal(step.value),
        literal(today.day),
        not_before,
        state,
        reason,
        literal(today.now, Moment),
        literal(today.now, Moment),
    )


def _officer() -> ColumnElement[str]:
    return cast(appointments.c.officer_id, String)


def _among(superiors: set[int | None]) -> ColumnElement[bool]:
    known = [superior for superior in superiors if superior is not None]
    of_known = submissions.c.superior_id.in_(known)
    return or_(of_known, submissions.c.superior_id.is_(None)) if None in superiors else of_known


def _in_office(roles: Collection[Role]) -> ColumnElement[bool]:
    holder = appointments.alias()
    return exists().where(
        holder.c.unit_id == submissions.c.unit_id, holder.c.role.in_(roles), holder.c.ended_at.is_(None)
    )


def _is_reachable(officer_id: ColumnElement[Any] = appointments.c.officer_id) -> ColumnElement[bool]:
    return exists().where(chats.c.officer_id == officer_id, chats.c.blocked_at.is_(None))


def _reachable_or(
    other: ColumnElement[Any], officer_id: ColumnElement[Any] = appointments.c.officer_id
) -> ColumnElement[Any]:
    return case((_is_reachable(officer_id), literal(State.PLANNED.value)), else_=other)


def _why_not(officer_id: ColumnElement[Any] = appointments.c.officer_id) -> ColumnElement[Any]:
    return case((_is_reachable(officer_id), null()), else_=literal(Reason.UNREACHABLE.value))


def _muted() -> ColumnElement[bool]:
    return func.coalesce(reminder_settings.c.only_deadlines, False)


def _state_of_due(step: Step, skipped: Reason | None) -> ColumnElement[Any]:
    if skipped is not None:
        return literal(State.SKIPPED.value)
    planned = _reachable_or(literal(State.SKIPPED.value))
    return case((_muted(), literal(State.SKIPPED.value)), else_=planned) if step in EARLY else planned


def _reason_of_due(step: Step, skipped: Reason | None) -> ColumnElement[Any]:
    if skipped is not None:
        return literal(skipped.value)
    return case((_muted(), literal(Reason.OPTED_OUT.value)), else_=_why_not()) if step in EARLY else _why_not()
