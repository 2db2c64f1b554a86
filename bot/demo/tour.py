"""The tour: a chair takes up an office, reports, corrects; then the leaders above look at the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.stage import Stage
from bot.sample.table import PROVINCE
from bot.sample.unions import Union, unions
from bot.sample.year import reports_of
from domain.access import Role
from domain.plan import Plan
from locales import local
from storage import appointments, totals, units
from storage.units import Unit

CHAIR, SUPERIOR, PROVINCIAL = "demo-chair", "demo-superior", "demo-province"
ROOM = 8
"""The union of the tour has so many workers who are no members, at least."""


@dataclass(frozen=True, slots=True)
class _Cast:
    """The units of the tour, and the appointment of the union's chair so far."""

    union: Unit
    superior: Unit
    province: Unit
    former: int


async def play(stage: Stage, plan: Plan) -> None:
    """All scenes, in order."""
    cast = await _cast(stage)
    await _take_office(stage, cast)
    await _report(stage)
    await _correct(stage)
    await _look_from_above(stage, cast)
    async with stage.database.read() as tx:
        differences = await totals.check(tx, plan)
    stage.print.note(f"All totals counted again from the reports: {len(differences)} differences.")


async def _take_office(stage: Stage, cast: _Cast) -> None:
    stage.print.scene("1. A chair takes up the office", f"{cast.union.name}: the new chair opens an invitation")
    code = await stage.invitation(cast.union.id, Role.CHAIR, cast.former)
    await stage.says(CHAIR, f"/start {code}")
    await stage.says(CHAIR, "dong y")
    await stage.says(CHAIR, "Y Mẫu")


async def _report(stage: Stage) -> None:
    today = local(stage.clock.now()).date()
    stage.print.scene("2. New members", "typed on a phone, without diacritics")
    await stage.says(CHAIR, "kn 5 nguoi nu 2")
    await stage.says(CHAIR, "hôm qua")
    await stage.says(CHAIR, "gui")
    stage.print.scene("3. What is vague is asked about", "a loss, told in words that are no number")
    await stage.says(CHAIR, "giam")
    await stage.says(CHAIR, "vài người")
    await stage.says(CHAIR, "hai")
    await stage.says(CHAIR, "thôi việc")
    await stage.says(CHAIR, "hôm nay")
    await stage.says(CHAIR, "1")
    stage.print.scene("4. A workplace dialogue", "chosen by typing numbers, as buttons are only a comfort")
    await stage.says(CHAIR, "doi thoai")
    await stage.says(CHAIR, "1")
    day = max(today - timedelta(days=12), date(today.year, 1, 1))
    await stage.says(CHAIR, f"{day.day}/{day.month}/{day.year}")
    await stage.says(CHAIR, "1")
    await stage.says(CHAIR, "1")


async def _correct(stage: Stage) -> None:
    stage.print.scene("5. A correction", "the two who left were one: the totals follow at once")
    for text in ("/lichsu", "2", "1", "sua", "1", "một", "gui", "Nhập nhầm số"):
        await stage.says(CHAIR, text)


async def _look_from_above(stage: Stage, cast: _Cast) -> None:
    stage.print.scene("6. The leader of the direct-superior union", cast.superior.name)
    await _join(stage, SUPERIOR, cast.superior, Role.SUPERIOR_LEADER)
    await stage.says(SUPERIOR, "/tiendo")
    stage.print.scene("7. The leader of the province", cast.province.name)
    await _join(stage, PROVINCIAL, cast.province, Role.PROVINCIAL_LEADER)
    await stage.says(PROVINCIAL, "tien do")


async def _join(stage: Stage, address: str, unit: Unit, role: Role) -> None:
    code = await stage.invitation(unit.id, role)
    for text in (f"/start {code}", "dong y", "Cán bộ Mẫu A"):
        await stage.says(address, text, shown=False)


async def _cast(stage: Stage) -> _Cast:
    now = stage.clock.now()
    today = local(now).date()
    chosen = _union(today.year, stage)
    async with stage.database.read() as tx:
        union = await units.by_code(tx, chosen.code, today)
        superior = await units.by_code(tx, chosen.superior, today)
        province = await units.by_code(tx, PROVINCE[0], today)
        assert union is not None
        assert superior is not None
        assert province is not None
        former = await appointments.holders(tx, union.id, {Role.CHAIR})
    return _Cast(union, superior, province, former[0].id)


def _union(year: int, stage: Stage) -> Union:
    """An enterprise with workers to win that has reported neither admissions nor a dialogue this year."""
    made = unions()
    reported = reports_of(made, year, stage.clock.now())
    active = {one.union for one in reported if one.form in ("doi-thoai", "ket-nap")}
    return next(
        union
        for place, union in enumerate(made)
        if union.kind == "nnn" and place not in active and union.workers - union.members >= ROOM
    )
