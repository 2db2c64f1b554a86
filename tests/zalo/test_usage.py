"""What Zalo's plan allows in a month: counted, warned about, and kept for answers near the end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.channels.meter import Meter
from bot.channels.zalo.channel import zalo
from bot.clock import SystemClock
from bot.operator import Operator, warn_of
from bot.pipeline import Pipeline
from domain.days import ZONE
from schedules.delivery import due_now
from schedules.planning import plan_day
from storage import usage
from storage.database import Database, Tx, opened
from storage.reminding.items import Reason, State
from storage.tables import chats, outbox, reminders
from tests.pipeline.rig import HOUSE
from tests.pipeline.test_planned import DUE
from tests.pipeline.test_told import PLAN, found
from tests.zalo.server import ZaloServer


class Then:
    """A clock that stands, before a month's end in London and after it in Viet Nam."""

    at = datetime(2026, 11, 1, 2, 0, tzinfo=ZONE)

    def now(self) -> datetime:
        return self.at


def meter_of(database: Database, *, messages: int = 10, people: int = 5) -> Meter:
    return Meter(database=database, clock=Then(), channel="zalo", bot="1", messages=messages, people=people)


async def test_both_directions_are_counted(server: ZaloServer, url: str, tmp_path: Path) -> None:
    async with opened(url) as database:
        meter = meter_of(database)
        async with zalo(server.token, server.url, meter=meter) as channel:
            pipeline = Pipeline(
                database=database,
                channels={"zalo": channel},
                house=HOUSE,
                clock=SystemClock(),
                data_folder=tmp_path,
                operator=Operator(SystemClock(), "telegram", None),
            )
            await pipeline.start()
            phones = [server.phone(), server.phone()]
            for phone in phones:
                await phone.say("xin chào")
            await phones[0].say("alo")
            # The next poll counts what the one before brought.
            await phones[1].say("alo")
            await pipeline.stop()
        async with database.read() as tx:
            used = await meter.used(tx)
    assert used.users == 2
    assert used.sent == 4
    assert used.received in (3, 4)


async def test_a_month_is_one_in_viet_nam(url: str) -> None:
    async with opened(url) as database:
        meter = meter_of(database)
        assert meter.month == "2026-11"
        await meter.count(received=2)
        await meter.count(sent=3)
        async with database.read() as tx:
            assert (await meter.used(tx)).messages == 5
            assert (await usage.of_month(tx, "zalo", "1", "2026-10")).messages == 0
            assert (await usage.of_month(tx, "zalo", "2", "2026-11")).messages == 0


@pytest.mark.parametrize(
    ("sent", "warned", "spared"), [(79, [], False), (80, ["messages"], False), (95, ["messages"], True)]
)
async def test_the_operator_is_warned_once_a_month(url: str, sent: int, warned: list[str], spared: bool) -> None:
    async with opened(url) as database:
        meter = meter_of(database, messages=100)
        await meter.count(sent=sent)
        operator = Operator(Then(), "telegram", "123")
        for _ in range(3):
            await database.write(lambda tx: warn_of(operator, meter, tx))
        async with database.read() as tx:
            assert await meter.warnings(tx) == warned
            assert await meter.is_spared(tx) is spared
            told = list(await tx.scalars(select(outbox.c.payload)))
    assert len(told) == len(warned)
    assert all(f"{sent}/100" in one["text"] for one in told)


async def test_near_the_end_reminders_give_way(url: str) -> None:
    async with opened(url) as database:
        await database.write(found)

        async def one_on_zalo(tx: Tx) -> None:
            await tx.execute(update(chats).where(chats.c.address == "501").values(channel="zalo"))

        await database.write(one_on_zalo)
        await plan_day(database, PLAN, DUE)
        going = await due_now(database, DUE, limit=10, lease_until=DUE, spared=["zalo"])
        assert [message.address for message in going] == ["502"]
        async with database.read() as tx:
            asked = select(reminders.c.state, reminders.c.reason).where(reminders.c.officer_id.is_not(None))
            assert {tuple(row) for row in await tx.execute(asked)} == {
                (State.SENT, None),
                (State.SKIPPED, Reason.SPARED),
            }


async def test_while_zalo_refuses_the_bot_reminders_wait_and_nobody_else_does(url: str) -> None:
    async with opened(url) as database:
        await database.write(found)

        async def one_on_zalo(tx: Tx) -> None:
            await tx.execute(update(chats).where(chats.c.address == "501").values(channel="zalo"))

        await database.write(one_on_zalo)
        await plan_day(database, PLAN, DUE)
        for held, told in ((["zalo"], ["502"]), (["zalo"], []), ([], ["501"])):
            going = await due_now(database, DUE, limit=10, lease_until=DUE, held=held)
            assert [message.address for message in going] == told
