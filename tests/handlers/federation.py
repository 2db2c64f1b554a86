"""A small federation with officers, for conversations in tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Table, func, select, update

from domain.access import Role
from domain.plan import Plan, load_plan, plan_path
from handlers.house import CODE, Entrance, House
from handlers.offices import consent
from handlers.offices.invitation_link import VALID
from storage import appointments, chats, invitations, officers, reports, tree, units, web_sessions
from storage.database import Database, Tx
from storage.tables import chats as chat_rows
from storage.units import Unit
from tests.handlers.chatter import AFTERNOON, Chatter, Clock

PLAN: Plan = load_plan(plan_path("kontum-66"))
FOUNDED = date(2020, 1, 1)

TREE = (
    # code, name, kind, superior
    ("tinh", "LĐLĐ tỉnh Mẫu", "tinh", None),
    ("dak-ha", "LĐLĐ huyện Đăk Hà", "cttt", "tinh"),
    ("sa-thay", "LĐLĐ huyện Sa Thầy", "cttt", "tinh"),
    ("truong-1", "CĐCS Trường Mẫu 01", "hcsn", "dak-ha"),
    ("truong-2", "CĐCS Trường Mẫu 02", "hcsn", "dak-ha"),
    ("cong-ty-1", "CĐCS Công ty Mẫu 01", "nnn", "dak-ha"),
    ("cong-ty-2", "CĐCS Công ty Mẫu 02", "nnn", "sa-thay"),
    ("truc-thuoc", "CĐCS Bệnh viện Mẫu", "hcsn", "tinh"),
)
"""`truc-thuoc` stands directly under the province, without a level between."""


ON_TELEGRAM = Entrance(app="Telegram", link=f"https://t.me/tiendo_mau_bot?start={CODE}")
ON_ZALO = Entrance(app="Zalo", link="https://bot.zaloplatforms.com/bots/1459232241454765289")


def new_house(
    *, entrances: tuple[Entrance, ...] = (ON_TELEGRAM, ON_ZALO), web: str | None = None, sample: bool = False
) -> House:
    return House(plan=PLAN, sample=sample, entrances=entrances, web=web, contact="Văn phòng LĐLĐ tỉnh Mẫu")


class Federation:
    """A database with `TREE`, and the people who were appointed in it."""

    def __init__(self, database: Database, house: House, clock: Clock) -> None:
        self.database = database
        self.house = house
        self.clock = clock
        self.ids: dict[str, int] = {}
        self._addresses = 0

    async def found(self, rows: tuple[tuple[str, str, str, str | None], ...] = TREE) -> None:
        """Found units: (code, name, kind, code of the superior)."""
        new = [
            tree.NewUnit(code=code, name=name, kind=kind, parent=parent, first_day=FOUNDED)
            for code, name, kind, parent in rows
        ]
        self.ids |= await self.database.write(lambda tx: tree.found_many(tx, self.house.plan, new, now=AFTERNOON))

    async def unit(self, code: str) -> Unit:
        async with self.database.read() as tx:
            unit = await units.by_code(tx, code, self.clock.now.date())
        assert unit is not None
        return unit

    def stranger(self) -> Chatter:
        """Somebody who has not written yet."""
        self._addresses += 1
        return Chatter(database=self.database, house=self.house, clock=self.clock, address=str(self._addresses))

    async def officer(
        self,
        role: Role | None,
        unit: str = "truong-1",
        *,
        name: str = "Nguyễn Thị Mẫu",
        language: str = "en",
        department: str | None = None,
    ) -> Chatter:
        """Somebody who joined before, with one office; None: a former officer."""
        chatter = self.stranger()

        async def join(tx: Tx) -> None:
            officer_id = await officers.create(tx, name, language, consent.VERSION, AFTERNOON)
            chat = await chats.add(tx, chatter.channel, chatter.address, AFTERNOON)
            await chats.assign(tx, chat.id, officer_id)
            if role is not None:
                await _appoint(tx, officer_id, self.ids[unit], role, department)

        await self.database.write(join)
        return chatter

    async def browser(self, officer: Chatter | None, device: str = "Chrome, Android") -> Chatter:
        """A browser in which somebody who has joined is signed in on the web page; None: a stranger."""
        officer_id = await self.officer_id(officer) if officer is not None else None
        now = self.clock.now

        async def sign_in(tx: Tx) -> web_sessions.Session | None:
            made = web_sessions.new_chat(tx, now) if officer_id is None else web_sessions.chat_of(tx, officer_id, now)
            return await web_sessions.find(tx, await web_sessions.create(tx, await made, device, now))

        session = await self.database.write(sign_in)
        assert session is not None
        return Chatter(
            database=self.database,
            house=self.house,
            clock=self.clock,
            channel=web_sessions.CHANNEL,
            address=session.address,
            session=session.id,
        )

    async def chair(self, unit: str = "truong-1", *, language: str = "en") -> Chatter:
        """The chair of a grassroots union."""
        return await self.officer(Role.CHAIR, unit, language=language)

    async def also(self, chatter: Chatter, role: Role, unit: str) -> None:
        """Give a further office to somebody who has joined."""
        officer_id = await self.officer_id(chatter)
        await self.database.write(lambda tx: _appoint(tx, officer_id, self.ids[unit], role, None))

    async def moves(self, chatter: Chatter, channel: str, address: str) -> None:
        """Let somebody who has joined be known in another chat in place of the one before."""
        officer_id = await self.officer_id(chatter)
        changed = update(chat_rows).where(chat_rows.c.officer_id == officer_id)
        await self.database.write(lambda tx: tx.execute(changed.values(channel=channel, address=address)))
        chatter.channel, chatter.address = channel, address

    async def officer_id(self, chatter: Chatter) -> int:
        """The id of the officer who writes from there."""
        async with self.database.read() as tx:
            chat = await chats.find(tx, chatter.channel, chatter.address, self.clock.now)
        assert chat is not None
        assert chat.officer_id is not None
        return chat.officer_id

    async def report(self, unit: str, form: str, day: str, **answers: Any) -> int:
        """Let a unit have reported: answers by the question's key. Returns the report's number."""
        new = reports.NewReport(
            unit_id=self.ids[unit],
            form=form,
            answers=answers | {"day": day},
            day=date.fromisoformat(day),
            officer_id=await self.officer_id(await self.officer(None)),
        )
        plan = self.house.plan
        receipt = await self.database.write(lambda tx: reports.record(tx, plan, new, self.clock.now))
        return receipt.report_id

    async def count(self, table: Table) -> int:
        """How many rows a table has."""
        async with self.database.read() as tx:
            return int(await tx.scalar(select(func.count()).select_from(table)) or 0)

    async def invitation(
        self, role: Role, unit: str, *, created_by: Chatter | None = None, department: str | None = None
    ) -> str:
        """The code of an invitation that is valid for 30 days; without a creator, it comes from the command line."""
        officer_id = await self.officer_id(created_by) if created_by is not None else None
        _id, code = await self.database.write(
            lambda tx: invitations.create(
                tx,
                unit_id=self.ids[unit],
                role=role,
                department=department,
                created_by=officer_id,
                now=self.clock.now,
                expires_at=self.clock.now + VALID,
            )
        )
        return code


async def _appoint(tx: Tx, officer_id: int, unit_id: int, role: Role, department: str | None) -> int:
    return await appointments.appoint(
        tx, officer_id=officer_id, unit_id=unit_id, role=role, department=department, actor=None, now=AFTERNOON
    )
