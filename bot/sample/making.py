"""Writing the sample province into an empty database, through the same functions as everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from random import Random
from typing import Any

from bot.sample import table
from bot.sample.filed import Filed
from bot.sample.unions import Union, unions
from bot.sample.year import headcount, reports_of
from domain.access import Role
from domain.plan import Plan
from domain.quotas import Quota
from locales import ZONE, local
from storage import bulk, meta, quotas, tree, units
from storage.bulk import NewHolder, Past
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


@dataclass(frozen=True, slots=True)
class _Chair:
    officer_id: int
    appointment_id: int


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
    made = unions()
    ids = await tree.found_many(tx, plan, _rows(made), lambda done, of: on_progress("Units", done, of), now=now)
    chairs = await _appoint_chairs(tx, made, ids)
    await _assign_quotas(tx, plan, today.year, ids)
    filed = [
        headcount(place, union, BASELINE, Random(f"{table.SEED} {union.code}")) for place, union in enumerate(made)
    ]
    filed += reports_of(made, today.year, now)
    past = _past(filed, [ids[union.code] for union in made], chairs)
    await bulk.record_many(tx, plan, past, lambda done, of: on_progress("Reports", done, of))


def _rows(made: list[Union]) -> list[NewUnit]:
    code, name = table.PROVINCE
    province = NewUnit(code=code, name=name, kind="tinh", parent=None, first_day=FOUNDED)
    superiors = [
        NewUnit(code=superior.code, name=superior.name, kind="cttt", parent=code, first_day=FOUNDED)
        for superior in table.SUPERIORS
    ]
    grassroots = [
        NewUnit(code=union.code, name=union.name, kind=union.kind, parent=union.superior, first_day=FOUNDED)
        for union in made
    ]
    return [province, *superiors, *grassroots]


async def _appoint_chairs(tx: Tx, made: list[Union], ids: dict[str, int]) -> list[_Chair]:
    since = datetime.combine(FOUNDED, time(), ZONE)
    holders = [
        NewHolder(name=f"Chủ tịch CĐCS #{number:04}", unit_id=ids[union.code], role=Role.CHAIR, since=since)
        for number, union in enumerate(made, start=1)
    ]
    return [_Chair(*held) for held in await bulk.appoint_many(tx, holders)]


async def _assign_quotas(tx: Tx, plan: Plan, year: int, ids: dict[str, int]) -> None:
    """The year's net growth, shared out before the year begins."""
    decided = date(year - 1, 12, 28)
    for superior in table.SUPERIORS:
        quota = Quota(
            indicator="doan-vien-tang",
            unit=ids[superior.code],
            first_day=plan.first_day_of(year),
            last_day=date.fromordinal(plan.first_day_of(year + 1).toordinal() - 1),
            amount=Fraction(superior.quota),
            decision="66/QĐ-LĐLĐ (mẫu)",
            decided=decided,
            given_by=ids[table.PROVINCE[0]],
            reason=f"Chỉ tiêu năm {year}",
            known_at=datetime.combine(decided, time(9), ZONE),
        )
        await quotas.assign(tx, quota, None)


def _past(filed: list[Filed], unit_ids: list[int], chairs: list[_Chair]) -> list[Past]:
    places = {_key(one): place for place, one in enumerate(filed)}
    return [
        Past(
            new=NewReport(
                unit_id=unit_ids[one.union],
                form=one.form,
                answers=_with_other_end(one, one.answers, unit_ids),
                day=one.day,
                officer_id=chairs[one.union].officer_id,
                appointment_id=chairs[one.union].appointment_id,
                counterpart_id=None if one.other_end is None else unit_ids[one.other_end],
            ),
            at=one.sent,
            changes=tuple(
                bulk.Change(
                    at=edit.at,
                    reason=edit.reason,
                    answers=None if edit.answers is None else _with_other_end(one, edit.answers, unit_ids),
                )
                for edit in one.edits
            ),
            takes_over=None if one.takes_over is None else places[_key(one.takes_over)],
        )
        for one in filed
    ]


def _key(one: Filed) -> tuple[int, str, datetime]:
    return one.union, one.form, one.sent


def _with_other_end(one: Filed, answers: dict[str, Any], unit_ids: list[int]) -> dict[str, Any]:
    if one.form not in ("chuyen-di", "chuyen-den"):
        return answers
    return answers | {"other-end": {"unit": None if one.other_end is None else unit_ids[one.other_end]}}
