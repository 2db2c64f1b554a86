"""Restore while the program runs, into either database."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, Table, delete, insert, text

from storage import files, meta, migrate
from storage.archive import DamagedBackup, Manifest, OtherSchema, checked, decoded, file_member, rows_member
from storage.atomic import written
from storage.backup import CHUNK, backup, last_ids
from storage.database import Tx, database_url, opened, writing_engine
from storage.tables import meta as meta_table
from storage.tables import metadata

RESTORING = "restoring"
"""The key in `meta` under which the tables that never lose a row may be emptied."""


async def restore(url: str, source: Path, data_folder: Path) -> Manifest:
    """Replace everything in the database by the backup at once, or fill a new database; return what was restored.

    Others see the old rows until it is done. A backup of an older schema is migrated on the way.
    Raises `BackupRefused` (`NotABackup`, `DamagedBackup`, `OtherSchema`) before anything is changed.
    """
    manifest = await asyncio.to_thread(checked, source)
    if not migrate.knows(manifest.revision):
        raise OtherSchema(manifest.revision)
    if manifest.revision != migrate.head():
        with tempfile.TemporaryDirectory() as workshop:
            newer = await _migrated(source, manifest, Path(workshop))
            return await restore(url, newer, data_folder)
    expected = {table.name: tuple(column.name for column in table.columns) for table in metadata.sorted_tables}
    found = {name: part.columns for name, part in manifest.tables.items()}
    if found != expected:
        raise DamagedBackup("the tables are not those of its schema")
    await asyncio.to_thread(_unpack_files, source, manifest, data_folder)
    await migrate.upgrade(url)

    async def replace(tx: Tx) -> None:
        await _empty(tx)
        with zipfile.ZipFile(source) as archive:
            for table in metadata.sorted_tables:
                await _fill(tx, table, archive, manifest.tables[table.name].columns)
        await tx.execute(delete(meta_table).where(meta_table.c.key == RESTORING))
        await meta.put(tx, meta.EPOCH, secrets.token_hex(8))
        await _number_from(tx, manifest.last_ids)

    async with opened(url) as database:
        await database.write(replace)
    return manifest


async def _migrated(source: Path, manifest: Manifest, workshop: Path) -> Path:
    """The backup as it would be, had the database been migrated before it was made."""
    url = f"sqlite:///{workshop / 'tiendo.db'}"
    await migrate.move(url, manifest.revision)

    engine = writing_engine(database_url(url))
    async with engine.begin() as connection:
        as_it_was = MetaData()
        await connection.run_sync(as_it_was.reflect)
        with zipfile.ZipFile(source) as archive:
            for table in as_it_was.sorted_tables:
                if table.name in manifest.tables:
                    await _fill(connection, table, archive, manifest.tables[table.name].columns)
    await engine.dispose()
    await migrate.upgrade(url)
    async with opened(url) as database:
        await database.write(lambda tx: _number_from(tx, manifest.last_ids))
    await asyncio.to_thread(_unpack_files, source, manifest, workshop)
    await backup(url, workshop / "backup", workshop, manifest.made_at)
    return workshop / "backup"


async def _empty(tx: Tx) -> None:
    if tx.dialect.name == "postgresql":
        # Who writes waits until it is over; who reads does not.
        names = ", ".join(table.name for table in metadata.sorted_tables)
        await tx.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
    await meta.put(tx, RESTORING, "")
    for table in reversed(metadata.sorted_tables):
        if table is not meta_table:
            await tx.execute(delete(table))
    await tx.execute(delete(meta_table).where(meta_table.c.key != RESTORING))


async def _fill(tx: Tx, table: Table, archive: zipfile.ZipFile, columns: tuple[str, ...]) -> None:
    with archive.open(rows_member(table.name)) as lines:
        while rows := [decoded(table, columns, line) for line in itertools.islice(lines, CHUNK)]:
            await tx.execute(insert(table), rows)


async def _number_from(tx: Tx, archived: dict[str, int]) -> None:
    """Let new rows be numbered above all that ever were, here and in the backup: old taps must never meet new rows."""
    here = await last_ids(tx)
    for table in metadata.sorted_tables:
        if table.autoincrement_column is None:
            continue
        highest: int = await tx.scalar(text(f"SELECT coalesce(max(id), 0) FROM {table.name}"))  # noqa: S608
        last: dict[str, Any] = {
            "table": table.name,
            "id": max(highest, here.get(table.name, 0), archived.get(table.name, 0)),
        }
        if last["id"] == 0:
            continue
        if tx.dialect.name == "postgresql":
            await tx.execute(text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :id)"), last)
        elif table.dialect_options["sqlite"]["autoincrement"]:
            await tx.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), last)
            await tx.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :id)"), last)


def _unpack_files(source: Path, manifest: Manifest, data_folder: Path) -> None:
    with zipfile.ZipFile(source) as archive:
        for sha256 in manifest.files:
            target = files.path_of(data_folder, sha256)
            if not target.exists():
                with archive.open(file_member(sha256)) as content, written(target) as file:
                    shutil.copyfileobj(content, file)
