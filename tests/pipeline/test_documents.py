"""A spreadsheet that somebody sends on Telegram: fetched and read before its turn, and of no stranger at all."""

from __future__ import annotations

from sqlalchemy import select

from domain.access import Role
from domain.plan import load_plan, plan_path
from handlers.offices import consent
from storage import appointments, chats, officers, tree
from storage.database import Tx
from storage.tables import quotas
from tests.documents.sheets import sheet
from tests.pipeline.rig import Rig
from tests.pipeline.test_told import FOUNDED, NOW
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

PLAN = load_plan(plan_path("kontum-66"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def found(tx: Tx) -> None:
    """A province with two unions directly below; its officer writes from the chat 501."""
    rows = [tree.NewUnit(code="tinh", name="LĐLĐ tỉnh Mẫu", kind="tinh", parent=None, first_day=FOUNDED)]
    rows += [
        tree.NewUnit(code=code, name=f"LĐLĐ huyện {code}", kind="cttt", parent="tinh", first_day=FOUNDED)
        for code in ("mot", "hai")
    ]
    rows += [
        tree.NewUnit(code=f"cs-{code}", name=f"CĐCS {code}", kind="nnn", parent=code, first_day=FOUNDED)
        for code in ("mot", "hai")
    ]
    ids = await tree.found_many(tx, PLAN, rows, now=NOW)
    officer = await officers.create(tx, "Y Mẫu", "en", consent.VERSION, NOW)
    chat = await chats.add(tx, "telegram", "501", NOW)
    await chats.assign(tx, chat.id, officer)
    await appointments.appoint(
        tx, officer_id=officer, unit_id=ids["tinh"], role=Role.ADMIN, department=None, actor=None, now=NOW
    )


async def officer_with_a_sheet(rig: Rig, telegram: TelegramServer) -> tuple[Phone, bytes]:
    """The officer, and the sheet that the bot has sent."""
    await rig.database.write(found)
    phone = telegram.phone(501, started=True)
    for text in ("giao chi tieu", "2", "1", "30"):
        await phone.say(text)
    sent = await phone.say("bang tinh", timeout=60)
    while sent.document is None:
        sent = await phone.reply(timeout=60)
    return phone, sent.document


async def test_a_sheet_goes_out_and_comes_back(rig: Rig, telegram: TelegramServer) -> None:
    phone, file = await officer_with_a_sheet(rig, telegram)
    await phone.send_document(file, "giao.xlsx", XLSX)
    said = await phone.reply(timeout=60)
    assert "so there is nothing to assign" in said.text
    await phone.send_document(b"PK\x03\x04broken", "giao.xlsx", XLSX)
    assert "This file is damaged" in (await phone.reply(timeout=60)).text
    await phone.send_document(b"%PDF-1.7", "quyet-dinh.pdf", "application/pdf")
    assert "This file is no spreadsheet" in (await phone.reply(timeout=60)).text
    assert await rig.rows(select(quotas)) == []


async def test_a_document_of_a_stranger_is_not_even_fetched(rig: Rig, phone: Phone, telegram: TelegramServer) -> None:
    await phone.send_document(sheet(), "giao.xlsx", XLSX)
    await phone.reply()
    await rig.settled()
    assert "getFile" not in {call.method for call in telegram.calls}


async def test_what_is_too_large_is_told_so(rig: Rig, telegram: TelegramServer) -> None:
    phone, _file = await officer_with_a_sheet(rig, telegram)
    await phone.send_document(b"PK" + bytes(21 * 1024 * 1024), "giao.xlsx", XLSX)
    assert "This file is too large" in (await phone.reply(timeout=60)).text
