"""Conversations on Zalo: no buttons, numbers to type, and a platform that forgets and doubles."""

from __future__ import annotations

import asyncio
import io
import json
import re
from pathlib import Path

import pytest
from markupsafe import Markup
from PIL import Image
from sqlalchemy import select

from bot.channels.channel import Rejected, TooLarge
from handlers.saying import Attachment, Saying
from storage.tables import chats, inbox, outbox
from tests.pipeline import counting
from tests.zalo.conftest import PUBLIC, ZaloRig, rigged
from tests.zalo.server import ZaloPhone, ZaloServer


async def test_a_conversation_is_held_and_counted(rig: ZaloRig, phone: ZaloPhone) -> None:
    assert (await phone.say("/dem2")).startswith("Số thứ nhất?")
    assert (await phone.say("5")).startswith("Số thứ hai?")
    assert await phone.say("7") == "Đã nhận 5+7 (số 1)."
    await rig.settled()
    assert list((await counting.counted(rig.database)).values()) == ["5+7"]


async def test_the_ways_out_are_words_to_type(rig: ZaloRig, phone: ZaloPhone) -> None:
    assert await phone.say("/dem2") == "Số thứ nhất?\n\nCó thể gõ: “Hủy”"
    assert await phone.say("5") == "Số thứ hai?\n\nCó thể gõ: “Quay lại”, “Hủy”"
    assert (await phone.say("quay lai")).startswith("Số thứ nhất?")
    assert (await phone.say("huy")).startswith("Đã hủy")


async def test_what_a_turn_says_is_one_bubble(rig: ZaloRig, phone: ZaloPhone) -> None:
    await phone.say("/dem2")
    await phone.send_sticker()
    said = await phone.heard(2)
    assert said.text.endswith("\n\nSố thứ nhất?\n\nCó thể gõ: “Hủy”")
    await rig.settled()
    assert len(phone.said) == 2


async def test_any_first_message_is_answered_by_the_greeting(rig: ZaloRig, server: ZaloServer) -> None:
    for name in ("type", "send_sticker", "send_unsupported"):
        phone = server.phone()
        await (phone.type("xin chao") if name == "type" else getattr(phone, name)())
        assert "mã" in (await phone.heard(1)).text


async def test_emphasis_is_told_apart_from_words(rig: ZaloRig, phone: ZaloPhone) -> None:
    await phone.say("/noi")
    await phone.type("**a** <b>1 < 2</b> 👩🌾")
    said = await phone.heard(2)
    assert said.text == "**a** <b>1 < 2</b> 👩🌾"
    assert said.styles == (("**a** <b>1 < 2</b> 👩🌾", "i"),)


async def test_a_long_text_comes_in_bubbles_that_fit(rig: ZaloRig, phone: ZaloPhone) -> None:
    await phone.say("/noi")
    await phone.type("500")
    await phone.heard(4)
    await rig.settled()
    lines = "\n".join(said.text for said in phone.said[1:]).split("\n")
    assert lines == [f"dòng {number}" for number in range(500)]
    assert all(styled == (str(number), "b") for number, styled in enumerate(s for m in phone.said for s in m.styles))


async def test_the_same_message_twice_counts_once(rig: ZaloRig, server: ZaloServer, phone: ZaloPhone) -> None:
    await phone.say("/dem2")
    message = phone.message(text="5")
    for _ in range(3):
        await server.arrive(message, "message.text.received")
    await phone.heard(2)
    await phone.say("7")
    await rig.settled()
    assert list((await counting.counted(rig.database)).values()) == ["5+7"]


async def test_after_an_outage_one_goes_on(server: ZaloServer, phone: ZaloPhone, url: str, tmp_path: Path) -> None:
    async with rigged(server, url, tmp_path):
        await phone.say("/dem2")
    await phone.type("5")
    await server.lose_what_waits()
    async with rigged(server, url, tmp_path):
        assert (await phone.say("5")).startswith("Số thứ hai?")


async def test_errors_that_come_as_success_are_errors(rig: ZaloRig, server: ZaloServer, phone: ZaloPhone) -> None:
    for code, name in ((403, "error_code"), (500, "errorCode"), (408, "error_code")):
        server.refuse_next("sendMessage", code, name=name)
        await phone.say("/dem2")
        await phone.say("huy")
    server.break_next("sendMessage")
    await phone.say("/dem2")
    await rig.settled()
    async with rig.database.read() as tx:
        assert set(await tx.scalars(select(outbox.c.status))) == {"sent"}


@pytest.mark.parametrize("code", [400, 403, 404, 418, 502])
async def test_whatever_zalo_says_to_a_poll_it_is_asked_again(
    rig: ZaloRig, server: ZaloServer, phone: ZaloPhone, code: int
) -> None:
    server.refuse_next("getUpdates", code, times=2)
    assert (await phone.say("/dem2")).startswith("Số thứ nhất?")


