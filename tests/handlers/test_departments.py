"""/tiendo for the departments of the province: each sees what it follows first, the Office and the leaders see all."""

from __future__ import annotations

import pytest

from domain.access import Role
from handlers.house import House
from tests.handlers.chatter import Chatter
from tests.handlers.federation import PLAN, Federation
from tests.handlers.more_plan import more_plan

NAMES = {indicator.name.en: indicator.department for indicator in PLAN.indicators}
LEGAL = "Legal Policy and Labour Relations Department"


def departments_of(shown: str) -> list[str]:
    """The department of each indicator shown in a line or on a button, in order."""
    lines = (line.strip("[]").partition(". ")[2] if line.startswith("[") else line for line in shown.splitlines())
    named = (line.partition(":")[0] for line in lines)
    return [NAMES[name] for name in named if name in NAMES]


async def officer(federation: Federation, department: str | None) -> Chatter:
    return await federation.officer(Role.DEPT_OFFICER, "tinh", department=department)


async def test_a_department_sees_its_own_indicators_first(federation: Federation) -> None:
    legal = await officer(federation, "cspl")
    shown = await legal.say("/tiendo")
    assert shown.startswith(f"LĐLĐ tỉnh Mẫu, figures up to 13 Mar 2026, {LEGAL}: ")
    seen = departments_of(shown)
    assert set(seen) == {"cspl"}
    while "[1. More indicators]" in shown:
        shown = await legal.say("1")
        seen += departments_of(shown)
        assert LEGAL in shown
    assert set(seen) == {"cspl"}
    shown = await legal.tap("Other indicators")
    assert LEGAL not in shown
    assert departments_of(shown)
    seen += departments_of(shown)
    while "[1. More indicators]" in shown:
        shown = await legal.say("1")
        seen += departments_of(shown)
    assert "Other indicators" not in shown
    assert "cspl" not in seen[seen.index(next(code for code in seen if code != "cspl")) :]
    boss = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    assert len(seen) == len(await every_indicator(boss))


async def every_indicator(person: Chatter) -> list[str]:
    shown = await person.say("/tiendo")
    seen = departments_of(shown)
    while "[1. More indicators]" in shown:
        shown = await person.say("1")
        seen += departments_of(shown)
    return seen


async def test_its_sentence_speaks_of_its_own_indicators(federation: Federation) -> None:
    boss = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    legal = await officer(federation, "cspl")
    of_all = (await boss.say("/tiendo")).splitlines()[0]
    shown = await legal.say("/tiendo")
    assert shown.splitlines()[0].partition(f"{LEGAL}: ")[2] != of_all.partition("2026: ")[2]
    while "[1. More indicators]" in shown:
        shown = await legal.say("1")
    assert (await legal.tap("Other indicators")).splitlines()[0] == of_all


@pytest.mark.parametrize("department", ["vp", None, "closed-department"])
async def test_the_office_sees_all(federation: Federation, department: str | None) -> None:
    federation.house = House(plan=more_plan(), sample=False, contact="")
    boss = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    person = await officer(federation, department)
    assert await person.say("/tiendo") == await boss.say("/tiendo")


async def test_a_leader_who_also_works_in_a_department_sees_all(federation: Federation) -> None:
    boss = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    person = await officer(federation, "cspl")
    await federation.also(person, Role.PROVINCIAL_LEADER, "tinh")
    assert (await person.say("/tiendo")).splitlines()[0] == (await boss.say("/tiendo")).splitlines()[0]


async def test_further_down_and_in_lists_its_own_come_first_as_well(federation: Federation) -> None:
    legal = await officer(federation, "cspl")
    below = await legal.press(f"c:td {federation.ids['sa-thay']} 2026")
    assert below.startswith(f"LĐLĐ huyện Sa Thầy, figures up to 13 Mar 2026, {LEGAL}: ")
    shown = await legal.tap("One indicator")
    listed = departments_of(shown)
    while "Next page" in shown:
        shown = await legal.tap("Next page")
        listed += departments_of(shown)
    own = listed.count("cspl")
    assert own
    assert set(listed[:own]) == {"cspl"}
    assert listed[own:]


async def test_a_department_that_follows_nothing_sees_the_others(federation: Federation) -> None:
    federation.house = House(plan=more_plan(), sample=False, contact="")
    boss = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    person = await officer(federation, "more-empty")
    assert await person.say("/tiendo") == await boss.say("/tiendo")
