"""Rows that storage tests need around what they test."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert

from domain.access import Role
from storage import appointments, officers, web_sessions
from storage.database import Tx
from storage.tables import chats, conversations, outbox, report_versions, reports, units
from storage.web_sessions import Session
from tests.storage.moments import NOON


async def unit(tx: Tx, code: str = "unit") -> int:
    return int(await tx.scalar(insert(units).values(code=code).returning(units.c.id)))


async def officer(tx: Tx, name: str = "Người mẫu") -> int:
    return await officers.create(tx, name, "vi", "1", NOON)


async def chair(tx: Tx, unit_id: int, officer_id: int) -> int:
    return await appointments.appoint(
        tx, officer_id=officer_id, unit_id=unit_id, role=Role.CHAIR, department=None, actor=None, now=NOON
    )


async def chat(tx: Tx, address: str, officer_id: int | None = None) -> int:
    values = {"channel": "telegram", "address": address, "officer_id": officer_id, "created_at": NOON}
    return int(await tx.scalar(insert(chats).values(**values).returning(chats.c.id)))


async def browser(tx: Tx, device: str, officer_id: int | None = None) -> Session:
    """A browser in which an officer is signed in, or somebody we do not know yet."""
    known = web_sessions.new_chat(tx, NOON) if officer_id is None else web_sessions.chat_of(tx, officer_id, NOON)
    session = await web_sessions.find(tx, await web_sessions.create(tx, await known, device, NOON))
    assert session is not None
    return session


async def message(tx: Tx, chat_id: int, status: str) -> None:
    await tx.execute(
        insert(outbox).values(
            chat_id=chat_id,
            lane="reply",
            dedupe_key=f"{chat_id} {status}",
            payload={"text": "Xin chào"},
            status=status,
            created_at=NOON,
        )
    )


async def draft(tx: Tx, chat_id: int, officer_id: int | None, appointment_id: int | None, status: str = "later") -> int:
    values: dict[str, Any] = {
        "chat_id": chat_id,
        "officer_id": officer_id,
        "appointment_id": appointment_id,
        "command": "baocao",
        "plan_version": 1,
        "answers": {"form": ["doan-vien-moi", "Đoàn viên mới"]},
        "status": status,
        "updated_at": NOON,
    }
    return int(await tx.scalar(insert(conversations).values(**values).returning(conversations.c.id)))


async def report(
    tx: Tx, unit_id: int, officer_id: int, appointment_id: int | None = None, answers: dict[str, Any] | None = None
) -> int:
    """Return the id of the report's only version."""
    report_id = await tx.scalar(
        insert(reports)
        .values(unit_id=unit_id, form="doan-vien-moi", plan="kontum-66", created_at=NOON)
        .returning(reports.c.id)
    )
    return int(
        await tx.scalar(
            insert(report_versions)
            .values(
                report_id=report_id,
                version=1,
                status="sent",
                plan_version=1,
                answers=answers or {"count": 5},
                day=date(2026, 3, 12),
                kept={},
                officer_id=officer_id,
                appointment_id=appointment_id,
                known_at=NOON,
            )
            .returning(report_versions.c.id)
        )
    )
