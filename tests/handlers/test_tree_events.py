"""Unions are founded, closed, merged and handed over in a conversation: the tree, the figures, and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.access import Role
from domain.facts import Fact
from domain.progress import Figure
from handlers.house import House
from storage import facts, figures, invitations, reorganising, units
from storage.reorganising import By, Closing
from storage.tables import conversations, unit_versions
from storage.units import Unit
from tests.events_plan import PLAN
from tests.handlers.answers import open_question
from tests.handlers.chatter import AFTERNOON, Chatter, screen
from tests.handlers.evidence import all_reports
from tests.handlers.federation import Federation, new_house
from tests.handlers.test_access_matrix import HOLDERS, Holder

FOUND, END = "/baocao hd-thanh-lap-cdcs", "/baocao hd-giai-the-cdcs"
NAME = "CĐCS Công ty Mẫu 09"


@pytest.fixture
def house() -> House:
    return replace(new_house(), plan=PLAN)


@pytest.fixture
async def superior(federation: Federation) -> Chatter:
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


async def headcount(federation: Federation, unit: str, members: int, day: str) -> None:
    """The union states its members."""
    chair = await federation.chair(unit)
    await tell(chair, "/baocao so-luong", day, str(members), "bỏ qua", "50", "bỏ qua", "gửi")
    assert "received" in chair.answer, chair.transcript()


async def figure(federation: Federation, indicator: str, unit: str, on: str = "2026-03-13") -> Figure:
    async with federation.database.read() as tx:
        found = await figures.of_unit(tx, PLAN, federation.ids[unit], date.fromisoformat(on), top=unit == "tinh")
    return next(one for one in found if one.code == indicator)


async def members(federation: Federation, unit: str, on: str = "2026-03-13") -> int:
    return int((await figure(federation, "tong-dv-tinh", unit, on)).value or 0)


async def unit_called(federation: Federation, name: str, on: str = "2026-03-13") -> Unit | None:
    async with federation.database.read() as tx:
        found = [one for one in await units.search(tx, name, date.fromisoformat(on), 9) if one.name == name]
    return found[0] if found else None


async def said_of(federation: Federation, unit_id: int) -> set[tuple[str, str, int | str]]:
    async with federation.database.read() as tx:
        found: list[Fact] = (await facts.standing(tx, [unit_id]))[unit_id]
    return {(fact.measure, fact.day.isoformat(), fact.value) for fact in found}


def told(chatter: Chatter) -> list[str]:
    """What was said to others in the last turn."""
    assert chatter.done is not None
    return [screen(saying) for _chat, saying in chatter.done.told]


FOUNDING = (FOUND, NAME, "nnn", "12 người, nữ 5", "30", "10/3", "15/QĐ-LĐLĐ")


async def test_a_union_is_founded_with_its_first_members(federation: Federation, superior: Chatter) -> None:
    review = await tell(superior, *FOUNDING)
    assert f"{NAME} will be founded under LĐLĐ huyện Đăk Hà from 10 Mar 2026 on." in review
    assert "First members: 12 (women 5). They count as admitted and are not reported again." in review
    assert await unit_called(federation, NAME) is None, "nothing before it is sent"
    assert await all_reports(federation, PLAN) == []

    said = await superior.say("gửi")
    new = await unit_called(federation, NAME)
    assert new is not None
    assert (new.code, new.kind, new.parent_id) == ("truong-3", "nnn", federation.ids["dak-ha"])
    assert f"{NAME} is founded. Its code is truong-3." in said
    assert new.first_day == date(2026, 3, 10)
    assert new.traits == {}
    about_superior, about_new = await all_reports(federation, PLAN)
    assert (about_superior.form, about_superior.unit_id) == ("hd-thanh-lap-cdcs", federation.ids["dak-ha"])
    assert (about_new.form, about_new.unit_id) == ("ket-nap", new.id)
    assert about_new.latest.answers["decision"] == "15/QĐ-LĐLĐ"
    assert about_new.latest.appointment_id == about_superior.latest.appointment_id
    assert await said_of(federation, new.id) == {
        ("admissions", "2026-03-10", 12),
        ("admissions-women", "2026-03-10", 5),
        ("workers", "2026-03-10", 30),
    }
    for node in ("dak-ha", "tinh"):
        assert await members(federation, node) == 12
        assert (await figure(federation, "doan-vien-moi", node)).value == 12
        assert (await figure(federation, "doan-vien-tang", node)).counted == 12
    assert await members(federation, "tinh", "2026-03-09") == 0
    async with federation.database.read() as tx:
        (decision,) = [row.decision for row in await tx.execute(unit_versions.select()) if row.unit_id == new.id]
    assert decision == "15/QĐ-LĐLĐ"


async def test_its_chair_is_invited_with_a_tap(federation: Federation, superior: Chatter) -> None:
    await tell(superior, *FOUNDING, "gửi")
    said = await superior.tap("Invite its chair")
    assert f"Chair, {NAME}" in said
    await superior.say("có")
    new = await unit_called(federation, NAME)
    assert new is not None
    async with federation.database.read() as tx:
        (invitation,) = await invitations.open_of(tx, {new.id}, AFTERNOON)
    assert invitation.role is Role.CHAIR


async def test_the_new_chair_corrects_the_number_of_first_members(federation: Federation, superior: Chatter) -> None:
    await tell(superior, *FOUNDING, "gửi")
    new = await unit_called(federation, NAME)
    assert new is not None
    federation.ids["moi"] = new.id
    chair = await federation.chair("moi")
    await tell(chair, "/suabaocao 2 1", "sửa", "1", "11 người, nữ 5", "gửi", "1")
    assert "corrected" in chair.answer, chair.transcript()
    assert await members(federation, "tinh") == 11
    assert ("workers", "2026-03-10", 30) in await said_of(federation, new.id)


async def test_a_split_moves_members_and_admits_nobody(federation: Federation, superior: Chatter) -> None:
    await headcount(federation, "truong-1", 40, "1/3")
    await tell(superior, *FOUNDING, "thêm", "split", "trường mẫu 01")
    review = await superior.tap("CĐCS Trường Mẫu 01")
    assert "They come from CĐCS Trường Mẫu 01 by the split and do not count as admitted." in review
    await superior.say("gửi")
    assert [text for text in told(superior) if "12 members of your union go to" in text]
    new = await unit_called(federation, NAME)
    assert new is not None
    assert new.traits == {"from_reorganisation": True}
    await all_reports(federation, PLAN)
    assert await members(federation, "truong-1") == 28
    assert await members(federation, "dak-ha") == 40
    for node in ("truong-1", "dak-ha", "tinh"):
        assert (await figure(federation, "doan-vien-tang", node)).counted == 0
        assert (await figure(federation, "doan-vien-moi", node)).value == 0
    assert ("reorganised-in", "2026-03-10", 12) in await said_of(federation, new.id)


async def test_members_of_an_amalgamated_union_come_with_those_merged_into_it(
    federation: Federation, superior: Chatter
) -> None:
    await headcount(federation, "truong-1", 20, "1/1")
    review = await tell(superior, FOUND, NAME, "hcsn", "20", "8", "30", "10/3", "1/QĐ", "thêm", "amalgamated")
    assert "Its members are counted when each former union is closed and merged into it." in review
    await superior.say("gửi")
    assert await members(federation, "dak-ha") == 20
    await tell(superior, END, "mẫu 01")
    await superior.tap("CĐCS Trường Mẫu 01")
    await tell(superior, "merged", "mẫu 09")
    await superior.tap(NAME)
    await tell(superior, "20", "10/3", "2/QĐ", "gửi")
    await all_reports(federation, PLAN)
    new = await unit_called(federation, NAME)
    assert new is not None
    federation.ids["moi"] = new.id
    assert [await members(federation, node) for node in ("moi", "dak-ha", "tinh")] == [20, 20, 20]


async def ending(superior: Chatter, *lines: str) -> str:
    """Begin to end CĐCS Trường Mẫu 01."""
    await tell(superior, END, "trường mẫu 01")
    await superior.tap("CĐCS Trường Mẫu 01")
    return await tell(superior, *lines)


async def test_a_dissolved_union_counts_until_its_last_day(federation: Federation, superior: Chatter) -> None:
    await headcount(federation, "truong-1", 40, "1/1")
    await federation.invitation(Role.DEPUTY, "truong-1")
    review = await ending(superior, "dissolved", "13/3", "7/QĐ")
    assert "CĐCS Trường Mẫu 01 will be closed; its last day is 12 Mar 2026." in review
    assert "Members on that day, as reported: 40." in review
    assert "1 open invitation to it will stop working." in review
    await superior.say("gửi")
    (notice,) = told(superior)
    assert "its last day is 12 Mar 2026, and your office ends with it" in notice
    await all_reports(federation, PLAN)
    assert [await members(federation, "tinh", day) for day in ("2026-03-12", "2026-03-13")] == [40, 0]
    growth = await figure(federation, "doan-vien-tang", "tinh")
    assert (growth.value, growth.counted) == (-40, 0)
    async with federation.database.read() as tx:
        assert await invitations.open_of(tx, {federation.ids["truong-1"]}, AFTERNOON) == []


async def test_a_chair_of_a_closed_union_reports_no_more(federation: Federation, superior: Chatter) -> None:
    chair = await federation.chair("truong-1")
    await tell(chair, "/baocao ket-nap", "5 người, nữ 2")
    await ending(superior, "dissolved", "13/3", "7/QĐ", "gửi")
    said = await tell(chair, "12/3")
    assert "Your office has ended meanwhile, so nothing was done." in said
    assert "Your office does not include this" in await chair.say("/baocao ket-nap")
    assert len(await all_reports(federation, PLAN)) == 1
    assert await federation.count(conversations) == 0


async def test_a_merger_moves_members_and_changes_no_total(federation: Federation, superior: Chatter) -> None:
    await headcount(federation, "truong-1", 40, "1/1")
    await headcount(federation, "cong-ty-2", 10, "1/1")
    await ending(superior, "merged", "công ty mẫu 02")
    await superior.tap("CĐCS Công ty Mẫu 02")
    review = await tell(superior, "40", "13/3", "7/QĐ")
    assert "40 members go on in CĐCS Công ty Mẫu 02." in review
    await superior.say("gửi")
    notices = told(superior)
    assert any("is merged into your union from 13 Mar 2026 on, with 40 members" in text for text in notices)
    assert len(notices) == 2
    await all_reports(federation, PLAN)
    assert [await members(federation, "tinh", day) for day in ("2026-03-12", "2026-03-13")] == [50, 50]
    assert [await members(federation, node) for node in ("dak-ha", "sa-thay", "cong-ty-2")] == [0, 50, 50]
    for node in ("dak-ha", "sa-thay", "tinh", "cong-ty-2"):
        assert (await figure(federation, "doan-vien-tang", node)).counted == 0, node
        assert (await figure(federation, "doan-vien-moi", node)).value == 0


async def test_a_union_is_handed_over_with_its_members(federation: Federation, superior: Chatter) -> None:
    await headcount(federation, "truong-1", 40, "1/1")
    other = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    await ending(superior, "handed-over", "sa thầy")
    await superior.tap("LĐLĐ huyện Sa Thầy")
    review = await tell(superior, "13/3", "7/QĐ")
    assert "CĐCS Trường Mẫu 01 will stand under LĐLĐ huyện Sa Thầy from 13 Mar 2026 on" in review
    said = await superior.say("gửi")
    assert "CĐCS Trường Mẫu 01 is handed over to LĐLĐ huyện Sa Thầy." in said
    assert len(told(superior)) == 2, "its chair, and who looks after it from now on"
    assert other.address != superior.address
    await all_reports(federation, PLAN)
    assert [await members(federation, node) for node in ("dak-ha", "sa-thay", "tinh")] == [0, 40, 40]
    assert (await figure(federation, "doan-vien-tang", "sa-thay")).counted == 0


async def test_later_reports_are_named_and_the_day_is_changed(federation: Federation, superior: Chatter) -> None:
    await headcount(federation, "truong-1", 40, "12/3")
    said = await ending(superior, "dissolved", "10/3", "7/QĐ")
    assert "The union has reports dated 10 Mar 2026 or later: 0001." in said
    assert "Which answer should be changed?" in screen(superior.heard[-1])
    await superior.say("the day")
    review = await tell(superior, "13/3")
    assert "its last day is 12 Mar 2026" in review
    assert "is closed." in await superior.say("gửi")
    assert await unit_called(federation, "CĐCS Trường Mẫu 01") is None


async def test_more_first_members_than_workers_are_asked_about(federation: Federation, superior: Chatter) -> None:
    said = await tell(superior, FOUND, NAME, "nnn", "12 người, nữ 5", "10", "10/3", "15/QĐ")
    assert "The number of members (12) is larger than that of workers (10)" in said
    assert "First members: 12" in await tell(superior, "the workers", "30")
    assert await open_question(superior) is not None


async def test_the_same_union_is_not_founded_twice(federation: Federation, superior: Chatter) -> None:
    await tell(superior, *FOUNDING, "gửi")
    said = await tell(superior, FOUND, "cdcs cong ty mau 09", "nnn", "12 người, nữ 5", "30", "10/3", "16/QĐ")
    assert "stands under this superior union already" in said
    await superior.say("the name")
    assert "is founded" in await tell(superior, "CĐCS Công ty Mẫu 10", "gửi")


async def test_what_changed_meanwhile_is_said_and_nothing_lost(federation: Federation, superior: Chatter) -> None:
    colleague = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await ending(superior, "dissolved", "13/3", "7/QĐ")
    await ending(colleague, "dissolved", "13/3", "7/QĐ")
    await colleague.say("gửi")
    said = await superior.say("gửi")
    assert "CĐCS Trường Mẫu 01 does not stand directly below your union." in said
    assert (await open_question(superior)) is not None
    assert len(await all_reports(federation, PLAN)) == 1


@pytest.mark.parametrize("line", ["/suabaocao 1 1", "/rutbaocao 1 1"])
async def test_such_a_report_is_not_taken_back(federation: Federation, superior: Chatter, line: str) -> None:
    await tell(superior, *FOUNDING, "gửi")
    said = await superior.say(line)
    assert "Report 0001 changed the list of unions" in said
    assert await open_question(superior) is None
    assert await unit_called(federation, NAME) is not None


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: f"{holder.role}-{holder.unit}")
async def test_who_founds_and_closes(federation: Federation, holder: Holder) -> None:
    """Only those in charge of a superior union, and only unions directly below it."""
    chatter = await federation.officer(holder.role, holder.unit, department="tc")
    founders = (Role.SUPERIOR_OFFICER, Role.DEPT_OFFICER, Role.ADMIN)
    await tell(chatter, *FOUNDING, "gửi")
    new = await unit_called(federation, NAME)
    assert (new is not None) == (holder.role in founders)
    if new is None:
        return
    assert new.parent_id == federation.ids[holder.unit]
    found = await tell(chatter, END, "mẫu")
    below = [button.label for button in chatter.buttons if button.label.startswith("CĐCS")]
    async with federation.database.read() as tx:
        children = await units.children(tx, federation.ids[holder.unit], date(2026, 3, 13))
    grassroots = [one.name for one in children if one.kind != "cttt"]
    assert sorted(below) == sorted(grassroots), found


async def test_a_closing_decided_ahead_leaves_the_office_until_its_day(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    closing = Closing(unit_id=federation.ids["truong-1"], end=date(2026, 4, 1))
    await federation.database.write(lambda tx: reorganising.close(tx, PLAN, closing, By(now=AFTERNOON)))
    assert "What would you like to report?" in await chair.say("/baocao")
    await chair.say("/huy")
    federation.clock.forward(days=20)
    assert "Your office does not include this" in await chair.say("/baocao")
