"""Whatever arrives in whatever order, the sums stay what the facts and the tree say."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import facts, reports, tables, totals, tree, units
from storage.database import Tx, open_database
from storage.reports import ReportProblem
from storage.tree import TreeProblem
from tests.storage.moments import HOUR, NOON
from tests.storage.province import PLAN, Province, filled, found_province, people

FIRST = date(2025, 12, 1)
KINDS = ("hcsn", "dnnn", "nnn", "nd")

days = st.one_of(
    st.sampled_from([date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1), date(2026, 12, 31)]),
    st.integers(0, 500).map(lambda number: FIRST + timedelta(days=number)),
)
small = st.integers(0, 9)
acts = st.tuples(
    st.sampled_from(["report"] * 6 + ["correct", "correct", "withdraw", "move", "move", "kind", "found", "close"]),
    days,
    small,
    small,
    small,
)


class World:
    """Plays acts: their numbers choose among whatever units, reports and superiors there are at that moment."""

    def __init__(self, tx: Tx, province: Province) -> None:
        self.tx = tx
        self.province = province
        self.superiors = [province.top, province.x, province.y]
        self.leaves = [province.a, province.b, province.c]
        self.reports: list[int] = []
        self.now = NOON
        self.refused = 0

    async def play(self, act: str, day: date, which: int, what: int, amount: int) -> None:
        # Some are known at the same moment.
        self.now += HOUR * (which % 2)
        try:
            await getattr(self, act)(day, which, what, amount)
        except (TreeProblem, ReportProblem):
            self.refused += 1

    def filled(self, unit: int, day: date, what: int, amount: int) -> reports.NewReport:
        form, answers = (
            ("so-luong", {"members": people(20 + amount, amount), "workers": people(30 + amount)}),
            ("ket-nap", {"admitted": people(amount)}),
            ("doan-vien-giam", {"lost": amount}),
            ("chuyen-di", {"moved": amount}),
            ("tuyen-truyen", {"briefed": amount}),
            ("doi-thoai", {"status": ("held", "not-yet", "exempt")[amount % 3]}),
            ("tham-hoi", {"hardship": amount, "visited": amount // 2}),
        )[what % 7]
        return filled(self.province, unit, form, day.isoformat(), **answers)

    async def report(self, day: date, which: int, what: int, amount: int) -> None:
        new = self.filled(self.leaves[which % len(self.leaves)], day, what, amount)
        self.reports.append((await reports.record(self.tx, PLAN, new, self.now)).report_id)

    async def correct(self, day: date, which: int, what: int, amount: int) -> None:
        if self.reports:
            old = await reports.get(self.tx, self.reports[which % len(self.reports)])
            assert old is not None
            forms = [self.filled(old.unit_id, day, number, amount) for number in range(7)]
            new = next(report for report in forms if report.form == old.form)
            await reports.correct(
                self.tx,
                PLAN,
                old.id,
                seen=old.latest.version,
                answers=new.answers,
                day=new.day,
                reason="nhầm",
                officer_id=self.province.officer,
                now=self.now,
            )

    async def withdraw(self, day: date, which: int, what: int, amount: int) -> None:
        if self.reports:
            old = await reports.get(self.tx, self.reports[which % len(self.reports)])
            assert old is not None
            await reports.withdraw(
                self.tx,
                PLAN,
                old.id,
                seen=old.latest.version,
                reason=None,
                officer_id=self.province.officer,
                now=self.now,
            )

    async def move(self, day: date, which: int, what: int, amount: int) -> None:
        movable = [*self.leaves, *self.superiors[1:]]
        superior = self.superiors[what % len(self.superiors)]
        await tree.move(self.tx, PLAN, movable[which % len(movable)], superior, day, now=self.now)

    async def kind(self, day: date, which: int, what: int, amount: int) -> None:
        unit = self.leaves[which % len(self.leaves)]
        await tree.change_kind(self.tx, PLAN, unit, KINDS[what % len(KINDS)], day, now=self.now)

    async def found(self, day: date, which: int, what: int, amount: int) -> None:
        superior = amount == 0
        new = await tree.found(
            self.tx,
            PLAN,
            code=f"N{len(self.leaves)}-{len(self.superiors)}",
            name="Mới",
            kind="cttt" if superior else KINDS[what % len(KINDS)],
            parent_id=self.superiors[which % len(self.superiors)],
            first_day=day,
            now=self.now,
        )
        (self.superiors if superior else self.leaves).append(new)

    async def close(self, day: date, which: int, what: int, amount: int) -> None:
        closable = [*self.leaves, *self.superiors[1:]]
        await tree.close(self.tx, PLAN, closable[which % len(closable)], day, now=self.now)


async def figures(tx: Tx, asked: list[date]) -> dict[Any, int]:
    """Every sum at every node on the days asked, from the table."""
    histories = await units.histories(tx)
    found = await totals.sums(tx, histories, asked)
    keys = (await tx.execute(tables.totals.select())).all()
    places = {(row.node_id, row.tally, row.counts_for, row.kind) for row in keys}
    figures = {
        (node, tally, year, kind, day): found[node].total(tally, day, counts_for=year, kinds=[kind])
        for node, tally, year, kind in places
        for day in asked
    }
    return {place: value for place, value in figures.items() if value}


async def brute_force(tx: Tx, asked: list[date]) -> dict[Any, int]:
    """The same from the facts, step by step."""
    figures: defaultdict[Any, int] = defaultdict(int)
    said = await facts.standing(tx, list(await units.histories(tx)))
    for unit, history in (await units.histories(tx)).items():
        for (node, kind, tally, year, on), step in totals.unit_steps(PLAN, history, said[unit]).items():
            for day in asked:
                if on <= day:
                    figures[node, tally, year, kind, day] += step
    return {place: value for place, value in figures.items() if value}


async def played(url: str, story: list[tuple[str, date, int, int, int]], asked: list[date]) -> None:
    database = await open_database(url)
    # What happens in a reading transaction is undone at its end: every story begins with an empty database.
    async with database.read() as tx:
        world = World(tx, await found_province(tx))
        for act, day, which, what, amount in story:
            await world.play(act, day, which, what, amount)
        assert await totals.check(tx, PLAN) == []
        kept = await figures(tx, asked)
        assert kept == await brute_force(tx, asked)
        await totals.rebuild(tx, PLAN)
        assert await totals.check(tx, PLAN) == []
        assert await figures(tx, asked) == kept
    await database.close()


@pytest.fixture
def examples(family: str) -> int:
    return 40 if family == "sqlite" else 8


def test_sums_stay_what_the_facts_say(url: str, examples: int) -> None:
    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(st.lists(acts, min_size=3, max_size=25), st.lists(days, min_size=1, max_size=4, unique=True))
    def stories(story: list[tuple[str, date, int, int, int]], asked: list[date]) -> None:
        asyncio.run(played(url, story, asked))

    stories()
