"""Writing judged rows: units, and their headcounts as reports of the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.importing.judging import above_in_file
from bot.importing.rows import Row
from domain.plan import Plan
from domain.plan.headcounts import filled, stating
from storage import bulk, tree
from storage.bulk import Past
from storage.database import Tx
from storage.reports import NewReport
from storage.tree import NewUnit

OFFICER = "tiendo init"
"""The name under which headcounts of a file stand in the reports."""

Progress = Callable[[str, int, int], None]
"""Told what is being written, and how many of how many are done."""


async def write_units(tx: Tx, plan: Plan, rows: Sequence[Row], now: datetime, on_progress: Progress) -> None:
    """Found the units of the rows that are not there yet. The rows must have been judged and found right."""
    of_file = {row.code.casefold(): row for row in rows if row.code is not None}
    new = sorted((row for row in rows if not row.there), key=lambda row: len(above_in_file(row, of_file)))
    ids = await tree.found_many(
        tx,
        plan,
        [_new_unit(row) for row in new],
        lambda done, of: on_progress("Units", done, of),
        now=now,
    )
    counted = [row for row in new if row.counted]
    if counted:
        officer_id = await bulk.nobody(tx, OFFICER, now)
        past = [_headcount(plan, row, ids[row.code or ""], officer_id, now) for row in counted]
        await bulk.record_many(tx, plan, past, lambda done, of: on_progress("Headcounts", done, of))


def _new_unit(row: Row) -> NewUnit:
    assert row.code is not None
    assert row.name is not None
    assert row.kind is not None
    assert row.founded is not None
    return NewUnit(code=row.code, name=row.name, kind=row.kind, parent=row.parent, first_day=row.founded)


def _headcount(plan: Plan, row: Row, unit_id: int, officer_id: int, now: datetime) -> Past:
    assert row.kind is not None
    assert row.as_of is not None
    headcount = row.headcount(plan, row.kind)
    form = stating(plan, row.kind, headcount)
    assert form is not None
    answers = filled(form, headcount, row.as_of)
    new = NewReport(unit_id=unit_id, form=form.code, answers=answers, day=row.as_of, officer_id=officer_id)
    return Past(new=new, at=now)
