from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from telegram import Bot, Message, Update
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut

from tests.telegram import faults
from tests.telegram.conftest import new_bot
from tests.telegram.server import TelegramServer

# python-telegram-bot announces with each RetryAfter that its seconds will become a timedelta.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")


async def test_a_message_arrives_as_it_was_meant(telegram: TelegramServer, bot: Bot) -> None:
    phone = telegram.phone(first_name="Hoa")
    await phone.type("Chào")
    sent = await bot.send_message(phone.user_id, "<b>Đã nhận</b> 5 &lt; 7", parse_mode="HTML")
    seen = await phone.reply()
    assert (seen.text, seen.html) == ("Đã nhận 5 < 7", "<b>Đã nhận</b> 5 &lt; 7")
    assert sent.parse_entities() == {sent.entities[0]: "Đã nhận"}
    assert sent.from_user is not None
    assert (sent.from_user.id, sent.chat.first_name) == (telegram.bot_id, "Hoa")


async def test_both_directions_share_one_count_of_messages(telegram: TelegramServer, bot: Bot) -> None:
    phone = telegram.phone()
    first = await phone.type("một")
    answer = await bot.send_message(phone.user_id, "hai")
    last = await phone.type("ba")
    assert (first.id, answer.message_id, last.id) == (1, 2, 3)


async def test_updates_repeat_until_a_higher_offset_confirms_them(telegram: TelegramServer, bot: Bot) -> None:
    phone = telegram.phone()
    for text in ("một", "hai", "ba"):
        await phone.type(text)
    first = await bot.get_updates(limit=2)
    assert texts(first) == ["một", "hai"]
    assert texts(await bot.get_updates()) == ["một", "hai", "ba"]
    assert first[0].update_id + 1 == first[1].update_id
    assert texts(await bot.get_updates(offset=first[1].update_id + 1)) == ["ba"]
    assert texts(await bot.get_updates()) == ["ba"]
    assert texts(await bot.get_updates(offset=-1)) == ["ba"]


