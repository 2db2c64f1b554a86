"""Who is about to fill a form: the chair of a union that it is for, or an officer of the one above."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.access import Role
from domain.plan import Plan
from domain.plan.events import Way as Ending
from tests.handlers.answers import Walk
from tests.handlers.federation import Federation
from tests.handlers.routes import Route

SUPERIORS = {"cttt": "dak-ha", "tinh": "tinh"}
"""Unions above others, which report for themselves, too; for any other kind one is founded."""


async def walker(federation: Federation, plan: Plan, route: Route, *, language: str = "en", **ways: Any) -> Walk:
    """Somebody at the beginning of the route, whose union has others below where the form asks for one."""
    federation.house = replace(federation.house, plan=plan)
    unit = SUPERIORS.get(route.kind, f"unit-{route.kind}")
    if unit not in federation.ids:
        await federation.found(((unit, f"CĐCS Đơn vị {route.kind}", route.kind, "dak-ha"),))
    office = "dak-ha" if route.form.from_above else unit
    if office == "tinh":
        filler = await federation.officer(Role.DEPT_OFFICER, office, department="vp", language=language)
    elif office == "dak-ha":
        filler = await federation.officer(Role.SUPERIOR_OFFICER, office, language=language)
    else:
        filler = await federation.chair(office, language=language)
    below = ("trường mẫu 01", federation.ids["truong-1"])
    others = {"union": below, "from": below}
    if Ending.HANDED_OVER in route.choices.values():
        others["into"] = ("sa thầy", federation.ids["sa-thay"])
    return Walk(
        chatter=filler,
        plan=plan,
        form=route.form,
        unit=federation.ids[unit],
        choices=route.choices,
        other=("bệnh viện", federation.ids["truc-thuoc"]),
        others=others,
        **ways,
    )
