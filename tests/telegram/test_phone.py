from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from tests.telegram import oracle
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer


@pytest.fixture
def phone(telegram: TelegramServer) -> Phone:
    return telegram.phone(started=True)


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)] for label in labels])


async def test_every_kind_of_update_reads_in_both_libraries(
    telegram: TelegramServer, phone: Phone, bot: Bot, picture: bytes
) -> None:
    await bot.send_message(phone.user_id, "<b>Chọn</b>", parse_mode="HTML", reply_markup=keyboard("Gửi"))
    await phone.type("/baocao ngay")
    await phone.edit_last("5 người")
    await phone.tap("gửi")
    await phone.send_photo(picture, "Ảnh", album="1")
    await phone.send_document(b"a", "a.csv", "text/csv")
    await phone.send_contact("+84900000001")
    await phone.open_link(f"https://t.me/{telegram.bot_username}?start=aB_9-x")
    await phone.block()
    await phone.unblock()
    updates = await bot.get_updates()
    for update in updates:
        parsed = Update.de_json(update.to_dict(), None)
        assert parsed == update
        assert oracle.complaints_about_update(update.to_dict()) == []
        assert (update.effective_user, update.effective_chat) != (None, None)
    command, edited, tap, photo, document, contact, start, blocked, unblocked = updates
    assert command.message is not None
    assert list(command.message.parse_entities().values()) == ["/baocao"]
    assert edited.edited_message is not None
    assert (edited.edited_message.message_id, edited.edited_message.text) == (2, "5 người")
    assert tap.callback_query is not None
    assert (tap.callback_query.data, tap.callback_query.from_user.id) == ("Gửi", phone.user_id)
    assert photo.message is not None
    assert (photo.message.caption, photo.message.media_group_id) == ("Ảnh", "1")
    assert document.message is not None
    assert document.message.document is not None
    assert document.message.document.file_name == "a.csv"
    assert contact.message is not None
    assert contact.message.contact is not None
    assert contact.message.contact.user_id == phone.user_id
    assert start.message is not None
    assert start.message.text == "/start aB_9-x"
    statuses = [
        update.my_chat_member.new_chat_member.status for update in (blocked, unblocked) if update.my_chat_member
    ]
    assert statuses == ["kicked", "member"]


async def test_a_tap_finds_the_newest_button_that_fits(phone: Phone, bot: Bot) -> None:
    await bot.send_message(phone.user_id, "cũ", reply_markup=keyboard("1. Gửi", "2. Huỷ"))
    await bot.send_message(phone.user_id, "mới", reply_markup=keyboard("1. Gửi ngay", "2. Gửi", "3. Sửa số"))
    for label, text in (("gửi", "mới"), ("sửa", "mới"), ("2. huỷ", "cũ"), ("HUỶ", "cũ")):
        assert (await phone.tap(label)).text == text
    data = [update.callback_query.data for update in await bot.get_updates() if update.callback_query]
    assert data == ["2. Gửi", "3. Sửa số", "2. Huỷ", "2. Huỷ"]
    with pytest.raises(LookupError, match=r"no button says 'Lùi'.*3\. Sửa số"):
        await phone.tap("Lùi")
    with pytest.raises(LookupError, match=r"fits \['1\. Gửi ngay', '3\. Sửa số'\]"):
        await phone.tap_old(phone.last.id, "a")


async def test_an_old_button_can_be_tapped_after_it_is_gone(phone: Phone, bot: Bot) -> None:
    sent = await bot.send_message(phone.user_id, "Chọn", reply_markup=keyboard("Có", "Không"))
    await sent.edit_text("Đã chọn")
    with pytest.raises(LookupError):
        await phone.tap("Có")
    await phone.tap_old(sent.message_id, "Có")
    await phone.tap_data(sent.message_id, "forged")
    data = [update.callback_query.data for update in await bot.get_updates() if update.callback_query]
    assert data == ["Có", "forged"]


