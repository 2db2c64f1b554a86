"""Who did what to which report, quota, appointment or unit: rows that the database lets nobody change or delete.

They hold ids and a hash, no names and no figures: the hash proves later which content was meant.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from storage import many
from storage.database import Tx
from storage.tables import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act. `actor` is an officer's id, None for the command line; `object` reads like `report:12`."""

    at: datetime
    actor: int | None
    act: str
    object: str
    content_hash: str


async def write(  # noqa: PLR0917  actor, act, object, content, moment: read as a sentence
    tx: Tx, actor: int | None, act: str, object_: str, content: Mapping[str, Any], now: datetime
) -> None:
    """Add an act: `act` reads like `report.corrected`, `object_` like `report:12`; of `content` only a hash is kept."""
    await tx.execute(
        insert(audit).values(at=now, actor=actor, act=act, object=object_, content_hash=content_hash(content))
    )


async def write_many(
    tx: Tx, actor: int | None, act: str, on: Iterable[tuple[str, Mapping[str, Any]]], now: datetime
) -> None:
    """Add the same act on many objects, each with its own content, with one statement."""
    rows = ((now, actor, act, object_, content_hash(content)) for object_, content in on)
    await many.insert_rows(tx, audit, ("at", "actor", "act", "object", "content_hash"), rows)


async def of(tx: Tx, object_: str) -> list[Entry]:
    """Return all acts on an object, the oldest first."""
    return await _entries(tx, audit.c.object == object_)


async def by(tx: Tx, actor: int) -> list[Entry]:
    """Return all acts of an officer, the oldest first."""
    return await _entries(tx, audit.c.actor == actor)


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON: keys sorted, no blanks, UTF-8, days and moments in ISO 8601."""
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


async def _entries(tx: Tx, condition: Any) -> list[Entry]:
    columns = (audit.c.at, audit.c.actor, audit.c.act, audit.c.object, audit.c.content_hash)
    rows = await tx.execute(select(*columns).where(condition).order_by(audit.c.id))
    return [Entry(**row) for row in rows.mappings()]


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_iso)
