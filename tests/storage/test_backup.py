"""What was backed up comes back: all of it, as of one moment, into either database, or nothing changes."""

from __future__ import annotations

import asyncio
import hashlib
import io
import itertools
import json
import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import delete, func, insert, select

from storage import audit, files, meta, migrate, recounting
from storage.archive import MANIFEST, BackupRefused, DamagedBackup, NotABackup, OtherSchema, encoded
from storage.backup import backup
from storage.database import Database, Tx, opened
from storage.restore import restore
from storage.tables import chats, conversations, facts, inbox, metadata, report_versions, totals, unit_versions, units
from storage.tables import reports as reports_table
from tests.storage import house
from tests.storage.conftest import FAMILIES, NewUrl
from tests.storage.moments import NOON

Rows = dict[str, list[tuple[Any, ...]]]


async def province(database: Database, data_folder: Path) -> None:
    """Rows of nearly every kind: empty columns, nested JSON, large numbers, Vietnamese, a picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    picture = await files.save(data_folder, out.getvalue())

    async def live(tx: Tx) -> None:
        await meta.put(tx, "plan", "kontum-66")
        unit_id, officer_id = await house.unit(tx, "cdcs-đắk-hà"), await house.officer(tx, "Y Mẫu \\ \"'\n\u2028")
        await tx.execute(
            insert(unit_versions).values(
                unit_id=unit_id,
                name="CĐCS Trường Mẫu",
                folded_name="cdcs truong mau",
                kind="hcsn",
                traits={"agreement": True, "workers": None, "list": [1, "hai"]},
                first_day=date(2020, 1, 1),
            )
        )
        office = await house.chair(tx, unit_id, officer_id)
        chat_id = await house.chat(tx, "4711", officer_id)
        await tx.execute(insert(chats).values(channel="web", address="x", menu={"1": "bc"}, created_at=NOON))
        await house.message(tx, chat_id, "waiting")
        await house.draft(tx, chat_id, officer_id, office)
        version_id = await house.report(tx, unit_id, officer_id, office)
        report_id = await tx.scalar(select(report_versions.c.report_id))
        await tx.execute(
            insert(reports_table).values(
                unit_id=unit_id, form="chuyen-den", plan="kontum-66", takes_over_id=report_id, created_at=NOON
            )
        )
        fact = {
            "version_id": version_id,
            "report_id": report_id,
            "unit_id": unit_id,
            "measure": "thu-kpcd",
            "day": date(2026, 3, 12),
            "counts_for": 2026,
            "known_at": NOON,
        }
        await tx.execute(insert(facts), [fact | {"number": number * 10_000_000_000} for number in range(2500)])
        await tx.execute(
            insert(totals).values(
                node_id=unit_id, grain="y", period=2026, tally="thu-kpcd", counts_for=2026, kind="hcsn", value=-(2**60)
            )
        )
        await files.record(tx, picture, NOON)
        await audit.write(tx, officer_id, "report.sent", f"report:{report_id}", {"count": 5}, NOON)

    await database.write(live)


async def everything(database: Database) -> Rows:
    """Every row but the word of the epoch, which each restore makes anew."""
    async with database.read() as tx:
        rows = {
            table.name: [tuple(row) for row in await tx.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }
    rows["meta"] = [row for row in rows["meta"] if row[0] != meta.EPOCH]
    return rows


async def rows_at(url: str) -> Rows:
    async with opened(url) as database:
        return await everything(database)


def pictures(data_folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(data_folder)): path.read_bytes() for path in data_folder.rglob("*") if path.is_file()}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "here"


@pytest.mark.parametrize("other", FAMILIES)
async def test_every_row_and_picture_comes_back_in_either_database(
    database: Database, url: str, other: str, tmp_path: Path, here: Path, new_url: NewUrl
) -> None:
    await province(database, here)
    made = await backup(url, tmp_path / "backup", here, NOON)
    assert made.plan == "kontum-66"
    assert made.made_at == NOON
    assert made.tables["facts"].rows == 2500
    target = await asyncio.to_thread(new_url, other)
    restored = await restore(target, tmp_path / "backup", tmp_path / "there")
    assert restored == made
    assert await rows_at(target) == await everything(database)
    assert pictures(tmp_path / "there") == pictures(here) != {}


async def test_a_database_that_is_not_there_yet_is_made(
    database: Database, url: str, empty_url: str, tmp_path: Path, here: Path
) -> None:
    await province(database, here)
    await backup(url, tmp_path / "backup", here, NOON)
    await restore(empty_url, tmp_path / "backup", here)
    assert await migrate.is_current(empty_url)
    assert await rows_at(empty_url) == await everything(database)


async def test_a_backup_shows_one_moment_while_writes_go_on(
    database: Database, url: str, tmp_path: Path, here: Path, new_url: NewUrl, family: str
) -> None:
    await province(database, here)
    written = 0
    done = asyncio.Event()

    async def pair(tx: Tx) -> None:
        await house.unit(tx, f"pair {written}")
        await tx.execute(
            insert(inbox).values(channel="web", bot="tiendo", external_id=f"pair {written}", received_at=NOON)
        )

    async def go_on_writing() -> None:
        nonlocal written
        while not done.is_set():
            await database.write(pair)
            written += 1

    writing = asyncio.create_task(go_on_writing())
    while written < 3:
        await asyncio.sleep(0)
    before = written
    made = await backup(url, tmp_path / "backup", here, NOON)
    after = written
    done.set()
    await writing
    assert before < after
    assert made.tables["units"].rows == made.tables["inbox"].rows + 1
    target = await asyncio.to_thread(new_url, family)
    await restore(target, tmp_path / "backup", here)
    rows = await rows_at(target)
    assert {code for _, code in rows["units"]} - {"cdcs-đắk-hà"} == {row[3] for row in rows["inbox"]}


async def test_a_restore_replaces_everything_under_a_running_program(
    database: Database, url: str, tmp_path: Path, here: Path
) -> None:
    await province(database, here)
    before = await everything(database)
    await backup(url, tmp_path / "backup", here, NOON)

    async def more(tx: Tx) -> None:
        await house.report(tx, await house.unit(tx, "later"), await house.officer(tx))
        await audit.write(tx, None, "report.sent", "report:9", {}, NOON)
        await meta.put(tx, "plan", "another")

    await database.write(more)
    seen_with_the_old: set[str] = set()
    seen_with_the_restored: set[str] = set()

    async def go_on() -> None:
        for number in itertools.count():
            name = f"update {number}"
            if restoring.done() and seen_with_the_restored:
                return
            await database.write(
                lambda tx: tx.execute(
                    insert(inbox).values(channel="web", bot="tiendo", external_id=name, received_at=NOON)  # noqa: B023
                )
            )
            async with database.read() as tx:
                old = await tx.scalar(select(func.count()).select_from(units)) == 2
            (seen_with_the_old if old else seen_with_the_restored).add(name)

    restoring = asyncio.create_task(restore(url, tmp_path / "backup", here))
    await go_on()
    await restoring
    after = await everything(database)
    assert seen_with_the_old
    assert {row[3] for row in after.pop("inbox")} <= seen_with_the_restored
    assert before.pop("inbox") == []
    assert after == before
    with pytest.raises(Exception, match="append-only"):
        await database.write(lambda tx: tx.execute(delete(metadata.tables["audit"])))


@pytest.mark.parametrize("other", FAMILIES)
async def test_no_number_is_given_twice(
    database: Database, url: str, other: str, tmp_path: Path, here: Path, new_url: NewUrl
) -> None:
    async def talk(tx: Tx) -> int:
        chat_id = await house.chat(tx, str(random.random()))
        drafts = [await house.draft(tx, chat_id, None, None) for _ in range(5)]
        await tx.execute(delete(conversations))
        return drafts[-1]

    last = await database.write(talk)
    await backup(url, tmp_path / "backup", here, NOON)
    target = await asyncio.to_thread(new_url, other)
    await restore(target, tmp_path / "backup", here)
    async with opened(target) as fresh:
        assert await fresh.write(talk) == last + 5
    assert await database.write(talk) == last + 5
    await restore(url, tmp_path / "backup", here)
    assert await database.write(talk) == last + 10


def changed_manifest(path: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members[MANIFEST])
    change(manifest)
    members[MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def without_column(path: Path, table: str, column: str) -> None:
    """Let a backup be of a schema in which the table did not have the column yet."""
    member = f"tables/{table}.jsonl"
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    place = json.loads(members[MANIFEST])["tables"][table]["columns"].index(column)
    rows = [json.loads(line) for line in members[member].splitlines()]
    members[member] = encoded([*row[:place], *row[place + 1 :]] for row in rows)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)

    def change(manifest: dict[str, Any]) -> None:
        manifest["tables"][table]["columns"].pop(place)
        manifest["tables"][table]["sha256"] = hashlib.sha256(members[member]).hexdigest()

    changed_manifest(path, change)


def without(path: Path, lost: str) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if not name.startswith(lost)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("tables/facts.jsonl")
    content[member.header_offset + 60 + member.compress_size // 2] ^= 1
    path.write_bytes(content)


WAYS_TO_BREAK: dict[str, tuple[Callable[[Path], object], type[BackupRefused]]] = {
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:-500]), DamagedBackup),
    "one bit": (flipped, DamagedBackup),
    "a table is missing": (lambda path: without(path, "tables/facts"), DamagedBackup),
    "a picture is missing": (lambda path: without(path, "files/"), DamagedBackup),
    "wrong checksum": (
        lambda path: changed_manifest(path, lambda it: it["tables"]["units"].update(sha256="0" * 64)),
        DamagedBackup,
    ),
    "not a zip": (lambda path: path.write_text("hello"), NotABackup),
    "empty": (lambda path: path.write_bytes(b""), NotABackup),
    "not there": (lambda path: path.unlink(), NotABackup),
    "another zip": (lambda path: without(path, MANIFEST), NotABackup),
    "another kind": (lambda path: changed_manifest(path, lambda it: it.update(format="x")), NotABackup),
    "newer format": (lambda path: changed_manifest(path, lambda it: it.update(version=2)), NotABackup),
    "path": (lambda path: changed_manifest(path, lambda it: it.update(files=["../../etc/passwd"])), NotABackup),
    "newer schema": (lambda path: changed_manifest(path, lambda it: it.update(revision="9999")), OtherSchema),
    "other tables": (lambda path: changed_manifest(path, lambda it: it["tables"].pop("units")), DamagedBackup),
}


async def test_a_backup_of_an_older_schema_is_migrated_on_the_way(
    database: Database, url: str, tmp_path: Path, here: Path, new_url: NewUrl, family: str
) -> None:
    await province(database, here)
    source = tmp_path / "backup"
    made = await backup(url, source, here, NOON)
    changed_manifest(source, lambda manifest: manifest.update(revision="0001"))
    without_column(source, "report_versions", "office_id")
    without_column(source, "chats", "wrong_codes")
    without_column(source, "chats", "wrong_codes_since")
    for column in ("heard_at", "menu_after", "menu_as"):
        without_column(source, "chats", column)
    target = await asyncio.to_thread(new_url, family)
    restored = await restore(target, source, tmp_path / "there")
    assert restored.tables.keys() == made.tables.keys()
    before = await everything(database)
    # Its sums are to be made again, and nobody knows when a menu of then could be seen.
    marked = [(recounting.KEY, ""), *before["meta"]]
    offered = [(*row[:5], None, None, *row[7:]) for row in before["chats"]]
    assert await rows_at(target) == before | {"meta": marked, "chats": offered}
    assert pictures(tmp_path / "there") == pictures(here)


async def test_what_cannot_be_restored_changes_nothing(
    database: Database, url: str, tmp_path: Path, here: Path, empty_url: str
) -> None:
    await province(database, here)
    good = tmp_path / "backup"
    await backup(url, good, here, NOON)
    before = await everything(database)
    for name, (damage, refusal) in WAYS_TO_BREAK.items():
        broken = tmp_path / name
        broken.write_bytes(good.read_bytes())
        damage(broken)
        for target in (url, empty_url):
            with pytest.raises(refusal):
                await restore(target, broken, tmp_path / "there")
        assert await everything(database) == before, name
    assert await migrate.current(empty_url) is None
    assert not (tmp_path / "there").exists()


async def test_a_lost_picture_is_named_and_prevents_nothing(
    database: Database, url: str, tmp_path: Path, here: Path
) -> None:
    await province(database, here)
    for path in here.rglob("*"):
        if path.is_file():
            path.unlink()
    made = await backup(url, tmp_path / "backup", here, NOON)
    assert made.files == ()
    assert len(made.missing_files) == 1
    assert await restore(url, tmp_path / "backup", here) == made


@pytest.mark.parametrize("family", ["sqlite"], indirect=True)
async def test_asking_for_what_is_not_there_makes_nothing(empty_url: str, tmp_path: Path, here: Path) -> None:
    with pytest.raises(OtherSchema):
        await backup(empty_url, tmp_path / "backup", here, NOON)
    assert list(tmp_path.iterdir()) == []


async def test_a_backup_that_fails_leaves_the_last_one(url: str, tmp_path: Path, here: Path) -> None:
    target = tmp_path / "backup"
    target.write_text("the last one")
    await migrate.move(url, "base")
    with pytest.raises(OtherSchema):
        await backup(url, target, here, NOON)
    assert target.read_text() == "the last one"
    await migrate.upgrade(url)
    await backup(url, target, here, NOON)
    assert zipfile.is_zipfile(target)
    assert target.stat().st_mode & 0o077 == 0
    assert [path for path in tmp_path.iterdir() if path.suffix == ".part"] == []


async def test_every_restore_begins_another_epoch(
    database: Database, url: str, empty_url: str, tmp_path: Path, here: Path
) -> None:
    await province(database, here)
    await backup(url, tmp_path / "backup", here, NOON)
    epochs = set()
    for _ in range(2):
        await restore(empty_url, tmp_path / "backup", here)
        async with opened(empty_url) as restored, restored.read() as tx:
            epochs.add(await meta.get(tx, meta.EPOCH))
    assert None not in epochs
    assert len(epochs) == 2
