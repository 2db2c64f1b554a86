from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from domain.days import day_in_zone
from schedules.housekeeping import Swept, housekeeping
from schedules.ticks import scheduler
from storage import (
    chats,
    conversations,
    entry_codes,
    files,
    inbox,
    made,
    migrate,
    officers,
    outbox,
    shared_files,
    web_messages,
    web_sessions,
)
from storage.database import Database, Tx, opened
from storage.inbox import Arrived
from storage.reminding import items
from storage.reminding.items import Kind, NewReminder, Reason, State
from storage.tables import chats as chats_table
from tests.storage.house import unit

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'tiendo.db'}"
    await migrate.upgrade(url)
    async with opened(url) as database:
        yield database


NOTHING = Swept(
    inbox=0,
    outbox=0,
    drafts=0,
    messages=0,
    sessions=0,
    codes=0,
    links=0,
    strangers=0,
    pictures=0,
    files=0,
    made=0,
    reminders=0,
)


async def sign_in(tx: Tx) -> None:
    """An officer with a browser, a message there, a short code and a way back."""
    officer_id = await officers.create(tx, "Y Mẫu", "vi", "1", START)
    chat_id = await web_sessions.chat_of(tx, officer_id, START)
    session = await web_sessions.find(tx, await web_sessions.create(tx, chat_id, "Chrome, Android", START))
    assert session is not None
    await web_messages.add(tx, session.address, {"text": "Xin chào"}, START, once=False)
    await entry_codes.short_for_officer(tx, officer_id, START)
    await entry_codes.way_back(tx, officer_id, START)


async def fill(tx: Tx) -> None:
    stored = await inbox.store(tx, "telegram", "1", [Arrived("1", "{}"), Arrived("2", "{}")], START)
    await inbox.finish(tx, stored[0].id)
    stranger = await chats.add(tx, "telegram", "1", START)
    talking = await chats.add(tx, "telegram", "2", START)
    await conversations.open_(
        tx,
        chat_id=talking.id,
        officer_id=None,
        command="start",
        plan_version=1,
        answers={},
        now=START,
    )
    drafts = [
        outbox.Draft(chat_id=chat.id, lane="reply", dedupe_key=str(chat.id), payload={}) for chat in (stranger, talking)
    ]
    ids = await outbox.put(tx, drafts, START, START)
    await outbox.mark_superseded(tx, ids)
    await sign_in(tx)


@pytest.mark.parametrize(
    ("days", "swept"),
    [
        (0.01, replace(NOTHING, strangers=1)),
        (0.1, replace(NOTHING, codes=1, strangers=1)),
        (7.1, replace(NOTHING, codes=1, drafts=1, strangers=2)),
        (14.1, replace(NOTHING, codes=1, drafts=1, strangers=2, inbox=1)),
        (29.9, replace(NOTHING, codes=1, drafts=1, strangers=2, inbox=1)),
        (30.1, replace(NOTHING, codes=1, drafts=1, strangers=2, inbox=1, messages=1)),
        (90.1, replace(NOTHING, codes=2, drafts=1, strangers=2, inbox=1, messages=1, outbox=2)),
        (179.9, replace(NOTHING, codes=2, drafts=1, strangers=2, inbox=1, messages=1, outbox=2)),
        (180.1, replace(NOTHING, codes=2, drafts=1, strangers=2, inbox=1, messages=1, outbox=2, sessions=1)),
    ],
)
async def test_everything_is_kept_for_its_time(database: Database, tmp_path: Path, days: float, swept: Swept) -> None:
    await database.write(fill)
    now = START + timedelta(days=days)
    assert await housekeeping(database, tmp_path, now) == swept
    assert await housekeeping(database, tmp_path, now) == NOTHING
    async with database.read() as tx:
        left = await tx.scalar(select(func.count()).select_from(chats_table))
    assert left == 3 - swept.strangers


