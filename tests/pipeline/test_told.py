"""What one officer's act tells another, in the other's chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.access import Role
from domain.days import ZONE
from domain.plan import load_plan, plan_path
from handlers.offices import consent
from storage import appointments, chats, officers, tree
from storage.database import Tx
from tests.pipeline.rig import Rig, rigged
from tests.telegram.server import TelegramServer

PLAN = load_plan(plan_path("kontum-66"))
NOW = datetime(2026, 3, 1, tzinfo=UTC)
FOUNDED = date(2020, 1, 1)


async def found(tx: Tx) -> None:
    """A province with two unions, whose chairs write from the chats 501 and 502."""
    rows = [tree.NewUnit(code="tinh", name="LĐLĐ tỉnh Mẫu", kind="tinh", parent=None, first_day=FOUNDED)]
    rows += [
        tree.NewUnit(code=code, name=f"CĐCS Mẫu {code}", kind="hcsn", parent="tinh", first_day=FOUNDED)
        for code in ("mot", "hai")
    ]
    ids = await tree.found_many(tx, PLAN, rows, now=NOW)
    for address, code in (("501", "mot"), ("502", "hai")):
        officer = await officers.create(tx, "Y Mẫu", "en", consent.VERSION, NOW)
        chat = await chats.add(tx, "telegram", address, NOW)
        await chats.assign(tx, chat.id, officer)
        await appointments.appoint(
            tx, officer_id=officer, unit_id=ids[code], role=Role.CHAIR, department=None, actor=None, now=NOW
        )


class Morning:
    """A clock that stands at nine in the morning: at night, people are not told of what others did."""

    def now(self) -> datetime:
        """See `Clock.now`."""
        return datetime(2026, 3, 13, 9, tzinfo=ZONE)


@pytest.fixture
async def rig(telegram: TelegramServer, url: str, tmp_path: Path) -> AsyncIterator[Rig]:
    async with rigged(telegram, url, tmp_path / "data", clock=Morning()) as rig:
        yield rig


async def test_the_receiving_chair_is_told_of_a_transfer_and_takes_it_over(rig: Rig, telegram: TelegramServer) -> None:
    await rig.database.write(found)
    sender, receiver = telegram.phone(501, started=True), telegram.phone(502, started=True)
    for text in ("chuyen di", "2", "hai", "1", "hom nay"):
        await sender.say(text)
    assert "received" in (await sender.say("send")).text
    await rig.pipeline.sender.look()
    told = await receiver.reply()
    assert "CĐCS Mẫu mot transfers 2 members to your union" in told.text
    assert "received" in (await receiver.press("Take them over")).text
