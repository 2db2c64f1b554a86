"""Codes that stand for a longer way in, and how many wrong ones may be typed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.access import Role
from storage import code_tries, entry_codes, invitations
from storage.database import Database, Tx
from storage.entry_codes import RETURN_HOLDS, SHORT_HOLDS, looks_short
from storage.tables import entry_codes as table
from tests.storage import house
from tests.storage.moments import DAY, NOON

MINUTE = timedelta(minutes=1)


async def invite(tx: Tx) -> int:
    invitation_id, _code = await invitations.create(
        tx,
        unit_id=await house.unit(tx),
        role=Role.CHAIR,
        department=None,
        created_by=None,
        now=NOON,
        expires_at=NOON + DAY,
    )
    return invitation_id


async def test_a_short_code_stands_for_an_invitation_until_it_is_used(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        invitation_id = await invite(tx)
        code = await entry_codes.short_for_invitation(tx, invitation_id, NOON)
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", code)
        found = await entry_codes.find(tx, code.lower().replace("-", " "), NOON)
        assert found is not None
        assert (found.invitation_id, found.officer_id, found.single_use) == (invitation_id, None, True)
        assert await entry_codes.use(tx, found)
        assert not await entry_codes.use(tx, found)
        assert await entry_codes.find(tx, code, NOON) is None

    await database.write(scenario)


async def test_a_code_is_not_kept_itself(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        code = await entry_codes.way_back(tx, await house.officer(tx), NOON)
        row = (await tx.execute(select(table))).mappings().one()
        assert all(code not in str(value) and code.replace("-", "") not in str(value) for value in row.values())

    await database.write(scenario)


async def test_a_fresh_code_takes_the_place_of_the_one_before_and_of_no_other(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        invitation_id, officer_id, other_id = await invite(tx), await house.officer(tx), await house.officer(tx)
        kept = [
            await entry_codes.short_for_officer(tx, other_id, NOON),
            await entry_codes.way_back(tx, other_id, NOON),
        ]
        for make, aim in (
            (entry_codes.short_for_invitation, invitation_id),
            (entry_codes.short_for_officer, officer_id),
            (entry_codes.way_back, officer_id),
        ):
            before = await make(tx, aim, NOON)
            kept.append(await make(tx, aim, NOON))
            assert await entry_codes.find(tx, before, NOON) is None
        assert all([await entry_codes.find(tx, code, NOON) for code in kept])

    await database.write(scenario)


async def test_codes_hold_for_their_time_and_are_then_forgotten(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        officer_id = await house.officer(tx)
        for code, holds in (
            (await entry_codes.short_for_officer(tx, officer_id, NOON), SHORT_HOLDS),
            (await entry_codes.way_back(tx, officer_id, NOON), RETURN_HOLDS),
        ):
            last = NOON + holds - MINUTE
            assert await entry_codes.prune(tx, last) == 0
            assert await entry_codes.find(tx, code, last) is not None
            assert await entry_codes.find(tx, code, NOON + holds) is None
            assert await entry_codes.prune(tx, NOON + holds) == 1

    await database.write(scenario)


async def test_a_way_back_leads_in_as_often_as_asked_until_it_is_ended(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        officer_id, other_id = await house.officer(tx), await house.officer(tx)
        code, theirs = [await entry_codes.way_back(tx, one, NOON) for one in (officer_id, other_id)]
        short = await entry_codes.short_for_officer(tx, officer_id, NOON)
        for _ in range(2):
            found = await entry_codes.find(tx, code, NOON)
            assert found is not None
            assert found.officer_id == officer_id
            assert await entry_codes.use(tx, found)
        assert await entry_codes.way_back_until(tx, officer_id, NOON) == NOON + RETURN_HOLDS
        assert await entry_codes.way_back_until(tx, officer_id, NOON + RETURN_HOLDS) is None
        assert await entry_codes.end_way_back(tx, officer_id)
        assert not await entry_codes.end_way_back(tx, officer_id)
        assert await entry_codes.find(tx, code, NOON) is None
        assert await entry_codes.find(tx, short, NOON) is not None
        assert await entry_codes.forget_of_officer(tx, officer_id) == 1
        assert await entry_codes.find(tx, short, NOON) is None
        assert await entry_codes.find(tx, theirs, NOON) is not None

    await database.write(scenario)


@pytest.mark.parametrize(
    ("text", "is_code"),
    [
        ("K7QM-3XTA", True),
        ("k7qm3xta", True),
        ("K7QM 3XTA", True),
        (" K7QM – 3XTA ", True),
        ("K7OM-3XIA", True),
        ("K7QM-3XT", False),
        ("K7QM-3XTAB", False),
        ("K7QU-3XTA", False),
        ("hoat dong", False),
        ("thoi viec", False),
        ("ketnap05", False),
        ("tiendo 2", False),
        ("lich 2026", False),
        ("500nghin", False),
        ("2026 2027", False),
        ("HNLD-2026", False),
        ("", False),
    ],
)
def test_a_short_code_is_told_from_words_and_numbers(text: str, is_code: bool) -> None:
    assert looks_short(text) is is_code


async def test_every_short_code_that_is_made_looks_like_one(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        officer_id = await house.officer(tx)
        codes = [await entry_codes.short_for_officer(tx, officer_id, NOON) for _ in range(50)]
        for code in codes:
            for typed in (code, code.lower().replace("0", "o").replace("1", "i")):
                assert looks_short(typed)

    await database.write(scenario)


async def test_after_five_wrong_codes_a_chat_must_wait(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        chat_id, other_id = await house.chat(tx, "1"), await house.chat(tx, "2")
        for place in range(5):
            assert not await code_tries.must_wait(tx, chat_id, NOON + place * MINUTE)
            await code_tries.count(tx, chat_id, NOON + place * MINUTE, right=False)
        fifth = NOON + 4 * MINUTE
        assert await code_tries.must_wait(tx, chat_id, fifth + 14 * MINUTE)
        assert not await code_tries.must_wait(tx, other_id, fifth)
        assert not await code_tries.must_wait(tx, chat_id, fifth + 15 * MINUTE)
        await code_tries.count(tx, chat_id, fifth + 15 * MINUTE, right=False)
        assert not await code_tries.must_wait(tx, chat_id, fifth + 15 * MINUTE), "they are counted anew"

    await database.write(scenario)


async def test_wrong_codes_far_apart_do_not_add_up(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        chat_id = await house.chat(tx, "1")
        for place in range(9):
            await code_tries.count(tx, chat_id, NOON + place * 5 * MINUTE, right=False)
            assert not await code_tries.must_wait(tx, chat_id, NOON + place * 5 * MINUTE)

    await database.write(scenario)


async def test_a_right_code_makes_up_for_wrong_ones_before(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        chat_id = await house.chat(tx, "1")
        for right in (False, False, False, False, True, False, False, False, False):
            await code_tries.count(tx, chat_id, NOON, right=right)
        assert not await code_tries.must_wait(tx, chat_id, NOON)

    await database.write(scenario)
