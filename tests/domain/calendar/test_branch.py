"""What is set for a branch: the nearest wins, and days follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.calendar.branch import Branch, Setting, SettingKind
from domain.calendar.rounds import Round, round_of
from domain.plan import Level
from tests.handlers.federation import PLAN

DISTRICT, PROVINCE = 2, 1
FLOOD = date(2026, 11, 23)


def set_(unit_id: int, kind: SettingKind, first: date, last: date | None = None, **more: Any) -> Setting:
    return Setting(id=1, unit_id=unit_id, kind=kind, first_day=first, last_day=last or first, why="", **more)


def november() -> Round:
    found = round_of(PLAN, "2026-11")
    assert found is not None
    return found


def test_without_anything_set_the_plan_holds() -> None:
    branch = Branch()
    assert branch.due(november(), Level.GRASSROOTS) == date(2026, 11, 23)
    assert branch.due(november(), Level.PROVINCE) is None
    assert branch.pause_on(FLOOD) is None


def test_a_day_off_moves_what_is_due() -> None:
    assert Branch([set_(PROVINCE, SettingKind.OFF, FLOOD)]).due(november(), Level.GRASSROOTS) == date(2026, 11, 25)
    nearer = [set_(DISTRICT, SettingKind.WORKING, FLOOD), set_(PROVINCE, SettingKind.OFF, FLOOD)]
    assert Branch(nearer).due(november(), Level.GRASSROOTS) == FLOOD


def test_a_due_day_of_one_round_of_one_level() -> None:
    later = set_(PROVINCE, SettingKind.DUE, date(2026, 11, 28), round="2026-11", level=Level.GRASSROOTS)
    branch = Branch([later])
    assert branch.due(november(), Level.GRASSROOTS) == date(2026, 11, 30), "the 28th is a Saturday"
    assert branch.due(november(), Level.DIRECT_SUPERIOR) == date(2026, 11, 25)
    december = round_of(PLAN, "2026-12")
    assert december is not None
    assert branch.due(december, Level.GRASSROOTS) == date(2026, 12, 22)


def test_a_due_day_of_all_months_from_a_day_on() -> None:
    every = set_(DISTRICT, SettingKind.DUE, date(2026, 11, 1), round="month", level=Level.GRASSROOTS, days=1)
    branch = Branch([every, set_(PROVINCE, SettingKind.OFF, date(2026, 12, 21))])
    october = round_of(PLAN, "2026-10")
    december = round_of(PLAN, "2026-12")
    assert october is not None
    assert december is not None
    assert branch.due(october, Level.GRASSROOTS) == date(2026, 10, 22), "it was not set yet"
    assert branch.due(november(), Level.GRASSROOTS) == date(2026, 11, 23)
    assert branch.due(december, Level.GRASSROOTS) == date(2026, 12, 22), "the 21st is off"


def test_nothing_is_due_before_its_cut_off() -> None:
    early = set_(PROVINCE, SettingKind.DUE, date(2026, 11, 2), round="2026-11", level=Level.GRASSROOTS)
    assert Branch([early]).due(november(), Level.GRASSROOTS) == date(2026, 11, 20)


def test_pauses() -> None:
    pause = set_(DISTRICT, SettingKind.PAUSE, date(2026, 11, 20), date(2026, 11, 23))
    branch = Branch([pause])
    assert [branch.pause_on(date(2026, 11, day)) for day in (19, 20, 23, 24)] == [None, pause, pause, None]
