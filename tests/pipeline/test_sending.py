"""What becomes of a message on its way out: every class of failure, and the order in a chat."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import select

from bot.channels.channel import Stop
from handlers.saying import Attachment, Button, Saying
from storage import chats as storage_chats
from storage import outbox as storage_outbox
from storage.database import Tx
from storage.outbox import PLANNED, REPLY
from storage.tables import chats, outbox
from tests.pipeline.rig import Rig, answered, rigged
from tests.telegram import faults
from tests.telegram.faults import Fault
from tests.telegram.phone import Phone
from tests.telegram.refusal import Refused
from tests.telegram.server import TelegramServer


async def put(rig: Rig, phone: Phone, *sayings: Saying, lane: str = REPLY, key: str = "k") -> None:
    """Write messages into the outbox as the planner does, leased to nobody."""

    async def work(tx: Tx) -> None:
        now = datetime.now(UTC)
        chat = await storage_chats.find(tx, "telegram", str(phone.user_id), now) or await storage_chats.add(
            tx, "telegram", str(phone.user_id), now
        )
        drafts = [
            storage_outbox.Draft(
                chat_id=chat.id,
                lane=lane,
                dedupe_key=f"{key}:{place}",
                payload=saying.payload(),
                question=saying.question,
            )
            for place, saying in enumerate(sayings)
        ]
        await storage_outbox.put(tx, drafts, now, now - timedelta(seconds=1))

    await rig.database.write(work)


def text(words: str, **more: Any) -> Saying:
    return Saying(text=Markup(words), **more)


@pytest.mark.parametrize(
    "fault",
    [
        faults.server_error(500),
        faults.server_error(502),
        faults.timeout_before(),
        faults.retry_after(1),
    ],
    ids=["500", "502", "lost", "429"],
)
async def test_what_passes_is_tried_again(rig: Rig, phone: Phone, telegram: TelegramServer, fault: Fault) -> None:
    telegram.fail_next("sendMessage", fault)
    assert await answered(phone, "/noi", "mưa") == "mưa"
    await rig.settled()
    assert [message.text for message in phone.messages] == ["Nói gì?", "mưa"]


async def test_an_ambiguous_loss_may_say_it_twice_but_never_not(
    rig: Rig, phone: Phone, telegram: TelegramServer
) -> None:
    telegram.fail_next("sendMessage", faults.timeout_after())
    await phone.say("/noi")
    await phone.reply()
    await rig.settled()
    assert [message.text for message in phone.messages] == ["Nói gì?"] * 2
    assert await rig.outbox() == ["sent"]


async def test_who_blocks_the_bot_is_left_alone_until_they_write(
    rig: Rig, phone: Phone, telegram: TelegramServer
) -> None:
    await phone.say("/noi")
    telegram.fail_next("sendMessage", faults.forbidden("bot was blocked by the user"))
    await phone.type("mưa")
    await phone.quiet()
    await rig.settled()
    assert await rig.outbox() == ["sent", "unreachable"]
    assert [row.blocked_at is None for row in await rig.rows(select(chats.c.blocked_at))] == [False]
    assert (await phone.say("/noi")).text == "Nói gì?"
    assert [row.blocked_at is None for row in await rig.rows(select(chats.c.blocked_at))] == [True]


async def test_what_telegram_refuses_is_never_repeated(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    operator, phone = telegram.phone(started=True), telegram.phone()
    async with rigged(telegram, url, tmp_path, operator_chat=str(operator.user_id)) as rig:
        telegram.fail_next("sendMessage", faults.bad_request("message is nonsense"))
        await phone.type("/noi")
        assert "1" in (await operator.reply()).text
        await rig.settled()
        assert await rig.outbox() == ["dead", "sent"]
    assert phone.messages == []


async def test_a_message_that_cannot_be_read_stops_nobody(rig: Rig, phone: Phone) -> None:
    await phone.say("/noi")
    action = "a:" + "x" * 63
    await put(rig, phone, text("một", rows=((Button("?", action),),)), text("hai"))
    assert (await phone.reply()).text == "hai"
    await rig.settled()
    assert await rig.outbox() == ["sent", "dead", "sent"]


async def test_a_chat_that_moved_is_followed(rig: Rig, phone: Phone, telegram: TelegramServer) -> None:
    await phone.say("/noi")
    moved = telegram.phone(started=True)
    telegram.fail_next("sendMessage", faults.migrated(moved.user_id))
    await phone.type("mưa")
    assert (await moved.reply()).text == "mưa"
    await rig.settled()
    assert [row.address for row in await rig.rows(select(chats.c.address))] == [str(moved.user_id)]


async def test_an_invalid_token_stops_the_program(rig: Rig, phone: Phone, telegram: TelegramServer) -> None:
    telegram.fail_next("sendMessage", Fault(Refused(401, "Unauthorized")))
    await phone.type("/noi")
    problem = await rig.failure()
    assert isinstance(problem, Stop)
    assert "TIENDO_TELEGRAM_TOKEN" in str(problem)
    assert telegram.token not in str(problem)


async def test_a_second_poller_stops_the_program(rig: Rig, phone: Phone, telegram: TelegramServer) -> None:
    await phone.say("/noi")
    telegram.fail_next("getUpdates", Fault(Refused(409, "Conflict: terminated by other getUpdates request")))
    await phone.type("mưa")
    problem = await rig.failure()
    assert isinstance(problem, Stop)


async def test_telegram_out_of_reach_for_a_while_loses_nothing(
    rig: Rig, phone: Phone, telegram: TelegramServer
) -> None:
    await phone.say("/noi")
    telegram.fail_next("getUpdates", faults.server_error(), times=3)
    telegram.fail_next("sendMessage", faults.server_error(), times=3)
    assert (await phone.say("mưa")).text == "mưa"


async def test_a_newer_question_takes_the_place_of_an_unsent_one(
    rig: Rig, phone: Phone, telegram: TelegramServer
) -> None:
    await phone.say("/noi")
    telegram.fail_next("sendMessage", faults.retry_after(1))
    await put(
        rig,
        phone,
        text("trước", question="9:1"),
        text("lời"),
        text("giữa", question="9:2"),
        text("sau", question="9:3"),
    )
    assert [(await phone.reply()).text for _ in range(2)] == ["lời", "sau"]
    await rig.settled()
    assert await rig.outbox() == ["sent", "superseded", "sent", "superseded", "sent"]


async def test_planned_messages_do_not_hold_up_replies(rig: Rig, phone: Phone) -> None:
    await phone.say("/noi")
    await put(rig, phone, text("nhắc một"), text("nhắc hai"), text("nhắc ba"), lane=PLANNED)
    assert (await phone.say("mưa")).text in ("mưa", "nhắc một")
    await phone.reply()
    # A chat gets one planned message a second: the reply did not wait for them.
    said = [message.text for message in phone.messages]
    assert said.index("mưa") <= 2
    await rig.settled()
    assert [message.text for message in phone.messages if "nhắc" in message.text] == ["nhắc một", "nhắc hai", "nhắc ba"]


async def test_an_edit_shows_in_place_or_as_a_new_message(rig: Rig, phone: Phone) -> None:
    first = await phone.say("/noi")
    await put(rig, phone, text("đổi", edits=str(first.id)), key="a")
    assert (await phone.reply()).id == first.id
    await put(rig, phone, text("đổi", edits=str(first.id)), key="b")
    await put(rig, phone, text("mới", edits="999"), key="c")
    assert (await phone.reply()).text == "mới"
    await rig.settled()
    assert await rig.outbox() == ["sent"] * 4
    ids = [row.message_id for row in await rig.rows(select(outbox.c.message_id).order_by(outbox.c.id))]
    assert ids == ["2", "2", "2", "3"]


async def test_a_long_text_goes_in_parts_with_the_buttons_below(rig: Rig, phone: Phone) -> None:
    await phone.say("/noi")
    lines = "\n".join(f"<b>dòng {number}</b> &amp; 😀" for number in range(600))
    await put(rig, phone, text(lines, rows=((Button("Được", "c:menu"),),)))
    await phone.reply()
    await rig.settled()
    parts = phone.messages[1:]
    assert "\n".join(part.text for part in parts) == "\n".join(f"dòng {number} & 😀" for number in range(600))
    assert [len(part.rows) for part in parts] == [0] * (len(parts) - 1) + [1]
    assert await rig.outbox() == ["sent"] * 2


async def test_files_go_out_with_their_words(rig: Rig, phone: Phone) -> None:
    await phone.say("/noi")
    sheet = Attachment(name="bảng.xlsx", content=b"PK", picture=False)
    await put(rig, phone, text("<b>Bảng</b>", attachment=sheet), text("dài " * 400, attachment=sheet))
    for _ in range(3):
        await phone.reply()
    short, long, words = phone.messages[1:]
    assert (short.file_name, short.text, short.document) == ("bảng.xlsx", "Bảng", b"PK")
    assert (long.text, long.document) == ("", b"PK")
    assert words.text.startswith("dài dài")


async def test_silence_that_two_chats_are_asked_for_holds_for_all(rig: Rig, telegram: TelegramServer) -> None:
    phones = [telegram.phone() for _ in range(5)]
    telegram.fail_next("sendMessage", faults.retry_after(1), times=3)
    for phone in phones:
        await phone.type("/noi")
    for phone in phones:
        assert (await phone.reply()).text == "Nói gì?"
    await rig.settled()
    assert await rig.outbox() == ["sent"] * 5


async def test_every_mark_is_stored_before_a_turn_that_comes_later(rig: Rig, phone: Phone) -> None:
    """Else an answer would be taken for one that was given before its question was seen."""
    for _ in range(20):
        assert (await phone.say("/noi")).text == "Nói gì?"
        assert (await phone.say("mưa")).text == "mưa"
    delivered = await rig.rows(select(outbox.c.after_inbox).order_by(outbox.c.id))
    assert json.dumps([row.after_inbox for row in delivered[:4]]) == "[1, 2, 3, 4]"
