"""Cases: opened by a union, taken up, handed on and closed by the unions above; each step is a version."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.access import Role
from handlers.house import House
from storage import appointments, facts, reaching, totals, tree
from storage.reports import Report
from tests.case_plan import CASE, CASE_PLAN, STOPPAGE
from tests.handlers.answers import open_question
from tests.handlers.chatter import Chatter, screen
from tests.handlers.evidence import all_reports, said_of
from tests.handlers.federation import Federation, new_house

WORDS = "Xưởng hai nợ lương ba tháng liền"


@pytest.fixture
def house() -> House:
    return replace(new_house(), plan=CASE_PLAN)


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


async def opened(chatter: Chatter, *before: str, urgent: bool = False, words: str | None = WORDS) -> str:
    """Open a case, in words or (None) with the wish to be called back. `before`: what is asked before its questions."""
    answers = ["1", "3", "2" if urgent else "1", *(("1", words) if words is not None else ("2",))]
    return await tell(chatter, f"/baocao {CASE}", *before, *answers, "1")


async def stopped(chatter: Chatter) -> str:
    """Report a work stoppage."""
    return await tell(chatter, f"/baocao {STOPPAGE}", "hôm nay", "40", "2", WORDS, "1")


async def reports_of(federation: Federation) -> list[Report]:
    return await all_reports(federation, CASE_PLAN)


def listed(said: str) -> list[str]:
    """The numbers of the cases in a list, in their order."""
    return re.findall(r"^\d+\. Case (\d+) ·", said, re.MULTILINE)


def told(chatter: Chatter) -> list[str]:
    """What others were told on account of the last message."""
    assert chatter.done is not None
    return [screen(saying) for _chat, saying in chatter.done.told]


@pytest.fixture
async def chair(federation: Federation) -> Chatter:
    return await federation.chair("truong-1")


@pytest.fixture
async def officer(federation: Federation) -> Chatter:
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


async def test_a_case_goes_from_open_to_closed_and_every_step_is_a_version(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await opened(chair)
    said = await officer.say("vụ việc")
    assert "1. Case 0001 · CĐCS Trường Mẫu 01 · Tiền lương · today · not taken up yet" in said
    said = await officer.say("1")
    assert "Looked after by: LĐLĐ huyện Đăk Hà" in said
    assert "Số người liên quan: 3" in said

    await officer.tap("Take it up")
    assert "Ngày tiếp nhận?" in officer.last
    said = await tell(officer, "hôm nay", "1")
    assert "Case 0001 is taken up" in said
    assert told(chair) != told(officer)
    assert ["Case 0001 has been taken up by LĐLĐ huyện Đăk Hà." in one for one in told(officer)] == [True]

    await officer.tap("Open the case")
    await officer.tap("Add what was done")
    said = await tell(officer, "1", "12/3", "1", "1")
    assert "What was done in case 0001 is kept" in said
    assert told(officer) == [], "the chair is told of being taken up, handed on and closed"
    await officer.tap("Open the case")
    await officer.tap("Close it")
    said = await tell(officer, "1", "hôm nay", "1")
    assert "Case 0001 is closed" in said
    assert ["Case 0001 has been closed." in one for one in told(officer)] == [True]
    assert "no open case" in await officer.say("/vuviec")

    (report,) = await reports_of(federation)
    assert [version.version for version in report.versions] == [1, 2, 3, 4]
    assert report.versions[0].answers == {
        "field": "wages",
        "people": 3,
        "urgency": "normal",
        "how": "write",
        "words": WORDS,
    }
    assert report.latest.answers == report.versions[0].answers | {
        "taken-on": "2026-03-13",
        "support": "spoken",
        "supported-on": "2026-03-12",
        "represented": "yes",
        "outcome": "settled",
        "closed-on": "2026-03-13",
    }
    assert await said_of(federation, "truong-1") == {
        ("mau-cases", "2026-03-13", 1),
        ("mau-cases-supported", "2026-03-12", 1),
    }
    assert report.latest.officer_id == await federation.officer_id(officer)


async def test_everything_works_by_typing_numbers(federation: Federation, chair: Chatter, officer: Chatter) -> None:
    await opened(chair)
    said = await tell(officer, "/vuviec", "1", "1", "13/3", "1")
    assert "Case 0001 is taken up" in said
    assert (await reports_of(federation))[0].latest.answers["taken-on"] == "2026-03-13"


async def test_urgent_cases_stand_first_then_the_oldest_a_page_at_a_time(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    for number in range(8):
        await opened(chair, urgent=number == 6)
        federation.clock.forward(days=1)
    said = await officer.say("/vuviec")
    assert listed(said) == ["0007", "0001", "0002", "0003", "0004", "0005"]
    assert "0007 · CĐCS Trường Mẫu 01 · Tiền lương · urgent · 2 days · not taken up yet" in said
    said = await officer.tap("Next page")
    assert listed(said) == ["0006", "0008"]
    assert "Case 0008" in await officer.say("8")
    await officer.say("/vuviec 1")
    assert "1. Case 0007" in await officer.tap("Page before")


async def test_a_chair_sees_the_cases_of_the_own_union_with_their_state(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await opened(chair)
    await opened(await federation.chair("truong-2"))
    await tell(officer, "/xulyvu take-up 1 1", "hôm nay", "1")
    said = await chair.say("/vuviec")
    assert "Case 0001 · CĐCS Trường Mẫu 01 · Tiền lương · today · taken up by LĐLĐ huyện Đăk Hà" in said
    assert "0002" not in said
    assert "no such case" in await chair.say("/vu 2")
    assert "Take it up" not in await chair.say("/vu 1")


async def test_the_history_names_offices_and_not_people(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await opened(chair)
    await tell(officer, "/xulyvu take-up 1 1", "hôm nay", "1")
    federation.clock.forward(days=1)
    await tell(officer, "/chuyenvu 1 2", "1")
    said = await officer.say("/vu 1")
    assert "14:00 on 13 Mar 2026: opened (Chair, CĐCS Trường Mẫu 01)" in said
    assert "14:00 on 13 Mar 2026: taken up (Officer in charge, LĐLĐ huyện Đăk Hà)" in said
    assert "14:00 on 14 Mar 2026: handed on to LĐLĐ tỉnh Mẫu (Officer in charge, LĐLĐ huyện Đăk Hà)" in said
    assert "Nguyễn Thị Mẫu" not in said


async def test_handed_on_to_the_province_and_back(federation: Federation, chair: Chatter, officer: Chatter) -> None:
    province = await federation.officer(Role.DEPT_OFFICER, "tinh", department="cspl")
    await opened(chair)
    await tell(officer, "/xulyvu take-up 1 1", "hôm nay", "1")
    said = await tell(officer, "/chuyenvu 1 2", "1")
    assert "Case 0001 is handed on to LĐLĐ tỉnh Mẫu" in said
    heard = told(officer)
    assert len(heard) == 2
    assert sum("Case 0001 has been handed on to LĐLĐ tỉnh Mẫu." in one for one in heard) == 1
    assert sum("handed on to your union. Please take it up." in one for one in heard) == 1
    assert "with LĐLĐ tỉnh Mẫu, not taken up yet" in await province.say("/vuviec")
    await tell(province, "/xulyvu take-up 1 3", "hôm nay", "1")
    assert "taken up by LĐLĐ tỉnh Mẫu" in await chair.say("/vuviec")
    await tell(province, "/chuyenvu 1 4", "1")
    assert "with LĐLĐ huyện Đăk Hà, not taken up yet" in await chair.say("/vuviec")
    (report,) = await reports_of(federation)
    assert report.latest.answers["with"] == {"unit": federation.ids["dak-ha"]}
    assert report.counterpart_id is None


async def test_where_the_province_stands_directly_above_there_is_nowhere_to_hand_on_to(federation: Federation) -> None:
    await opened(await federation.chair("truc-thuoc"))
    province = await federation.officer(Role.LEGAL_ADVISER, "tinh")
    said = await province.say("/vu 1")
    assert "Looked after by: LĐLĐ tỉnh Mẫu" in said
    assert "Hand it on" not in said
    assert "no other union" in await province.say("/chuyenvu 1 1")
    assert await open_question(province) is None


async def test_a_superior_union_opens_cases_too_and_the_province_looks_after_them(
    federation: Federation, officer: Chatter
) -> None:
    adviser = await federation.officer(Role.LEGAL_ADVISER, "tinh")
    await opened(officer, "LĐLĐ huyện Đăk Hà")
    assert len(told(officer)) == 1
    assert "Looked after by: LĐLĐ tỉnh Mẫu" in await adviser.say("/vu 1")


async def test_support_that_is_taken_back_counts_no_more(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await opened(chair)
    await tell(officer, "/xulyvu support 1 1", "hôm nay", "1", "12/3", "1", "1")
    assert len(await said_of(federation, "truong-1")) == 2
    await tell(officer, "/xulyvu support 1 2", "3", "2", "1")
    assert await said_of(federation, "truong-1") == {("mau-cases", "2026-03-13", 1)}
    latest = (await reports_of(federation))[0].latest.answers
    assert "supported-on" not in latest
    assert latest["taken-on"] == "2026-03-13"


async def test_closing_what_nobody_took_up_asks_for_that_day_too(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await opened(chair)
    await tell(officer, "/xulyvu close 1 1")
    assert "Ngày tiếp nhận?" in officer.last
    await tell(officer, "hôm nay", "1", "hôm nay")
    assert "Please check before it is kept" in officer.last
    await officer.say("1")
    latest = (await reports_of(federation))[0].latest.answers
    assert (latest["taken-on"], latest["outcome"], latest["closed-on"]) == ("2026-03-13", "settled", "2026-03-13")


async def test_the_openers_correction_keeps_the_superiors_part(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await opened(chair)
    await tell(officer, "/xulyvu support 1 1", "hôm nay", "1", "12/3", "1", "1")
    await chair.say("/vu 1")
    await chair.tap("Correct it")
    await chair.tap("Change something")
    assert "Ngày tiếp nhận" not in chair.last, "the superior's part is not the chair's to change"
    await tell(chair, "2", "5", "1", "1")
    assert ["Case 0001 was corrected by its union" in one for one in told(chair)] == [True]
    latest = (await reports_of(federation))[0].latest.answers
    assert latest["people"] == 5
    assert (latest["taken-on"], latest["support"], latest["represented"]) == ("2026-03-13", "spoken", "yes")
    assert latest["words"] == WORDS
    assert len(await said_of(federation, "truong-1")) == 2


async def test_nobody_else_of_the_union_corrects_a_case_but_may_withdraw_it(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    deputy = await federation.officer(Role.DEPUTY, "truong-1")
    await opened(chair)
    said = await deputy.say("/vu 1")
    assert "Withdraw it" in said
    assert "Correct it" not in said
    assert "Only the officer who opened this case" in await deputy.say("/suabaocao 1 1")
    assert await open_question(deputy) is None
    await tell(deputy, "/rutbaocao 1 1", "có", "1")
    assert ["Case 0001 was withdrawn by its union" in one for one in told(deputy)] == [True]
    assert "no open case" in await officer.say("/vuviec")
    assert "withdrawn" in await officer.say("/vu 1")


@pytest.mark.parametrize("line", ["xulyvu take-up 1 1", "xulyvu close 1 1", "chuyenvu 1 1"])
async def test_what_was_withdrawn_closed_or_changed_meanwhile_is_said(
    federation: Federation, chair: Chatter, officer: Chatter, line: str
) -> None:
    adviser = await federation.officer(Role.LEGAL_ADVISER, "dak-ha")
    await opened(chair)
    await officer.say(f"/{line}")
    await tell(adviser, "/xulyvu take-up 1 1", "hôm nay", "1")
    said = await officer.say("1" if line.startswith("chuyenvu") else "hôm nay")
    assert "Case 0001 was changed meanwhile" in said
    await tell(adviser, "/xulyvu close 1 2", "1", "hôm nay", "1")
    assert "closed already" in await officer.say(f"/{line}")
    await tell(chair, "/rutbaocao 1 3", "có", "1")
    assert "was withdrawn by its union" in await officer.say(f"/{line}")
    assert await open_question(officer) is None
    assert len((await reports_of(federation))[0].versions) == 4


@pytest.mark.parametrize(
    "line", ["vu", "vu 2", "vu x", "vudoc 9", "xulyvu", "xulyvu close", "xulyvu x 1 1", "chuyenvu"]
)
async def test_a_command_that_names_no_case_says_so(chair: Chatter, officer: Chatter, line: str) -> None:
    await opened(chair)
    assert "no such case in your branch" in await officer.say(f"/{line}")
    assert await open_question(officer) is None


async def test_those_who_look_after_it_are_told_each_in_their_own_language(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await federation.officer(Role.LEGAL_ADVISER, "dak-ha", language="vi")
    await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    await federation.officer(Role.DEPT_OFFICER, "tinh", department="cspl")
    await opened(chair, words=None)
    heard = told(chair)
    assert len(heard) == 2
    assert sum("There is a new case, number 0001." in one for one in heard) == 1
    assert all("Cách trao đổi: Gọi lại cho tôi" in one for one in heard)
    assert chair.done is not None
    await officer.press(chair.done.told[0][1].rows[0][0].action)
    assert "Take it up" in officer.last


async def test_where_the_direct_superior_has_nobody_the_province_is_told(
    federation: Federation, chair: Chatter
) -> None:
    await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    await federation.officer(Role.DEPT_OFFICER, "tinh", department="tc")
    await federation.officer(Role.DEPT_OFFICER, "tinh", department="cspl")
    await opened(chair)
    assert len(told(chair)) == 1


async def test_a_stoppage_is_told_at_once_to_every_officer_above(federation: Federation, chair: Chatter) -> None:
    await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    await federation.officer(Role.DEPT_OFFICER, "tinh", department="cspl")
    for role, unit in ((Role.AUDITOR, "tinh"), (Role.ADMIN, "tinh"), (Role.SUPERIOR_LEADER, "sa-thay")):
        await federation.officer(role, unit)
    await federation.officer(Role.DEPT_OFFICER, "tinh", department="tc")
    federation.clock.forward(hours=12)
    await stopped(chair)
    heard = told(chair)
    assert len(heard) == 4
    assert all("URGENT: there is a new case" in one and "Số người ngừng việc: 40" in one for one in heard)


async def test_the_superiors_part_is_held_against_the_openers(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await stopped(chair)
    await tell(officer, "/xulyvu support 1 1", "hôm nay", "41")
    assert "Số người trở lại làm việc?" in officer.last, "of 40 people no 41 come back"
    await tell(officer, "40", "1")
    assert (await reports_of(federation))[0].latest.answers["back"] == 40


@pytest.mark.parametrize(("back", "asked"), [("40", "Kết quả?"), ("0", "Ngày kết thúc?")])
async def test_a_condition_on_what_was_said_in_an_earlier_step_holds(
    federation: Federation, chair: Chatter, officer: Chatter, back: str, asked: str
) -> None:
    await stopped(chair)
    await tell(officer, "/xulyvu support 1 1", "hôm nay", back, "1")
    await officer.say("/xulyvu close 1 2")
    assert asked in officer.last


async def test_a_successor_is_told_in_place_of_an_opener_who_left(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await opened(chair)
    async with federation.database.read() as tx:
        (held,) = await appointments.holders(tx, federation.ids["truong-1"], {Role.CHAIR})
    await federation.database.write(lambda tx: appointments.end(tx, held.id, None, federation.clock.now))
    successor = await federation.officer_id(await federation.chair("truong-1"))
    await tell(officer, "/xulyvu take-up 1 1", "hôm nay", "1")
    assert officer.done is not None
    ((chat_id, _saying),) = officer.done.told
    async with federation.database.read() as tx:
        assert await reaching.of_officer(tx, successor) == [chat_id]


async def test_help_for_a_union_that_has_closed_counts_on_its_last_day(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await opened(chair)
    federation.clock.forward(days=2)
    unit_id, today = federation.ids["truong-1"], federation.clock.now.date()
    await federation.database.write(lambda tx: tree.close(tx, CASE_PLAN, unit_id, today, now=federation.clock.now))
    said = await tell(officer, "/xulyvu support 1 1", "hôm nay", "1", "hôm nay", "1", "gửi")
    assert "✅ What was done in case 0001 is kept" in said, officer.transcript()
    async with federation.database.read() as tx:
        facts_of_unit = (await facts.standing(tx, [unit_id]))[unit_id]
        assert await totals.check(tx, CASE_PLAN) == []
    supported = [fact.day for fact in facts_of_unit if fact.measure == "mau-cases-supported"]
    assert supported == [today - timedelta(days=1)]


async def test_who_looks_after_a_case_closes_it_and_does_not_withdraw_it(
    federation: Federation, chair: Chatter, officer: Chatter
) -> None:
    await opened(chair)
    assert "withdrawn by the union that opened it" in await officer.say("/rutbaocao 1 1")
    (case,) = await reports_of(federation)
    assert not case.withdrawn
    assert "Withdraw report 0001?" in await chair.say("/rutbaocao 1 1")
