"""`tiendo webhook` and what `tiendo doctor` says of Zalo."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.channel import Rejected
from bot.channels.in_use import KINDS
from bot.settings import Settings
from bot.ways_in import channel_findings
from bot.webhooks import POLLED, webhooks
from tests.telegram.fixtures import telegram
from tests.telegram.server import TelegramServer
from tests.zalo.server import ZaloServer

__all__ = ["telegram"]

ON_ZALO = next(kind for kind in KINDS if kind.name == "zalo")
PUBLIC, SECRET = "https://tiendo.example.vn", "s3cret-of-the-tests"


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloServer]:
    async with ZaloServer() as server:
        yield server
        server.assert_clean()


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, public_url=PUBLIC, **given)  # type: ignore[arg-type]


def on_zalo(server: ZaloServer, **given: object) -> Settings:
    return settings(zalo_token=server.token, zalo_base_url=server.url, **given)


async def test_the_webhook_of_telegram(telegram: TelegramServer) -> None:
    given = settings(telegram_token=telegram.token, telegram_base_url=telegram.url, telegram_webhook_secret=SECRET)
    async with webhooks(given) as (hook,):
        assert await hook.info() == POLLED
        assert await hook.set() == f"messages come to {PUBLIC}/hook/telegram."
        assert telegram.webhook == (f"{PUBLIC}/hook/telegram", SECRET)
        assert await hook.info() == f"messages come to {PUBLIC}/hook/telegram; 0 wait."
        assert await hook.delete() == POLLED
    assert telegram.webhook is None


async def test_the_webhook_of_zalo(zalo: ZaloServer) -> None:
    async with webhooks(on_zalo(zalo, zalo_webhook_secret=SECRET)) as (hook,):
        assert await hook.delete() == POLLED, "there is none: Zalo says 400"
        assert await hook.info() == POLLED, "there is none: Zalo says 404"
        said = await hook.set()
        assert said.startswith(f"messages come to {PUBLIC}/hook/zalo, but it did not answer Zalo (webhook.err.dns)")
        assert zalo.webhook == (f"{PUBLIC}/hook/zalo", SECRET)
        assert await hook.info() == f"messages come to {PUBLIC}/hook/zalo."
        zalo.refuse_next("getWebhookInfo", 426, name="errorCode")
        with pytest.raises(Rejected, match="426"):
            await hook.info()


@pytest.mark.parametrize(
    ("secret", "is_set", "well", "said"),
    [
        (None, False, True, "Zalo is polled, which is for trying out"),
        (None, True, False, "run `tiendo webhook delete`"),
        (SECRET, False, False, "run `tiendo webhook set`"),
        (SECRET, True, True, f"Zalo brings messages to {PUBLIC}/hook/zalo."),
    ],
)
async def test_the_doctor_knows_how_messages_come(
    zalo: ZaloServer, secret: str | None, is_set: bool, well: bool, said: str
) -> None:
    if is_set:
        zalo.webhook = (f"{PUBLIC}/hook/zalo", SECRET)
    first, last = [found async for found in channel_findings(on_zalo(zalo, zalo_webhook_secret=secret), ON_ZALO)]
    assert (first.well, first.sentence) == (
        True,
        "Zalo knows the bot: https://bot.zaloplatforms.com/bots/1459232241454765289.",
    )
    assert last.well is well
    assert said in last.sentence


async def test_the_doctor_knows_a_wrong_token_and_shows_none(zalo: ZaloServer) -> None:
    for address, said in ((zalo.url, "check TIENDO_ZALO_TOKEN"), ("http://127.0.0.1:1", "Check the network")):
        given = settings(zalo_token="1:wrong-one", zalo_base_url=address)
        (found,) = [one async for one in channel_findings(given, ON_ZALO)]
        assert not found.well
        assert said in found.sentence
        assert "wrong-one" not in found.sentence


async def test_the_doctor_asks_telegram_the_same(telegram: TelegramServer) -> None:
    on_telegram = next(kind for kind in KINDS if kind.name == "telegram")
    given = {"telegram_token": telegram.token, "telegram_base_url": telegram.url}
    (found,) = [one async for one in channel_findings(settings(**given), on_telegram)]
    assert (found.well, found.sentence) == (True, "Telegram knows the bot: https://t.me/tiendo_test_bot.")
    _there, missing = [
        one async for one in channel_findings(settings(**given, telegram_webhook_secret=SECRET), on_telegram)
    ]
    assert (missing.well, "run `tiendo webhook set`" in missing.sentence) == (False, True)
