"""Pictures are redrawn, kept once, and never more than a picture."""

from __future__ import annotations

import io
import os
import struct
import zlib
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select, update

from domain.quotas import Quota
from storage import files, quotas
from storage.database import Database, Tx
from storage.tables import conversations
from storage.tables import files as table
from tests.storage import house
from tests.storage.moments import DAY, NOON


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300), **saving: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **saving)
    return out.getvalue()


def kept(folder: Path, saved: files.Picture) -> Image.Image:
    return Image.open(io.BytesIO(files.path_of(folder, saved.sha256).read_bytes()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_pictures_become_jpeg_under_their_hash(tmp_path: Path, kind: str) -> None:
    saved = await files.save(tmp_path, picture(kind))
    path = files.path_of(tmp_path, saved.sha256)
    assert path == tmp_path / "files" / saved.sha256[:2] / saved.sha256[2:]
    assert path.stat().st_size == saved.size
    assert kept(tmp_path, saved).format == "JPEG"
    assert await files.save(tmp_path, picture(kind)) == saved
    assert [file.suffix for file in path.parent.iterdir()] == [""]


async def test_place_and_camera_are_gone_and_the_picture_is_upright(tmp_path: Path) -> None:
    about = Image.Exif()
    about[0x0112] = 6
    about[0x010F] = "Camera of Y Mẫu"
    about.get_ifd(0x8825)[2] = (14.0, 21.0, 0.0)
    sent = picture(exif=about, comment=b"from my house")
    assert b"Camera" in sent
    saved = await files.save(tmp_path, sent)
    assert kept(tmp_path, saved).size == (300, 400)
    assert not kept(tmp_path, saved).getexif()
    content = files.path_of(tmp_path, saved.sha256).read_bytes()
    assert b"Camera" not in content
    assert b"house" not in content


async def test_large_ones_shrink_and_see_through_ones_get_a_white_ground(tmp_path: Path) -> None:
    assert kept(tmp_path, await files.save(tmp_path, picture(size=(4000, 2000)))).size == (1600, 800)
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert kept(tmp_path, await files.save(tmp_path, out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


async def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    whole = picture("PNG")
    for wrong in (
        b"",
        b"%PDF-1.7",
        b"<svg/>",
        b"\xff\xd8\xff",
        whole[: len(whole) // 2],
        picture("BMP"),
        picture("GIF"),
    ):
        with pytest.raises(files.NotAPicture):
            await files.save(tmp_path, wrong)
    assert list(tmp_path.rglob("*")) == []


async def test_what_is_too_large_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    for width in (8_000, 60_000):
        header = struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0)
        bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
        with pytest.raises(files.PictureTooLarge):
            await files.save(tmp_path, bomb)
    with pytest.raises(files.PictureTooLarge):
        await files.save(tmp_path, picture() + bytes(files.LARGEST))
    assert list(tmp_path.rglob("*")) == []


def test_a_hash_is_never_a_path(tmp_path: Path) -> None:
    for wrong in ("", "../../etc/passwd", "A" * 64, "ab/" + "c" * 61):
        with pytest.raises(ValueError, match="not the hash"):
            files.path_of(tmp_path, wrong)


async def test_orphans_are_swept_once_they_are_old(database: Database, tmp_path: Path) -> None:
    recorded, old, young = [await files.save(tmp_path, picture(size=(side, side))) for side in (10, 20, 30)]
    for _ in range(2):
        await database.write(lambda tx: files.record(tx, recorded, NOON))
    a_day_ago = datetime.now(UTC) - timedelta(days=1)
    for saved in (recorded, old):
        os.utime(files.path_of(tmp_path, saved.sha256), times=(0, a_day_ago.timestamp() - 1))
    async with database.read() as tx:
        assert await tx.scalar(select(func.count()).select_from(table)) == 1
        assert await files.sweep_orphans(tx, tmp_path, a_day_ago) == 1
    exist = [files.path_of(tmp_path, saved.sha256).exists() for saved in (recorded, old, young)]
    assert exist == [True, False, True]


async def test_a_picture_that_is_sent_again_is_no_old_orphan(database: Database, tmp_path: Path) -> None:
    saved = await files.save(tmp_path, picture())
    os.utime(files.path_of(tmp_path, saved.sha256), times=(0, 0))
    await files.save(tmp_path, picture())
    async with database.read() as tx:
        assert await files.sweep_orphans(tx, tmp_path, datetime.now(UTC) - timedelta(days=1)) == 0


def quota(unit: int, photo: str | None) -> Quota:
    return Quota(
        indicator="doan-vien-moi",
        unit=unit,
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        amount=Fraction(5),
        decision="12/QĐ-LĐLĐ",
        decided=NOON.date(),
        given_by=unit,
        reason="",
        known_at=NOON,
        photo=photo,
    )


async def test_only_pictures_that_nothing_names_are_forgotten(database: Database) -> None:
    names = ("reported", "begun", "decided", "unused", "young", "old")
    hashes = {name: f"{place:064x}" for place, name in enumerate(names)}
    stored = {"young": NOON + 2 * DAY, "old": NOON - DAY}

    async def work(tx: Tx) -> int:
        for name, sha256 in hashes.items():
            await files.record(tx, files.Picture(sha256, 5), stored.get(name, NOON))
        officer = await house.officer(tx)
        unit = await house.unit(tx)
        await house.report(tx, unit, officer, answers={"anh": {"photo": hashes["reported"]}, "ghi-chu": None})
        await quotas.add(tx, [quota(unit, hashes["decided"]), quota(unit, None)], None, NOON)
        draft = await house.draft(tx, await house.chat(tx, "1"), officer, None)
        begun = {"ket-nap.anh": hashes["begun"], "=drafts": [[1, "Kết nạp"]]}
        await tx.execute(update(conversations).where(conversations.c.id == draft).values(answers=begun))
        return await files.forget_unused(tx, NOON, NOON + DAY)

    assert await database.write(work) == 1
    async with database.read() as tx:
        left = set(await tx.scalars(select(table.c.sha256)))
    assert left == {hashes[name] for name in names if name != "unused"}
