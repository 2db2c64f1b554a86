"""What is typed in an example, through the real conversations, and the figures that come of it."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from domain.access import Role
from domain.plan import Level
from domain.progress import Figure, year_span
from locales.formats import ZONE
from storage import figures, totals, tree
from storage.database import opened
from tests.handlers.answers import open_question
from tests.handlers.chatter import AFTERNOON, Chatter, Clock
from tests.handlers.federation import FOUNDED, PLAN, Federation, new_house
from tests.worked.page import FigureRow, SaidRow, Section, UnitRow, Unreadable

ABOVE = (
    UnitRow(0, "T", "LĐLĐ tỉnh Mẫu", "tinh", "", None, "", "", ""),
    UnitRow(0, "X", "LĐLĐ huyện Xuân", "cttt", "T", None, "", "", ""),
    UnitRow(0, "Y", "LĐLĐ huyện Yên", "cttt", "T", None, "", "", ""),
)
"""The unions above, the same in every example."""
STATED_ON, STATED = date(2026, 1, 5), "1/1/2026"
"""When chairs write the headcounts of the table of units, and of which day they are."""


async def live(section: Section, database_file: Path) -> list[tuple[FigureRow, Figure]]:
    """Let everything of the section be said on its day; each figure expected with the one that came of it.

    Raises `Unreadable` for a row of a unit that there is not.
    """
    units = [*ABOVE, *section.units]
    named = [(row.line, row.unit) for row in section.said] + [(row.line, row.unit) for row in section.figures]
    for line, code in named:
        if code not in {unit.code for unit in units}:
            raise Unreadable(line, f"there is no unit “{code}”")
    async with opened(f"sqlite:///{database_file}") as database:
        federation = Federation(database, new_house(), Clock())
        for unit in units:
            await _found(federation, unit)
        await _say_all(federation, section, units)
        async with database.read() as tx:
            assert await totals.check(tx, PLAN) == []
            indicator = PLAN.indicator(section.code)
            came: list[tuple[FigureRow, Figure]] = []
            for expected in section.figures:
                (figure,) = await figures.of_unit(
                    tx,
                    PLAN,
                    federation.ids[expected.unit],
                    expected.on,
                    top=expected.unit == "T",
                    indicators=[indicator],
                    span=None if expected.year is None else year_span(PLAN, expected.year),
                )
                came.append((expected, figure))
            return came


async def _found(federation: Federation, unit: UnitRow) -> None:
    new = tree.NewUnit(
        code=unit.code.lower(),
        name=unit.name,
        kind=unit.kind,
        parent=unit.parent.lower() or None,
        first_day=unit.founded or FOUNDED,
    )
    ids = await federation.database.write(lambda tx: tree.found_many(tx, PLAN, [new], now=AFTERNOON))
    federation.ids[unit.code] = ids[unit.code.lower()]


async def _say_all(federation: Federation, section: Section, units: list[UnitRow]) -> None:
    """In the order of the days. What was typed must have led to an end: no question stays open."""
    chatters: dict[str, Chatter] = {}
    kinds = {unit.code: unit.kind for unit in units}
    rows = [*(_headcount(unit) for unit in units if unit.members), *section.said]
    for row in sorted(rows, key=lambda row: row.day):
        federation.clock.now = datetime.combine(row.day, time(10), ZONE)
        if row.unit not in chatters:
            chatters[row.unit] = await _officer(federation, row.unit, kinds[row.unit], section)
        chatter = chatters[row.unit]
        already = len(chatter.turns)
        for words in row.typed:
            await chatter.say(words)
        said = "\n".join(chatter.turns[already:])
        assert "✅" in chatter.answer, f"line {row.line}:\n{said}"
        assert await open_question(chatter) is None, f"line {row.line}:\n{said}"


def _headcount(unit: UnitRow) -> SaidRow:
    members = (f"{unit.members} nu {unit.women}",) if unit.women else (unit.members, "bo qua")
    return SaidRow(unit.line, STATED_ON, unit.code, ("so luong", STATED, *members, unit.workers, "bo qua", "1"))


async def _officer(federation: Federation, unit: str, kind: str, section: Section) -> Chatter:
    """The chair of a grassroots union, an officer of a direct-superior one, the department's at the province."""
    match PLAN.unit_kind(kind).level:
        case Level.GRASSROOTS:
            return await federation.chair(unit, language="vi")
        case Level.DIRECT_SUPERIOR:
            return await federation.officer(Role.SUPERIOR_OFFICER, unit, language="vi")
        case Level.PROVINCE:
            department = PLAN.indicator(section.code).department
            return await federation.officer(Role.DEPT_OFFICER, unit, language="vi", department=department)
