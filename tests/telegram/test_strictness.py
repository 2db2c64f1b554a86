from __future__ import annotations

from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from tests.telegram.limits import TAP_SECONDS
from tests.telegram.markup import read_html
from tests.telegram.phone import Phone
from tests.telegram.refusal import Refused
from tests.telegram.server import TelegramServer


@pytest.fixture
def phone(telegram: TelegramServer) -> Phone:
    return telegram.phone(started=True)


def button(text: str = "Gửi", **action: Any) -> dict[str, Any]:
    return {"text": text, **(action or {"callback_data": "s"})}


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": list(rows)}}


BROKEN = {
    "message text is empty": {"text": ""},
    "text must be non-empty": {"text": " \n"},
    "message is too long": {"text": "😀" * 2049},
    "unsupported parse_mode": {"parse_mode": "Markdown"},
    "can't parse entities": {"text": "<p>một</p>", "parse_mode": "HTML"},
    "REPLY_MARKUP_TOO_LONG": keyboard([button()] * 9),
    "TOO_LONG": keyboard(*[[button()]] * 101),
    "BUTTON_DATA_INVALID": keyboard([button(callback_data="ữ" * 22)]),
    "DATA_INVALID": keyboard([button(callback_data="")]),
    "BUTTON_URL_INVALID": keyboard([button(url="đây")]),
    "BUTTON_TYPE_INVALID": keyboard([button(url="https://t.me", callback_data="s")]),
    "text buttons are unallowed": keyboard([{"text": "Gửi"}]),
    "button text must be non-empty": keyboard([button(" ")]),
    "unknown style": keyboard([button(callback_data="s", style="green")]),
    "unknown kind of reply markup": {"reply_markup": {}},
    "can't parse parameter chat_id": {"chat_id": "tôi"},
    "can't parse parameter disable_notification": {"disable_notification": "có"},
    "can't parse parameter reply_markup": {"reply_markup": "{"},
    "parameter chat_id is empty": {"chat_id": None},
    "wrong parameters: link_preview_options": {"link_preview_options": {"is_disabled": "có"}},
}


@pytest.mark.parametrize(("description", "change"), BROKEN.items())
async def test_a_broken_limit_is_refused_and_a_violation(
    telegram: TelegramServer, phone: Phone, description: str, change: dict[str, Any]
) -> None:
    answer = await post(telegram, "sendMessage", {"chat_id": phone.user_id, "text": "một"} | change)
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert answer["description"].startswith("Bad Request: ")
    assert description in answer["description"]
    assert (phone.messages, len(telegram.violations)) == ([], 1)
    with pytest.raises(AssertionError, match="sendMessage"):
        telegram.assert_clean()
    telegram.violations.clear()
    telegram.expect(description)
    await post(telegram, "sendMessage", {"chat_id": phone.user_id, "text": "một"} | change)
    assert [refusal.expected for refusal in telegram.refusals] == [False, True]


OBEYED: list[dict[str, Any]] = [
    {"text": "😀" * 2048},
    {"text": f"<b>{'a' * 4096}</b>", "parse_mode": "html"},
    {"parse_mode": "Html"},
    keyboard(*[[button()] * 8] * 12, [button()] * 4),
    keyboard([button(callback_data="a" * 64)]),
    keyboard([button(callback_data="s", style="danger")]),
]


@pytest.mark.parametrize("change", OBEYED)
async def test_the_limits_themselves_are_allowed(
    telegram: TelegramServer, phone: Phone, change: dict[str, Any]
) -> None:
    answer = await post(telegram, "sendMessage", {"chat_id": phone.user_id, "text": "một"} | change)
    assert answer["ok"], answer


@pytest.mark.parametrize(
    ("method", "params", "complaint"),
    [
        ("sendMessage", {"text": "một", "colour": "red"}, "unknown parameter colour"),
        ("sendMessage", {"text": "một"} | keyboard([button() | {"colour": "red"}]), "colour is not a field"),
    ],
)
async def test_what_telegram_passes_over_is_a_violation_all_the_same(
    telegram: TelegramServer, phone: Phone, method: str, params: dict[str, Any], complaint: str
) -> None:
    answer = await post(telegram, method, {"chat_id": phone.user_id} | params)
    assert answer["ok"], answer
    assert complaint in str(telegram.violations[0])
    telegram.violations.clear()


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendPoll", {}, "Not Found"),
        ("sendChatAction", {"action": "thinking"}, "wrong parameter action"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "MESSAGE_TOO_LONG"),
        ("setMyCommands", {"commands": [{"command": "Báo", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "b", "description": ""}]}, "COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [{"command": "b", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyDescription", {"description": "a" * 513}, "description is too long"),
        ("setMyShortDescription", {"short_description": "a" * 121}, "short_description is too long"),
        ("setMyDescription", {"language_code": "tiếng Việt"}, "LANG_CODE_INVALID"),
        ("getUpdates", {"limit": 101}, "out of range"),
        ("getUpdates", {"allowed_updates": ["messages"]}, "unknown kinds of updates"),
        ("getFile", {"file_id": "x"}, "wrong file identifier"),
        ("sendPhoto", {"photo": "x"}, "wrong file identifier"),
        ("sendDocument", {"document": "x", "caption": "a" * 1025}, "caption is too long"),
    ],
)
async def test_other_methods_have_limits_too(
    telegram: TelegramServer, phone: Phone, method: str, params: dict[str, Any], description: str
) -> None:
    chat = {"chat_id": phone.user_id} if method.startswith("send") else {}
    answer = await post(telegram, method, chat | params)
    assert description in answer["description"]
    assert answer["error_code"] == (404 if method == "sendPoll" else 400)
    assert len(telegram.violations) == 1
    telegram.violations.clear()