async def test_a_long_poll_ends_when_something_comes(telegram: TelegramServer, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await polling(telegram)
    await telegram.phone().type("xin chào")
    assert texts(await poll) == ["xin chào"]


async def test_only_the_kinds_asked_for_are_kept(telegram: TelegramServer, bot: Bot) -> None:
    phone = telegram.phone()
    await bot.get_updates(allowed_updates=["message"])
    await phone.type("một")
    await phone.edit_last("hai")
    assert [update.edited_message for update in await bot.get_updates()] == [None]


async def test_a_second_poller_ends_the_first(telegram: TelegramServer, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await polling(telegram)
    await bot.get_updates()
    with pytest.raises(Conflict, match="only one bot instance"):
        await poll
    assert telegram.conflicts == 1


async def test_the_poll_of_a_killed_bot_is_no_conflict(telegram: TelegramServer) -> None:
    phone = telegram.phone()
    async with httpx.AsyncClient(timeout=httpx.Timeout(5, read=0.1)) as killed:
        with pytest.raises(httpx.ReadTimeout):
            await killed.post(f"{telegram.base_url}{telegram.token}/getUpdates", data={"timeout": "30"})
    async with new_bot(telegram) as restarted:
        await restarted.get_updates()
        await phone.type("còn đây")
        assert texts(await restarted.get_updates()) == ["còn đây"]
    assert telegram.conflicts == 0


async def test_a_confirmed_batch_can_come_again(telegram: TelegramServer, bot: Bot) -> None:
    await telegram.phone().type("một")
    [update] = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    telegram.duplicate_next_poll()
    assert await bot.get_updates(offset=update.update_id + 1) == (update,)
    assert await bot.get_updates(offset=update.update_id + 1) == ()


async def test_anything_can_be_injected(telegram: TelegramServer) -> None:
    telegram.inject({"message": {"nonsense": True}})
    telegram.inject({"update_id": "many", "poll": []})
    async with httpx.AsyncClient() as client:
        address = f"{telegram.base_url}{telegram.token}/getUpdates"
        once = (await client.get(address)).json()["result"]
        repeated = (await client.get(address)).json()["result"]
    assert once == [{"update_id": "many", "poll": []}]
    assert [update["message"] for update in repeated] == [{"nonsense": True}]


async def test_every_way_of_sending_parameters_is_read(telegram: TelegramServer) -> None:
    phone = telegram.phone(started=True)
    keyboard = {"inline_keyboard": [[{"text": "Gửi", "callback_data": "s"}]]}
    params: dict[str, Any] = {"chat_id": phone.user_id, "text": "Chọn"}
    nested, flat = params | {"reply_markup": keyboard}, params | {"reply_markup": json.dumps(keyboard)}
    address = f"{telegram.base_url}{telegram.token}/sendMessage"
    async with httpx.AsyncClient() as client:
        for request in (
            client.post(address, json=nested),
            client.post(address, json={name: str(value) for name, value in flat.items()}),
            client.post(address, data=flat),
            client.post(address, files={name: (None, str(value)) for name, value in flat.items()}),
            client.get(address, params=flat),
        ):
            Message.de_json((await request).json()["result"], None)
    assert [message.buttons for message in phone.messages] == [[["Gửi"]]] * 5


async def test_a_body_that_is_no_json_is_refused(telegram: TelegramServer) -> None:
    telegram.expect("can't parse the JSON object")
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{telegram.base_url}{telegram.token}/getMe",
            content=b"{",
            headers={"Content-Type": "application/json"},
        )
    assert answer.json()["error_code"] == 400


async def test_files_go_both_ways(telegram: TelegramServer, bot: Bot, picture: bytes) -> None:
    phone = telegram.phone()
    await phone.send_photo(picture, "Lễ kết nạp")
    await phone.send_document(b"%PDF-1.7", "qd.pdf", "application/pdf", album="a1")
    photo, document = [update.message for update in await bot.get_updates()]
    assert photo is not None
    assert document is not None
    assert (photo.caption, document.media_group_id) == ("Lễ kết nạp", "a1")
    assert [size.width for size in photo.photo] == [90, 200]
    assert bytes(await (await photo.photo[-1].get_file()).download_as_bytearray()) == picture
    assert document.document is not None
    assert bytes(await (await document.document.get_file()).download_as_bytearray()) == b"%PDF-1.7"

    await bot.send_photo(phone.user_id, picture, caption="<i>Tiến độ</i>", parse_mode="HTML")
    assert ((await phone.reply()).photo, phone.last.text) == (picture, "Tiến độ")
    await bot.send_photo(phone.user_id, photo.photo[-1].file_id)
    assert (await phone.reply()).photo == picture
    await bot.send_document(phone.user_id, b"a;b", filename="phụ lục.csv")
    assert ((await phone.reply()).document, phone.last.file_name) == (b"a;b", "phụ lục.csv")


async def test_a_file_may_be_attached_under_another_name(telegram: TelegramServer) -> None:
    phone = telegram.phone(started=True)
    async with httpx.AsyncClient() as client:
        await client.post(
            f"{telegram.base_url}{telegram.token}/sendDocument",
            data={"chat_id": str(phone.user_id), "document": "attach://one"},
            files={"one": ("qd.pdf", b"%PDF-1.7")},
        )
    assert (phone.last.document, phone.last.file_name) == (b"%PDF-1.7", "qd.pdf")


async def test_settings_are_kept(telegram: TelegramServer, bot: Bot) -> None:
    await bot.set_my_commands([("baocao", "Báo cáo")], language_code="vi")
    [command] = await bot.get_my_commands(language_code="vi")
    assert (command.command, await bot.get_my_commands()) == ("baocao", ())
    assert await bot.set_my_description("Theo dõi tiến độ", language_code="vi")
    assert await bot.set_my_short_description("Tiến độ")
    assert await bot.set_chat_menu_button()
    assert await bot.delete_webhook()
    assert telegram.settings["description/vi"] == "Theo dõi tiến độ"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.retry_after(7), RetryAfter),
        (faults.server_error(502), NetworkError),
        (faults.bad_request("chat not found"), BadRequest),
        (faults.forbidden(), Forbidden),
        (faults.migrated(-100), ChatMigrated),
        (faults.timeout_before(), NetworkError),
        (faults.timeout_before(hang=True), TimedOut),
    ],
)
async def test_a_failed_call_changes_nothing(
    telegram: TelegramServer, fault: faults.Fault, error: type[Exception]
) -> None:
    phone = telegram.phone(started=True)
    telegram.fail_next("sendMessage", fault)
    async with new_bot(telegram, read_timeout=0.5 if fault.hang else 5) as bot:
        with pytest.raises(error):
            await bot.send_message(phone.user_id, "một")
        assert phone.messages == []
        await bot.send_message(phone.user_id, "hai")
    assert [message.text for message in phone.messages] == ["hai"]
    assert telegram.refusals == []


@pytest.mark.parametrize(("hang", "error"), [(False, NetworkError), (True, TimedOut)])
async def test_a_call_can_succeed_without_the_bot_knowing(
    telegram: TelegramServer, hang: bool, error: type[Exception]
) -> None:
    phone = telegram.phone(started=True)
    async with new_bot(telegram, read_timeout=0.5 if hang else 5) as bot:
        telegram.fail_next("*", faults.timeout_after(hang=hang), times=2)
        await bot.get_updates()
        for _ in range(2):
            with pytest.raises(error):
                await bot.send_message(phone.user_id, "một")
        await bot.send_message(phone.user_id, "hai")
    assert [message.text for message in phone.messages] == ["một", "một", "hai"]
    assert [call.outcome for call in telegram.calls[-3:]] == ["injected: lost after"] * 2 + ["ok"]


async def test_flood_control_is_per_chat_and_forgets() -> None:
    async with TelegramServer(flood=2, clock=lambda: 1e9) as server, new_bot(server) as bot:
        one, other = server.phone(started=True), server.phone(started=True)
        for phone in (one, one, other):
            await bot.send_message(phone.user_id, "tin")
        with pytest.raises(RetryAfter):
            await bot.send_message(one.user_id, "tin")
        server.advance(1)
        await bot.send_message(one.user_id, "tin")
        server.assert_clean()


async def test_a_wrong_token_is_a_violation(telegram: TelegramServer) -> None:
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{telegram.base_url}1:OTHER/getMe")).status_code == 401
    assert len(telegram.violations) == 1
    telegram.violations.clear()


async def polling(server: TelegramServer) -> None:
    while server.calls[-1].method != "getUpdates":
        await asyncio.sleep(0)


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]
