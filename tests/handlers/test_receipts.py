"""What a receipt says: of the year reported for, in the words of what was asked, nothing that sounds like silence."""

from __future__ import annotations

import pytest

from domain.access import Role
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


async def test_a_conference_of_last_year_is_said_with_its_year(federation: Federation) -> None:
    chair = await federation.chair()
    said = await tell(chair, "/baocao hoi-nghi-cbcc", "held", "2025", "12/1", "gửi")
    assert "Civil servants' conference, year 2025: held" in said
    assert "not answered yet" not in said
    said = await tell(chair, "/baocao hoi-nghi-cbcc", "held", "2026", "12/3", "gửi")
    assert "Civil servants' conference: held" in said


async def test_of_a_year_that_has_not_begun_nothing_is_said(federation: Federation) -> None:
    chair = await federation.chair()
    said = await tell(chair, "/baocao hoi-nghi-cbcc", "held", "2027", "12/3", "gửi")
    assert "received" in said
    assert "conference" not in said


@pytest.mark.parametrize(
    ("day", "meaning"), [("20/12/2025", "In 2025: 5 new members"), ("12/3", "This year so far: 5 new members")]
)
async def test_people_admitted_count_in_the_year_of_their_day(federation: Federation, day: str, meaning: str) -> None:
    said = await tell(await federation.chair(), "/baocao ket-nap", "5 nữ 2", day, "gửi")
    assert meaning in said


async def test_each_answer_is_called_by_its_own_question(federation: Federation) -> None:
    said = await tell(await federation.chair("cong-ty-1"), "/baocao hoi-nghi-nld", "not yet", "1, 3", "gửi")
    assert "Employees' conference: not yet" in said
    assert "Other forms of democracy: yes" in said


async def test_money_without_what_was_due_is_said_to_wait(federation: Federation) -> None:
    chair = await federation.chair()
    said = await tell(chair, "/baocao thu-doan-phi", "chưa rõ", "5tr", "hôm nay", "gửi")
    assert "It counts once this is known: Dues due." in said
    assert "no figures yet" not in said
    said = await tell(chair, "/baocao thu-doan-phi", "10tr", "5tr", "hôm nay", "gửi")
    assert "This year so far: 5,000,000/10,000,000 đồng (50.0%)" in said


async def test_an_occupational_union_is_asked_of_its_members_and_states_them_once(federation: Federation) -> None:
    await federation.found((("nghiep-doan", "Nghiệp đoàn Mẫu", "nd", "dak-ha"),))
    chair = await federation.chair("nghiep-doan")
    assert "Of the 30 members now, how many have joined" in await tell(chair, "/baocao van-the", "30")
    review = await tell(chair, "40", "45", "hôm nay")
    assert [line for line in review.splitlines() if line.startswith("Members")] == ["Members: 45"]
    assert "40/45 people" in await chair.say("gửi")


async def test_what_is_to_come_is_not_said_to_have_happened(federation: Federation) -> None:
    officer = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    union = ("/baocao hd-giai-the-cdcs", "công ty mẫu 01", "1")
    said = await tell(officer, *union, "dissolved", "1/7/2026", "40/QĐ", "gửi")
    assert "CĐCS Công ty Mẫu 01 will be closed; its last day is 30 Jun 2026." in said
    assert "is closed" not in said
