"""Facts about this database as words under a key: which plan it follows, whether its data are samples."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from storage.database import Tx
from storage.tables import meta

EPOCH = "epoch"
"""The key of a word that each restore makes anew: numbers that were given in another epoch mean nothing."""


async def get(tx: Tx, key: str) -> str | None:
    """Return what stands under `key`."""
    value: str | None = await tx.scalar(select(meta.c.value).where(meta.c.key == key))
    return value


async def put(tx: Tx, key: str, value: str) -> None:
    """Let `value` stand under `key` from now on."""
    await tx.execute(delete(meta).where(meta.c.key == key))
    await tx.execute(insert(meta).values(key=key, value=value))
