"""What becomes of a message that comes in."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import select

from storage.tables import inbox, outbox
from tests.pipeline import counting
from tests.pipeline.rig import Rig, answered, rigged
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer


async def test_a_conversation_is_held_and_counted(rig: Rig, phone: Phone) -> None:
    assert await answered(phone, "/dem2", "5") == "Số thứ hai?"
    assert await answered(phone, "7") == "Đã nhận 5+7 (số 1)."
    await rig.settled()
    assert list((await counting.counted(rig.database)).values()) == ["5+7"]
    assert await rig.inbox() == ["done"] * 3
    assert await rig.outbox() == ["sent"] * 3


async def test_what_was_handled_or_sent_keeps_no_words(rig: Rig, phone: Phone) -> None:
    await answered(phone, "/noi", "bí mật")
    await rig.settled()
    assert [row.raw for row in await rig.rows(select(inbox.c.raw))] == [None, None]
    assert [row.payload for row in await rig.rows(select(outbox.c.payload))] == [{}, {}]


async def test_chats_do_not_disturb_each_other(rig: Rig, telegram: TelegramServer) -> None:
    async def count(phone: Phone, number: int) -> str:
        return await answered(phone, "/dem2", str(number), str(number + 1))

    phones = [telegram.phone() for _ in range(20)]
    said = await asyncio.gather(*(count(phone, number) for number, phone in enumerate(phones)))
    for number, text in enumerate(said):
        assert text.startswith(f"Đã nhận {number}+{number + 1} ")


async def test_messages_of_one_chat_are_taken_in_order(rig: Rig, phone: Phone) -> None:
    for number in range(30):
        await phone.type("/noi" if number % 2 == 0 else "/huy")
    await phone.quiet()
    await rig.settled()
    await phone.say("/noi")
    assert (await phone.say("mưa")).text == "mưa"


async def test_a_hundred_messages_at_once(rig: Rig, telegram: TelegramServer) -> None:
    phones = [telegram.phone() for _ in range(10)]
    for phone in phones:
        await answered(phone, "/dem2")
    for phone in phones:
        for _ in range(10):
            await phone.type("4")
    for phone in phones:
        await phone.quiet()
    await rig.settled()
    assert set(await rig.inbox()) == {"done"}
    # The first "4" was the answer. All others came before the second question could be seen.
    assert await counting.counted(rig.database) == {}
    for phone in phones:
        assert (await answered(phone, "6")).startswith("Đã nhận 4+6 ")


async def test_an_impatient_second_answer_is_not_taken(rig: Rig, phone: Phone) -> None:
    await answered(phone, "/dem2")
    await phone.type("5")
    await phone.type("5")
    await phone.quiet()
    assert await counting.counted(rig.database) == {}
    assert phone.last.text == "Số thứ hai?"
    assert await answered(phone, "8") == "Đã nhận 5+8 (số 1)."


async def test_a_second_tap_is_answered_and_changes_nothing(rig: Rig, phone: Phone) -> None:
    await phone.say("/dem2")
    question = phone.last
    await phone.say("5")
    await phone.tap("Quay lại" if "Quay lại" in str(phone.last.buttons) else "Back")
    await phone.tap_old(question.id, "Hủy" if "Hủy" in str(question.buttons) else "Cancel")
    await phone.quiet()
    assert phone.spinning == 0
    assert phone.last.text.startswith("Số thứ nhất?")
    assert phone.chat.toasts[-1] != ""


async def test_an_update_that_comes_twice_counts_once(rig: Rig, phone: Phone, telegram: TelegramServer) -> None:
    await answered(phone, "/dem2", "5", "7")
    for _ in range(2):
        telegram.duplicate_next_poll()
        await phone.quiet()
    await rig.settled()
    assert len(await rig.inbox()) == 3
    assert len(phone.messages) == 3


async def test_what_cannot_be_read_is_set_aside_alone(rig: Rig, phone: Phone, telegram: TelegramServer) -> None:
    await phone.say("/dem2")
    updates: list[dict[str, Any]] = [
        {"message": {"message_id": "x"}},
        {"message": 5},
        {"callback_query": {}},
        {"update_id": "nine"},
        {},
    ]
    for hostile in updates:
        telegram.inject(hostile)
    assert await answered(phone, "5", "7") == "Đã nhận 5+7 (số 1)."
    await rig.settled()
    states = await rig.inbox()
    assert states.count("quarantined") >= 3
    assert "new" not in states


async def test_groups_and_other_bots_are_met_with_silence(rig: Rig, phone: Phone, telegram: TelegramServer) -> None:
    await phone.say("/dem2")
    calls = len(telegram.calls)
    user = {"id": 5, "is_bot": False, "first_name": "An"}
    group = {"id": -7, "type": "group", "title": "Nhóm"}
    telegram.inject({"message": {"message_id": 1, "date": 1, "chat": group, "from": user, "text": "/dem2"}})
    robot = {"id": 6, "is_bot": True, "first_name": "Bot"}
    private = {"id": 6, "type": "private", "first_name": "Bot"}
    telegram.inject({"message": {"message_id": 1, "date": 1, "chat": private, "from": robot, "text": "/dem2"}})
    telegram.inject({"channel_post": {"message_id": 1, "date": 1, "chat": group | {"type": "channel"}, "text": "5"}})
    await answered(phone, "5")
    await rig.settled()
    assert set(await rig.inbox()) == {"done"}
    assert {call.method for call in telegram.calls[calls:]} == {"getUpdates", "sendMessage"}
    assert len(phone.messages) == 2


async def test_a_turn_that_fails_once_is_tried_again(rig: Rig, phone: Phone) -> None:
    assert await answered(phone, "/noi", counting.BREAKS_ONCE) == counting.BREAKS_ONCE


async def test_a_turn_that_keeps_failing_is_set_aside(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    operator = telegram.phone(started=True)
    phone = telegram.phone()
    async with rigged(telegram, url, tmp_path, operator_chat=str(operator.user_id)) as rig:
        await phone.say("/noi")
        sorry = await phone.say(counting.FAILS)
        assert len(sorry.text) > 60
        assert (await operator.reply()).text
        assert await answered(phone, "được") == "được"
        await rig.settled()
        rows = await rig.rows(select(inbox.c.status, inbox.c.attempts, inbox.c.error).order_by(inbox.c.id))
    assert [(row.status, row.attempts) for row in rows] == [("done", 0), ("quarantined", 3), ("done", 0)]
    assert "RuntimeError" in rows[1].error
    assert counting.FAILS not in rows[1].error


async def test_after_a_refused_text_nothing_of_it_is_on_the_disk(rig: Rig, phone: Phone, tmp_path: Path) -> None:
    await phone.say("/noi")
    refused = "gọi số 0905123456 nhé"
    await phone.say(refused)
    await phone.quiet()
    await rig.settled()
    async with asyncio.timeout(10):
        while any(b"0905123456" in file.read_bytes() for file in tmp_path.glob("tiendo.db*")):
            await asyncio.sleep(0.01)


async def test_a_photo_is_fetched_before_its_turn(rig: Rig, phone: Phone, tmp_path: Path) -> None:
    import io

    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(picture, "PNG")
    await phone.send_photo(picture.getvalue())
    await phone.quiet()
    assert len(list((tmp_path / "data" / "files").glob("*/*"))) == 1
    assert phone.chat.actions == ["typing"]
    with sqlite3.connect(tmp_path / "tiendo.db") as connection:
        assert connection.execute("SELECT count(*) FROM files").fetchone() == (1,)


async def test_what_a_former_run_left_is_taken_up(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    phone = telegram.phone()
    async with rigged(telegram, url, tmp_path) as rig:
        await answered(phone, "/dem2")
        await rig.pipeline.crew.dismiss("intake")
        # Stored and never handled, as when the process is killed in between.
        await phone.type("5")
        arrived = await rig.bot.poll()
        from storage import inbox as storage_inbox

        clock = rig.pipeline.sender._clock
        await rig.database.write(lambda tx: storage_inbox.store(tx, "telegram", rig.bot.bot, arrived, clock.now()))
    async with rigged(telegram, url, tmp_path):
        assert (await phone.reply()).text == "Số thứ hai?"
        assert await answered(phone, "7") == "Đã nhận 5+7 (số 1)."
