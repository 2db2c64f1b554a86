"""Assigning quotas: who may be given one, by what it is split, and a ledger that replays to the same state."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.assigning import Refusal
from domain.quotas import Quota, in_force
from domain.splitting import Method, split
from storage import assigning, quotas, units
from storage.assigning import Assignment, QuotaProblem
from storage.database import Database, Tx, open_database
from storage.units import Unit
from tests.storage.moments import DAY, NOON
from tests.storage.province import PLAN, Province, filled, found_province, people, record

TODAY = NOON.date()
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
NET, SHARE = "doan-vien-tang", "tuyen-truyen"


def assignment(
    province: Province,
    amounts: Mapping[int, Fraction | int | None],
    *,
    by: int | None = None,
    indicator: str = NET,
    days: tuple[date, date] = YEAR,
    decided: date = TODAY,
    reason: str = "",
    basis: int | None = None,
    decision: str = "12/QĐ",
) -> Assignment:
    return Assignment(
        given_by=province.top if by is None else by,
        indicator=indicator,
        first_day=days[0],
        last_day=days[1],
        amounts={unit: None if amount is None else Fraction(amount) for unit, amount in amounts.items()},
        decision=decision,
        decided=decided,
        reason=reason,
        photo=None,
        basis=basis,
    )


async def assign(tx: Tx, province: Province, one: Assignment, today: date = TODAY) -> list[int]:
    return await assigning.assign(tx, PLAN, one, province.officer, NOON, today=today)


async def refused(tx: Tx, province: Province, one: Assignment) -> Refusal:
    """Why it cannot be assigned. Nothing was written."""
    before = await ledger(tx, province)
    with pytest.raises(QuotaProblem) as problem:
        await assign(tx, province, one)
    assert await ledger(tx, province) == before
    return problem.value.kind


async def ledger(tx: Tx, province: Province) -> list[Quota]:
    all_units = (province.top, province.x, province.y, province.a, province.b, province.c)
    return [entry.quota for entry in await quotas.entries(tx, all_units)]


async def test_children_with_their_numbers_and_what_each_way_of_splitting_makes_of_them(database: Database) -> None:
    """X: A 28 of 30 and B 10 of 40, so 38 members and 32 who may join; Y: C says nothing of its numbers.

    60 by members is all X's, as Y is not known; evenly 30 each; by last year X had 6 more members and Y 2.
    """

    async def steps(tx: Tx) -> None:
        province = await found_province(tx)
        for unit, members, workers in ((province.a, 28, 30), (province.b, 10, 40)):
            await record(
                tx,
                filled(province, unit, "so-luong", "2026-01-02", members=people(members), workers=people(workers)),
            )
        for unit, admitted in ((province.a, 4), (province.b, 2), (province.c, 2)):
            await record(tx, filled(province, unit, "ket-nap", "2025-05-05", admitted=people(admitted)))
        below = await assigning.children(tx, PLAN, province.top, NET, *YEAR, TODAY)
        assert [(one.unit.code, one.members, one.workers) for one in below] == [("X", 38, 70), ("Y", None, None)]
        assert [assigning.headroom(one) for one in below] == [32, None]
        assert [one.last_year for one in below] == [6, 2]
        parts = {method: split(60, assigning.weights(method, below)) for method in Method if method is not Method.TYPED}
        assert parts == {
            Method.MEMBERS: [60, 0],
            Method.HEADROOM: [60, 0],
            Method.EVENLY: [30, 30],
            Method.LAST_YEAR: [45, 15],
        }
        with pytest.raises(ValueError, match="not split by anything"):
            assigning.weights(Method.TYPED, below)

    await database.write(steps)


async def test_the_own_goal_is_what_was_given_else_the_plans(database: Database) -> None:
    async def steps(tx: Tx) -> None:
        province = await found_province(tx)
        top, x = [await unit_of(tx, unit) for unit in (province.top, province.x)]
        assert await assigning.own_goal(tx, PLAN, top, NET, *YEAR, TODAY) == 570
        assert await assigning.own_goal(tx, PLAN, x, NET, *YEAR, TODAY) is None
        assert await assigning.own_goal(tx, PLAN, x, SHARE, *YEAR, TODAY) == Fraction(7, 10)
        await assign(tx, province, assignment(province, {province.x: 60}))
        await assign(tx, province, assignment(province, {province.x: Fraction(9, 10)}, indicator=SHARE))
        assert await assigning.own_goal(tx, PLAN, x, NET, *YEAR, TODAY) == 60
        assert await assigning.own_goal(tx, PLAN, x, SHARE, *YEAR, TODAY) == Fraction(9, 10)

    await database.write(steps)


async def unit_of(tx: Tx, unit_id: int) -> Unit:
    found = await units.get(tx, unit_id, TODAY)
    assert found is not None
    return found


async def test_what_cannot_be_assigned(database: Database) -> None:
    async def steps(tx: Tx) -> None:
        p = await found_province(tx)
        of_x = {p.x: 5}
        for wrong, why in (
            (assignment(p, {p.a: 5}), Refusal.NOT_BELOW),
            (assignment(p, {p.top: 5}), Refusal.NOT_BELOW),
            (assignment(p, {p.c: 5}, by=p.x), Refusal.NOT_BELOW),
            (assignment(p, {p.x: 5}, by=p.x), Refusal.NOT_BELOW),
            (assignment(p, {p.x: 5}, by=p.y), Refusal.NOT_BELOW),
            (assignment(p, {p.x: 5, p.a: 1}), Refusal.NOT_BELOW),
            (assignment(p, {987: 5}), Refusal.UNIT_GONE),
            (assignment(p, of_x, days=(date(2026, 1, 1), date(2026, 6, 30))), Refusal.NO_SUCH_PERIOD),
            (assignment(p, of_x, decision=" "), Refusal.NO_DECISION),
            (assignment(p, of_x, decision="1" * 121), Refusal.NO_DECISION),
            (assignment(p, of_x, decided=TODAY + timedelta(days=1)), Refusal.DECIDED_LATER),
            (assignment(p, {p.x: -1}), Refusal.NEGATIVE),
            (assignment(p, {p.x: Fraction(1, 2)}), Refusal.NOT_WHOLE),
            (assignment(p, {p.x: 10**6}), Refusal.TOO_LARGE),
            (assignment(p, {p.x: Fraction(101, 100)}, indicator=SHARE), Refusal.TOO_LARGE),
            (assignment(p, {p.x: Fraction(1, 3)}, indicator=SHARE), Refusal.NOT_WHOLE),
            (assignment(p, {p.x: Fraction(6, 10)}, indicator=SHARE), Refusal.REASON_NEEDED),
            (assignment(p, {p.x: 0}), Refusal.NOTHING_CHANGES),
            (assignment(p, {p.x: None}), Refusal.NOTHING_CHANGES),
        ):
            assert await refused(tx, p, wrong) is why, wrong
        await assign(tx, p, assignment(p, {p.x: Fraction(6, 10)}, indicator=SHARE, reason="vùng sâu"))
        await assign(tx, p, assignment(p, of_x))
        assert await refused(tx, p, assignment(p, of_x)) is Refusal.NOTHING_CHANGES
        assert await refused(tx, p, assignment(p, {p.x: 6})) is Refusal.REASON_NEEDED
        assert await refused(tx, p, assignment(p, {p.x: 6}, reason="thêm", basis=0)) is Refusal.CHANGED_MEANWHILE

    await database.write(steps)


acts = st.tuples(
    st.sampled_from(["top", "top", "x", "y", "elsewhere"]),
    st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=3, max_size=3),
    st.integers(0, 60),
    st.sampled_from(["", "đổi", "đổi"]),
)
"""Who assigns, how much to each of the units below (or to any, "elsewhere"), how many days ago, and why."""


class World:
    """Plays acts in the database, and beside it in the plainest way there is."""

    def __init__(self, tx: Tx, p: Province) -> None:
        self.tx = tx
        self.p = p
        self.below = {p.top: (p.x, p.y), p.x: (p.a, p.b), p.y: (p.c,)}
        self.entries: list[tuple[date, int, int, Fraction | None]] = []
        """Day of the decision, number, unit, amount."""
        self.refused: list[tuple[str, Refusal]] = []

    async def play(self, who: str, amounts: list[int | None], ago: int, reason: str) -> None:
        by = {"top": self.p.top, "x": self.p.x, "y": self.p.y, "elsewhere": self.p.x}[who]
        to = self.below[by] if who != "elsewhere" else (self.p.c, self.p.a)
        decided = TODAY - timedelta(days=ago)
        wanted = dict(zip(to, amounts, strict=False))
        before = {unit: self.holds(unit, decided) for unit in to}
        try:
            ids = await assigning.assign(
                self.tx,
                PLAN,
                assignment(self.p, dict(wanted), by=by, decided=decided, reason=reason),
                self.p.officer,
                NOON + DAY * len(self.entries),
                today=TODAY,
            )
        except QuotaProblem as problem:
            self.refused.append((who, problem.kind))
            return
        assert who != "elsewhere", "nobody assigns outside their own branch"
        new = [
            unit for unit, amount in wanted.items() if amount != before[unit] and (amount or before[unit] is not None)
        ]
        assert len(ids) == len(new)
        self.entries += [
            (decided, number, unit, None if wanted[unit] is None else Fraction(wanted[unit] or 0))
            for number, unit in zip(ids, new, strict=True)
        ]

    def holds(self, unit: int, on: date) -> Fraction | None:
        told = [one for one in self.entries if one[2] == unit and one[0] <= on]
        return max(told, key=lambda one: one[:2])[3] if told else None

    async def agrees(self) -> None:
        """What the ledger says is in force, on every day and in whatever order it is read, is what was played."""
        assert {why for who, why in self.refused if who == "elsewhere"} <= {Refusal.NOT_BELOW}
        assert {why for who, why in self.refused if who != "elsewhere"} <= {
            Refusal.REASON_NEEDED,
            Refusal.NOTHING_CHANGES,
        }
        kept = await ledger(self.tx, self.p)
        for ago in range(0, 61, 5):
            on = TODAY - timedelta(days=ago)
            for told in (kept, kept[::-1]):
                held = {quota.unit: quota.amount for quota in in_force(told, on)}
                expected = {unit: self.holds(unit, on) for _day, _number, unit, _amount in self.entries}
                assert held == {unit: amount for unit, amount in expected.items() if amount is not None}
            for by, below in self.below.items():
                parts = [self.holds(unit, on) or 0 for unit in below]
                of_unit = [quota for quota in in_force(kept, on) if quota.given_by == by]
                assert sum(quota.amount or 0 for quota in of_unit) == sum(parts)


async def played(url: str, story: list[tuple[str, list[int | None], int, str]]) -> None:
    database = await open_database(url)
    # What happens in a reading transaction is undone at its end: every story begins with an empty database.
    async with database.read() as tx:
        world = World(tx, await found_province(tx))
        for act in story:
            await world.play(*act)
            await world.agrees()
    await database.close()


@pytest.fixture
def examples(family: str) -> int:
    return 30 if family == "sqlite" else 6


def test_whatever_is_assigned_the_ledger_replays_to_it(url: str, examples: int) -> None:
    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(st.lists(acts, min_size=1, max_size=12))
    def stories(story: list[tuple[str, list[int | None], int, str]]) -> None:
        asyncio.run(played(url, story))

    stories()
