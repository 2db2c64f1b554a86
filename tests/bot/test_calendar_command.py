"""`tiendo calendar`, `tiendo reminders` and `tiendo progress --as-locked`, as operators call them."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands import calendar, progress
from domain.access import Role
from domain.days import moment_of
from handlers.offices import consent
from schedules.planning import plan_day
from storage import appointments, chats, officers, reports, units
from storage.database import Tx, opened
from tests.handlers.federation import PLAN
from tests.importing.conftest import Tiendo, tiendo

__all__ = ["tiendo"]
REGISTERED = (calendar, progress)
"""The modules whose import adds the sub-commands to the app."""
UNITS = (
    "code,name,kind,parent,members,workers,as_of",
    "T,LĐLĐ tỉnh Mẫu,tinh,,,,",
    "X,LĐLĐ huyện X,cttt,T,,,",
    "A,CĐCS Trường A,hcsn,X,28,30,2026-01-01",
    "B,CĐCS Công ty B,nnn,X,10,40,2026-01-01",
)


@pytest.fixture
def province(tiendo: Tiendo, monkeypatch: pytest.MonkeyPatch) -> Tiendo:
    """A province in which the chair of A and the officer of X have joined, on the 1st of April 2027."""
    Path("units.csv").write_text("\n".join(UNITS), encoding="utf-8")
    done = tiendo("init", "--units", "units.csv")
    assert done.exit_code == 0, done.output
    asyncio.run(_join())
    monkeypatch.setenv("TIENDO_REHEARSAL", "true")
    monkeypatch.setenv("TIENDO_CLOCK", "2027-04-01T08:00")
    return tiendo


async def _join() -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)

    async def join(tx: Tx) -> None:
        for code, role in (("A", Role.CHAIR), ("X", Role.SUPERIOR_OFFICER)):
            unit = await units.by_code(tx, code, date(2027, 1, 1))
            assert unit is not None
            officer = await officers.create(tx, "Y Mẫu", "vi", consent.VERSION, now)
            chat = await chats.add(tx, "telegram", code, now)
            await chats.assign(tx, chat.id, officer)
            await appointments.appoint(
                tx, officer_id=officer, unit_id=unit.id, role=role, department=None, actor=None, now=now
            )

    async with opened("sqlite:///tiendo.db") as database:
        await database.write(join)


async def _plan(*days: date) -> None:
    async with opened("sqlite:///tiendo.db") as database:
        for day in days:
            await plan_day(database, PLAN, moment_of(day, time(6, 40)))


def lines(province: Tiendo, *arguments: str) -> list[dict[str, Any]]:
    done = province(*arguments, "--json")
    assert done.exit_code == 0, done.output
    found: list[dict[str, Any]] = json.loads(done.output)
    return found


APRIL = ("calendar", "--from", "2027-04-15", "--to", "2027-05-05")


def test_every_message_that_would_go_out(province: Tiendo) -> None:
    to_chair = [one for one in lines(province, *APRIL) if one["to"] == "chair"]
    # The 16th is a holiday; the 20th is the cut-off, the 22nd the due day.
    assert [(one["at"][:16], one["why"]) for one in to_chair] == [
        ("2027-04-20T07:30", "due 2027-04 T-2"),
        ("2027-04-22T07:30", "due 2027-04 T"),
        ("2027-04-23T07:30", "due 2027-04 T+1"),
    ]
    assert to_chair[0]["unit"] == "A"
    assert "Báo cáo tháng 4/2027 của CĐCS Trường A đến hạn thứ Năm, 22/04" in to_chair[0]["text"]
    to_officer = [one["why"] for one in lines(province, *APRIL, "--unit", "X") if one["to"] == "superior_officer"]
    assert "list 2027-04" in "; ".join(to_officer)


def test_one_unit_and_what_is_below_it(province: Tiendo) -> None:
    assert {one["to"] for one in lines(province, *APRIL, "--unit", "A")} == {"chair"}
    assert lines(province, *APRIL, "--unit", "B") == []


def test_nothing_is_sent_or_kept(province: Tiendo) -> None:
    before = lines(province, *APRIL)
    assert lines(province, *APRIL) == before
    assert lines(province, "reminders", "--from", "2027-01-01", "--to", "2027-12-31") == []


def test_as_people_read_it(province: Tiendo) -> None:
    done = province(*APRIL)
    assert done.exit_code == 0
    assert "would go out" in done.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "x", "--to", "2027-05-05"), "“x” is not a day, such as 2026-11-22."),
        (
            ("--from", "2027-05-05", "--to", "2027-04-05"),
            "The last day, 2027-04-05, comes before the first, 2027-05-05.",
        ),
        (("--from", "2027-03-05", "--to", "2027-04-05"), "2027-03-05 has passed: only days to come can be played."),
        (("--from", "2027-04-05", "--to", "2029-04-05"), "At most 400 days can be played at once."),
        (("--from", "2027-04-05", "--to", "2027-04-06", "--unit", "Q"), "There is no unit with the code “Q”"),
    ],
)
def test_what_cannot_be_played_is_said(province: Tiendo, arguments: tuple[str, ...], says: str) -> None:
    done = province("calendar", *arguments)
    assert done.exit_code == 2
    assert says in done.output


def test_what_became_of_each_reminder(province: Tiendo) -> None:
    asyncio.run(_plan(date(2027, 4, 1), date(2027, 4, 20)))
    found = lines(province, "reminders", "--from", "2027-04-20")
    assert [(one["unit"], one["to"], one["why"], one["state"]) for one in found if one["why"].startswith("due")] == [
        ("B", "", "due 2027-04 T-2", "skipped: nobody"),
        ("A", "chair", "due 2027-04 T-2", "planned"),
        ("X", "superior_officer", "due 2027-04 T-5", "planned"),
    ]
    assert {one["state"] for one in lines(province, "reminders", "--from", "2027-04-20", "--state", "planned")} == {
        "planned"
    }
    done = province("reminders", "--state", "lost")
    assert done.exit_code == 2
    assert "“lost” is no state; they are: planned, merged, sent" in done.output


def test_figures_as_they_were_submitted(province: Tiendo) -> None:
    asyncio.run(_admitted(3, date(2027, 4, 10), known=date(2027, 4, 12)))
    done = province("progress", "X", "--as-locked", "2027-04")
    assert done.exit_code == 2
    assert "The round “2027-04” is not locked for “X”: nothing is frozen yet." in done.output
    asyncio.run(_plan(date(2027, 4, 1), date(2027, 5, 1)))
    asyncio.run(_admitted(2, date(2027, 4, 15), known=date(2027, 5, 3)))
    done = province("progress", "X", "--as-locked", "2027-04", "--indicator", "doan-vien-moi", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output) == {
        "unit": "X",
        "round": "2027-04",
        "on": "2027-04-20",
        "locked_at": "2027-05-01T06:40:00+07:00",
        "indicators": [
            {
                "code": "doan-vien-moi",
                "submitted": 3,
                "numerator": 3,
                "denominator": None,
                "coverage": {"answered": 1, "expected": 2},
                "living": 5,
            }
        ],
    }
    assert "+2" in province("progress", "X", "--as-locked", "2027-04", "--indicator", "doan-vien-moi").output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("X", "--as-locked", "2027-13"), "“2027-13” is no round of the plan"),
        (("Q", "--as-locked", "2027-04"), "There is no unit with the code “Q”"),
        (("X", "--as-locked", "2027-04", "--on", "2027-04-01"), "leave out --on and --period"),
    ],
)
def test_what_was_not_submitted_is_said(province: Tiendo, arguments: tuple[str, ...], says: str) -> None:
    done = province("progress", *arguments)
    assert done.exit_code == 2
    assert says in done.output


async def _admitted(people: int, day: date, *, known: date) -> None:
    async with opened("sqlite:///tiendo.db") as database:

        async def report(tx: Tx) -> None:
            unit = await units.by_code(tx, "A", day)
            assert unit is not None
            new = reports.NewReport(
                unit_id=unit.id,
                form="ket-nap",
                answers={"admitted": {"total": people, "women": 0}, "day": day.isoformat()},
                day=day,
                officer_id=1,
            )
            await reports.record(tx, PLAN, new, moment_of(known, time(9)) + timedelta(minutes=1))

        await database.write(report)