async def test_a_picture_without_a_row_is_swept_after_a_day(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "files" / "ab"
    folder.mkdir(parents=True)
    (folder / ("c" * 62)).write_bytes(b"x")
    now = datetime.now(UTC)
    assert (await housekeeping(database, tmp_path, now)).files == 0
    assert (await housekeeping(database, tmp_path, now + timedelta(days=2))).files == 1


async def test_a_picture_that_no_report_uses_goes_after_eight_days(database: Database, tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(picture, "PNG")
    saved = await files.save(tmp_path, picture.getvalue())
    now = datetime.now(UTC)
    await database.write(lambda tx: files.record(tx, saved, now))
    for days, gone in ((7.9, 0), (8.1, 1), (8.2, 0)):
        swept = await housekeeping(database, tmp_path, now + timedelta(days=days))
        assert (swept.pictures, swept.files) == (gone, gone)
    assert list(tmp_path.glob("files/*/*")) == []


async def test_what_was_made_to_be_sent_goes_after_eight_days(database: Database, tmp_path: Path) -> None:
    made.keep(tmp_path, "ab" + "c" * 62, b"PNG")
    assert made.kept(tmp_path, "ab" + "c" * 62) == b"PNG"
    now = datetime.now(UTC)
    for days, gone in ((7.9, 0), (8.1, 1), (8.2, 0)):
        assert (await housekeeping(database, tmp_path, now + timedelta(days=days))).made == gone
    assert made.kept(tmp_path, "ab" + "c" * 62) is None


@pytest.mark.parametrize(
    ("job_id", "name", "other"), [("housekeeping", "tidying", "planning"), ("planning", "planning", "tidying")]
)
async def test_missed_ticks_are_made_up_for_once(job_id: str, name: str, other: str) -> None:
    ticked, other_ticked = asyncio.Event(), asyncio.Event()

    async def tick(event: asyncio.Event) -> None:
        event.set()

    # As the program hands it over: what is called returns a coroutine, but is none itself.
    made = scheduler(**{name: lambda: tick(ticked), other: lambda: tick(other_ticked)})
    made.start(paused=True)
    made.remove_job("planning at once")
    job = made.get_job(job_id)
    assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)
    job.modify(next_run_time=datetime.now(UTC) - timedelta(days=3))
    made.resume()
    async with asyncio.timeout(10):
        await ticked.wait()
    assert not other_ticked.is_set()
    made.shutdown()


async def test_reminders_go_after_400_days_and_what_they_said_the_day_after(database: Database, tmp_path: Path) -> None:
    async def plan(tx: Tx) -> None:
        unit_id, officer_id = await unit(tx), await officers.create(tx, "Y Mẫu", "vi", "1", START)
        for key, day in (("old", START - timedelta(days=10)), ("new", START)):
            new = NewReminder(
                key=key,
                officer_id=officer_id,
                unit_id=unit_id,
                kind=Kind.ACT,
                about="quota:1",
                day=day_in_zone(day),
                not_before=day,
                payload={"text": "Đồng chí được giao chỉ tiêu"},
            )
            await items.add(tx, new, START)
        await items.drop(tx, [1], State.SKIPPED, Reason.TOLD, START)

    await database.write(plan)
    assert (await housekeeping(database, tmp_path, START)).reminders == 0
    async with database.read() as tx:
        old, new = await items.of_days(tx, day_in_zone(START - timedelta(days=20)), day_in_zone(START))
    assert old.payload is None
    assert new.payload is not None
    assert (await housekeeping(database, tmp_path, START + timedelta(days=395))).reminders == 1
    assert (await housekeeping(database, tmp_path, START + timedelta(days=402))).reminders == 1


async def test_a_picture_of_a_code_goes_with_its_link(database: Database, tmp_path: Path) -> None:
    """The code may still work, so nobody who looks into the folder later is to find it."""
    now = datetime.now(UTC)
    kept = {name: await files.keep(tmp_path, name.encode()) for name in ("code", "figures", "both")}

    async def share(tx: Tx) -> None:
        officer_id = await officers.create(tx, "Y Mẫu", "vi", "1", now)
        chat = await chats.add(tx, "zalo", "1", now)
        await chats.assign(tx, chat.id, officer_id)
        for name, secret in (("code", True), ("figures", False), ("both", True), ("both", False)):
            await shared_files.share(
                tx, "zalo", "1", sha256=kept[name], name="a.png", picture=True, secret=secret, now=now
            )

    await database.write(share)
    assert (await housekeeping(database, tmp_path, now + timedelta(minutes=14))).files == 0
    swept = await housekeeping(database, tmp_path, now + timedelta(minutes=16))
    assert (swept.links, swept.files) == (2, 1)
    there = {file.parent.name + file.name for file in (tmp_path / "files").glob("*/*")}
    assert there == {kept["figures"], kept["both"]}
