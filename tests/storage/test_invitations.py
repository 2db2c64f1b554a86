"""A code opens one office, once."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from domain.access import Role
from storage import appointments, audit, invitations
from storage.database import Database, Tx
from storage.invitations import Invitation, InvitationProblem, InvitationUsedUp
from storage.tables import conversations
from storage.tables import invitations as table
from tests.storage import house
from tests.storage.moments import DAY, NOON


async def invite(tx: Tx, unit_id: int, hands_over: int | None = None) -> tuple[int, str]:
    return await invitations.create(
        tx,
        unit_id=unit_id,
        role=Role.CHAIR,
        department=None,
        created_by=None,
        now=NOON,
        expires_at=NOON + 14 * DAY,
        hands_over=hands_over,
    )


async def opened(tx: Tx, code: str) -> Invitation:
    found = await invitations.find(tx, code, NOON)
    assert isinstance(found, Invitation)
    return found


async def test_a_code_is_long_typeable_and_not_kept(database: Database) -> None:
    async def make(tx: Tx) -> str:
        return (await invite(tx, await house.unit(tx)))[1]

    code = await database.write(make)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]", code)
    async with database.read() as tx:
        row = (await tx.execute(select(table))).mappings().one()
    assert all(code not in str(value) and code.replace("-", "") not in str(value) for value in row.values())


async def test_a_code_is_read_as_people_type_it(database: Database) -> None:
    async def make(tx: Tx) -> None:
        invitation_id, code = await invite(tx, await house.unit(tx))
        typed = [
            code,
            code.lower(),
            code.replace("-", ""),
            f"  {code.replace('-', ' – ')}\u200b\n",
            code.replace("0", "o").replace("1", "l"),
            code.replace("0", "O").replace("1", "I"),
            code.replace("1", "i"),
        ]
        assert [(await opened(tx, words)).id for words in typed] == [invitation_id] * len(typed)
        for wrong in ("", "hello", code[:-1], code + "0", "💥" * 5000):
            assert await invitations.find(tx, wrong, NOON) is InvitationProblem.UNKNOWN

    await database.write(make)


def test_what_looks_alike_is_read_alike() -> None:
    assert invitations.read_code("oOiIlL-01") == "00111101"


async def test_a_code_works_once(database: Database) -> None:
    async def join(tx: Tx) -> None:
        unit_id, officer_id = await house.unit(tx), await house.officer(tx)
        _, code = await invite(tx, unit_id)
        found = await opened(tx, code)
        appointment_id = await invitations.use(tx, found, officer_id, NOON)
        office = await appointments.get(tx, appointment_id)
        assert office is not None
        assert (office.officer_id, office.unit_id, office.role) == (officer_id, unit_id, Role.CHAIR)
        assert await tx.scalar(select(table.c.appointment_id)) == appointment_id
        assert await invitations.find(tx, code, NOON) is InvitationProblem.USED
        with pytest.raises(InvitationUsedUp):
            await invitations.use(tx, found, await house.officer(tx), NOON)
        assert len(await appointments.of_unit(tx, unit_id)) == 1

    await database.write(join)


async def test_expired_and_revoked_codes_open_nothing(database: Database) -> None:
    async def check(tx: Tx) -> None:
        unit_id = await house.unit(tx)
        _, late = await invite(tx, unit_id)
        revoked_id, revoked = await invite(tx, unit_id)
        first, second = await opened(tx, late), await opened(tx, revoked)
        assert [one.id for one in await invitations.open_of(tx, {unit_id}, NOON)] == [first.id, second.id]
        assert await invitations.revoke(tx, revoked_id, None, NOON)
        assert not await invitations.revoke(tx, revoked_id, None, NOON)
        assert [one.id for one in await invitations.open_of(tx, {unit_id}, NOON)] == [first.id]
        assert await invitations.open_of(tx, {unit_id + 1}, NOON) == []
        assert await invitations.open_of(tx, {unit_id}, NOON + 14 * DAY) == []
        assert await invitations.find(tx, late, NOON + 14 * DAY) is InvitationProblem.EXPIRED
        assert await invitations.find(tx, revoked, NOON) is InvitationProblem.REVOKED
        officer_id = await house.officer(tx)
        for gone, when in ((first, NOON + 14 * DAY), (second, NOON)):
            with pytest.raises(InvitationUsedUp):
                await invitations.use(tx, gone, officer_id, when)
        assert await appointments.of_unit(tx, unit_id) == []
        acts = [entry.act for entry in await audit.of(tx, f"invitation:{revoked_id}")]
        assert acts == ["invitation.created", "invitation.revoked"]

    await database.write(check)


@pytest.mark.parametrize("has_chat", [True, False])
async def test_a_hand_over_ends_the_former_and_passes_on_what_was_put_aside(database: Database, has_chat: bool) -> None:
    async def hand_over(tx: Tx) -> None:
        unit_id, former, successor = await house.unit(tx), await house.officer(tx), await house.officer(tx)
        office = await house.chair(tx, unit_id, former)
        old_chat = await house.chat(tx, "old", former)
        new_chat = await house.chat(tx, "new", successor) if has_chat else old_chat
        put_aside = await house.draft(tx, old_chat, former, office, "later")
        under_way = await house.draft(tx, old_chat, former, office, "open")
        _, code = await invite(tx, unit_id, hands_over=office)
        appointment_id = await invitations.use(tx, await opened(tx, code), successor, NOON + DAY)
        assert [held.id for held in await appointments.holders(tx, unit_id, {Role.CHAIR})] == [appointment_id]
        columns = (conversations.c.chat_id, conversations.c.officer_id, conversations.c.appointment_id)
        drafts = {row.id: tuple(row)[1:] for row in await tx.execute(select(conversations.c.id, *columns))}
        assert drafts == {
            put_aside: (new_chat, successor, appointment_id),
            under_way: (old_chat, former, office),
        }

    await database.write(hand_over)


@pytest.mark.parametrize(
    ("text", "is_code"),
    [
        ("7ABCD-EFGHJ-KMNPQ-RSTVW-XYZ01-2", True),
        ("7abcd efghj kmnpq rstvw xyz01 2", True),
        ("7ABCDEFGHJKMNPQRSTVWXYZOIL", True),
        ("7ABCD-EFGHJ-KMNPQ-RSTVW-XYZ01", False),
        ("7ABCD-EFGHJ-KMNPQ-RSTVW-XYZ01-23", False),
        ("bao cao ket nap doan vien moi roi", False),
        ("7ABCD-EFGHJ-KMNPQ-RSTVW-XYZ0U-2", False),
        ("báo cáo 12345678901234567890", False),
        ("", False),
    ],
)
def test_a_code_is_told_from_a_sentence(text: str, is_code: bool) -> None:
    assert invitations.looks_like_code(text) is is_code


async def test_an_invitation_is_found_again_by_its_id(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        unit_id, officer_id = await house.unit(tx), await house.officer(tx)
        invitation_id, code = await invitations.create(
            tx, unit_id=unit_id, role=Role.CHAIR, department=None, created_by=None, now=NOON, expires_at=NOON + DAY
        )
        found = await invitations.get(tx, invitation_id, NOON)
        assert isinstance(found, invitations.Invitation)
        assert found == await invitations.find(tx, code, NOON)
        assert await invitations.get(tx, invitation_id, NOON + DAY) is invitations.InvitationProblem.EXPIRED
        assert await invitations.get(tx, invitation_id + 1, NOON) is invitations.InvitationProblem.UNKNOWN
        assert await invitations.appointment_of(tx, code) is None
        appointment_id = await invitations.use(tx, found, officer_id, NOON)
        assert await invitations.appointment_of(tx, code.lower()) == appointment_id
        assert await invitations.get(tx, invitation_id, NOON) is invitations.InvitationProblem.USED

    await database.write(scenario)
