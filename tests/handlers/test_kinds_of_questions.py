"""What single kinds of questions ask, of whom, and what is shown of their answers to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.access import Role
from domain.plan import Plan
from storage import tree
from storage.reports import Report
from tests.handlers.answers import Walk, Way, open_question
from tests.handlers.chatter import AFTERNOON, Chatter
from tests.handlers.every_type import FEES, PLAN
from tests.handlers.evidence import all_reports
from tests.handlers.federation import Federation

STORY = "Một đoàn viên bị nợ lương ba tháng"


async def paying(federation: Federation, unit: str = "truong-1", **ways: object) -> Walk:
    """A chair who is about to fill the form that asks in every new way."""
    federation.house = replace(federation.house, plan=PLAN)
    chair = await federation.chair(unit)
    other = ("bệnh viện", federation.ids["truc-thuoc"])
    return Walk(chatter=chair, plan=PLAN, form=PLAN.form("thu-phi"), other=other, **ways)  # type: ignore[arg-type]


async def the_report(federation: Federation) -> Report:
    (report,) = await all_reports(federation, PLAN)
    return report


async def at(walk: Walk, key: str) -> Chatter:
    """The person, at that question."""
    await walk.begin()
    await walk.on(key)
    return walk.chatter


async def test_the_years_offered_are_those_around_today(federation: Federation) -> None:
    chair = await at(await paying(federation), "year")
    assert [button.label for button in chair.buttons][:3] == ["2026", "2025", "2027"]
    await chair.say("2")
    kept = await open_question(chair)
    assert kept is not None
    assert kept.question == "thu-phi.since"


@pytest.mark.parametrize(
    ("changes", "offered", "refused"),
    [
        ({"starts": date(2026, 1, 1)}, ["2026", "2027"], "2025"),
        ({"ends": date(2026, 12, 31)}, ["2026", "2025"], "2027"),
        ({"statistical_year_starts": (3, 1), "starts": date(2021, 3, 1)}, ["2027", "2026", "2028"], "2021"),
    ],
)
async def test_a_year_lies_within_the_plan(
    federation: Federation, changes: dict[str, object], offered: list[str], refused: str
) -> None:
    """In the last case the year begins on 1 March, so that 13 March 2026 lies in 2027."""
    plan = PLAN.model_copy(update=changes)
    walk = await paying(federation)
    walk.chatter.house = replace(walk.chatter.house, plan=plan)
    chair = await at(walk, "year")
    assert [button.label for button in chair.buttons if button.number] == offered
    assert "please type a year from" in await chair.say(refused)
    await chair.say("năm nay")
    assert await walk.open_key() == "since"


async def test_a_union_is_asked_for_no_year_before_its_own(federation: Federation) -> None:
    young = tree.NewUnit(code="non", name="CĐCS Non", kind="hcsn", parent="dak-ha", first_day=date(2025, 5, 1))
    federation.ids |= await federation.database.write(lambda tx: tree.found_many(tx, PLAN, [young], now=AFTERNOON))
    walk = await paying(federation, "non")
    chair = await at(walk, "year")
    assert "from 2025 to 2027" in await chair.say("2024")
    await chair.say("2025")
    assert "before the union was founded" in await chair.say("30/4/2025")
    said = await chair.say("1/4")
    assert "[1 Apr 2026]" in said
    assert "2025]" not in said, "a day before the founding is not offered"


async def test_of_a_day_without_year_both_are_offered(federation: Federation) -> None:
    walk = await paying(federation)
    chair = await at(walk, "since")
    said = await chair.say("1/3")
    assert said.index("[1 Mar 2026]") < said.index("[1 Mar 2027]")
    await chair.tap("1 Mar 2027")
    await walk.send()
    assert (await the_report(federation)).latest.answers["since"] == "2027-03-01"


async def test_a_share_is_repeated_as_it_was_typed(federation: Federation) -> None:
    walk = await paying(federation)
    chair = await at(walk, "share")
    assert "[95.0%] [0.95%]" in await chair.say("0,95")
    await chair.tap("0.95%")
    await walk.on()
    assert "Label share: 0.95%" in chair.last


async def test_arrears_are_shown_and_large_amounts_repeated_in_words(federation: Federation) -> None:
    walk = await paying(federation)
    chair = await at(walk, "due")
    await chair.say("1,2 tỷ")
    await chair.say("99.999.999")
    await walk.on()
    assert "Label due: 1,200,000,000 VND (1.2 billion)" in chair.last
    assert "Label paid: 99,999,999 VND\n" in chair.last
    assert "Còn nợ: 1,100,000,001 VND (1.100000001 billion)" in chair.last
    await chair.say("sửa")
    await walk.choose("due")
    await chair.say("5 triệu")
    assert "Còn nợ: −94,999,999 VND" in chair.last
    await chair.say("sửa")
    await walk.choose("paid")
    await chair.say("?")
    assert "Còn nợ" not in chair.last
    assert "Label paid: Not known" in chair.last


async def test_what_may_be_unknown_is_no_number(federation: Federation) -> None:
    chair = await at(await paying(federation), "paid")
    assert "[Not known]" in chair.last
    assert "[Skip]" not in chair.last
    await chair.say("không")
    kept = await open_question(chair)
    assert kept is not None
    assert kept.answers["thu-phi.paid"] == 0, "none is a number"


async def test_back_and_later_keep_what_is_not_known(federation: Federation) -> None:
    walk = await paying(federation)
    chair = await at(walk, "paid")
    await chair.say("chua ro")
    assert await walk.open_key() == "ways"
    await chair.say("để sau")
    await chair.say("/baocao")
    await chair.say("1")
    assert await walk.open_key() == "ways"
    await chair.tap("Back")
    assert await walk.open_key() == "paid"
    await chair.say("5tr")
    await walk.on()
    assert "Label paid: 5,000,000 VND" in chair.last


async def test_only_some_kinds_are_asked(federation: Federation) -> None:
    for unit, asked, other in (("truong-1", "offices", "enterprise"), ("cong-ty-1", "enterprise", "offices")):
        walk = await paying(federation, unit, details=True)
        await walk.to_the_end()
        assert asked in walk.passed
        assert other not in walk.passed


async def test_details_are_offered_only_where_some_apply(federation: Federation) -> None:
    kept = [one for one in FEES["questions"] if not one.get("details") or one["key"] == "enterprise"]
    forms = [form for form in PLAN.model_dump()["forms"] if form["code"] != FEES["code"]]
    plan = Plan.model_validate(PLAN.model_dump() | {"forms": [*forms, FEES | {"questions": kept}]})
    for unit, more in (("truong-1", False), ("cong-ty-1", True)):
        walk = await paying(federation, unit)
        walk.chatter.house = replace(walk.chatter.house, plan=plan)
        chair = await at(walk, "review")
        assert ("Add details" in chair.last) is more


async def test_a_choice_that_stands_alone_is_asked_about_among_others(federation: Federation) -> None:
    walk = await paying(federation, details=True)
    chair = await at(walk, "ways")
    said = await chair.say("1, 2, 3")
    assert "“Chưa thu” cannot be chosen together" in said
    assert "[1. Tiền mặt and Chuyển khoản]" in said
    await chair.say("1")
    await walk.send()
    assert (await the_report(federation)).latest.answers["ways"] == ["cash", "bank"]
    assert "receipts" in walk.passed, "one of several choices fulfils the condition"


async def telling(federation: Federation) -> Walk:
    """A chair at the review, with a private story told."""
    walk = await paying(federation)
    await at(walk, "review")
    await walk.choose("more")
    await walk.on("story")
    await walk.chatter.say(STORY)
    walk.way = Way.TAPS
    await walk.on()
    return walk


async def test_private_words_are_seen_by_their_author_before_sending_and_nowhere_else(federation: Federation) -> None:
    walk = await telling(federation)
    chair = walk.chatter
    assert STORY in chair.last
    said = await chair.tap("Right, send it")
    for line in ("/lichsu", "1", "/tiendo"):
        said += await chair.say(line)
    assert STORY not in said
    assert "Label story: recorded; only those who give legal advice see it" in said
    await chair.say("/lichsu")
    await chair.say("1")
    assert STORY not in await chair.tap("Withdraw it")
    await chair.say("không")
    assert (await the_report(federation)).latest.answers["story"] == STORY


async def test_private_words_are_shown_to_nobody_else_who_corrects(federation: Federation) -> None:
    walk = await telling(federation)
    author = walk.chatter
    await author.tap("Right, send it")
    deputy = await federation.officer(Role.DEPUTY, "truong-1")
    await deputy.say("/lichsu")
    await deputy.say("1")
    assert STORY not in await deputy.tap("Correct it")
    walk.chatter, walk.way = deputy, Way.TYPING
    await walk.choose("change")
    await walk.choose("share")
    await deputy.say("50%")
    assert STORY not in deputy.last
    await walk.choose("send")
    await deputy.tap("Mistyped")
    report = await the_report(federation)
    assert (report.latest.answers["share"], report.latest.answers["story"]) == (5000, STORY)
    for reader in (deputy, author):
        await reader.say("/lichsu")
        await reader.say("1")
        assert STORY not in await reader.tap("Correct it"), "of two authors neither is sure to have written it"
        await reader.say("hủy")


async def test_of_one_possible_reading_yes_is_enough(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("kn 5 nu 2")
    said = await chair.say("1")
    assert "Does “1” mean" in said
    assert "Type “yes”, or the answer in full." in said
    assert "Members admitted: 5" in await chair.say("đúng rồi")
    assert "1 Mar 2026" in chair.last
