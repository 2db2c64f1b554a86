"""Who plays in the tour, and in which units."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.stage import Stage
from bot.sample.table import PROVINCE
from bot.sample.units import seats
from bot.sample.year import reports_of
from domain.access import Role
from domain.plan import Plan
from locales import local
from storage import appointments, units
from storage.units import Unit

CHAIR, OFFICER, SUPERIOR, DEPARTMENT, PROVINCIAL = (
    "demo-chair",
    "demo-officer",
    "demo-superior",
    "demo-department",
    "demo-province",
)
ROOM = 8
"""The union of the tour has so many workers who are no members, at least."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The units of the tour, the appointment of the union's chair so far, and the department that follows its cases.

    `beside` are two unions of the same superior and kind, `school` is a school's union of that superior.
    """

    union: Unit
    school: Unit
    beside: tuple[Unit, Unit]
    superior: Unit
    province: Unit
    department: str
    former: int


async def cast(stage: Stage, plan: Plan) -> Cast:
    """Find the units in the sample."""
    today = local(stage.clock.now()).date()
    code, above = _union(stage, plan)
    async with stage.database.read() as tx:
        union = await units.by_code(tx, code, today)
        superior = await units.by_code(tx, above, today)
        province = await units.by_code(tx, PROVINCE[0], today)
        assert union is not None
        assert superior is not None
        assert province is not None
        below = await units.children(tx, superior.id, today)
        school = next(unit for unit in below if unit.kind == "hcsn" and "Trường" in unit.name)
        first, second = [unit for unit in below if unit.kind == union.kind and unit.id != union.id][:2]
        former = await appointments.holders(tx, union.id, {Role.CHAIR})
    adviser = next(one.code for one in plan.departments if one.gives_legal_advice)
    return Cast(union, school, (first, second), superior, province, adviser, former[0].id)


def _union(stage: Stage, plan: Plan) -> tuple[str, str]:
    """An enterprise with workers to win that has not reported yet what is reported in the tour; and its superior."""
    made = seats()
    now = stage.clock.now()
    told = {
        one.unit
        for one in reports_of(plan, made, local(now).year, now)
        if one.form in ("doi-thoai", "ket-nap", "thoa-uoc")
    }
    return next(
        (seat.unit.code, seat.unit.superior)
        for seat in made
        if seat.unit.kind == "nnn" and seat.place not in told and seat.unit.workers - seat.unit.members >= ROOM
    )
