"""Pictures: kept once under the hash of their content, as JPEG without anything but what one sees.

The folder lies beside the database: `<data folder>/files/ab/cdef…`. The file is there before its row is; a file
that never got one is swept away.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps
from sqlalchemy import Column, ColumnElement, Select, delete, func, select, text, true, union_all

from storage.atomic import written
from storage.database import Tx
from storage.tables import conversations, files, quotas, report_versions, shared_files
from storage.upsert import insert_unless_there

LARGEST = 10 * 1024 * 1024
"""Bytes that a picture may come with."""
MOST_PIXELS = 50_000_000
"""A picture unpacks to three bytes a pixel: what claims more is not opened."""
LONGEST_SIDE = 1600
MEDIA_TYPE = "image/jpeg"
ACCEPTED = ("JPEG", "PNG", "WEBP")


_ONE_BY_ONE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
"""A few bytes can unpack to hundreds of megabytes: never to several times that at once."""


class NotAPicture(Exception):
    """What was sent is no picture that can be read."""


class PictureTooLarge(Exception):
    """The picture has more bytes or pixels than we take."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the folder."""

    sha256: str
    size: int


async def save(data_folder: Path, content: bytes) -> Picture:
    """Put a picture into the folder: turned upright, at most 1600 pixels long, without place, time or camera.

    Raises `PictureTooLarge` above 10 MB or 50 million pixels, `NotAPicture` for anything but JPEG, PNG or WebP.
    """
    return await asyncio.get_running_loop().run_in_executor(_ONE_BY_ONE, _save, data_folder, content)


async def record(tx: Tx, picture: Picture, now: datetime) -> None:
    """Add the row of a saved picture, if it has none."""
    row = {"sha256": picture.sha256, "media_type": MEDIA_TYPE, "size": picture.size, "stored_at": now}
    await tx.execute(insert_unless_there(tx, files, ["sha256"]).values(row))


async def keep(data_folder: Path, content: bytes) -> str:
    """Put a file into the folder as it is; return its SHA-256.

    It gets no row: in a day it is an orphan, unless a link leads to it.
    """
    return await asyncio.to_thread(lambda: _put(data_folder, content).sha256)


def folder(data_folder: Path) -> Path:
    """The folder of all pictures."""
    return data_folder / "files"


def path_of(data_folder: Path, sha256: str) -> Path:
    """Where the picture with this hash lies. Raises ValueError for what is no hash."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not the hash of a file")
    return folder(data_folder) / sha256[:2] / sha256[2:]


async def forget_unused(tx: Tx, since: datetime, before: datetime) -> int:
    """Remove the rows stored in this time that no report, quota or conversation names; return how many.

    Their files become orphans. `since` bounds the work: a report that names a picture is younger than the picture.
    """
    used = union_all(
        _strings(tx, report_versions.c.answers, report_versions.c.known_at >= since),
        _strings(tx, conversations.c.answers, true()),
        select(quotas.c.photo).where(quotas.c.photo.is_not(None)),
    )
    unused = delete(files).where(files.c.stored_at >= since, files.c.stored_at < before, files.c.sha256.not_in(used))
    return int((await tx.execute(unused)).rowcount)


async def sweep_orphans(tx: Tx, data_folder: Path, before: datetime, gone: Collection[str] = ()) -> int:
    """Remove the files that have no row, stand behind no link, and were written before the moment; return how many.

    A file waits for its row until the message that it came with is handled: let `before` lie a day back. Those that
    are `gone`, by their SHA-256, wait for nothing any more.
    """
    known = set(await tx.scalars(union_all(select(files.c.sha256), select(shared_files.c.sha256))))
    return await asyncio.to_thread(_sweep, folder(data_folder), known, before.timestamp(), set(gone))


def _strings(tx: Tx, document: Column[Any], where: ColumnElement[bool]) -> Select[Any]:
    """Every string at any depth of the JSON documents: which of them names a picture, only the plan knows."""
    if tx.dialect.name == "postgresql":
        found = func.jsonb_path_query(document, text("'strict $.** ? (@.type() == \"string\")'"))
        return select(found.op("#>>")(text("'{}'"))).where(where)
    leaves = func.json_tree(document).table_valued("value", "type")
    return select(leaves.c.value).select_from(document.table.join(leaves, true())).where(where, leaves.c.type == "text")


def _save(data_folder: Path, content: bytes) -> Picture:
    if len(content) > LARGEST:
        raise PictureTooLarge
    return _put(data_folder, _redrawn(content))


def _put(data_folder: Path, content: bytes) -> Picture:
    kept = Picture(hashlib.sha256(content).hexdigest(), len(content))
    target = path_of(data_folder, kept.sha256)
    if target.exists():
        # Sent again, it waits again for its row, which may have been forgotten.
        target.touch()
    else:
        with written(target) as file:
            file.write(content)
    return kept


def _redrawn(content: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=ACCEPTED) as image:
            if image.width * image.height > MOST_PIXELS:
                raise PictureTooLarge
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image).convert("RGBA")
            drawn = Image.new("RGB", upright.size, "white")
            drawn.paste(upright, mask=upright)
    except PictureTooLarge:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise PictureTooLarge from problem
    except Exception as problem:
        # A decoder that is given hostile bytes raises nearly anything.
        raise NotAPicture from problem
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _sweep(pictures: Path, known: set[str], before: float, gone: set[str]) -> int:
    orphans = [
        file
        for file in pictures.glob("*/*")
        if (sha256 := file.parent.name + file.name) not in known and (sha256 in gone or file.stat().st_mtime < before)
    ]
    for orphan in orphans:
        orphan.unlink()
    return len(orphans)