async def test_what_is_refused_for_good_is_not_tried_again(rig: ZaloRig, server: ZaloServer, phone: ZaloPhone) -> None:
    server.refuse_next("sendMessage", 400)
    await phone.type("/dem2")
    async with asyncio.timeout(10):
        while True:
            async with rig.database.read() as tx:
                if "dead" in set(await tx.scalars(select(outbox.c.status))):
                    break
            await asyncio.sleep(0.02)
    assert sum(method == "sendMessage" for method, _params in server.calls) == 1


async def test_too_much_means_silence(
    rig: ZaloRig, server: ZaloServer, phone: ZaloPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rig.bot._client, "_silent", 0.2)
    server.refuse_next("sendMessage", 429)
    await phone.say("/dem2")
    assert sum(method == "sendMessage" for method, _params in server.calls) == 2


@pytest.mark.parametrize("documented", [False, True])
async def test_a_picture_is_fetched_under_either_name(
    rig: ZaloRig, server: ZaloServer, phone: ZaloPhone, tmp_path: Path, documented: bool
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    await phone.say("/noi")
    await phone.send_picture(out.getvalue(), documented=documented)
    assert "ảnh" in (await phone.heard(2)).text.lower()
    assert [file for file in (tmp_path / "data" / "files").glob("*/*") if file.is_file()]


async def test_pictures_are_fetched_only_where_zalo_keeps_them(rig: ZaloRig, server: ZaloServer) -> None:
    for address in (
        "http://photo-stal-1.zdn.vn/a.jpg",
        "https://zdn.vn.example.com/a.jpg",
        "https://example.com/zdn.vn",
        "https://user@photo.zdn.vn/a.jpg",
        "https://photo.zdn.vn:8443/a.jpg",
        "https://127.0.0.1/a.jpg",
        "file:///etc/passwd",
        "http://[",
    ):
        with pytest.raises(Rejected):
            await rig.bot.fetch(address, 100)
    with pytest.raises(TooLarge):
        await rig.bot.fetch(server.keep(b"x" * 1000), 999)
    assert await rig.bot.fetch(server.keep(b"x" * 1000), 1000) == b"x" * 1000


async def test_what_zalo_withholds_without_a_message_is_passed_over(rig: ZaloRig, server: ZaloServer) -> None:
    await server.arrive(None, "message.unsupported.received")
    await server.phone().say("xin chào")
    await rig.settled()
    async with rig.database.read() as tx:
        assert set(await tx.scalars(select(inbox.c.status))) == {"done"}


async def test_groups_and_bots_are_not_answered(rig: ZaloRig, server: ZaloServer, phone: ZaloPhone) -> None:
    in_group = phone.message(text="@Bot chào")
    in_group["chat"] = {"id": "ffffffffffffffffffff", "chat_type": "GROUP"}
    of_bot = phone.message(text="chào")
    of_bot["from"]["is_bot"] = True
    for message in (in_group, of_bot):
        await server.arrive(message, "message.text.received")
    await phone.say("xin chào")
    async with rig.database.read() as tx:
        assert list(await tx.scalars(select(chats.c.address))) == [phone.user_id]


async def test_posted_events_are_stored_before_they_are_acknowledged(
    server: ZaloServer, phone: ZaloPhone, url: str, tmp_path: Path
) -> None:
    async with rigged(server, url, tmp_path, hooked=True) as rig:
        event = {"event_name": "message.text.received", "message": phone.message(text="/dem2")}
        await rig.bot.webhook.bring(json.dumps(event).encode())
        async with rig.database.read() as tx:
            assert len(list(await tx.scalars(select(inbox.c.id)))) == 1
        await rig.bot.webhook.bring(json.dumps({"ok": True, "result": event}).encode())
        await rig.bot.webhook.bring(b"{}")
        with pytest.raises(json.JSONDecodeError):
            await rig.bot.webhook.bring(b"{")
        await phone.heard(1)
        await rig.settled()
    assert len(phone.said) == 1
    assert not any(method == "getUpdates" for method, _params in server.calls)


@pytest.mark.parametrize("code", [400, 404])
async def test_words_are_not_lost_with_a_picture_that_zalo_does_not_get(
    rig: ZaloRig, server: ZaloServer, phone: ZaloPhone, code: int
) -> None:
    await phone.say("xin chào")
    server.refuse_next("sendPhoto", code)
    file = Attachment(name="ma.png", content=b"PNG", picture=True)
    await rig.bot.send(phone.user_id, Saying(text=Markup("Mã: 7K4M"), attachment=file))
    said = phone.said[-1]
    assert said.photo is None
    assert re.fullmatch(rf"Mã: 7K4M\nẢnh: {PUBLIC}/tep/[\w-]+/ma\.png", said.text)
