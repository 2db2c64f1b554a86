"""The doors of the demo: one for each role, with a code that leads in as often as asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.demo.cast import Cast
from domain.access import Role
from domain.plan import Plan
from handlers.roles import office_name
from locales import N_, plain
from storage import appointments, chats, entry_codes, officers, reaching
from storage.database import Tx
from storage.units import Unit


@dataclass(frozen=True, slots=True)
class Door:
    """A way into the demo. `slug` names it in addresses, `title` is a message id."""

    slug: str
    title: str
    role: Role
    unit: Unit
    department: str | None
    name: str
    code: str

    def office(self, plan: Plan) -> str:
        """What office is held behind the door."""
        return plain(office_name(plan, self.role, self.department, self.unit.name))


async def doors(tx: Tx, cast: Cast, now: datetime) -> list[Door]:
    """A door for each role, to those who hold the offices in the sample."""
    school, company, superior, province = cast.school, cast.union, cast.superior, cast.province
    chosen = (
        ("truong-hoc", N_("Chair of a school's union"), Role.CHAIR, school, None),
        ("doanh-nghiep", N_("Chair of a company's union"), Role.CHAIR, company, None),
        ("can-bo-cap-tren", N_("Officer of a direct-superior union"), Role.SUPERIOR_OFFICER, superior, None),
        ("lanh-dao-cap-tren", N_("Leader of a direct-superior union"), Role.SUPERIOR_LEADER, superior, None),
        (
            "chuyen-vien-tinh",
            N_("Department officer of the province"),
            Role.DEPT_OFFICER,
            cast.province,
            cast.department,
        ),
        ("lanh-dao-tinh", N_("Leader of the province"), Role.PROVINCIAL_LEADER, province, None),
    )
    made = []
    for slug, title, role, unit, department in chosen:
        # Those who came last have no past in other scenes of the sample.
        held = [one for one in await appointments.holders(tx, unit.id, {role}) if one.department == department][-1]
        officer = await officers.get(tx, held.officer_id)
        assert officer is not None
        # The tour's own channel is over: nobody is reached there any more.
        for chat in await reaching.of_officer(tx, officer.id):
            await chats.remove(tx, chat)
        code = await entry_codes.way_back(tx, officer.id, now)
        made.append(Door(slug, title, role, unit, department, officer.name or "", code))
    return made
