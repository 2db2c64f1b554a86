"""Scenes of those above: an officer takes a case up and grades many unions, others look at the figures."""

from __future__ import annotations

from bot.demo.cast import CHAIR, DEPARTMENT, OFFICER, PROVINCIAL, SUPERIOR, Cast
from bot.demo.stage import Stage
from domain.access import Role
from domain.plan import Plan
from locales import local
from storage import cases
from storage.units import Unit


async def handle_case(stage: Stage, plan: Plan, cast: Cast) -> None:
    """The officer of the direct-superior union sees that there is a case, and takes it up."""
    stage.print.scene("9. The officer above takes it up", cast.superior.name)
    await _join(stage, OFFICER, cast.superior, Role.SUPERIOR_OFFICER, name="Cán bộ Mẫu A")
    today = local(stage.clock.now()).date()
    async with stage.database.read() as tx:
        newest = max(case.report.id for case in await cases.open_in(tx, plan, [cast.union.id], today))
    await stage.say(OFFICER, f"/vu {newest}", "1", "hôm nay", "gui")


async def grade(stage: Stage, plan: Plan, cast: Cast) -> None:
    """One decision, one grade, and two unions to which it does not apply."""
    stage.print.scene("10. Many unions graded at once", "one decision, two exceptions")
    last_year = str(local(stage.clock.now()).year - 1)
    kind = plan.unit_kind(cast.union.kind).name.vi
    await stage.say(OFFICER, "nhap loat", "4", kind, last_year, "tốt", "88/QĐ-LĐLĐ", "hôm nay")
    first, second = cast.beside
    await stage.say(OFFICER, f"{first.name} xuất sắc\nbỏ {second.name}", "xong", "gui")


async def assign(stage: Stage, cast: Cast) -> None:
    """The year's quota is split over the unions below, one of which is given more; its chair has received it."""
    stage.print.scene(
        "11. A quota split over all unions below", "by workers who could still join, then one line changed"
    )
    await stage.say(OFFICER, "giao chi tieu", "doan vien tang them", "1", "đúng", "2")
    await stage.say(OFFICER, f"{cast.union.name} 9", "xong", "1", "12/QĐ-LĐLĐ", "hôm nay", "bo qua", "giao")
    stage.print.scene("12. The chair is told, and answers with one tap", cast.union.name)
    await stage.hears(CHAIR)
    await stage.say(CHAIR, "đã nhận")
    stage.print.scene("13. Who has not answered", cast.superior.name)
    await stage.say(OFFICER, "chi tieu", "1")


async def look(stage: Stage, cast: Cast) -> None:
    """Everybody sees first what is theirs."""
    stage.print.scene("14. The leader of the direct-superior union", cast.superior.name)
    await _join(stage, SUPERIOR, cast.superior, Role.SUPERIOR_LEADER, name="Lãnh đạo Mẫu B")
    await stage.say(SUPERIOR, "/tiendo")
    stage.print.scene("15. An officer of a department", "its own indicators come first")
    await _join(stage, DEPARTMENT, cast.province, Role.DEPT_OFFICER, name="Cán bộ Mẫu C", department=cast.department)
    await stage.say(DEPARTMENT, "/tiendo")
    stage.print.scene("16. The leader of the province", cast.province.name)
    await _join(stage, PROVINCIAL, cast.province, Role.PROVINCIAL_LEADER, name="Lãnh đạo Mẫu D")
    await stage.say(
        PROVINCIAL, "tien do", "doi thoai den dau roi", "tien do thang truoc", "5", "tien do doan vien tang them"
    )


async def _join(
    stage: Stage, address: str, unit: Unit, role: Role, *, name: str, department: str | None = None
) -> None:
    code = await stage.invitation(unit.id, role, department=department)
    await stage.say(address, f"/start {code}", "dong y", name, shown=False)
