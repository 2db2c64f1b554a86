"""The people who use the bot: what is kept about them, given to them on request, and forgotten on request."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, not_, select, update

from storage import appointments, audit, entry_codes
from storage.database import Tx
from storage.tables import appointments as offices
from storage.tables import (
    chats,
    conversations,
    officers,
    outbox,
    reminder_settings,
    reminders,
    report_versions,
    web_messages,
    web_sessions,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A person who agreed to the notice on data. `name` is None once the officer asked to be forgotten."""

    id: int
    name: str | None
    language: str
    consent_version: str | None
    consented_at: datetime | None
    anonymised_at: datetime | None


async def create(tx: Tx, name: str, language: str, consent_version: str, now: datetime) -> int:
    """Keep a person who has just agreed to the given version of the notice; return the officer's id."""
    officer_id: int = await tx.scalar(
        insert(officers)
        .values(name=name, language=language, consent_version=consent_version, consented_at=now, created_at=now)
        .returning(officers.c.id)
    )
    return officer_id


async def get(tx: Tx, officer_id: int) -> Officer | None:
    """Return an officer."""
    columns = (getattr(officers.c, field) for field in Officer.__slots__)
    row = (await tx.execute(select(*columns).where(officers.c.id == officer_id))).mappings().one_or_none()
    return None if row is None else Officer(**row)


async def set_language(tx: Tx, officer_id: int, language: str) -> None:
    """Speak `language` to the officer from now on."""
    await tx.execute(update(officers).where(officers.c.id == officer_id).values(language=language))


async def set_name(tx: Tx, officer_id: int, name: str) -> None:
    """Let the officer be called `name` from now on."""
    await tx.execute(update(officers).where(officers.c.id == officer_id).values(name=name))


async def anonymise(tx: Tx, officer_id: int, now: datetime) -> None:
    """Forget who the officer is. The reports stay as acts of the office, and that consent was given stays a fact.

    The chats are let go of but not yet removed, so that a last word still arrives: `remove_strangers` does it.
    """
    held = await appointments.of_officer(tx, officer_id, now)
    for appointment in held:
        await appointments.end(tx, appointment.id, officer_id, now)
    await entry_codes.forget_of_officer(tx, officer_id)
    await tx.execute(delete(conversations).where(conversations.c.officer_id == officer_id))
    await tx.execute(delete(reminder_settings).where(reminder_settings.c.officer_id == officer_id))
    await tx.execute(update(reminders).where(reminders.c.officer_id == officer_id).values(payload=None))
    own_chats = select(chats.c.id).where(chats.c.officer_id == officer_id)
    await tx.execute(delete(web_messages).where(web_messages.c.chat_id.in_(own_chats)))
    await tx.execute(
        update(chats).where(chats.c.officer_id == officer_id).values(officer_id=None, menu=None, menu_until=None)
    )
    await tx.execute(update(officers).where(officers.c.id == officer_id).values(name=None, anonymised_at=now))
    await audit.write(tx, officer_id, "officer.anonymised", f"officer:{officer_id}", {}, now)


async def remove_strangers(tx: Tx) -> int:
    """Remove the chats of nobody we know, with all that was said in them, and return how many they were.

    A chat stays while a message to it waits to be sent, or while a person in it is being asked something.
    """
    waiting = exists().where(outbox.c.chat_id == chats.c.id, outbox.c.status == "waiting")
    talking = exists().where(conversations.c.chat_id == chats.c.id)
    removed = await tx.execute(delete(chats).where(chats.c.officer_id.is_(None), not_(waiting), not_(talking)))
    return removed.rowcount


async def export(tx: Tx, officer_id: int) -> dict[str, Any]:
    """Return everything that is kept about an officer: moments as aware datetimes, ids of units and not their names.

    Keys: `officer`, `offices`, `chats`, `sessions` (browsers of the web page), `drafts`, `reports` (how many versions
    the officer sent), `wishes` (how they want to be reminded), `reminders` and `acts`.
    Raises LookupError where there is no such officer.
    """
    officer = await get(tx, officer_id)
    if officer is None:
        raise LookupError(f"no officer {officer_id}")
    own_chats = select(chats.c.id).where(chats.c.officer_id == officer_id)
    sent = select(func.count()).select_from(report_versions).where(report_versions.c.officer_id == officer_id)
    return {
        "officer": asdict(officer),
        "offices": await _rows(
            tx,
            (offices.c.unit_id, offices.c.role, offices.c.department, offices.c.since, offices.c.ended_at),
            offices.c.officer_id == officer_id,
        ),
        "chats": await _rows(
            tx, (chats.c.channel, chats.c.address, chats.c.created_at), chats.c.officer_id == officer_id
        ),
        "sessions": await _rows(
            tx,
            (web_sessions.c.device, web_sessions.c.created_at, web_sessions.c.seen_at),
            web_sessions.c.chat_id.in_(own_chats),
        ),
        "drafts": await _rows(
            tx,
            (conversations.c.command, conversations.c.answers, conversations.c.updated_at),
            conversations.c.officer_id == officer_id,
        ),
        "reports": await tx.scalar(sent),
        "wishes": [
            dict(row)
            for row in (
                await tx.execute(select(reminder_settings).where(reminder_settings.c.officer_id == officer_id))
            ).mappings()
        ],
        "reminders": await _rows(
            tx,
            (reminders.c.unit_id, reminders.c.kind, reminders.c.about, reminders.c.day, reminders.c.state),
            reminders.c.officer_id == officer_id,
        ),
        "acts": [asdict(entry) for entry in await audit.by(tx, officer_id)],
    }


async def _rows(tx: Tx, columns: tuple[Any, ...], condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    table = columns[0].table
    found = await tx.execute(select(*columns).where(condition).order_by(table.c.id))
    return [dict(row) for row in found.mappings()]
