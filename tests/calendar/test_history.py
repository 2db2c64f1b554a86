"""What must hold of every history of reports, days without the program, and wishes."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from datetime import date, time, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rehearsing import OPENINGS
from domain.access import Role
from domain.calendar.cadence import handed_on
from domain.calendar.workdays import WorkingDays, is_quiet
from domain.courtesy import WINDOWS, Hours
from domain.days import ONE_DAY, day_in_zone, moment_of
from storage.calendar import submissions
from storage.database import open_database
from storage.reminding import wishes
from storage.reminding.items import Kind
from storage.reminding.wishes import Wishes
from tests.calendar.days import Days, Told
from tests.handlers.chatter import Chatter, Clock
from tests.handlers.federation import Federation, new_house

UNITS = ("truong-1", "truong-2", "cong-ty-1", "cong-ty-2")
FIRST = date(2027, 1, 4)
"""A month with Tết in it: the first of the lunar year is 6 February, nobody is reminded from 31 January on."""
LENGTH = 40
WORKING = WorkingDays()

histories = st.fixed_dictionaries(
    {
        # When each unit closes which round: so many days after the first, at a time; or never.
        "closing": st.dictionaries(
            st.tuples(st.sampled_from(UNITS), st.sampled_from(("2027-01", "2027-02"))),
            st.tuples(st.integers(0, LENGTH), st.sampled_from((time(7, 0), time(9, 30), time(14, 0), time(18, 0)))),
            max_size=8,
        ),
        "down": st.sets(st.integers(0, LENGTH), max_size=12),
        "twice": st.sets(st.integers(0, LENGTH), max_size=6),
        "evening": st.sets(st.sampled_from(UNITS)),
        "several": st.booleans(),
    }
)


@settings(max_examples=20)
@given(history=histories)
def test_what_always_holds(migrated: Path, history: dict[str, object]) -> None:
    asyncio.run(_live(migrated, history))


async def _live(migrated: Path, history: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "history.db"
        shutil.copy(migrated, file)
        database = await open_database(f"sqlite:///{file}")
        try:
            federation = Federation(database, new_house(), Clock())
            await federation.found()
            await _check(federation, history)
        finally:
            await database.close()


async def _check(federation: Federation, history: dict[str, object]) -> None:
    days = Days(federation)
    chairs = {unit: await federation.chair(unit) for unit in UNITS}
    if history["several"]:
        await federation.also(chairs["truong-1"], Role.CHAIR, "cong-ty-2")
    bosses = {unit: await federation.officer(Role.SUPERIOR_OFFICER, unit) for unit in ("dak-ha", "sa-thay")}
    for unit in history["evening"]:  # type: ignore[attr-defined]
        await _evening(federation, chairs[unit])
    lived = await _through(days, chairs, history)
    _one_message_a_day(days.told)
    _in_their_hours(days.told)
    await _not_after_the_report(days)
    await _known_to_the_superior(days, bosses, lived)


async def _evening(federation: Federation, chair: Chatter) -> None:
    officer = await federation.officer_id(chair)
    wanted = Wishes(hours=Hours.EVENING)
    await federation.database.write(lambda tx: wishes.keep(tx, officer, wanted, federation.clock.now))


async def _through(days: Days, chairs: dict[str, Chatter], history: dict[str, object]) -> list[date]:
    """Live through the history; the days on which the program ran."""
    closing: dict[tuple[str, str], tuple[int, time]] = history["closing"]  # type: ignore[assignment]
    down: set[int] = history["down"]  # type: ignore[assignment]
    twice: set[int] = history["twice"]  # type: ignore[assignment]
    lived = []
    for place in range(LENGTH + 1):
        day = FIRST + place * ONE_DAY
        todo = sorted((at, unit, code) for (unit, code), (on, at) in closing.items() if on == place)
        for at in sorted({*OPENINGS, *(at for at, _unit, _code in todo)}):
            if place not in down:
                if at == OPENINGS[0]:
                    lived.append(day)
                    for _ in range(1 + (place in twice)):
                        await days.plan(day)
                await days.send(day, at)
            for when, unit, code in todo:
                if when == at:
                    days.federation.clock.now = moment_of(day, at)
                    await _close(days, unit, code, chairs[unit])
    return lived


async def _close(days: Days, unit: str, code: str, chair: Chatter) -> None:
    async with days.federation.database.read() as tx:
        one = await submissions.get(tx, code, days.federation.ids[unit])
    if one is not None and one.waits:
        await days.close(unit, code, chair)


def _one_message_a_day(told: list[Told]) -> None:
    counted = Counter((one.address, one.day) for one in told)
    assert max(counted.values(), default=1) == 1


def _in_their_hours(told: list[Told]) -> None:
    for one in told:
        at = one.at.astimezone(moment_of(FIRST, time()).tzinfo)
        assert WORKING.is_working(at.date()), one
        assert not is_quiet(at.date()), one
        assert any(first <= at.time() <= last for spans in WINDOWS.values() for first, last in spans), one


async def _not_after_the_report(days: Days) -> None:
    for one in days.told:
        for reminder in one.why:
            if reminder.kind is Kind.DUE:
                async with days.federation.database.read() as tx:
                    sent = await submissions.get(tx, reminder.about, reminder.unit_id)
                assert sent is not None
                assert sent.closed_at is None or one.at <= sent.closed_at, one.about


async def _known_to_the_superior(days: Days, bosses: dict[str, Chatter], lived: list[date]) -> None:
    """By the third working day after the due day, or the first day after it on which the program ran in hours."""
    ids = {unit_id: code for code, unit_id in days.federation.ids.items()}
    for code in ("2027-01", "2027-02"):
        for unit in UNITS:
            one = await days.submission(unit, code) if lived and _was_open(code, lived) else None
            if one is None or one.superior_id is None:
                continue
            by = next(
                (
                    day
                    for day in lived
                    if day >= handed_on(WORKING, one.due) and WORKING.is_working(day) and not is_quiet(day)
                ),
                None,
            )
            at = moment_of(by, OPENINGS[0]) if by is not None else None
            if at is None or (one.closed_at is not None and one.closed_at <= at) or _locked_before(one.locked_at, at):
                continue
            boss = bosses[ids[one.superior_id]]
            lists = [t for t in days.told if t.address == boss.address and any(r.kind is Kind.LIST for r in t.why)]
            assert any(code in t.about and t.day <= (by or t.day) for t in lists), (unit, code, by)


def _was_open(code: str, lived: list[date]) -> bool:
    year, month = map(int, code.split("-"))
    return any(date(year, month, 1) <= day <= date(year, month, 28) + timedelta(days=3) for day in lived)


def _locked_before(locked_at: object, at: object) -> bool:
    return locked_at is not None and day_in_zone(locked_at) <= day_in_zone(at)  # type: ignore[arg-type]
