"""A small province to test with: the province, two direct-superior unions, units of several kinds, one officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from domain.plan import Plan, load_plan, plan_path
from storage import reports, tables, tree
from storage.database import Tx
from tests.storage.moments import NOON

PLAN: Plan = load_plan(plan_path("kontum-66"))
LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Province:
    """Ids: the province, the unions X and Y, below X the units A (hcsn) and B (nnn), below Y C (nnn)."""

    top: int
    x: int
    y: int
    a: int
    b: int
    c: int
    officer: int


async def found_province(tx: Tx, first_day: date = LONG_AGO) -> Province:
    rows = [
        tree.NewUnit(code=code, name=name, kind=kind, parent=parent, first_day=first_day)
        for code, name, kind, parent in (
            ("T", "LĐLĐ tỉnh", "tinh", None),
            ("X", "CĐ huyện Đăk Hà", "cttt", "T"),
            ("Y", "CĐ huyện Sa Thầy", "cttt", "T"),
            ("A", "Trường Tiểu học Hòa Bình", "hcsn", "X"),
            ("B", "Công ty Cao su Đăk Hà", "nnn", "X"),
            ("C", "Công ty Gỗ Sa Thầy", "nnn", "Y"),
        )
    ]
    ids = await tree.found_many(tx, PLAN, rows, now=NOON)
    top, x, y, a, b, c = (ids[code] for code in "TXYABC")
    return Province(top, x, y, a, b, c, await appoint(tx))


async def appoint(tx: Tx) -> int:
    added = await tx.execute(
        insert(tables.officers).values(name="Hoa", created_at=NOON).returning(tables.officers.c.id)
    )
    return int(added.scalar_one())


def filled(province: Province, unit_id: int, form: str, day: str, **answers: Any) -> reports.NewReport:
    """A filled form whose `day` question was answered; underscores in keys stand for hyphens."""
    given = {key.replace("_", "-"): value for key, value in answers.items()} | {"day": day}
    return reports.NewReport(
        unit_id=unit_id, form=form, answers=given, day=date.fromisoformat(day), officer_id=province.officer
    )


def people(total: int, women: int | None = None) -> dict[str, int | None]:
    return {"total": total, "women": women}


async def record(tx: Tx, new: reports.NewReport, now: datetime = NOON) -> int:
    return (await reports.record(tx, PLAN, new, now)).report_id
