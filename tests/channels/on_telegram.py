"""Telegram, for the contract."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.channels.telegram.channel import Telegram, telegram
from bot.demo.channel import DemoChannel
from tests.channels.stand import Fault, File, Hand, Stand
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.telegram import faults
from tests.telegram.phone import Phone
from tests.telegram.refusal import Refused
from tests.telegram.server import TelegramServer
from tests.web.running import Running, running


class TelegramHand(Hand):
    def __init__(self, server: TelegramServer, phone: Phone) -> None:
        self.address = str(phone.user_id)
        self._server = server
        self._phone = phone

    async def type(self, text: str) -> None:
        await self._phone.type(text)

    async def tap(self, message_id: str, action: str) -> None:
        await self._phone.tap_data(int(message_id), action)

    async def send_picture(self, content: bytes) -> None:
        await self._phone.send_photo(content)

    async def send_document(self, content: bytes, name: str) -> None:
        await self._phone.send_document(content, name, "application/pdf")

    async def send_other(self) -> None:
        await self._phone.send_contact("0905123456")

    async def again(self) -> None:
        self._server.duplicate_next_poll()

    async def texts(self) -> list[str]:
        return ["\n".join([one.text, *(label for row in one.buttons for label in row)]) for one in self._phone.messages]

    async def file(self) -> File:
        message = next(one for one in reversed(self._phone.messages) if one.photo or one.document)
        content = message.photo or message.document
        assert content is not None
        return File(message.file_name or "", content, "picture" if message.photo else "document")


class OnTelegram(Stand):
    def __init__(self, server: TelegramServer, channel: Telegram, page: Running) -> None:
        self.channel = channel
        self.page = page
        self._server = server

        def fails(fault: faults.Fault) -> None:
            server.fail_next("sendMessage", fault)

        self.faults = {
            Fault.BUSY: lambda: fails(faults.server_error(500)),
            Fault.LOST: lambda: fails(faults.timeout_after()),
            Fault.GARBLED: lambda: fails(faults.server_error(502)),
            Fault.LIMITED: lambda: fails(faults.retry_after(1)),
            Fault.REFUSED: lambda: fails(faults.bad_request("message is nonsense")),
            Fault.GONE: lambda: fails(faults.forbidden("bot was blocked by the user")),
            Fault.STOPPED: lambda: fails(faults.Fault(Refused(401, "Unauthorized"))),
        }

    async def hand(self, chatter: Chatter | None = None) -> Hand:
        phone = self._server.phone(started=chatter is not None)
        hand = TelegramHand(self._server, phone)
        if chatter is not None:
            await self.page.federation.moves(chatter, "telegram", hand.address)
        return hand


@asynccontextmanager
async def on_telegram(federation: Federation, folder: Path) -> AsyncIterator[Stand]:
    """Telegram at work."""
    async with TelegramServer() as server:
        async with (
            telegram(server.token, (server.base_url, server.base_file_url)) as channel,
            running(federation, folder, channels=[channel, DemoChannel()]) as page,
        ):
            yield OnTelegram(server, channel, page)
        server.assert_clean()
