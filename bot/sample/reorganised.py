"""Changes of the sample's tree in its year: a union founded, one split from another, one dissolved; each reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.sample.desks import Desk
from bot.sample.units import Seat
from bot.sample.year import silent_ones
from domain.plan import Plan
from domain.plan.events import Origin, Way
from locales import ZONE, local
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


@dataclass(frozen=True, slots=True)
class _Decided:
    """A superior decides something that holds from a day on, and reports it a few days later."""

    desk: Desk
    day: date

    @property
    def number(self) -> str:
        """The number of the decision."""
        return f"{self.day.timetuple().tm_yday}/QĐ-LĐLĐ"

    @property
    def by(self) -> By:
        """Who reports it, and when."""
        sent = datetime.combine(self.day + REPORTED_AFTER, time(9), ZONE)
        desk = self.desk
        return By(now=sent, officer_id=desk.officer_id, appointment_id=desk.appointment_id, office_id=desk.unit_id)


async def reorganise(tx: Tx, plan: Plan, seats: Sequence[Seat], desks: Sequence[Desk], now: datetime) -> None:
    """What was decided in the year of `now` and reported by then."""
    year = local(now).year
    superiors = {seat.unit.code: desks[seat.place] for seat in seats}
    for new in FOUNDED:
        decided = _Decided(superiors[new.superior], date(year, *new.day))
        if decided.by.now <= now:
            source = _largest(seats, new) if new.origin is Origin.SPLIT else None
            await _found(tx, plan, new, decided, None if source is None else desks[source.place].unit_id)
    superior, end = ENDED
    decided = _Decided(superiors[superior], date(year, *end))
    if decided.by.now <= now:
        ended = next(seat for seat in silent_ones(seats, year) if seat.unit.superior == superior)
        await _end(tx, plan, decided, desks[ended.place].unit_id)


def _largest(seats: Sequence[Seat], new: _New) -> Seat:
    """The largest union of the same kind beside a new one."""
    beside = (seat for seat in seats if (seat.unit.superior, seat.unit.kind) == (new.superior, new.kind))
    return max(beside, key=lambda seat: seat.unit.members)


async def _found(tx: Tx, plan: Plan, new: _New, decided: _Decided, came_from: int | None) -> None:
    answers: dict[str, Any] = {
        "name": new.name,
        "kind": new.kind,
        "members": {"total": new.members, "women": new.women},
        "workers": new.workers,
        "origin": new.origin.value,
    }
    await _report(tx, plan, FOUNDING, decided, answers | ({"from": {"unit": came_from}} if came_from else {}))
    founding = Founding(
        name=new.name,
        kind=new.kind,
        parent_id=decided.desk.unit_id,
        first_day=decided.day,
        decision=decided.number,
        origin=new.origin,
        came_from=came_from,
        people=new.members,
        women=new.women,
        workers=new.workers,
    )
    await reorganising.found(tx, plan, founding, decided.by)


async def _end(tx: Tx, plan: Plan, decided: _Decided, unit_id: int) -> None:
    await _report(tx, plan, ENDING, decided, {"union": {"unit": unit_id}, "way": Way.DISSOLVED.value})
    closing = Closing(unit_id=unit_id, end=decided.day, decision=decided.number)
    await reorganising.close(tx, plan, closing, decided.by)


async def _report(tx: Tx, plan: Plan, form: str, decided: _Decided, answers: dict[str, Any]) -> None:
    new = NewReport(
        unit_id=decided.desk.unit_id,
        form=form,
        answers=answers | {"day": decided.day.isoformat(), "decision": decided.number},
        day=decided.day,
        officer_id=decided.desk.officer_id,
        appointment_id=decided.desk.appointment_id,
        office_id=decided.desk.unit_id,
    )
    await record(tx, plan, new, decided.by.now)
