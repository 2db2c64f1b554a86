"""Talking through the API: what is sent is stored once and answered, what was said is fetched."""

from __future__ import annotations

import asyncio
import io

import aiohttp
import pytest
from PIL import Image
from sqlalchemy import select

from bot.channels.arrivals import NotStored
from bot.channels.web import MOST_WAITING, Posted, Web
from domain.access import Role
from storage import meta, web_sessions
from storage.tables import inbox, reports
from tests.documents.sheets import sheet
from tests.web.client import Client, client
from tests.web.running import Running, Ticking


async def test_a_report_by_words_and_taps(page: Running, chair: Client) -> None:
    assert "Ngày kết nạp" in (await chair.say("kn 5 nguoi nu 2"))["text"]
    review = await chair.tap("Hôm nay")
    assert "Số đoàn viên kết nạp: 5" in review["text"]
    receipt = await chair.say("1")
    assert "Đã nhận báo cáo" in receipt["text"]
    assert await page.federation.count(reports) == 1


async def test_what_is_sent_twice_is_stored_once_and_answered_alike(page: Running, chair: Client) -> None:
    sent = {"id": "the-same", "text": "kn 5 nguoi nu 2"}
    answers = await asyncio.gather(*(chair.post("/api/messages", sent) for _ in range(5)))
    answers += [await chair.post("/api/messages", sent)]
    assert {status for status, _said in answers} == {202}
    assert all(said == {"id": "the-same"} for _status, said in answers)
    async with page.database.read() as tx:
        stored = await tx.scalars(select(inbox.c.external_id).where(inbox.c.external_id.like("%the-same")))
        assert len(list(stored)) == 1


async def test_the_same_id_in_two_chats_is_two_messages(page: Running, chair: Client) -> None:
    async with client(page) as other:
        await other.join(await page.way_in(Role.CHAIR, "truong-2"))
        await other.reply()
        for browser in (chair, other):
            assert (await browser.post("/api/messages", {"id": "one", "text": "giam 2"}))[0] == 202
            assert "giảm" in (await browser.reply())["text"].casefold()


async def test_words_written_before_a_question_was_seen_do_not_answer_it(page: Running, chair: Client) -> None:
    seen = chair.after
    await chair.say("giam")
    early = await chair.say("3", seen=seen)
    assert "trước câu hỏi này" in " ".join(message["text"] for message in chair.messages[-2:])
    assert early["choices"]
    answered = await chair.say("3", seen=chair.after)
    assert "lý do" in answered["text"].casefold()


async def test_a_screen_is_edited_in_place_and_its_buttons_know_their_place(page: Running, browser: Client) -> None:
    await browser.join(await page.way_in(Role.SUPERIOR_LEADER, "dak-ha"))
    await browser.reply()
    screen = await browser.say("/tiendo")
    walked = await browser.tap(screen["choices"][0]["label"])
    assert walked["edits"] == screen["n"]
    assert all(choice["id"].startswith(f"{screen['n']}:") for choice in walked["choices"])
    again = await browser.tap(walked["choices"][0]["label"])
    assert again["edits"] == screen["n"]
    browser.messages.clear()
    kept = await browser.fetch()
    assert [message["n"] for message in kept if message["edits"]] == [again["n"]], "only the newest edit is kept"


async def test_a_tap_on_an_answered_question_is_told_so(chair: Client) -> None:
    await chair.say("kn 5 nguoi nu 2")
    await chair.tap("Hôm nay")
    assert "đã được trả lời" in (await chair.tap("Hôm qua"))["text"]


async def test_a_photo_is_kept_without_what_one_does_not_see(page: Running, chair: Client) -> None:
    photo = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    Image.new("RGB", (40, 30), "teal").save(photo, "JPEG", exif=exif)
    form = aiohttp.FormData({"id": "photo", "text": "xem ảnh"})
    form.add_field("file", photo.getvalue(), filename="../../anh.jpg", content_type="image/jpeg")
    async with chair.http.post("/api/messages", data=form) as answer:
        assert answer.status == 202
    await chair.reply()
    (kept,) = [file for file in (page.site.desk.data_folder / "files").rglob("*") if file.is_file()]  # type: ignore[union-attr]
    assert b"Camera of somebody" not in kept.read_bytes()


@pytest.mark.parametrize("content", [b"<html>", b"", b"PK\x03\x04macro"])
async def test_a_file_that_is_no_picture_gets_a_sentence(chair: Client, content: bytes) -> None:
    form = aiohttp.FormData({"id": "file"})
    form.add_field("file", content, filename="so-lieu.xlsx")
    async with chair.http.post("/api/messages", data=form) as answer:
        assert answer.status == 202
    await chair.reply()
    assert "ảnh" in " ".join(message["text"] for message in chair.messages[-2:])


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (sheet(), "application/octet-stream", "đồng chí không có nhiệm vụ giao chỉ tiêu"),
        (b"%PDF-1.7", "application/pdf", "Tệp này không phải bảng tính"),
        (b"PK" + bytes(3_000_000), "application/octet-stream", "Tệp này quá lớn"),
        (b"OggS", "audio/ogg", "Trợ lý chỉ đọc được chữ, số và ảnh."),
    ],
)
async def test_a_document_of_an_officer_is_read(
    page: Running, browser: Client, content: bytes, kind: str, said: str
) -> None:
    await browser.join(await page.way_in(Role.SUPERIOR_OFFICER, "dak-ha"))
    await browser.reply()
    form = aiohttp.FormData({"id": "file"})
    form.add_field("file", io.BytesIO(content), filename="C:\\giao.xlsx", content_type=kind)
    async with browser.http.post("/api/messages", data=form) as answer:
        assert answer.status == 202
    async with asyncio.timeout(60):
        while said not in " ".join(message["text"] for message in browser.messages):
            await browser.fetch(wait=5)


