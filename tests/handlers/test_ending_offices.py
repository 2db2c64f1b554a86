"""Ending somebody's office."""

from __future__ import annotations

import pytest

from domain.access import Role
from locales import plain
from storage.tables import appointments
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation


async def end(boss: Chatter, *answers: str) -> str:
    """Walk through "/moi": answers to the questions after "End an office"."""
    await boss.say("/moi")
    said = await boss.tap("End an office")
    for answer in answers:
        said = await boss.say(answer)
    return said


async def test_an_office_ends_and_its_holder_hears_of_it(federation: Federation) -> None:
    chair = await federation.officer(Role.CHAIR, "truong-1", name="Y Mẫu")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert "[1. Y Mẫu: Chair, CĐCS Trường Mẫu 01]" in await end(boss, "truong-1")
    assert "End the office of Y Mẫu now: Chair, CĐCS Trường Mẫu 01?" in await boss.say("1")
    assert await boss.say("1") == "The office has ended: Chair, CĐCS Trường Mẫu 01."
    assert boss.done is not None
    ((_chat, told),) = boss.done.told
    assert plain(told.text) == (
        "Your office has ended today: Chair, CĐCS Trường Mẫu 01. What you reported stays. Thank you."
    )
    assert "You hold no office at present." in await chair.say("menu")
    for words in ("/baocao", "/lichsu", "/tiendo", "/moi"):
        assert "Your office does not include this." in await chair.say(words)


@pytest.mark.parametrize(
    ("answers", "said"), [(("1", "2"), "The office goes on as it was."), (("1", "hủy"), "Cancelled.")]
)
async def test_it_goes_on(federation: Federation, answers: tuple[str, ...], said: str) -> None:
    chair = await federation.chair("truong-1")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert said in await end(boss, "truong-1", *answers)
    assert "Chair, CĐCS Trường Mẫu 01" in await chair.say("menu")


async def test_one_of_several(federation: Federation) -> None:
    await federation.officer(Role.CHAIR, "truong-1", name="Y Một")
    deputy = await federation.officer(Role.DEPUTY, "truong-1", name="Y Hai")
    boss = await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    await end(boss, "truong-1", "y hai", "có")
    assert "You hold no office at present." in await deputy.say("menu")
    async with federation.database.read() as tx:
        rows = (await tx.execute(appointments.select())).all()
    assert [row.role for row in rows if row.ended_at is not None] == ["deputy"]


async def test_nobody_is_there(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert await end(boss, "truong-1") == "Nobody else holds an office in CĐCS Trường Mẫu 01 that you could end."
    assert await end(boss, "dak-ha") == "Nobody else holds an office in LĐLĐ huyện Đăk Hà that you could end."


async def test_a_chair_ends_a_deputy_but_never_the_chair(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    assert "Nobody else holds an office" in await end(chair)
    await federation.officer(Role.DEPUTY, "truong-1", name="Y Hai")
    assert [b.label for b in chair.buttons] == []
    asked = await end(chair)
    assert "Y Hai" in asked
    assert "Chair, CĐCS" not in asked


async def test_ended_by_somebody_else_meanwhile(federation: Federation) -> None:
    await federation.chair("truong-1")
    one = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    other = await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    await end(one, "truong-1", "1")
    await end(other, "truong-1", "1", "1")
    assert await one.say("1") == "Nobody else holds an office in CĐCS Trường Mẫu 01 that you could end."
