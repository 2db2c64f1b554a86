"""/viec: everything that waits for a person, the nearest deadline first."""

from __future__ import annotations

from domain.access import Role
from tests.handlers.federation import Federation
from tests.handlers.quota_walk import assigned
from tests.handlers.rounds import plan


async def test_nothing_waits(federation: Federation) -> None:
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    assert await leader.say("việc") == "Nothing waits for you. Thank you, comrade.\n[1. Menu]"


async def test_rounds_by_their_due_days(federation: Federation) -> None:
    await plan(federation, "2026-11-20 08:00")
    chair = await federation.chair()
    shown = (await chair.say("/viec")).splitlines()
    assert [line for line in shown if "Report" in line][:2] == [
        "2. Report month 11/2026, CĐCS Trường Mẫu 01: by Monday, 23 Nov (1 working day left)",
        "3. Report year 2026, CĐCS Trường Mẫu 01: by Monday, 7 Dec (10 working days left)",
    ]
    assert shown[1] == "1. Unions that publish their finances, year 2025: was due by 31 Mar 2026"
    assert "Report month 11/2026, CĐCS Trường Mẫu 01." in await chair.say("2")


async def test_what_is_due_once_a_year_in_its_season(federation: Federation) -> None:
    """Finances are published by the end of March, conferences held by the end of the year."""
    chair = await federation.chair()
    shown = await chair.say("/viec")
    assert "Unions that publish their finances, year 2025: by 31 Mar 2026" in shown
    assert "onference" not in shown
    await federation.report("truong-1", "cong-khai-tc", "2026-03-10", year=2025, status="both", way="posted")
    assert "finances" not in await chair.say("/viec")
    federation.clock.forward(days=240)  # November
    shown = await chair.say("/viec")
    assert "Civil servants' conference: by 31 Dec 2026" in shown
    await federation.report("truong-1", "hoi-nghi-cbcc", "2026-03-01", status="held", year=2026)
    assert "onference" not in await chair.say("/viec")


async def test_an_agreement_that_runs_out_within_ninety_days(federation: Federation) -> None:
    chair = await federation.chair("cong-ty-1")
    await federation.report(
        "cong-ty-1", "thoa-uoc", "2024-06-20", status="in-force", signed="2024-06-15", effective="2024-06-20", months=24
    )
    federation.clock.forward(days=7)  # 20 March: 91 days are left
    assert "runs out" not in await chair.say("/viec")
    federation.clock.forward(days=2)
    shown = await chair.say("/viec")
    assert "of CĐCS Công ty Mẫu 01 runs out on 19 Jun 2026" in shown
    await federation.report(
        "cong-ty-1", "thoa-uoc", "2026-03-20", status="in-force", signed="2026-03-18", effective="2026-03-20", months=24
    )
    assert "runs out" not in await chair.say("/viec")


async def test_quotas_drafts_and_transfers(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    chair = await federation.chair()
    await assigned(boss)
    moving = {"moved": 1, "other-end": {"unit": federation.ids["truong-1"]}}
    await federation.report("truong-2", "chuyen-di", "2026-03-12", **moving)
    await chair.say("kn")
    await chair.say("để sau")
    shown = await chair.say("/viec")
    assert "1 quota waits for “Received”: " in shown
    assert "1 thing was put aside" in shown
    await chair.tap("Received")
    assert "quota waits" not in await chair.say("/viec")


async def test_who_looks_after_units_sees_what_is_overdue_below(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await plan(federation, "2026-04-22 08:00")
    assert "have not sent" not in await boss.say("/viec")
    await plan(federation, "2026-04-23 08:00")
    shown = await boss.say("/viec")
    assert "3 units below LĐLĐ huyện Đăk Hà have not sent month 4/2026" in shown
    assert "0 of 3 have sent it." in await boss.tap("Who has not sent")
