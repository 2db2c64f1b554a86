"""Backup and restore while the program runs, from and to either database."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import shutil
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, insert, select, text

from storage import files, meta, migrate
from storage.archive import (
    MANIFEST,
    Manifest,
    OtherSchema,
    Rows,
    checked,
    decoded,
    encoded,
    file_member,
    rows_member,
)
from storage.atomic import written
from storage.database import Database, Tx, open_database
from storage.tables import files as files_table
from storage.tables import meta as meta_table
from storage.tables import metadata

CHUNK = 1000
"""Rows that are held in memory at a time."""
RESTORING = "restoring"
"""The key in `meta` under which the tables that never lose a row may be emptied."""


async def backup(url: str, target: Path, data_folder: Path, now: datetime) -> Manifest:
    """Write everything as of one moment to `target`, and return what is in it.

    A picture whose file has gone missing does not prevent a backup; the manifest names it. Raises `OtherSchema`
    where the database is not migrated to the schema of this program.
    """
    if not await migrate.is_current(url):
        raise OtherSchema(await migrate.current(url))
    with written(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        async with _opened(url) as database, database.read() as tx:
            plan = await meta.get(tx, "plan")
            tables = {table.name: await _dump(tx, table, archive) for table in metadata.sorted_tables}
            last_ids = await _last_ids(tx)
            pictures = list(await tx.scalars(select(files_table.c.sha256).order_by(files_table.c.sha256)))
        kept = [sha256 for sha256 in pictures if files.path_of(data_folder, sha256).exists()]
        for sha256 in kept:
            await asyncio.to_thread(
                archive.write, files.path_of(data_folder, sha256), file_member(sha256), zipfile.ZIP_STORED
            )
        manifest = Manifest(
            revision=migrate.head(),
            plan=plan,
            made_at=now,
            tables=tables,
            last_ids=last_ids,
            files=tuple(kept),
            missing_files=tuple(set(pictures) - set(kept)),
        )
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
    return manifest


async def restore(url: str, source: Path, data_folder: Path) -> Manifest:
    """Replace everything in the database by the backup at once, or fill a new database; return what was restored.

    Others see the old rows until it is done. Raises `BackupRefused` (`NotABackup`, `DamagedBackup`, `OtherSchema`)
    before anything is changed.
    """
    manifest = await asyncio.to_thread(checked, source)
    expected = {table.name: tuple(column.name for column in table.columns) for table in metadata.sorted_tables}
    found = {name: part.columns for name, part in manifest.tables.items()}
    if manifest.revision != migrate.head() or found != expected:
        raise OtherSchema(manifest.revision)
    await asyncio.to_thread(_unpack_files, source, manifest, data_folder)
    await migrate.upgrade(url)

    async def replace(tx: Tx) -> None:
        await _empty(tx)
        with zipfile.ZipFile(source) as archive:
            for table in metadata.sorted_tables:
                await _fill(tx, table, archive, manifest.tables[table.name].columns)
        await tx.execute(delete(meta_table).where(meta_table.c.key == RESTORING))
        await _number_from(tx, manifest.last_ids)

    async with _opened(url) as database:
        await database.write(replace)
    return manifest


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def _dump(tx: Tx, table: Table, archive: zipfile.ZipFile) -> Rows:
    digest, count = hashlib.sha256(), 0
    in_order = select(table).order_by(*table.primary_key).execution_options(yield_per=CHUNK)
    with archive.open(rows_member(table.name), "w", force_zip64=True) as member:
        async for rows in (await tx.stream(in_order)).partitions():
            lines = encoded(rows)
            digest.update(lines)
            await asyncio.to_thread(member.write, lines)
            count += len(rows)
    return Rows(columns=tuple(table.columns.keys()), rows=count, sha256=digest.hexdigest())


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


async def _last_ids(tx: Tx) -> dict[str, int]:
    if tx.dialect.name == "postgresql":
        found = await tx.execute(
            text(
                "SELECT regexp_replace(sequencename, '_id_seq$', '') AS name, last_value AS id FROM pg_sequences "
                "WHERE schemaname = current_schema() AND last_value IS NOT NULL"
            )
        )
    else:
        found = await tx.execute(text("SELECT name, seq AS id FROM sqlite_sequence WHERE seq > 0"))
    return {row.name: row.id for row in found}


async def _number_from(tx: Tx, archived: dict[str, int]) -> None:
    """Let new rows be numbered above all that ever were, here and in the backup: old taps must never meet new rows."""
    here = await _last_ids(tx)
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
