"""On PostgreSQL a second process stands by, and leads as soon as the first is gone."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from bot import leadership
from bot.leadership import LeadershipLost, leading
from bot.logging import set_up
from bot.settings import Settings
from storage.database import database_url, writing_engine
from tests.logs import own_log

__all__ = ["own_log"]


@pytest.fixture
def settings(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(leadership, "ASK_EVERY", 0.05)
    return Settings(database_url=postgres_url)


@pytest.mark.usefixtures("own_log")
async def test_the_second_waits_until_the_first_is_gone(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO")
    led: list[str] = []

    async def second() -> None:
        async with leading(settings, asyncio.Event()) as mine:
            assert mine is not None
            led.append("second")

    async with leading(settings, asyncio.Event()) as mine:
        assert mine is not None
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.2)
        assert led == []
    await asyncio.wait_for(waiting, 10)
    assert led == ["second"]
    said = [line.partition("event=")[2] for line in capsys.readouterr().err.splitlines()]
    assert said == ['"another process leads; standing by"', '"the other process is gone; taking over"']


async def test_who_stands_by_can_be_stopped(settings: Settings) -> None:
    stop = asyncio.Event()
    async with leading(settings, asyncio.Event()):

        async def second() -> bool:
            async with leading(settings, stop) as mine:
                return mine is None

        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.1)
        stop.set()
        assert await asyncio.wait_for(waiting, 10)


async def test_who_loses_the_connection_notices(settings: Settings) -> None:
    async with leading(settings, asyncio.Event()) as mine:
        assert mine is not None
        watching = asyncio.create_task(mine.watch())
        engine = writing_engine(database_url(settings.database_url))
        async with engine.begin() as connection:
            kill = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = :lock"
            await connection.execute(text(kill), {"lock": leadership.LOCK})
        await engine.dispose()
        with pytest.raises(LeadershipLost):
            await asyncio.wait_for(watching, 10)


async def test_a_tick_is_done_only_while_the_process_leads(settings: Settings) -> None:
    done: list[str] = []

    async def tick() -> None:
        done.append("tick")

    async with leading(settings, asyncio.Event()) as mine:
        assert mine is not None
        led = mine.only(tick)
        await led()
        engine = writing_engine(database_url(settings.database_url))
        async with engine.begin() as connection:
            kill = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = :lock"
            await connection.execute(text(kill), {"lock": leadership.LOCK})
        await engine.dispose()
        await led()
    assert done == ["tick"]
