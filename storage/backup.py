"""Backup while the program runs, from either database."""

from __future__ import annotations

import asyncio
import hashlib
import zipfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import Table, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import files, meta, migrate
from storage.archive import MANIFEST, Manifest, OtherSchema, Rows, encoded, file_member, rows_member
from storage.atomic import written
from storage.database import Tx, opened
from storage.tables import files as files_table
from storage.tables import metadata

CHUNK = 1000
"""Rows that are held in memory at a time."""


async def backup(url: str, target: Path, data_folder: Path, now: datetime) -> Manifest:
    """Write everything as of one moment to `target`, and return what is in it.

    A picture whose file has gone missing does not prevent a backup; the manifest names it. Raises `OtherSchema`
    where the database is not migrated to the schema of this program.
    """
    if not await migrate.is_current(url):
        raise OtherSchema(await migrate.current(url))
    with written(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        async with opened(url) as database, database.read() as tx:
            plan = await meta.get(tx, "plan")
            tables = {table.name: await _dump(tx, table, archive) for table in metadata.sorted_tables}
            highest = await last_ids(tx)
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
            last_ids=highest,
            files=tuple(kept),
            missing_files=tuple(sorted(set(pictures) - set(kept))),
        )
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
    return manifest


async def last_ids(tx: Tx) -> dict[str, int]:
    """Return the highest id that each table ever gave, as far as the database keeps it."""
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


async def _dump(tx: AsyncConnection, table: Table, archive: zipfile.ZipFile) -> Rows:
    digest, count = hashlib.sha256(), 0
    in_order = select(table).order_by(*table.primary_key).execution_options(yield_per=CHUNK)
    with archive.open(rows_member(table.name), "w", force_zip64=True) as member:
        async for rows in (await tx.stream(in_order)).partitions():
            lines = encoded(rows)
            digest.update(lines)
            await asyncio.to_thread(member.write, lines)
            count += len(rows)
    return Rows(columns=tuple(table.columns.keys()), rows=count, sha256=digest.hexdigest())