async def test_a_document_is_fetched_by_its_own_chat_alone(page: Running, chair: Client) -> None:
    sheet = await chair.say("/dulieucuatoi")
    assert sheet["document"] == f"/api/files/{sheet['n']}/du-lieu-cua-toi.txt"
    assert sheet["name"] == "du-lieu-cua-toi.txt"
    async with chair.http.get(sheet["document"]) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Disposition"] == "attachment"
        assert "Y Mẫu" in await answer.text()
    async with client(page) as other:
        await other.join(await page.way_in(Role.CHAIR, "truong-2"))
        async with other.http.get(sheet["document"]) as answer:
            assert answer.status == 404
    async with client(page) as stranger, stranger.http.get(sheet["document"]) as answer:
        assert answer.status == 401


async def test_two_browsers_of_one_officer_see_one_conversation(page: Running, chair: Client) -> None:
    code = (await chair.post("/api/return"))[1]["code"]
    async with client(page) as second:
        assert await second.join(code) == 200
        assert [message["n"] for message in await second.fetch()] == [message["n"] for message in chair.messages]
        await chair.say("kn 5 nguoi nu 2")
        assert "Ngày kết nạp" in (await second.reply())["text"]
        assert "Số đoàn viên kết nạp: 5" in (await second.tap("Hôm nay"))["text"]
        assert "Số đoàn viên kết nạp: 5" in (await chair.reply())["text"]


async def test_what_shows_a_code_is_forgotten_once_it_was_shown(page: Running, browser: Client) -> None:
    await browser.join(await page.way_in(Role.SUPERIOR_OFFICER, "dak-ha"))
    await browser.reply()
    for line in ("/moi", "1", "Trường Mẫu 02", "1"):
        await browser.say(line)
    await browser.post("/api/messages", {"id": "yes", "text": "1"})
    await page.settled()
    shown = (await browser.fetch())[-1]
    assert "/#" in shown["text"]
    assert shown["image"]
    page.federation.clock.forward(minutes=2)
    browser.messages.clear()
    assert "/#" in (await browser.fetch())[-1]["text"], "what was not acknowledged may not have arrived"
    await browser.fetch()
    browser.messages.clear()
    assert not any("/#" in message["text"] for message in await browser.fetch())


async def test_a_poll_waits_until_something_is_said(page: Running, chair: Client) -> None:
    waiting = asyncio.create_task(chair.fetch(wait=25))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await chair.post("/api/messages", {"id": "x", "text": "giam"})
    assert "giảm" in (await waiting)[-1]["text"]


async def test_another_browser_is_told_that_an_answer_is_being_prepared(page: Running, chair: Client) -> None:
    await client_of_the_same(page, chair)
    async with page.database.read() as tx:
        own, other = sorted(await web_sessions.of_officer(tx, 1), key=lambda session: session.id)
    with page.web.listening(own) as at_own, page.web.listening(other) as at_other:
        await chair.post("/api/messages", {"id": "x", "text": "giam"})
        assert await at_other.wait(5) is True
        assert await at_own.wait(5) is False, "the browser that sends knows, and is woken by the answer"


async def client_of_the_same(page: Running, chair: Client) -> None:
    """Let the officer come in by a second browser."""
    async with client(page) as second:
        assert await second.join((await chair.post("/api/return"))[1]["code"]) == 200


async def test_of_too_many_polls_the_first_is_let_go(page: Running, chair: Client) -> None:
    polls = [asyncio.create_task(chair.poll(wait=25)) for _ in range(MOST_WAITING + 3)]
    done, waiting = await asyncio.wait(polls, timeout=2)
    assert len(done) == 3
    page.web.hang_up()
    await asyncio.wait(waiting)


async def test_a_restored_database_is_another_epoch(page: Running, chair: Client) -> None:
    before = await chair.poll()
    assert (before["epoch"], len(before["chat"])) == ("", 16)
    await page.database.write(lambda tx: meta.put(tx, meta.EPOCH, "2"))
    after = await chair.poll()
    assert (after["epoch"], after["chat"]) == ("2", before["chat"])


async def test_a_message_that_is_stored_while_the_program_stops_holds_nothing_up(page: Running, chair: Client) -> None:
    async with page.database.read() as tx:
        (session,) = await web_sessions.of_officer(tx, 1)
    web = Web(page.database, Ticking(page.federation.clock))
    sending = asyncio.create_task(web.receive(session, "late", Posted(text="menu")))
    (arrived,) = await web.poll()
    assert arrived.external_id == f"{session.address}:late"
    web.close()
    web.confirm()
    with pytest.raises(NotStored):
        await sending
