"""Webhooks beside the web page, and files that go out as links."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import aiohttp
import pytest
from markupsafe import Markup
from sqlalchemy import select

from bot.channels.links import Links
from bot.channels.telegram.channel import telegram as on_telegram
from bot.channels.webhook import Hook
from bot.channels.zalo.channel import Zalo
from bot.channels.zalo.channel import zalo as on_zalo
from bot.web.hooks import LARGEST
from domain.access import Role
from handlers.saying import Attachment, Saying
from storage import chats, entry_codes
from storage.database import Tx
from storage.tables import chats as chat_rows
from storage.tables import inbox
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.telegram.fixtures import telegram
from tests.telegram.server import TelegramServer
from tests.web.client import client
from tests.web.running import Running, running
from tests.zalo.server import ZaloServer

__all__ = ["telegram"]

SECRET = "s3cret-of-the-tests"
PNG = b"\x89PNG\r\n\x1a\n and so on"


@dataclass(frozen=True, slots=True)
class Hooked:
    page: Running
    zalo: Zalo
    on_zalo: ZaloServer


@pytest.fixture
async def zalo_server() -> AsyncIterator[ZaloServer]:
    async with ZaloServer() as server:
        yield server
        server.assert_clean()


@pytest.fixture
async def hooked(
    federation: Federation, tmp_path: Path, own_log: None, zalo_server: ZaloServer
) -> AsyncIterator[Hooked]:
    async with hooked_on_zalo(federation, tmp_path / "data", zalo_server) as hooked:
        yield hooked


@asynccontextmanager
async def hooked_on_zalo(federation: Federation, data: Path, server: ZaloServer) -> AsyncIterator[Hooked]:
    links = Links(
        database=federation.database, clock=Now(federation), data_folder=data, public_url="https://tiendo.example.vn"
    )
    async with on_zalo(server.token, server.url, links=links, hooked=True) as channel:
        hooks = {"zalo": Hook(webhook=channel.webhook, secret=SECRET)}
        async with running(federation, data, channels=[channel], hooks=hooks) as page:
            server.webhook = ("https://tiendo.example.vn/hook/zalo", SECRET)
            server.post_to = f"{page.address}/hook/zalo"
            yield Hooked(page, channel, server)
            channel.close()


@dataclass(frozen=True, slots=True)
class Now:
    federation: Federation

    def now(self) -> datetime:
        return self.federation.clock.now


async def stored(page: Running) -> int:
    async with page.database.read() as tx:
        return len(list(await tx.scalars(select(inbox.c.id))))


@pytest.mark.parametrize("wrapped", [False, True])
async def test_zalo_brings_messages_in_either_shape(hooked: Hooked, wrapped: bool) -> None:
    phone = hooked.on_zalo.phone()
    await hooked.on_zalo.arrive(phone.message(text="xin chào"), "message.text.received", wrapped=wrapped)
    assert "mã" in (await phone.heard(1)).text
    assert hooked.on_zalo.answers == [200]


async def test_a_message_that_comes_twice_is_answered_once(hooked: Hooked) -> None:
    phone = hooked.on_zalo.phone()
    message = phone.message(text="xin chào")
    for _ in range(3):
        await hooked.on_zalo.arrive(message, "message.text.received")
    await phone.heard(1)
    await hooked.page.settled()
    assert (len(phone.said), await stored(hooked.page)) == (1, 1)


async def test_what_is_no_message_is_stored_nowhere(hooked: Hooked) -> None:
    server = hooked.on_zalo
    assert await server.post(b"") == 200
    assert await server.post(b"{}") == 200
    assert await server.post(b"no json") == 200
    assert await server.post(b'{"event_name": "x"}', "wrong") == 403
    assert await server.post(b'{"event_name": "x"}', "") == 403
    assert await server.post(b"x" * (LARGEST + 1)) == 413
    server.post_to = f"{hooked.page.address}/hook/nowhere"
    assert await server.post(b"{}") == 404
    assert await stored(hooked.page) == 0


async def test_while_nobody_leads_it_is_to_come_again(hooked: Hooked) -> None:
    desk, hooked.page.site.desk = hooked.page.site.desk, None
    assert await hooked.on_zalo.post(b"{}") == 503
    hooked.page.site.desk = desk
    async with aiohttp.ClientSession() as session, session.get(f"{hooked.page.address}/readyz") as answer:
        assert await answer.json() == {"ready": True, "webhooks": ["zalo"]}


async def test_telegram_brings_messages(federation: Federation, tmp_path: Path, telegram: TelegramServer) -> None:
    addresses = (telegram.base_url, telegram.base_file_url)
    async with on_telegram(telegram.token, addresses, hooked=True) as channel:
        hooks = {"telegram": Hook(webhook=channel.webhook, secret=SECRET)}
        async with running(federation, tmp_path / "data", channels=[channel], hooks=hooks) as page:
            to = f"{page.address}/hook/telegram"
            wrong = asyncio.create_task(telegram.post_updates(to, "wrong"))
            phone = telegram.phone()
            await phone.type("xin chào")
            while not telegram.webhook_answers:
                await asyncio.sleep(0.01)
            wrong.cancel()
            with suppress(asyncio.CancelledError):
                await wrong
            assert set(telegram.webhook_answers) == {403}
            assert await stored(page) == 0
            posting = asyncio.create_task(telegram.post_updates(to, SECRET))
            assert "mã" in (await phone.reply()).text
            assert "mã" in (await phone.say("xin chào")).text
            posting.cancel()
            channel.close()
    assert not any(call.method == "getUpdates" for call in telegram.calls)


async def say_on_zalo(hooked: Hooked, federation: Federation, officer_id: int | None, file: Attachment) -> str:
    """Say something with a file in a chat; the path of its link."""
    phone = hooked.on_zalo.phone()

    async def known(tx: Tx) -> None:
        chat = await chats.add(tx, "zalo", phone.user_id, federation.clock.now)
        if officer_id is not None:
            await chats.assign(tx, chat.id, officer_id)

    await federation.database.write(known)
    await hooked.zalo.send(phone.user_id, Saying(text=Markup("Đây"), attachment=file))
    said = phone.said[-1]
    link = said.photo or said.text.partition(": ")[2].strip()
    assert link.startswith("https://tiendo.example.vn/tep/")
    return urlsplit(link).path


async def test_a_picture_opens_for_whoever_has_its_link_until_it_expires(
    hooked: Hooked, federation: Federation
) -> None:
    path = await say_on_zalo(hooked, federation, None, Attachment(name="tiến độ.png", content=PNG, picture=True))
    async with aiohttp.ClientSession() as session:
        for _ in range(3):
            async with session.get(hooked.page.address + path) as answer:
                assert (answer.status, await answer.read()) == (200, PNG)
                assert (answer.content_type, answer.content_length) == ("image/png", len(PNG))
        async with session.get(hooked.page.address + path[:10] + "x" + path[11:]) as answer:
            assert answer.status == 404
        federation.clock.now += timedelta(days=3)
        async with session.get(hooked.page.address + path) as answer:
            assert answer.status == 404


async def test_a_document_opens_for_its_officer_alone(hooked: Hooked, federation: Federation) -> None:
    chair = await federation.chair()
    file = Attachment(name="bảng.xlsx", content=b"PK and so on", picture=False)
    path = await say_on_zalo(hooked, federation, await federation.officer_id(chair), file)
    async with client(hooked.page) as stranger:
        async with stranger.http.get(path, allow_redirects=False) as answer:
            assert answer.status == 303
            assert answer.headers["Location"] == "/?tep=" + quote(unquote(path.removeprefix("/tep/")), safe="")
        assert await stranger.join(await hooked.page.way_in(Role.CHAIR, "truong-2")) == 200
        async with stranger.http.get(path) as answer:
            assert (answer.status, answer.content_type) == (404, "text/plain")
            assert await answer.text() == "Tệp này không còn được lưu. Mời đồng chí yêu cầu lại."
    async with client(hooked.page) as browser:
        code = await code_of(federation, chair)
        assert await browser.join(code) == 200
        async with browser.http.get(path) as answer:
            assert (answer.status, await answer.read()) == (200, b"PK and so on")
            assert answer.headers["Content-Disposition"] == "attachment"


async def test_a_document_of_a_lost_phone_opens_for_nobody(hooked: Hooked, federation: Federation) -> None:
    chair = await federation.chair()
    file = Attachment(name="bảng.xlsx", content=b"PK and so on", picture=False)
    path = await say_on_zalo(hooked, federation, await federation.officer_id(chair), file)

    async def part(tx: Tx) -> None:
        officer_id = await tx.scalar(select(chat_rows.c.officer_id).where(chat_rows.c.channel == "zalo"))
        assert officer_id is not None
        await chats.part(tx, [one.id for one in await chats.all_of(tx, officer_id)])

    await federation.database.write(part)
    async with client(hooked.page) as stranger:
        assert await stranger.join(await federation.invitation(Role.CHAIR, "truong-2")) == 200
        async with stranger.http.get(path) as answer:
            assert answer.status == 404


async def code_of(federation: Federation, chair: Chatter) -> str:
    officer_id = await federation.officer_id(chair)
    return await federation.database.write(lambda tx: entry_codes.way_back(tx, officer_id, federation.clock.now))