async def test_uploads_have_limits(telegram: TelegramServer, phone: Phone, picture: bytes, bot: Bot) -> None:
    for description in ("IMAGE_PROCESS_FAILED", "file is too big", "file must be non-empty"):
        telegram.expect(description)
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(phone.user_id, b"%PDF-1.7")
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await bot.send_photo(phone.user_id, picture + bytes(10 * 2**20))
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await bot.send_document(phone.user_id, b"")


async def test_the_bot_cannot_write_to_just_anybody(telegram: TelegramServer, bot: Bot) -> None:
    stranger = telegram.phone()
    for chat_id in (stranger.user_id, 5):
        with pytest.raises(BadRequest, match=r"^Chat not found$"):
            await bot.send_message(chat_id, "một")
    await stranger.type("/start")
    await bot.send_message(stranger.user_id, "một")
    await stranger.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(stranger.user_id, "hai")
    await stranger.unblock()
    await bot.send_message(stranger.user_id, "ba")
    assert [message.text for message in stranger.messages] == ["một", "ba"]
    assert [refusal.code for refusal in telegram.refusals] == [400, 400, 403]


async def test_an_edit_must_change_a_message_of_the_bot(phone: Phone, bot: Bot, picture: bytes) -> None:
    own = await phone.type("một")
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Gửi", callback_data="s")]])
    sent = await bot.send_message(phone.user_id, "<b>hai</b>", parse_mode="HTML", reply_markup=rows)
    with pytest.raises(BadRequest, match=r"^Message is not modified"):
        await sent.edit_text("<strong>hai</strong>", parse_mode="HTML", reply_markup=rows)
    with pytest.raises(BadRequest, match=r"^Message is not modified"):
        await sent.edit_reply_markup(rows)
    await sent.edit_text("<b>hai</b>", parse_mode="HTML")
    assert phone.last.buttons == []
    with pytest.raises(BadRequest, match=r"^Message is not modified"):
        await sent.edit_reply_markup()
    for message_id, description in ((own.id, "can't be edited"), (99, "^Message to edit not found$")):
        with pytest.raises(BadRequest, match=description):
            await bot.edit_message_text("ba", phone.user_id, message_id)
    photo = await bot.send_photo(phone.user_id, picture)
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("ba", phone.user_id, photo.message_id)
    menu = await bot.send_message(phone.user_id, "ba", reply_markup=ReplyKeyboardMarkup([["Có"]]))
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("bốn", phone.user_id, menu.message_id)


async def test_deleting_has_its_time(telegram: TelegramServer, phone: Phone, bot: Bot) -> None:
    old = await bot.send_message(phone.user_id, "một")
    telegram.advance(48 * 3600 + 1)
    new = await bot.send_message(phone.user_id, "hai")
    assert await new.delete()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await new.delete()
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await old.delete()
    assert [message.text for message in phone.messages] == ["một"]


async def test_a_tap_is_answered_once_and_soon(telegram: TelegramServer, phone: Phone, bot: Bot) -> None:
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Gửi", callback_data="s")]])
    await bot.send_message(phone.user_id, "một", reply_markup=rows)
    await phone.tap("gửi")
    await phone.tap("gửi")
    first, second = [update.callback_query for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert phone.spinning == 2
    await first.answer("Đã nhận")
    with pytest.raises(BadRequest, match=r"^Query is too old"):
        await first.answer("Đã nhận")
    telegram.advance(TAP_SECONDS + 1)
    for stale in (first.id, second.id, "unknown"):
        with pytest.raises(BadRequest, match=r"^Query is too old and response timeout expired"):
            await bot.answer_callback_query(stale)
    assert (phone.chat.toasts, phone.spinning) == (["Đã nhận"], 1)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("ữ<br>", 'Unsupported start tag "br" at byte offset 3'),
        ("5 < 7 > 3", 'Unsupported start tag ""'),
        ("5 < 7", "Unclosed tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ],
)
def test_html_that_telegram_does_not_read(source: str, complaint: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_html(source)
    assert refusal.value.description.startswith(f"Bad Request: can't parse entities: {complaint}")


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &amp; &#x27;b&#39; &nbsp;", "a & 'b' &nbsp;", []),
        ("😀<b>ữ</b>", "😀ữ", [("bold", 2, 1)]),
        ("<B>a<i>b</i></B>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b></b>a", "a", []),
        ("<a href='https://t.me/?a=1&amp;b=2'>a</a>", "a", [("text_link", 0, 1)]),
        ("<a>a</a>", "a", []),
        ('<pre><code class="language-python">a</code></pre>', "a", [("pre", 0, 1), ("code", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
    ],
)
def test_html_that_telegram_reads(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    plain, found = read_html(source)
    assert plain == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


async def post(server: TelegramServer, method: str, params: dict[str, Any]) -> dict[str, Any]:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.base_url}{server.token}/{method}", json=params)
    body: dict[str, Any] = answer.json()
    assert body["ok"] or body["error_code"] == answer.status_code
    return body
