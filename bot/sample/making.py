"""Writing the sample province into an empty database, through the same functions as everything else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from fractions import Fraction
from random import Random
from typing import Any

from bot.sample import table
from bot.sample.desks import Desk, appoint
from bot.sample.filed import Edit, Filed
from bot.sample.membership import headcount
from bot.sample.reorganised import reorganise
from bot.sample.units import Seat, seats
from bot.sample.year import reports_of
from domain.plan import Plan
from domain.quotas import Quota
from locales import ZONE, local
from storage import bulk, meta, quotas, tree, units
from storage.bulk import Past
from storage.database import Tx
from storage.reports import NewReport
from storage.tree import NewUnit

FOUNDED = date(2018, 1, 1)
BASELINE = date(2020, 12, 31)
"""As of this day the first headcounts are stated: the evening before the plan begins."""

Progress = Callable[[str, int, int], None]
"""Told what is being written, and how many of how many are done."""


class NotEmpty(Exception):
    """The database holds units already; nothing was written."""


async def make_sample(
    tx: Tx, plan: Plan, preset: str, now: datetime, on_progress: Progress = lambda what, done, of: None
) -> None:
    """Found the province, assign this year's quotas, and report everything up to `now`. Raises `NotEmpty`."""
    assert preset in table.PRESETS
    today = local(now).date()
    if await units.top(tx, today) is not None:
        raise NotEmpty
    await meta.put(tx, "sample", preset)
    await meta.put(tx, "sample_note", table.NOTE)
    await meta.put(tx, "plan", plan.code)
    made = seats()
    ids = await tree.found_many(tx, plan, rows(made), lambda done, of: on_progress("Units", done, of), now=now)
    desks = await appoint(tx, plan, made, ids, FOUNDED)
    await _assign_quotas(tx, plan, today.year, ids)
    filed = [
        headcount(seat.place, seat.unit, BASELINE, Random(f"{table.SEED} {seat.unit.code}"))
        for seat in made
        if seat.unit.kind in table.KINDS
    ]
    filed += reports_of(plan, made, today.year, now)
    await bulk.record_many(tx, plan, past(filed, desks), lambda done, of: on_progress("Reports", done, of))
    await reorganise(tx, plan, made, desks, now)


def rows(made: list[Seat]) -> list[NewUnit]:
    """The units to be founded, each after its superior."""
    return [
        NewUnit(
            code=seat.unit.code,
            name=seat.unit.name,
            kind=seat.unit.kind,
            parent=seat.unit.superior if seat.superior != seat.place else None,
            first_day=FOUNDED,
        )
        for seat in reversed(made)
    ]


async def _assign_quotas(tx: Tx, plan: Plan, year: int, ids: dict[str, int]) -> None:
    """The year's net growth, shared out before the year begins."""
    decided = date(year - 1, 12, 28)
    entered = datetime.combine(decided, time(9), ZONE)
    given = [
        Quota(
            indicator="doan-vien-tang",
            unit=ids[superior.code],
            first_day=plan.first_day_of(year),
            last_day=date.fromordinal(plan.first_day_of(year + 1).toordinal() - 1),
            amount=Fraction(superior.quota),
            decision="66/QĐ-LĐLĐ (mẫu)",
            decided=decided,
            given_by=ids[table.PROVINCE[0]],
            reason=f"Chỉ tiêu năm {year}",
            known_at=entered,
        )
        for superior in table.SUPERIORS
    ]
    await quotas.add(tx, given, None, entered)


def past(filed: list[Filed], desks: list[Desk]) -> list[Past]:
    """The reports as they are kept. `desks` are those of the units, by their places."""
    places = {_key(one): place for place, one in enumerate(filed)}
    return [
        Past(
            new=NewReport(
                unit_id=desks[one.unit].unit_id,
                form=one.form,
                answers=_with_other_end(one, one.answers, desks),
                day=one.day,
                officer_id=desks[_office(one)].officer_id,
                appointment_id=desks[_office(one)].appointment_id,
                office_id=desks[_office(one)].unit_id,
                counterpart_id=None if one.other_end is None else desks[one.other_end].unit_id,
            ),
            at=one.sent,
            changes=tuple(_change(one, edit, desks) for edit in one.edits),
            takes_over=None if one.takes_over is None else places[_key(one.takes_over)],
        )
        for one in filed
    ]


def _office(one: Filed) -> int:
    return one.unit if one.office is None else one.office


def _change(one: Filed, edit: Edit, desks: list[Desk]) -> bulk.Change:
    desk = desks[_office(one) if edit.office is None else edit.office]
    return bulk.Change(
        at=edit.at,
        reason=edit.reason,
        answers=None if edit.answers is None else _with_other_end(one, edit.answers, desks),
        officer_id=desk.officer_id,
        appointment_id=desk.appointment_id,
        office_id=desk.unit_id,
    )


def _key(one: Filed) -> tuple[int, str, datetime]:
    return one.unit, one.form, one.sent


def _with_other_end(one: Filed, answers: dict[str, Any], desks: list[Desk]) -> dict[str, Any]:
    if one.form not in ("chuyen-di", "chuyen-den"):
        return answers
    return answers | {"other-end": {"unit": None if one.other_end is None else desks[one.other_end].unit_id}}
