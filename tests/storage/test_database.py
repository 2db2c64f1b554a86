"""The writer that shares commits, and the readers beside it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import DBAPIError

from storage import meta
from storage.database import Database, DatabaseUnreachable, Tx, Work, database_url, open_database, writing_engine
from storage.tables import meta as table


def put(key: str) -> Work[str]:
    async def work(tx: Tx) -> str:
        await meta.put(tx, key, "here")
        return key

    return work


async def keys(database: Database) -> set[str]:
    async with database.read() as tx:
        return set(await tx.scalars(select(table.c.key)))


def count_commits(database: Database) -> list[object]:
    commits: list[object] = []
    event.listen(database.writer.engine, "commit", commits.append)
    return commits


async def execute(url: str, statement: str) -> None:
    engine = writing_engine(database_url(url))
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def test_works_that_wait_together_share_one_commit(database: Database) -> None:
    commits = count_commits(database)
    names = [f"key {number}" for number in range(10)]
    assert await asyncio.gather(*(database.write(put(name)) for name in names)) == names
    assert await keys(database) == set(names)
    assert len(commits) == 1


async def test_one_that_fails_takes_nothing_with_it_and_leaves_nothing(database: Database) -> None:
    async def fail(tx: Tx) -> None:
        await meta.put(tx, "half", "done")
        raise LookupError("no such unit")

    async def break_a_rule(tx: Tx) -> None:
        await meta.put(tx, "other half", "done")
        await tx.execute(table.insert().values(key="other half", value="twice"))

    outcomes = await asyncio.gather(
        database.write(put("before")),
        database.write(fail),
        database.write(break_a_rule),
        database.write(put("after")),
        return_exceptions=True,
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["str", "LookupError", "IntegrityError", "str"]
    assert await keys(database) == {"before", "after"}


async def test_a_work_that_is_cancelled_inside_does_not_end_the_writer(database: Database) -> None:
    async def cancelled(tx: Tx) -> None:
        await meta.put(tx, "half", "done")
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await database.write(cancelled)
    await database.write(put("after"))
    assert await keys(database) == {"after"}


@pytest.mark.parametrize("family", ["sqlite"], indirect=True)
async def test_a_transaction_that_the_database_drops_fails_for_all_of_it(database: Database) -> None:
    """As SQLite does on a full disk: none of the batch may be told that it is kept."""

    async def dropped(tx: Tx) -> None:
        await tx.execute(text("ROLLBACK"))
        raise LookupError

    outcomes = await asyncio.gather(
        database.write(put("before")), database.write(dropped), database.write(put("after")), return_exceptions=True
    )
    assert all(isinstance(outcome, DBAPIError) for outcome in outcomes)
    assert await keys(database) == set()
    await database.write(put("later"))
    assert await keys(database) == {"later"}


async def test_closing_finishes_what_waits_and_takes_nothing_more(url: str) -> None:
    database = await open_database(url)
    waiting = [asyncio.create_task(database.write(put(name))) for name in ("one", "two")]
    await asyncio.sleep(0)
    await database.close()
    assert await asyncio.gather(*waiting) == ["one", "two"]
    with pytest.raises(RuntimeError, match="closed"):
        await database.write(put("three"))
    again = await open_database(url)
    assert await keys(again) == {"one", "two"}
    await again.close()


async def test_who_stops_waiting_does_not_stop_the_write(database: Database) -> None:
    waiter = asyncio.create_task(database.write(put("forsaken")))
    await asyncio.sleep(0)
    waiter.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiter
    await database.write(put("next"))
    assert await keys(database) == {"forsaken", "next"}


@pytest.mark.parametrize("family", ["sqlite"], indirect=True)
async def test_a_work_that_waits_for_something_else_is_refused(database: Database) -> None:
    async def dawdle(tx: Tx) -> None:
        await meta.put(tx, "half", "done")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="nothing but its transaction"):
        await database.write(dawdle)
    assert await keys(database) == set()


async def test_a_reader_sees_one_moment(database: Database) -> None:
    await database.write(put("old"))

    async with database.read() as reading:
        assert await reading.scalar(select(func.count()).select_from(table)) == 1
        await database.write(put("new"))
        assert await reading.scalar(select(func.count()).select_from(table)) == 1
    assert await keys(database) == {"old", "new"}


async def test_what_a_reader_writes_is_not_kept(database: Database) -> None:
    async with database.read() as tx:
        await meta.put(tx, "wrong door", "here")
    assert await keys(database) == set()


@pytest.mark.parametrize("family", ["sqlite"], indirect=True)
async def test_sqlite_keeps_what_is_committed_and_wipes_what_is_deleted(database: Database) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}

    async def pragmas(tx: Tx) -> dict[str, object]:
        return {name: await tx.scalar(text(f"PRAGMA {name}")) for name in expected}

    assert await database.write(pragmas) == expected
    async with database.read() as tx:
        assert await pragmas(tx) == expected


@pytest.mark.parametrize("family", ["postgresql"], indirect=True)
async def test_works_of_a_deadlock_run_again(database: Database, url: str) -> None:
    await asyncio.gather(database.write(put("a")), database.write(put("b")))
    other = await open_database(url)
    both = asyncio.Barrier(2)
    runs: list[str] = []

    def change(first: str, second: str) -> Work[None]:
        async def work(tx: Tx) -> None:
            runs.append(first)
            await tx.execute(table.update().where(table.c.key == first).values(value=table.c.value + first))
            if len(runs) <= 2:
                await both.wait()
            await tx.execute(table.update().where(table.c.key == second).values(value=table.c.value + first))

        return work

    await asyncio.gather(database.write(change("a", "b")), other.write(change("b", "a")), database.write(put("c")))
    await other.close()
    assert len(runs) == 3
    async with database.read() as tx:
        values = {row.key: row.value for row in await tx.execute(select(table.c.key, table.c.value))}
    assert values in (
        {"a": "hereab", "b": "hereba", "c": "here"},
        {"a": "hereab", "b": "hereab", "c": "here"},
        {"a": "hereba", "b": "hereba", "c": "here"},
    )


@pytest.mark.parametrize("family", ["postgresql"], indirect=True)
async def test_a_work_that_always_fails_to_serialize_is_given_up(database: Database) -> None:
    runs: list[int] = []

    async def never(tx: Tx) -> None:
        runs.append(1)
        await tx.execute(text("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"))

    outcomes = await asyncio.gather(
        database.write(put("before")), database.write(never), database.write(put("after")), return_exceptions=True
    )
    assert isinstance(outcomes[1], DBAPIError)
    assert len(runs) == 4
    assert await keys(database) == {"before", "after"}


@pytest.mark.parametrize("family", ["postgresql"], indirect=True)
async def test_a_lost_connection_is_replaced(database: Database, url: str) -> None:
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    cut = others + "pg_backend_pid()"
    await database.write(put("first"))
    await keys(database)
    await execute(url, cut)
    await database.write(put("after idling"))
    runs: list[int] = []

    async def cut_short(tx: Tx) -> None:
        runs.append(1)
        await meta.put(tx, "half", "done")
        if len(runs) == 1:
            await execute(url, cut)
        await meta.put(tx, "other half", "done")

    await asyncio.gather(database.write(put("beside")), database.write(cut_short))
    assert len(runs) == 2
    assert await keys(database) == {"first", "after idling", "beside", "half", "other half"}


async def test_a_database_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/nowhere/at/all.db", f"postgresql://tiendo@/tiendo?host={tmp_path}"):
        with pytest.raises(DatabaseUnreachable, match=r"\w"):
            await open_database(url)


def test_urls_as_people_write_them() -> None:
    assert database_url("sqlite:///a.db").drivername == "sqlite+aiosqlite"
    assert database_url("postgres://localhost/a").drivername == "postgresql+asyncpg"
    for wrong, said in (("mysql://a/b", "not 'mysql'"), ("what", "not a database URL"), ("sqlite://", "needs a file")):
        with pytest.raises(ValueError, match=said):
            database_url(wrong)
