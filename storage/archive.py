"""What a backup looks like: one zip file, the same whichever database it was made from.

`manifest.json` says what is in it; `tables/NAME.jsonl` holds a JSON array per row, days and moments in ISO 8601;
`files/HASH` holds the pictures.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints, ValidationError
from sqlalchemy import Date, DateTime, Table
from sqlalchemy.types import TypeEngine

from storage.columns import Moment

MANIFEST = "manifest.json"
BLOCK = 1 << 20

Hash = Annotated[str, StringConstraints(pattern=re.compile(r"^[0-9a-f]{64}$"))]


class BackupRefused(Exception):
    """A file cannot be restored, and nothing was changed."""


class NotABackup(BackupRefused):
    """The file is not one of our backups."""


class DamagedBackup(BackupRefused):
    """The file was a backup of ours, but something in it is missing or changed."""


class OtherSchema(BackupRefused):
    """The backup has a newer schema than this program knows, or the database is not migrated yet."""

    def __init__(self, revision: str | None) -> None:
        super().__init__(f"the schema is {revision or 'none'}")
        self.revision = revision


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rows(_Part):
    """The rows of one table: their columns in order, how many they are, and the SHA-256 of the member."""

    columns: tuple[str, ...]
    rows: int
    sha256: Hash


class Manifest(_Part):
    """What is in a backup. `last_ids` are the highest ids ever given, so that none is given twice."""

    format: Literal["tiendo-backup"] = "tiendo-backup"
    version: Literal[1] = 1
    revision: str
    plan: str | None
    made_at: AwareDatetime
    tables: dict[str, Rows]
    last_ids: dict[str, int]
    files: tuple[Hash, ...]
    missing_files: tuple[Hash, ...]


def rows_member(table: str) -> str:
    """The name of the member that holds a table."""
    return f"tables/{table}.jsonl"


def file_member(sha256: str) -> str:
    """The name of the member that holds a picture."""
    return f"files/{sha256}"


def encoded(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as lines."""
    return "".join(json.dumps(list(row), ensure_ascii=False, default=_iso) + "\n" for row in rows).encode()


def decoded(table: Table, columns: Sequence[str], line: bytes) -> dict[str, Any]:
    """A line as the values of a row."""
    return {name: _value(table.c[name].type, value) for name, value in zip(columns, json.loads(line), strict=True)}


def checked(source: Path) -> Manifest:
    """Read the whole file and return its manifest. Raises `NotABackup` or `DamagedBackup`."""
    try:
        with zipfile.ZipFile(source) as archive:
            if MANIFEST not in archive.namelist():
                raise NotABackup
            manifest = _manifest(archive.read(MANIFEST))
            for member, expected in _members(manifest):
                if _sha256(archive, member) != expected:
                    raise DamagedBackup(member)
    except OSError as problem:
        raise NotABackup(str(problem)) from problem
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as problem:
        with source.open("rb") as file:
            ours = file.read(2) == b"PK"
        raise (DamagedBackup if ours else NotABackup)(str(problem)) from problem
    return manifest


def _manifest(content: bytes) -> Manifest:
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as problem:
        raise NotABackup(str(problem)) from problem


def _members(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for table, part in manifest.tables.items():
        yield rows_member(table), part.sha256
    for sha256 in manifest.files:
        yield file_member(sha256), sha256


def _sha256(archive: zipfile.ZipFile, member: str) -> str:
    digest = hashlib.sha256()
    with archive.open(member) as content:
        while block := content.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _iso(value: date) -> str:
    return value.isoformat()


def _value(column: TypeEngine[Any], value: Any) -> Any:
    if isinstance(column, Moment | DateTime) and value is not None:
        return datetime.fromisoformat(value)
    if isinstance(column, Date) and value is not None:
        return date.fromisoformat(value)
    return value
