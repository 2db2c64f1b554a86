"""What was given is told, answered with one tap, and seen with its history on any day."""

from __future__ import annotations

import pytest

from domain.access import Role
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.handlers.quota_walk import assigned, entries, tell, told


@pytest.fixture
async def officer(federation: Federation) -> Chatter:
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


async def received(federation: Federation) -> set[str]:
    """The units that have answered, by code."""
    codes = {unit_id: code for code, unit_id in federation.ids.items()}
    return {codes[one.quota.unit] for one in await entries(federation) if one.acknowledged_at is not None}


async def to_receive(officer: Chatter, federation: Federation) -> str:
    """The button below the notice to the first union, as it stands on the chair's phone."""
    assert officer.done is not None
    chat, saying = officer.done.told[0]
    assert chat
    return saying.rows[0][0].action


async def test_received_with_one_tap_and_the_superior_sees_who_has_not(
    federation: Federation, officer: Chatter
) -> None:
    chair = await federation.chair("truong-1")
    await assigned(officer)
    seen = await officer.tap("See what was assigned")
    assert "Not yet answered “Received”: CĐCS Công ty Mẫu 01; CĐCS Trường Mẫu 01; CĐCS Trường Mẫu 02" in seen
    await assigned(officer, "truong mau 01: 12", reason="Thêm việc")
    button = await to_receive(officer, federation)
    answered = await chair.press(button)
    assert "The quota of CĐCS Trường Mẫu 01 has been changed:" in answered
    assert "✅ Received. Thank you." in answered
    assert await received(federation) == {"truong-1"}
    assert "This was received already, at 14:00 on 13 Mar 2026." in await chair.press(button)
    seen = await officer.say(f"/chitieu {federation.ids['dak-ha']} e{(await entries(federation))[0].id}")
    assert "Not yet answered “Received”: CĐCS Công ty Mẫu 01; CĐCS Trường Mẫu 02" in seen


async def test_all_that_waits_is_received_by_words(federation: Federation, officer: Chatter) -> None:
    chair = await federation.chair("truong-1")
    assert "No quota waits for your answer." in await chair.say("đã nhận")
    await assigned(officer)
    await assigned(officer, "truong mau 01: 12", reason="Thêm việc")
    assert "✅ 2 quotas received: Net growth of membership." in await chair.say("da nhan")
    assert await received(federation) == {"truong-1"}


async def test_nobody_answers_for_another_union(federation: Federation, officer: Chatter) -> None:
    await federation.chair("truong-1")
    await assigned(officer)
    button = await to_receive(officer, federation)
    for other in (await federation.chair("cong-ty-1"), await federation.chair("cong-ty-2"), officer):
        assert "There is no such quota of your union." in await other.press(button)
    assert await received(federation) == set()


async def test_a_chair_sees_what_was_given_by_whom_and_what_was_before(
    federation: Federation, officer: Chatter
) -> None:
    chair = await federation.chair("truong-1")
    await assigned(officer)
    federation.clock.forward(days=20)
    await assigned(officer, "truong mau 01: 12", reason="Thêm việc")
    shown = await chair.say("/chitieu")
    assert "CĐCS Trường Mẫu 01: quotas as of 2 Apr 2026" in shown
    assert "12 people, not yet answered “Received”" in shown
    shown = await chair.say("1")
    assert "CĐCS Trường Mẫu 01: 12 people (net: losses are taken off)" in shown
    assert "By LĐLĐ huyện Đăk Hà, decision 12/QĐ of 2 Apr 2026" in shown
    assert "Reason: Thêm việc" in shown
    assert "Before:\n• 10 people, decision 12/QĐ of 13 Mar 2026" in shown
    assert "Received" in shown


@pytest.mark.parametrize("words", ["chỉ tiêu 20/03/2026", "chitieu ngay 20/3/2026", "/chitieu 2026-03-20"])
async def test_what_was_valid_on_a_day(federation: Federation, officer: Chatter, words: str) -> None:
    chair = await federation.chair("truong-1")
    await assigned(officer)
    federation.clock.forward(days=20)
    await assigned(officer, "truong mau 01: 12", reason="Thêm việc")
    shown = await chair.say(words)
    assert "CĐCS Trường Mẫu 01: quotas as of 20 Mar 2026" in shown
    assert "10 people" in shown
    assert "10 people" in await chair.say("1")
    assert "no quota had been assigned by 12 Mar 2026" in await chair.say("chi tieu 12/3/2026")


async def test_what_the_units_below_got(federation: Federation, officer: Chatter) -> None:
    await assigned(officer, "cong ty 01: 4")
    boss = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    shown = await boss.say("chi tieu dak ha")
    assert "LĐLĐ huyện Đăk Hà: quotas as of 13 Mar 2026" in shown
    assert "assigned to 3 units below" in shown
    shown = await boss.say("1")
    assert "Assigned to 3 units below, 24 people in all:" in shown
    assert "• CĐCS Công ty Mẫu 01: 4" in shown
    shown = await boss.tap("CĐCS Công ty Mẫu 01")
    assert "CĐCS Công ty Mẫu 01: 4 people" in shown
    assert "Assigned to 3 units below" in await boss.tap("Up: LĐLĐ huyện Đăk Hà")


async def test_quotas_elsewhere_are_not_shown(federation: Federation, officer: Chatter) -> None:
    await assigned(officer)
    other = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    assert "not in your branch" in await other.say(f"/chitieu {federation.ids['truong-1']}")
    assert "No unit of your branch" in await other.say("chi tieu dak ha")
    chair = await federation.chair("truong-2")
    assert "not in your branch" in await chair.say(f"/chitieu {federation.ids['truong-1']}")


async def test_taken_back_is_said_since_when(federation: Federation, officer: Chatter) -> None:
    chair = await federation.chair("truong-1")
    await assigned(officer)
    await assigned(officer, "bo truong mau 01", reason="Giao nhầm")
    assert any("has been taken back:" in notice for notice in told(officer))
    assert "taken back since 13 Mar 2026" in await chair.say("chỉ tiêu")
    shown = await chair.say("1")
    assert "Reason: Giao nhầm" in shown
    await tell(officer, "/chitieu", "1")
    assert "• CĐCS Trường Mẫu 01: taken back since 13 Mar 2026" in officer.last
