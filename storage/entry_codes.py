"""Codes that stand for a longer way in: for an invitation, or for an officer who comes back to the web page.

A short code is typed on another machine: 8 characters, 15 minutes, one use. The code of a way back is as long as an
invitation's, and leads its officer in for 90 days, as often as a browser forgets. Only hashes are kept.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, select, true

from storage.database import Tx
from storage.invitations import ALPHABET, LENGTH, grouped, read_code
from storage.tables import entry_codes

SHORT = 8
"""Characters of a short code: nearly 40 random bits, which few tries in a quarter of an hour do not find."""
SHORT_HOLDS = timedelta(minutes=15)
RETURN_HOLDS = timedelta(days=90)

_LOOKS_SHORT = re.compile(r"[0-9A-Za-z]{4}[-–. ]{0,3}[0-9A-Za-z]{4}")
_MIXED = re.compile(r"[A-Z][2-9]+[A-Z]|[2-9][A-Z]+[2-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCode:
    """What a code stands for: exactly one of an invitation and an officer."""

    id: int
    invitation_id: int | None
    officer_id: int | None
    single_use: bool


def looks_short(text: str) -> bool:
    """Whether a whole message can be meant as a short code.

    None is made that looks like words or like a word and a number, which people type: "hoat dong", "ketnap05". What
    may be a letter or a digit (0 and O, 1 and I) does not count for that.
    """
    code = read_code(text)
    mixed = _MIXED.search(code.replace("0", "").replace("1", "")) is not None
    return mixed and bool(_LOOKS_SHORT.fullmatch(text.strip())) and set(code) <= set(ALPHABET)


async def short_for_invitation(tx: Tx, invitation_id: int, now: datetime) -> str:
    """A fresh short code for an open invitation; the one before stops working."""
    await tx.execute(delete(entry_codes).where(entry_codes.c.invitation_id == invitation_id))
    return await _create(tx, _short(), now + SHORT_HOLDS, invitation_id=invitation_id, single_use=True)


async def short_for_officer(tx: Tx, officer_id: int, now: datetime) -> str:
    """A fresh short code that opens the web page on another machine; the one before stops working."""
    await _forget(tx, officer_id, entry_codes.c.single_use)
    return await _create(tx, _short(), now + SHORT_HOLDS, officer_id=officer_id, single_use=True)


async def has_short_since(tx: Tx, officer_id: int, since: datetime) -> bool:
    """Whether the officer was given a short code since a moment, and did not use it yet."""
    asked = select(entry_codes.c.id).where(
        entry_codes.c.officer_id == officer_id,
        entry_codes.c.single_use,
        entry_codes.c.expires_at >= since + SHORT_HOLDS,
    )
    return await tx.scalar(asked.limit(1)) is not None


async def way_back(tx: Tx, officer_id: int, now: datetime) -> str:
    """A code that leads the officer back in, as often as asked; the one before stops working."""
    await _forget(tx, officer_id, ~entry_codes.c.single_use)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return await _create(tx, code, now + RETURN_HOLDS, officer_id=officer_id, single_use=False)


async def find(tx: Tx, typed: str, now: datetime) -> EntryCode | None:
    """What a code stands for; None where it is unknown, used or expired, which is one and the same to a stranger."""
    asked = select(
        entry_codes.c.id, entry_codes.c.invitation_id, entry_codes.c.officer_id, entry_codes.c.single_use
    ).where(entry_codes.c.code_hash == _hash(read_code(typed)), entry_codes.c.expires_at > now)
    row = (await tx.execute(asked)).mappings().one_or_none()
    return None if row is None else EntryCode(**row)


async def use(tx: Tx, code: EntryCode) -> bool:
    """Use a code, which is then gone if it was for one use; False where somebody was faster."""
    if not code.single_use:
        return True
    return (await tx.execute(delete(entry_codes).where(entry_codes.c.id == code.id))).rowcount == 1


async def way_back_until(tx: Tx, officer_id: int, now: datetime) -> datetime | None:
    """Until when the officer's way back works; None where there is none."""
    asked = select(entry_codes.c.expires_at).where(
        entry_codes.c.officer_id == officer_id, ~entry_codes.c.single_use, entry_codes.c.expires_at > now
    )
    until: datetime | None = await tx.scalar(asked)
    return until


async def end_way_back(tx: Tx, officer_id: int) -> bool:
    """The officer's way back works no longer; False where there was none."""
    return await _forget(tx, officer_id, ~entry_codes.c.single_use) > 0


async def forget_of_officer(tx: Tx, officer_id: int) -> int:
    """No code leads the officer in any more; how many did."""
    return await _forget(tx, officer_id, true())


async def prune(tx: Tx, now: datetime) -> int:
    """Forget the codes whose time is over; how many they were."""
    return int((await tx.execute(delete(entry_codes).where(entry_codes.c.expires_at <= now))).rowcount)


async def _create(
    tx: Tx,
    code: str,
    expires_at: datetime,
    *,
    single_use: bool,
    invitation_id: int | None = None,
    officer_id: int | None = None,
) -> str:
    await tx.execute(
        insert(entry_codes).values(
            code_hash=_hash(code),
            invitation_id=invitation_id,
            officer_id=officer_id,
            single_use=single_use,
            expires_at=expires_at,
        )
    )
    return grouped(code)


async def _forget(tx: Tx, officer_id: int, which: ColumnElement[bool]) -> int:
    return int((await tx.execute(delete(entry_codes).where(entry_codes.c.officer_id == officer_id, which))).rowcount)


def _short() -> str:
    """One that is never taken for anything else."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(SHORT))
        if looks_short(code):
            return code


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
