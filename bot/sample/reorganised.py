"""Changes of the sample's tree in its year: a union founded, one split from another, one dissolved; each reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.sample.desks import Desk
from bot.sample.units import Seat
from domain.plan import Plan
from domain.plan.events import Origin, Way
from locales import ZONE
from storage import reorganising
from storage.database import Tx
from storage.reorganising import By, Closing, Founding
from storage.reports import NewReport, record

FOUNDING, ENDING = "hd-thanh-lap-cdcs", "hd-giai-the-cdcs"
REPORTED_AFTER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class _New:
    """A union that its superior founds on a day (month, day), with its first members, all of them workers of it."""

    superior: str
    day: tuple[int, int]
    kind: str
    name: str
    origin: Origin
    members: int
    women: int
    workers: int


FOUNDED = (
    _New("cd-kcn-kkt", (5, 12), "nnn", "CĐCS Công ty TNHH Mẫu 901 (KCN-KKT)", Origin.NEW, 14, 6, 22),
    _New("cd-giao-duc", (8, 3), "hcsn", "CĐCS Trường THPT Mẫu 901 (Giáo dục)", Origin.SPLIT, 9, 5, 9),
)
ENDED = ("ldld-dak-glei", (9, 4))
"""The superior of a union that is dissolved, one of those that say nothing, and its first day without it."""


async def reorganise(
    tx: Tx,
    plan: Plan,
    seats: Sequence[Seat],
    desks: Sequence[Desk],
    silent: Sequence[Seat],
    *,
    year: int,
    now: datetime,
) -> None:
    """What was decided in the year and reported by the moment. `silent` are the unions that reported nothing."""
    at = {seat.unit.code: desks[seat.place] for seat in seats}
    for new in FOUNDED:
        day = date(year, *new.day)
        largest = max(
            (seat for seat in seats if seat.unit.superior == new.superior and seat.unit.kind == new.kind),
            key=lambda seat: seat.unit.members,
        )
        source = desks[largest.place].unit_id if new.origin is Origin.SPLIT else None
        if (by := _by(at[new.superior], day)).now <= now:
            await _found(tx, plan, new, source, day, by)
    superior, last = ENDED
    ended = next(seat for seat in silent if seat.unit.superior == superior)
    if (by := _by(at[superior], date(year, *last))).now <= now:
        await _end(tx, plan, desks[ended.place].unit_id, date(year, *last), by)


async def _found(tx: Tx, plan: Plan, new: _New, source: int | None, day: date, by: By) -> None:
    decision = f"{day.timetuple().tm_yday}/QĐ-LĐLĐ"
    answers: dict[str, Any] = {
        "name": new.name,
        "kind": new.kind,
        "members": {"total": new.members, "women": new.women},
        "workers": new.workers,
        "day": day.isoformat(),
        "decision": decision,
        "origin": new.origin.value,
    }
    await _report(tx, plan, FOUNDING, answers | ({} if source is None else {"from": {"unit": source}}), day, by)
    assert by.office_id is not None
    founding = Founding(
        name=new.name,
        kind=new.kind,
        parent_id=by.office_id,
        first_day=day,
        decision=decision,
        origin=new.origin,
        came_from=source,
        people=new.members,
        women=new.women,
        workers=new.workers,
    )
    await reorganising.found(tx, plan, founding, by)


async def _end(tx: Tx, plan: Plan, unit_id: int, day: date, by: By) -> None:
    decision = f"{day.timetuple().tm_yday}/QĐ-LĐLĐ"
    answers = {"union": {"unit": unit_id}, "way": Way.DISSOLVED.value, "day": day.isoformat(), "decision": decision}
    await _report(tx, plan, ENDING, answers, day, by)
    await reorganising.close(tx, plan, Closing(unit_id=unit_id, end=day, decision=decision), by)


async def _report(tx: Tx, plan: Plan, form: str, answers: dict[str, Any], day: date, by: By) -> None:
    assert by.officer_id is not None
    assert by.office_id is not None
    new = NewReport(
        unit_id=by.office_id,
        form=form,
        answers=answers,
        day=day,
        officer_id=by.officer_id,
        appointment_id=by.appointment_id,
        office_id=by.office_id,
    )
    await record(tx, plan, new, by.now)


def _by(desk: Desk, day: date) -> By:
    sent = datetime.combine(day + REPORTED_AFTER, time(9), ZONE)
    return By(now=sent, officer_id=desk.officer_id, appointment_id=desk.appointment_id, office_id=desk.unit_id)