async def test_a_reply_is_what_comes_after_the_last_act(phone: Phone, bot: Bot) -> None:
    await bot.send_message(phone.user_id, "nhắc việc")
    asking = asyncio.create_task(phone.say("/baocao"))
    [update] = await bot.get_updates(timeout=5)
    question = await bot.send_message(phone.user_id, "Bao nhiêu?", reply_markup=keyboard("Lùi"))
    await bot.send_message(phone.user_id, "Còn nữa")
    assert (await asking).text == "Bao nhiêu?"
    assert (await phone.reply()).text == "Còn nữa"
    pressing = asyncio.create_task(phone.press("Lùi"))
    await bot.get_updates(offset=update.update_id + 1, timeout=5)
    await question.edit_reply_markup()
    await question.edit_reply_markup(keyboard("Lùi"))
    assert (await pressing).buttons == [["Lùi"]]
    await question.edit_text("Bao nhiêu?")
    await question.edit_text("Loại nào?")
    assert (await phone.reply()).text == "Loại nào?"
    assert len(phone.chat.arrivals) == 5
    with pytest.raises(TimeoutError, match=r"no reply within 0 s; so far:\n1 Tiendo: nhắc việc"):
        await phone.reply(timeout=0)


async def test_a_toast_is_waited_for(phone: Phone, bot: Bot) -> None:
    await bot.send_message(phone.user_id, "Chọn", reply_markup=keyboard("Có"))
    await phone.tap("Có")
    [update] = await bot.get_updates()
    waiting = asyncio.create_task(phone.toast())
    assert update.callback_query is not None
    await update.callback_query.answer("Câu hỏi này đã qua")
    assert await waiting == "Câu hỏi này đã qua"


async def test_quiet_waits_until_the_update_is_taken(phone: Phone, bot: Bot) -> None:
    await phone.type("một")
    waiting = asyncio.create_task(phone.quiet(settle=0.05))
    [update] = await bot.get_updates()
    await bot.send_message(phone.user_id, "hai")
    assert not waiting.done()
    await bot.get_updates(offset=update.update_id + 1)
    await waiting
    with pytest.raises(TimeoutError):
        await phone.reply(timeout=0)
    await phone.type("ba")
    with pytest.raises(TimeoutError, match="did not take its updates"):
        await phone.quiet(timeout=0)


async def test_a_transcript_reads_as_a_dialogue(phone: Phone, bot: Bot, picture: bytes) -> None:
    await phone.type("/baocao")
    sent = await bot.send_message(phone.user_id, "Chọn", reply_markup=keyboard("Có", "Không"))
    await sent.edit_text("Chọn đi", reply_markup=keyboard("Có"))
    await phone.send_photo(picture, "Ảnh")
    assert phone.transcript() == ("1 Lan: /baocao\n2 Tiendo (edited): Chọn đi\n    [Có]\n3 Lan: <photo> Ảnh")


async def test_the_app_refuses_what_it_would_not_send(telegram: TelegramServer, phone: Phone) -> None:
    with pytest.raises(ValueError, match="empty"):
        await phone.type("  ")
    for link in ("https://t.me/tiendo_test_bot", "https://t.me/other?start=a", "https://t.me/a?start=a%20b"):
        with pytest.raises(ValueError, match="https"):
            await phone.open_link(link)
    await phone.block()
    with pytest.raises(RuntimeError):
        await phone.type("một")


async def test_a_long_text_goes_out_in_pieces(phone: Phone, bot: Bot) -> None:
    await phone.type("a" * 5000)
    updates = await bot.get_updates()
    assert [len(update.message.text or "") for update in updates if update.message] == [4096, 904]


async def test_a_person_has_one_phone(telegram: TelegramServer) -> None:
    telegram.phone(5)
    telegram.phone(1001)
    assert telegram.phone().user_id == 1002
    with pytest.raises(ValueError, match="person 5 has a phone already"):
        telegram.phone(5)
