"""The throw-away PostgreSQL gives each process a database of its own."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.postgres import fresh_database


async def test_the_database_answers(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT current_database()")) != "postgres"
    await engine.dispose()


def test_two_databases_are_not_the_same(postgres_server: str, postgres_url: str) -> None:
    with fresh_database(postgres_server) as other:
        assert other != postgres_url
