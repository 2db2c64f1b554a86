"""What a conversation left in the database, for tests to look at."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from domain.facts import Fact
from domain.plan import Plan
from domain.progress import Figure, figures, needed
from storage import facts, reports, totals
from storage.database import Database
from storage.reports import Report
from storage.tables import metadata
from tests.handlers.federation import PLAN, Federation


async def all_reports(federation: Federation, plan: Plan = PLAN) -> list[Report]:
    """Every report there is, the oldest first, after seeing that the sums agree with the facts."""
    async with federation.database.read() as tx:
        assert await totals.check(tx, plan) == []
        found = [await reports.get(tx, number) for number in range(1, 30)]
    return [report for report in found if report is not None]


async def the_report(federation: Federation) -> Report:
    """The one report there is."""
    (report,) = await all_reports(federation)
    return report


async def said_of(federation: Federation, unit: str) -> set[tuple[str, str, int | str]]:
    """The facts of a unit that count now: (measure, day, value)."""
    unit_id = federation.ids[unit]
    async with federation.database.read() as tx:
        found: list[Fact] = (await facts.standing(tx, [unit_id]))[unit_id]
    assert all(fact.counts_for == fact.day.year for fact in found)
    return {(fact.measure, fact.day.isoformat(), fact.value) for fact in found}


async def value_of(federation: Federation, indicator: str, unit: str) -> Figure:
    """An indicator of a unit today."""
    today = federation.clock.now.date()
    unit_id = federation.ids[unit]
    asked = needed(PLAN, today, top=unit == "tinh")
    async with federation.database.read() as tx:
        sums = (await totals.sums(tx, [unit_id], asked.days, asked.tallies))[unit_id]
    found = figures(PLAN, sums, today, top=unit == "tinh")
    return next(figure for figure in found if figure.code == indicator)


async def everything_written(database: Database) -> str:
    """All text in all tables, as one string."""
    parts: list[Any] = []
    async with database.read() as tx:
        for table in metadata.sorted_tables:
            parts.extend(value for row in await tx.execute(select(table)) for value in row)
    return "\n".join(map(str, parts))
