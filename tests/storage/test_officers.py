"""What is kept about a person, given on request, and forgotten on request."""

from __future__ import annotations

from sqlalchemy import func, select

from domain.access import Role
from storage import appointments, entry_codes, officers, web_sessions
from storage.database import Database, Tx
from storage.tables import chats, conversations, outbox, report_versions
from storage.tables import entry_codes as code_rows
from storage.tables import web_sessions as session_rows
from tests.storage import house
from tests.storage.moments import DAY, NOON


async def test_an_officer_is_kept_with_the_consent(database: Database) -> None:
    officer_id = await database.write(lambda tx: officers.create(tx, "Y Mẫu", "vi", "2", NOON))
    await database.write(lambda tx: officers.set_language(tx, officer_id, "en"))
    async with database.read() as tx:
        assert await officers.get(tx, officer_id) == officers.Officer(
            id=officer_id,
            name="Y Mẫu",
            language="en",
            consent_version="2",
            consented_at=NOON,
            anonymised_at=None,
        )
        assert await officers.get(tx, officer_id + 1) is None


async def test_everything_kept_is_exported(database: Database) -> None:
    async def live(tx: Tx) -> tuple[int, int]:
        unit_id, officer_id = await house.unit(tx), await house.officer(tx)
        office = await house.chair(tx, unit_id, officer_id)
        chat_id = await house.chat(tx, "4711", officer_id)
        await house.draft(tx, chat_id, officer_id, office)
        await house.report(tx, unit_id, officer_id, office)
        await house.browser(tx, "Chrome, Android", officer_id)
        await house.browser(tx, "Firefox, Windows", await house.officer(tx))
        await appointments.end(tx, office, officer_id, NOON + DAY)
        return unit_id, officer_id

    unit_id, officer_id = await database.write(live)
    async with database.read() as tx:
        kept = await officers.export(tx, officer_id)
    assert kept["officer"]["name"] == "Người mẫu"
    assert kept["offices"] == [
        {"unit_id": unit_id, "role": "chair", "department": None, "since": NOON, "ended_at": NOON + DAY}
    ]
    assert [chat["channel"] for chat in kept["chats"]] == ["telegram", "web"]
    assert kept["chats"][0]["address"] == "4711"
    assert kept["sessions"] == [{"device": "Chrome, Android", "created_at": NOON, "seen_at": NOON}]
    assert [draft["answers"] for draft in kept["drafts"]] == [{"form": ["doan-vien-moi", "Đoàn viên mới"]}]
    assert kept["reports"] == 1
    assert [act["act"] for act in kept["acts"]] == ["appointment.ended"]


async def test_forgetting_keeps_the_figures_and_the_fact_of_consent(database: Database) -> None:
    async def live(tx: Tx) -> int:
        unit_id, officer_id = await house.unit(tx), await house.officer(tx)
        office = await house.chair(tx, unit_id, officer_id)
        chat_id = await house.chat(tx, "4711", officer_id)
        await house.message(tx, chat_id, "sent")
        await house.message(tx, chat_id, "waiting")
        await house.draft(tx, chat_id, officer_id, office)
        await house.report(tx, unit_id, officer_id, office)
        await officers.anonymise(tx, officer_id, NOON + DAY)
        return officer_id

    officer_id = await database.write(live)
    async with database.read() as tx:
        forgotten = await officers.get(tx, officer_id)
        assert forgotten is not None
        assert forgotten.name is None
        assert (forgotten.consent_version, forgotten.consented_at) == ("1", NOON)
        assert forgotten.anonymised_at == NOON + DAY
        assert await appointments.of_officer(tx, officer_id, NOON + DAY) == []
        assert await tx.scalar(select(func.count()).select_from(conversations)) == 0
        assert await tx.scalar(select(report_versions.c.officer_id)) == officer_id
        assert await tx.scalar(select(chats.c.officer_id)) is None
    assert await database.write(officers.remove_strangers) == 0

    async def sent(tx: Tx) -> None:
        await tx.execute(outbox.update().values(status="sent"))

    await database.write(sent)
    assert await database.write(officers.remove_strangers) == 1
    async with database.read() as tx:
        assert await tx.scalar(select(func.count()).select_from(outbox)) == 0


async def test_whoever_is_forgotten_is_let_in_nowhere(database: Database) -> None:
    async def live(tx: Tx) -> int:
        officer_id, other_id = await house.officer(tx), await house.officer(tx)
        for one in (officer_id, other_id):
            await house.browser(tx, "Chrome, Android", one)
            await entry_codes.way_back(tx, one, NOON)
            await entry_codes.short_for_officer(tx, one, NOON)
        await officers.anonymise(tx, officer_id, NOON)
        return other_id

    other_id = await database.write(live)
    assert await database.write(officers.remove_strangers) == 1
    async with database.read() as tx:
        assert set(await tx.scalars(select(code_rows.c.officer_id))) == {other_id}
        assert [one.device for one in await web_sessions.of_officer(tx, other_id)] == ["Chrome, Android"]
        assert await tx.scalar(select(func.count()).select_from(session_rows)) == 1


async def test_only_strangers_who_are_done_are_removed(database: Database) -> None:
    async def live(tx: Tx) -> None:
        await house.chat(tx, "stranger")
        await house.chat(tx, "known", await house.officer(tx))
        await house.draft(tx, await house.chat(tx, "joining"), None, None, "open")

    await database.write(live)
    assert await database.write(officers.remove_strangers) == 1
    async with database.read() as tx:
        assert set(await tx.scalars(select(chats.c.address))) == {"known", "joining"}


async def test_offices_are_held_from_when_to_when(database: Database) -> None:
    async def live(tx: Tx) -> tuple[int, int, int, int]:
        unit_id, officer_id = await house.unit(tx), await house.officer(tx)
        former, now = (
            await house.chair(tx, unit_id, await house.officer(tx)),
            await house.chair(tx, unit_id, officer_id),
        )
        assert await house.chair(tx, unit_id, officer_id) == now
        assert await appointments.end(tx, former, None, NOON + DAY)
        assert not await appointments.end(tx, former, None, NOON + 2 * DAY)
        return unit_id, officer_id, former, now

    unit_id, officer_id, former, now = await database.write(live)
    async with database.read() as tx:
        assert [office.id for office in await appointments.of_officer(tx, officer_id, NOON)] == [now]
        assert await appointments.of_officer(tx, officer_id, NOON - DAY) == []
        assert [office.id for office in await appointments.of_unit(tx, unit_id)] == [former, now]
        assert [office.id for office in await appointments.holders(tx, unit_id, {Role.CHAIR})] == [now]
        assert await appointments.holders(tx, unit_id, {Role.DEPUTY}) == []
        ended = await appointments.get(tx, former)
        assert ended is not None
        assert ended.ended_at == NOON + DAY
        assert await appointments.get(tx, 999) is None
