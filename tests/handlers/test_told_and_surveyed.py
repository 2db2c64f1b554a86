"""What stands beside a figure: the days of a survey, words that were told, and what is the province's alone."""

from __future__ import annotations

import pytest

from domain.access import Role
from handlers.house import House
from storage import reports
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.handlers.more_plan import more_plan


@pytest.fixture
async def boss(federation: Federation) -> Chatter:
    federation.house = House(plan=more_plan(), sample=False, contact="")
    return await federation.officer(Role.PROVINCIAL_LEADER, "tinh")


async def surveyed(federation: Federation, unit: str, day: str, eligible: int, with_union: int) -> None:
    await federation.report(unit, "more-survey", day, **{"eligible": eligible, "with-union": with_union})


async def test_a_survey_is_said_with_its_day(federation: Federation, boss: Chatter) -> None:
    await surveyed(federation, "dak-ha", "2025-05-12", 20, 5)
    shown = await boss.press(f"c:td {federation.ids['dak-ha']} 2026 more-enterprises")
    assert "5/20 enterprises (25.0%)" in shown
    assert "Survey of 12 May 2025" in shown


async def test_the_latest_surveys_of_several_units_have_a_first_and_a_last_day(
    federation: Federation, boss: Chatter
) -> None:
    await surveyed(federation, "dak-ha", "2025-05-12", 20, 5)
    await surveyed(federation, "dak-ha", "2026-02-01", 20, 6)
    await surveyed(federation, "sa-thay", "2025-09-01", 10, 4)
    shown = await boss.press(f"c:td {federation.ids['tinh']} 2026 more-enterprises")
    assert "10/30 enterprises (33.3%)" in shown
    assert "Surveys from 1 Sep 2025 to 1 Feb 2026" in shown
    past = await boss.press(f"c:td {federation.ids['tinh']} 2025 more-enterprises")
    assert "Surveys from 12 May 2025 to 1 Sep 2025" in past


async def test_a_line_on_the_units_screen_has_the_days_too(federation: Federation, boss: Chatter) -> None:
    await surveyed(federation, "dak-ha", "2025-05-12", 20, 5)
    shown = await boss.press(f"c:td {federation.ids['dak-ha']} 2026")
    while "Enterprises surveyed" not in shown:
        shown = await boss.tap("More indicators")
    assert "Enterprises surveyed: 5/20 enterprises (25.0%), survey of 12 May 2025" in shown


async def test_the_latest_words_are_told_with_their_day(federation: Federation, boss: Chatter) -> None:
    tinh = federation.ids["tinh"]
    assert "Nothing has been told yet." in await boss.press(f"c:td {tinh} 2026 more-words")
    await federation.report("tinh", "more-told", "2025-11-01", result="Two centres <merged>.", dispute="secret")
    shown = await boss.press(f"c:td {tinh} 2026 more-words")
    assert "Told on 1 Nov 2025:\nLabel of result: Two centres <merged>." in shown
    assert "secret" not in shown
    assert "&lt;merged&gt;" in boss.heard[-1].text
    assert "Nothing has been told yet." in await boss.press(f"c:td {tinh} 2024 more-words")


async def test_words_of_a_unit_below_are_told_with_its_name(federation: Federation, boss: Chatter) -> None:
    await federation.report("tinh", "more-told", "2025-11-01", result="At the top.")
    await federation.report("dak-ha", "more-told", "2026-01-05", result="Below. " * 400)
    shown = await boss.press(f"c:td {federation.ids['tinh']} 2026 more-words")
    assert "Told by LĐLĐ huyện Đăk Hà on 5 Jan 2026:\nLabel of result: Below. Below." in shown
    assert "At the top" not in shown
    assert len(shown) < 2500
    other = await boss.press(f"c:td {federation.ids['sa-thay']} 2026 more-words")
    assert "Nothing has been told yet." in other


async def test_words_that_were_withdrawn_are_told_no_more(federation: Federation, boss: Chatter) -> None:
    old = await federation.report("tinh", "more-told", "2025-11-01", result="Before.")
    new = await federation.report("tinh", "more-told", "2026-01-01", result="After.")
    officer = await federation.officer_id(boss)
    await federation.database.write(
        lambda tx: reports.withdraw(
            tx, federation.house.plan, new, seen=1, reason=None, officer_id=officer, now=federation.clock.now
        )
    )
    shown = await boss.press(f"c:td {federation.ids['tinh']} 2026 more-words")
    assert old < new
    assert "Told on 1 Nov 2025:\nLabel of result: Before." in shown


async def test_what_is_the_provinces_alone_is_shown_nowhere_below(federation: Federation, boss: Chatter) -> None:
    assert "Only at the province: LĐLĐ tỉnh Mẫu" in await boss.press(
        f"c:td {federation.ids['tinh']} 2026 more-of-the-top"
    )
    assert "[1. Up" not in boss.last
    below = await boss.press(f"c:td {federation.ids['dak-ha']} 2026 more-of-the-top")
    assert below.startswith("LĐLĐ huyện Đăk Hà, figures up to")


async def test_a_union_is_shown_only_words_it_is_asked_for(federation: Federation, boss: Chatter) -> None:
    shown = await boss.press(f"c:td {federation.ids['truong-1']} 2026 =list")
    assert "Reorganisation in words" not in shown
