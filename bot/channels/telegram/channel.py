"""Telegram by polling or webhook, with python-telegram-bot's calls; an update is confirmed only once it is stored."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlencode

from telegram import Bot, BotCommand, Message, error
from telegram import InlineKeyboardButton as TelegramButton
from telegram import InlineKeyboardMarkup as Keyboard
from telegram.constants import ChatAction, ParseMode

from bot.channels.arrivals import Arrivals
from bot.channels.channel import Capabilities, Carried, Channel, Parsed, Rejected, TooLarge
from bot.channels.pieces import pieces, units
from bot.channels.telegram.errors import translated
from bot.channels.telegram.http import Http
from bot.channels.telegram.updates import WANTED, arrived, has_id, read_update
from bot.channels.telegram.webhook import TelegramWebhook
from handlers.house import CODE
from handlers.incoming import Came
from handlers.saying import Button, Rows, Saying
from storage.inbox import Arrived

POLL_SECONDS = 30
"""So long Telegram holds a poll open while nothing comes."""
TEXT_LIMIT, CAPTION_LIMIT, NOTICE_LIMIT, ACTION_BYTES = 4096, 1024, 200, 64
CONNECTIONS = 64

CAPABILITIES = Capabilities(
    name="telegram",
    takes=frozenset({Came.TEXT, Came.TAP, Came.PHOTO, Came.DOCUMENT}),
    buttons=True,
    edits=True,
    pictures=Carried.AS_SUCH,
    documents=Carried.AS_SUCH,
    text_limit=TEXT_LIMIT,
    may_start=True,
)


class Telegram(Channel):
    """One bot on Telegram. Open it with `telegram`."""

    capabilities = CAPABILITIES
    webhook: TelegramWebhook

    def __init__(self, bot: Bot, polling: Http, *, hooked: bool) -> None:
        self._calls = bot
        self._polling = polling
        self._hooked = hooked
        self._arrivals = Arrivals()
        self._offset = 0
        self._after_poll = 0
        self.webhook = TelegramWebhook(bot, self._arrivals)

    @property
    def bot(self) -> str:
        """The bot's number, which is the first part of its token."""
        return self._calls.token.partition(":")[0]

    async def entrance(self) -> str | None:
        """See `Channel.entrance`."""
        with translated():
            name = (await self._calls.get_me()).username
        return f"https://t.me/{name}?start={CODE}" if name else None

    async def introduce(self, commands: Mapping[str, Sequence[tuple[str, str]]], about: Mapping[str, str]) -> None:
        """See `Channel.introduce`."""
        with translated():
            for language, listed in commands.items():
                menu = [BotCommand(name, title) for name, title in listed]
                await self._calls.set_my_commands(menu, language_code=language or None)
            for language, text in about.items():
                await self._calls.set_my_short_description(text, language_code=language or None)

    async def poll(self) -> Sequence[Arrived]:
        """See `Channel.poll`."""
        if self._hooked:
            return await self._arrivals.poll()
        asked = {"offset": self._offset, "timeout": POLL_SECONDS, "allowed_updates": json.dumps(WANTED)}
        address = f"{self._calls.base_url}/getUpdates?{urlencode(asked)}"
        with translated():
            answer = await self._polling.retrieve(address, read_timeout=POLL_SECONDS + 10)
        updates = json.loads(answer)["result"]
        ids = [update["update_id"] for update in updates if has_id(update)]
        # Never backwards: to Telegram, a negative offset means to forget all that waits but the last.
        self._after_poll = max([self._offset, *(number + 1 for number in ids)])
        return [arrived(update) for update in updates]

    def confirm(self) -> None:
        """See `Channel.confirm`: the next poll asks for what comes after."""
        if self._hooked:
            self._arrivals.confirm()
        self._offset = self._after_poll

    def close(self) -> None:
        """See `Channel.close`."""
        self._arrivals.close()

    def parse(self, raw: str) -> Parsed:
        """See `Channel.parse`."""
        return read_update(raw, self._calls)

    async def fetch(self, file: str, limit: int) -> bytes:
        """See `Channel.fetch`."""
        with translated():
            try:
                found = await self._calls.get_file(file)
            except error.BadRequest as problem:
                # Of more than 20 MB Telegram does not even say where they are.
                if "file is too big" in problem.message.lower():
                    raise TooLarge from problem
                raise
            if (found.file_size or 0) > limit:
                raise TooLarge
            content = bytes(await found.download_as_bytearray())
        if len(content) > limit:
            raise TooLarge
        return content

    async def send(self, address: str, saying: Saying) -> str:
        """See `Channel.send`. A long text goes in parts, with the buttons below the last."""
        chat = int(address)
        keyboard = _keyboard(saying.rows)
        with translated():
            if saying.attachment is not None:
                return await self._send_file(chat, saying, keyboard)
            parts = pieces(saying.text, TEXT_LIMIT)
            if saying.edits is not None and len(parts) == 1 and await self._edited(chat, saying, keyboard):
                return saying.edits
            for part in parts[:-1]:
                await self._calls.send_message(chat, part, parse_mode=ParseMode.HTML)
            sent = await self._calls.send_message(chat, parts[-1], parse_mode=ParseMode.HTML, reply_markup=keyboard)
        return str(sent.message_id)

    async def acknowledge(self, callback_id: str, notice: str | None) -> None:
        """See `Channel.acknowledge`."""
        with translated():
            try:
                await self._calls.answer_callback_query(callback_id, notice[:NOTICE_LIMIT] if notice else None)
            except error.BadRequest as problem:
                if "query is too old" not in problem.message.lower():
                    raise

    async def typing(self, address: str) -> None:
        """See `Channel.typing`."""
        with translated():
            await self._calls.send_chat_action(int(address), ChatAction.TYPING)

    async def _send_file(self, chat: int, saying: Saying, keyboard: Keyboard | None) -> str:
        """A caption that is too long follows as a text of its own, with the buttons."""
        assert saying.attachment is not None
        file = saying.attachment
        fits = units(saying.text) <= CAPTION_LIMIT
        send = self._calls.send_photo if file.picture else self._calls.send_document
        sent: Message = await send(
            chat,
            file.content,
            caption=saying.text if fits and saying.text else None,
            parse_mode=ParseMode.HTML,
            filename=file.name,
            reply_markup=keyboard if fits else None,
        )
        if fits:
            return str(sent.message_id)
        return await self.send(str(chat), Saying(text=saying.text, rows=saying.rows))

    async def _edited(self, chat: int, saying: Saying, keyboard: Keyboard | None) -> bool:
        """Show the text in place of an older message; False where that one cannot be changed any more."""
        assert saying.edits is not None
        try:
            await self._calls.edit_message_text(
                saying.text, chat, int(saying.edits), parse_mode=ParseMode.HTML, reply_markup=keyboard
            )
        except error.BadRequest as problem:
            said = problem.message.lower()
            if "message is not modified" in said:
                return True
            if any(reason in said for reason in GONE):
                return False
            raise
        return True


GONE = ("message to edit not found", "message can't be edited", "no text in the message to edit", "message_id_invalid")
"""What Telegram says, in lower case, of a message that cannot be changed."""


@asynccontextmanager
async def telegram(
    token: str, addresses: tuple[str, str], proxy: str | None = None, *, hooked: bool = False
) -> AsyncIterator[Telegram]:
    """The bot with this token; `addresses` are those of calls and of files, to be followed by the token.

    `hooked`: its messages come by webhook.
    """
    calls, polling = Http(connections=CONNECTIONS, proxy=proxy), Http(connections=1, proxy=proxy)
    bot = Bot(token, addresses[0], addresses[1], request=calls, get_updates_request=polling)
    await calls.initialize()
    await polling.initialize()
    try:
        yield Telegram(bot, polling, hooked=hooked)
    finally:
        await calls.shutdown()
        await polling.shutdown()


def _keyboard(rows: Rows) -> Keyboard | None:
    return Keyboard([[_button(button) for button in row] for row in rows]) if rows else None


def _button(button: Button) -> TelegramButton:
    if len(button.action.encode()) > ACTION_BYTES:
        raise Rejected(f"the action of a button is longer than {ACTION_BYTES} bytes")
    return TelegramButton(button.caption, callback_data=button.action)
