"""Invitations to an office: a code that works once, is never stored, and can be opened as a link or typed."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

from domain.access import Role
from storage import appointments, audit
from storage.database import Tx
from storage.tables import chats, conversations, invitations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that nothing looks like something else."""
LENGTH = 26
"""Characters of a code: 130 random bits."""
GROUP = 5

_LOOKS_LIKE = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An offer of an office. `hands_over` is the appointment that ends when it is taken up."""

    id: int
    unit_id: int
    role: Role
    department: str | None
    hands_over: int | None
    created_by: int | None
    created_at: datetime
    expires_at: datetime


class InvitationProblem(StrEnum):
    """Why a code opens nothing."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


class InvitationUsedUp(Exception):
    """The invitation stopped being open between being found and being used."""


def read_code(typed: str) -> str:
    """The code in what a person typed: any case, blanks and hyphens anywhere, O for 0, I or L for 1.

    Of a link it is the end, so that a whole link can be pasted.
    """
    plain = unicodedata.normalize("NFKC", re.split("[#=]", typed)[-1]).upper()
    return "".join(letter for letter in plain if letter.isalnum()).translate(_LOOKS_LIKE)


def grouped(code: str) -> str:
    """A code as it is shown: in groups joined by hyphens, four by four where it is short."""
    size = GROUP if len(code) == LENGTH else 4
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def looks_like_code(text: str) -> bool:
    """Whether a whole message can be meant as a code. One of letters alone is taken for a sentence."""
    code = read_code(text)
    return len(code) == LENGTH and set(code) <= set(ALPHABET) and any(letter.isdigit() for letter in text)


async def create(
    tx: Tx,
    *,
    unit_id: int,
    role: Role,
    department: str | None,
    created_by: int | None,
    now: datetime,
    expires_at: datetime,
    hands_over: int | None = None,
) -> tuple[int, str]:
    """Offer an office; return the invitation's id and its code, which cannot be had again.

    The code is in groups joined by hyphens and fits a `t.me/…?start=` link as it is. `created_by` is an officer,
    None for the command line.
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    office = {"unit_id": unit_id, "role": role, "department": department, "hands_over": hands_over}
    invitation_id: int = await tx.scalar(
        insert(invitations)
        .values(**office, code_hash=_hash(code), created_by=created_by, created_at=now, expires_at=expires_at)
        .returning(invitations.c.id)
    )
    await audit.write(tx, created_by, "invitation.created", f"invitation:{invitation_id}", office, now)
    return invitation_id, grouped(code)


async def find(tx: Tx, code: str, now: datetime) -> Invitation | InvitationProblem:
    """Return the open invitation that a typed or linked code belongs to, or why there is none."""
    return await _state(tx, invitations.c.code_hash == _hash(read_code(code)), now)


async def get(tx: Tx, invitation_id: int, now: datetime) -> Invitation | InvitationProblem:
    """Return the invitation if it is open, or why it is not."""
    return await _state(tx, invitations.c.id == invitation_id, now)


async def appointment_of(tx: Tx, code: str) -> int | None:
    """The appointment that the code's invitation became; None where it was never used."""
    used = select(invitations.c.appointment_id).where(invitations.c.code_hash == _hash(read_code(code)))
    appointment_id: int | None = await tx.scalar(used)
    return appointment_id


async def use(tx: Tx, invitation: Invitation, officer_id: int, now: datetime) -> int:
    """Appoint the officer and return the appointment's id; the invitation is then used up.

    An appointment that it hands over ends now, and the reports put aside in that office go on with the officer.
    Raises `InvitationUsedUp` where somebody was faster, or it was revoked or has expired.
    """
    taken = await tx.execute(
        update(invitations).where(invitations.c.id == invitation.id, *_open(now)).values(used_at=now)
    )
    if taken.rowcount == 0:
        raise InvitationUsedUp
    if invitation.hands_over is not None:
        await appointments.end(tx, invitation.hands_over, officer_id, now)
    appointment_id = await appointments.appoint(
        tx,
        officer_id=officer_id,
        unit_id=invitation.unit_id,
        role=invitation.role,
        department=invitation.department,
        actor=officer_id,
        now=now,
    )
    await tx.execute(update(invitations).where(invitations.c.id == invitation.id).values(appointment_id=appointment_id))
    if invitation.hands_over is not None:
        await _pass_on(tx, invitation.hands_over, appointment_id, officer_id)
    return appointment_id


async def open_of(tx: Tx, unit_ids: Collection[int], now: datetime) -> list[Invitation]:
    """Return the invitations to offices of the units that can still be used, the oldest first."""
    rows = await tx.execute(
        select(invitations).where(invitations.c.unit_id.in_(unit_ids), *_open(now)).order_by(invitations.c.id)
    )
    return [_invitation(row) for row in rows]


async def revoke(tx: Tx, invitation_id: int, actor: int | None, now: datetime) -> bool:
    """Take an open invitation back; False where it is open no longer."""
    revoked = await tx.execute(
        update(invitations).where(invitations.c.id == invitation_id, *_open(now)).values(revoked_at=now)
    )
    if revoked.rowcount == 0:
        return False
    await audit.write(tx, actor, "invitation.revoked", f"invitation:{invitation_id}", {}, now)
    return True


async def _state(tx: Tx, condition: ColumnElement[bool], now: datetime) -> Invitation | InvitationProblem:
    row = (await tx.execute(select(invitations).where(condition))).one_or_none()
    if row is None:
        return InvitationProblem.UNKNOWN
    if row.used_at is not None:
        return InvitationProblem.USED
    if row.revoked_at is not None:
        return InvitationProblem.REVOKED
    if row.expires_at <= now:
        return InvitationProblem.EXPIRED
    return _invitation(row)


async def _pass_on(tx: Tx, former: int, appointment_id: int, officer_id: int) -> None:
    # A draft is answered where the new officer is; without a chat yet, it stays where it was until there is one.
    chat = select(func.max(chats.c.id)).where(chats.c.officer_id == officer_id).scalar_subquery()
    await tx.execute(
        update(conversations)
        .where(conversations.c.appointment_id == former, conversations.c.status == "later")
        .values(
            appointment_id=appointment_id,
            officer_id=officer_id,
            chat_id=func.coalesce(chat, conversations.c.chat_id),
        )
    )


def _open(now: datetime) -> tuple[Any, ...]:
    return (invitations.c.used_at.is_(None), invitations.c.revoked_at.is_(None), invitations.c.expires_at > now)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _invitation(row: Any) -> Invitation:
    return Invitation(
        id=row.id,
        unit_id=row.unit_id,
        role=Role(row.role),
        department=row.department,
        hands_over=row.hands_over,
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
