"""A whole year of the federation: counted, and the same when the program is killed at random on the way."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, time
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from bot.rehearsing import OPENINGS
from domain.access import Role
from domain.days import ONE_DAY, moment_of
from storage import outbox
from storage.calendar import submissions
from storage.database import Database, open_database
from storage.reminding.items import Kind
from tests.calendar.days import Days, Told
from tests.handlers.chatter import Chatter, Clock
from tests.handlers.federation import Federation, new_house

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
LATENESS = {"truong-1": 0, "truong-2": 3, "cong-ty-1": None, "cong-ty-2": 7, "truc-thuoc": 1}
"""So many days after a round's due day each union reports; None: never."""


class Killed(Exception):
    """The process died."""


class Mortal:
    """A database in whose writes the process dies now and then: before the commit, or after it."""

    def __init__(self, database: Database, seed: int) -> None:
        self._database = database
        self._random = Random(seed)
        self.deaths = 0

    async def write(self, work: Any) -> Any:
        """Write, if the process lives."""
        fate = self._random.random()
        if fate < 0.04:
            self.deaths += 1
            raise Killed
        result = await self._database.write(work)
        if fate > 0.97:
            self.deaths += 1
            raise Killed
        return result

    def read(self) -> Any:
        """Reading changes nothing."""
        return self._database.read()


async def play(days: Days, chairs: dict[str, Chatter]) -> list[Told]:
    """Live through the year; whoever died is started again at once."""
    day = FIRST
    while day <= LAST:
        await _again(days, partial(days.plan, day))
        for at in OPENINGS:
            await _again(days, partial(days.send, day, at))
            if at == time(9):
                await _report(days, day, chairs)
        day += ONE_DAY
    return days.told


async def _again(days: Days, work: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await work()
        except Killed:
            # As the program begins: what the one before it had leased is free.
            await days.federation.database.write(outbox.free_leases)
            continue
        return


async def _report(days: Days, day: date, chairs: dict[str, Chatter]) -> None:
    days.federation.clock.now = moment_of(day, time(9, 30))
    async with days.federation.database.read() as tx:
        waiting = await submissions.waiting_of(tx, [days.federation.ids[unit] for unit in chairs])
    codes = {unit_id: code for code, unit_id in days.federation.ids.items()}
    for one in waiting:
        late = LATENESS[codes[one.unit_id]]
        if late is not None and day >= one.due + late * ONE_DAY and day >= one.cut_off:
            await days.close(codes[one.unit_id], one.round, chairs[codes[one.unit_id]])


async def people(federation: Federation) -> dict[str, Chatter]:
    await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    return {unit: await federation.chair(unit) for unit in LATENESS}


def in_short(told: list[Told]) -> list[tuple[date, str, str]]:
    return [(one.day, one.address, one.about) for one in told]


@pytest.fixture
def family() -> str:
    """One database is enough for a whole year."""
    return "sqlite"


@pytest.fixture
async def lived(federation: Federation) -> list[Told]:
    """The year without any death."""
    return await play(Days(federation), await people(federation))


async def test_a_year_is_counted_and_the_same_however_often_the_program_dies(
    lived: list[Told], federation: Federation, migrated: Path, tmp_path: Path
) -> None:
    await _counted(lived, federation)
    shutil.copy(migrated, tmp_path / "again.db")
    database = await open_database(f"sqlite:///{tmp_path / 'again.db'}")
    try:
        other = Federation(database, new_house(), Clock())
        await other.found()
        mortal = Mortal(database, 66)
        days = Days(other, mortal=cast("Database", mortal))
        again = await play(days, await people(other))
        assert mortal.deaths > 50
        # A message whose sending was not noted any more goes out again: the same one, never another.
        assert sorted(set(in_short(again))) == sorted(in_short(lived))
    finally:
        await database.close()


async def _counted(told: list[Told], federation: Federation) -> None:
    assert max(Counter((one.address, one.day) for one in told).values()) == 1
    ids = {unit_id: code for code, unit_id in federation.ids.items()}
    asked = Counter(
        (ids[reminder.unit_id], reminder.about)
        for one in told
        for reminder in one.why
        if reminder.kind is Kind.DUE and reminder.about[5:].isdigit()
    )
    # Twelve months: in time is asked up to the day itself, silence is asked three times, but for February, whose
    # due day follows Tết closely, and June, whose cut-off is a Saturday.
    assert {month for unit, month in asked if unit == "cong-ty-1"} == {f"2026-{month:02}" for month in range(1, 13)}
    assert all(asked["cong-ty-1", f"2026-{month:02}"] == 3 - (month in (2, 6)) for month in range(1, 13))
    assert all(asked["truong-1", f"2026-{month:02}"] <= 2 for month in range(1, 13))
    lists = [reminder.about for one in told for reminder in one.why if reminder.kind is Kind.LIST]
    assert set(lists) >= {f"2026-{month:02}" for month in range(1, 13)}
    weeks = [one for one in told if any(reminder.about.startswith("week:") for reminder in one.why)]
    assert len({reminder.about for one in weeks for reminder in one.why if reminder.kind is Kind.SUMMARY}) >= 49
