"""Planned messages through the real pipeline: put into words when they leave, dropped where they are not needed."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from domain.days import ZONE
from schedules.planning import plan_day
from storage import chats as chat_rows
from storage.calendar import submissions
from storage.database import Tx
from storage.reminding.items import Reason, State
from storage.tables import chats, outbox, reminders
from tests.pipeline.rig import Rig, rigged
from tests.pipeline.test_told import PLAN, found
from tests.telegram.faults import forbidden, server_error
from tests.telegram.server import TelegramServer

DUE = datetime(2026, 4, 22, 7, 30, tzinfo=ZONE)


class At:
    """A clock that stands."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self.at


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sender.PLANNED_EVERY", 0.02)


async def planned(rig: Rig, at: datetime = DUE) -> None:
    """The federation, with the day planned."""
    await rig.database.write(found)
    await plan_day(rig.database, PLAN, at - timedelta(hours=1))


async def states(rig: Rig) -> list[tuple[str, str | None]]:
    """The states of the reminders to people, in order."""
    asked = select(reminders.c.state, reminders.c.reason).where(reminders.c.officer_id.is_not(None))
    return [(state, reason) for state, reason in await rig.rows(asked.order_by(reminders.c.officer_id))]


async def until(rig: Rig, wanted: list[str]) -> None:
    """Until the outbox holds messages in these states; who is first is nobody's business."""
    for _ in range(3000):
        if sorted(await rig.outbox()) == sorted(wanted):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{await rig.outbox()} never became {wanted}")


async def test_each_chair_gets_one_message_whose_buttons_do_the_thing(
    telegram: TelegramServer, url: str, tmp_path: Path
) -> None:
    one, two = telegram.phone(501, started=True), telegram.phone(502, started=True)
    async with rigged(telegram, url, tmp_path / "data", clock=At(DUE)) as rig:
        await planned(rig)
        said = [await phone.reply() for phone in (one, two)]
        assert all("Report month 4/2026 of CĐCS Mẫu" in each.text for each in said)
        assert "nothing to report in:" in (await one.press("Nothing to report")).text
        # The numbers of the message can be typed, too.
        assert "Report month 4/2026, CĐCS Mẫu hai." in (await two.say("1")).text
        await plan_day(rig.database, PLAN, DUE)
        assert await states(rig) == [("delivered", None), ("delivered", None)]


async def test_who_reported_while_the_message_waited_is_not_asked(
    telegram: TelegramServer, url: str, tmp_path: Path
) -> None:
    clock = At(DUE)
    telegram.phone(501, started=True)
    telegram.phone(502, started=True)
    telegram.fail_next("sendMessage", server_error(), times=1000)
    async with rigged(telegram, url, tmp_path / "data", clock=clock) as rig:
        await planned(rig)
        await until(rig, ["waiting", "waiting"])

        async def report(tx: Tx) -> None:
            for one in await submissions.waiting_of(tx, [2, 3]):
                await submissions.close(tx, [one], officer_id=1, office_id=one.unit_id, now=DUE)

        await rig.database.write(report)
        await until(rig, ["cancelled", "cancelled"])
        assert await states(rig) == [(State.CANCELLED, Reason.REPORTED)] * 2


async def test_what_the_network_held_up_beyond_the_hours_waits_for_the_next(
    telegram: TelegramServer, url: str, tmp_path: Path
) -> None:
    clock = At(DUE)
    phone = telegram.phone(501, started=True)
    telegram.phone(502, started=True)
    telegram.fail_next("sendMessage", server_error(), times=1000)
    async with rigged(telegram, url, tmp_path / "data", clock=clock) as rig:
        await planned(rig)
        await until(rig, ["waiting", "waiting"])
        clock.at = DUE.replace(hour=12)
        await until(rig, [])
        telegram.heal("sendMessage")
        assert await states(rig) == [(State.PLANNED, None)] * 2
        clock.at = DUE.replace(hour=14)
        assert "Report month 4/2026" in (await phone.reply()).text


async def test_who_blocks_the_bot_is_noted(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    telegram.phone(501, started=True)
    telegram.phone(502, started=True)
    telegram.fail_next("sendMessage", forbidden("bot was blocked by the user"))
    async with rigged(telegram, url, tmp_path / "data", clock=At(DUE)) as rig:
        await planned(rig)
        await until(rig, ["sent"])
        await told(rig, {(State.SKIPPED, Reason.UNREACHABLE), ("delivered", None)})
        blocked = select(chats.c.address).where(chats.c.blocked_at.is_not(None))
        assert len(await rig.rows(blocked)) == 1


async def told(rig: Rig, wanted: set[tuple[str, str | None]]) -> None:
    """Until the reminders to people are in these states."""
    for _ in range(500):
        await plan_day(rig.database, PLAN, DUE)
        if set(await states(rig)) == wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{await states(rig)} never became {wanted}")


async def test_who_is_lost_in_one_chat_is_told_in_another(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    lost, other = telegram.phone(501, started=True), telegram.phone(601, started=True)
    telegram.phone(502, started=True)
    # That it was blocked, the bot finds out when it writes.
    lost.chat.blocked = True

    async def also_there(tx: Tx) -> None:
        officer_id = await tx.scalar(select(chats.c.officer_id).where(chats.c.address == "501"))
        assert officer_id is not None
        added = await chat_rows.add(tx, "telegram", "601", DUE - timedelta(days=9))
        await chat_rows.assign(tx, added.id, officer_id)
        used = update(chats).where(chats.c.address == "501").values(heard_at=DUE - timedelta(days=1))
        await tx.execute(used)

    async with rigged(telegram, url, tmp_path / "data", clock=At(DUE)) as rig:
        await rig.database.write(found)
        await rig.database.write(also_there)
        await plan_day(rig.database, PLAN, DUE - timedelta(hours=1))
        assert "Report month 4/2026" in (await other.reply()).text
        await told(rig, {("delivered", None)})


async def test_a_message_left_over_by_a_killed_program_goes_out_once(
    telegram: TelegramServer, url: str, tmp_path: Path
) -> None:
    phone = telegram.phone(501, started=True)
    telegram.phone(502, started=True)
    async with rigged(telegram, url, tmp_path / "data", clock=At(DUE)) as rig:
        await planned(rig)
        await phone.reply()
        await until(rig, ["sent", "sent"])
        again = update(outbox).values(status="waiting", lease_until=None, payload={"reminders": True})

        async def undone(tx: Tx) -> None:
            await tx.execute(again.where(outbox.c.id == 1))

        await rig.database.write(undone)
        await rig.pipeline.sender.look()
        await until(rig, ["sent", "sent"])
        await plan_day(rig.database, PLAN, DUE)
        assert await rig.outbox() == ["sent", "sent"]
