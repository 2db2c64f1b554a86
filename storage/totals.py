"""Sums of steps per node and calendar year, month and day, so that any day is answered without adding up history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    bindparam,
    cast,
    delete,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
    union_all,
)

from domain.facts import Fact
from domain.plan import Plan
from domain.tallies import Place, Steps, cluster_of, clusters, difference, measure_steps, structure_steps
from domain.units import UnitHistory
from storage import facts, locks, many, units
from storage.database import Tx
from storage.tables import totals

Progress = Callable[[int, int], None]
"""Told how many of how many units are done."""

UNITS_AT_ONCE = 50
"""So many units' facts are in memory together while everything is counted again."""


class Row(NamedTuple):
    """The key of a sum: the tally of a node over one calendar year (2026), month (202603) or day (20260315)."""

    node_id: int
    grain: str
    period: int
    tally: str
    counts_for: int
    kind: str


_Key = tuple[int, str, int, str, int, str]
"""A `Row` as a plain tuple: there are millions of them."""


class Difference(NamedTuple):
    """A sum that is not what the facts say."""

    row: Row
    expected: int
    found: int


class _Stretch(NamedTuple):
    """Rows of one grain between two periods, both included."""

    grain: str
    first: int
    last: int

    def holds(self, other: _Stretch) -> bool:
        """Whether all of the other one lies in it."""
        return self.grain == other.grain and self.first <= other.first and other.last <= self.last


class NodeSums:
    """The tallies of one node at the days they were asked for (`domain.progress.Sums`)."""

    def __init__(self, parts: dict[date, tuple[int, ...]]) -> None:
        """`parts` says of each day which numbered parts add up to it."""
        self._parts = parts
        self._sums: defaultdict[str, list[tuple[int, int, str, int]]] = defaultdict(list)

    def add(self, part: int, tally: str, counts_for: int, kind: str, value: int) -> None:
        """Take in what was summed up over one part."""
        self._sums[tally].append((part, counts_for, kind, value))

    def total(self, tally: str, day: date, *, counts_for: int | None = 0, kinds: Collection[str]) -> int:
        """The tally at the end of `day` over units of `kinds`. Raises KeyError for a day that was not asked for.

        `counts_for` is a statistical year, 0 for a tally without years, None for all years together.
        """
        parts = self._parts[day]
        return sum(
            [
                value
                for part, year, kind, value in self._sums.get(tally, ())
                if part in parts and kind in kinds and (year == counts_for or counts_for is None)
            ]
        )


async def apply(tx: Tx, steps: Steps) -> None:
    """Add steps to the sums. Rows are taken in one order everywhere: otherwise two writers could deadlock."""
    rows = _by_row(steps)
    await many.run(tx, _ADD, [(*key, rows[key]) for key in sorted(rows) if rows[key]])


async def sums(
    tx: Tx,
    node_ids: Collection[int],
    days: Iterable[date],
    tallies: Mapping[str, Collection[int] | None] | None = None,
) -> dict[int, NodeSums]:
    """The tallies (None: all) of each node at the end of each of the days: one statement, whatever their number.

    Each tally is read for the years given (None: all). Naming what is needed spares reading ten years where one is
    asked for; all tallies of a node are some hundred rows a day.
    """
    stretches = {day: _up_to(day) for day in days}
    pieces = _pieces({stretch for up_to in stretches.values() for stretch in up_to})
    parts = {
        day: tuple(number for number, piece in enumerate(pieces) if any(stretch.holds(piece) for stretch in up_to))
        for day, up_to in stretches.items()
    }
    found = {node: NodeSums(parts) for node in node_ids}
    if not pieces or not found:
        return found
    of_years: defaultdict[tuple[int, ...] | None, list[str]] = defaultdict(list)
    for tally, years in (tallies or {}).items():
        of_years[None if years is None else tuple(sorted(years))].append(tally)
    wanted = None if tallies is None else tuple((tuple(some), years is None) for years, some in of_years.items())
    given: dict[str, object] = {"nodes": list(node_ids)}
    given |= {f"first{number}": piece.first for number, piece in enumerate(pieces)}
    given |= {f"last{number}": piece.last for number, piece in enumerate(pieces)}
    given |= {f"years{place}": years for place, years in enumerate(of_years) if years is not None}
    asked = _summing(tuple(piece.grain for piece in pieces), wanted)
    for number, node, tally, counts_for, kind, value in (await tx.execute(asked, given)).all():
        found[node].add(number, tally, counts_for, kind, value)
    return found


_Wanted = tuple[tuple[tuple[str, ...], bool], ...] | None
"""Which tallies are read together, and whether for all years; None: all tallies."""


@lru_cache(maxsize=256)
def _summing(grains: tuple[str, ...], wanted: _Wanted) -> CompoundSelect[Any]:
    """The statement that adds up stretches of these grains. Making it costs more than running it, so it is kept."""
    group = (totals.c.node_id, totals.c.tally, totals.c.counts_for, totals.c.kind)
    amount = func.sum(totals.c.value)
    among = _among(wanted)
    return union_all(
        *(
            select(literal_column(str(number)), *group, cast(amount, BigInteger))
            .where(
                totals.c.node_id.in_(_NODES),
                totals.c.grain == grain,
                totals.c.period.between(
                    bindparam(f"first{number}", type_=Integer), bindparam(f"last{number}", type_=Integer)
                ),
                among,
            )
            .group_by(*group)
            .having(amount != 0)
            for number, grain in enumerate(grains)
        )
    )


_NODES: BindParameter[Any] = bindparam("nodes", expanding=True)


def _among(wanted: _Wanted) -> ColumnElement[bool]:
    if wanted is None:
        return true()
    return or_(
        *(
            totals.c.tally.in_(tallies) & (true() if all_years else _of_years(place))
            for place, (tallies, all_years) in enumerate(wanted)
        )
    )


def _of_years(place: int) -> ColumnElement[bool]:
    return totals.c.counts_for.in_(bindparam(f"years{place}", expanding=True))


def unit_steps(plan: Plan, history: UnitHistory, said: Collection[Fact]) -> Steps:
    """Everything that a unit contributes: by being there, and by all its facts."""
    steps = structure_steps(plan, history)
    for cluster in clusters(plan):
        steps |= measure_steps(plan, history, [fact for fact in said if fact.measure in cluster], cluster)
    return steps


def change(
    plan: Plan, history: UnitHistory, standing: Collection[Fact], *, gone: Collection[Fact] = (), new: Collection[Fact]
) -> Steps:
    """The steps by which sums change where facts of a unit go and new ones come, beside those that stand."""
    steps: Steps = {}
    for cluster in touched(plan, (*gone, *new)):
        before = measure_steps(plan, history, [f for f in (*standing, *gone) if f.measure in cluster], cluster)
        after = measure_steps(plan, history, [f for f in (*standing, *new) if f.measure in cluster], cluster)
        steps |= difference(after, before)
    return steps


def touched(plan: Plan, said: Collection[Fact]) -> set[frozenset[str]]:
    """The clusters of measures that these facts say something about. Measures of former plans count nowhere."""
    known = {measure.code for measure in plan.measures}
    return {cluster_of(plan, measure) for measure in {fact.measure for fact in said} & known}


async def rebuild(tx: Tx, plan: Plan, on_progress: Progress = lambda done, of: None) -> None:
    """Throw the sums away and make them again from the tree and the facts; who reports meanwhile waits."""
    await locks.units(tx)
    await tx.execute(delete(totals))
    histories = await units.histories(tx)
    for done in range(0, len(histories), UNITS_AT_ONCE):
        some = list(histories.values())[done : done + UNITS_AT_ONCE]
        said = await facts.standing(tx, [history.unit for history in some])
        sums_of_some: defaultdict[Place, int] = defaultdict(int)
        for history in some:
            for place, step in unit_steps(plan, history, said[history.unit]).items():
                sums_of_some[place] += step
        await apply(tx, sums_of_some)
        on_progress(done + len(some), len(histories))


async def check(tx: Tx, plan: Plan, on_progress: Progress = lambda done, of: None) -> list[Difference]:
    """Count every unit again from its facts and compare with the sums to the last digit: [] where all agree."""
    histories = await units.histories(tx)
    inner = {node for history in histories.values() for stay in history.stays for node in stay.path[1:]}
    expected: defaultdict[_Key, int] = defaultdict(int)
    differences: list[Difference] = []
    for done in range(0, len(histories), UNITS_AT_ONCE):
        some = list(histories.values())[done : done + UNITS_AT_ONCE]
        said = await facts.standing(tx, [history.unit for history in some])
        for history in some:
            for row, value in _by_row(unit_steps(plan, history, said[history.unit])).items():
                expected[row] += value
        # Nothing but a unit itself adds to a node that never had another below it, so that one can be judged now.
        leaves = {history.unit for history in some} - inner
        differences += await _compare(tx, leaves, expected)
        expected = defaultdict(int, {row: value for row, value in expected.items() if row[0] in inner})
        on_progress(done + len(some), len(histories))
    return differences + await _compare(tx, inner, expected)


async def count(tx: Tx) -> int:
    """How many sums there are."""
    return int(await tx.scalar(select(func.count()).select_from(totals).where(totals.c.value != 0)))


async def _compare(tx: Tx, nodes: Collection[int], expected: dict[_Key, int]) -> list[Difference]:
    wanted = {row: value for row, value in expected.items() if value and row[0] in nodes}
    kept = (await tx.execute(select(totals).where(totals.c.node_id.in_(nodes), totals.c.value != 0))).all()
    found: dict[_Key, int] = {tuple(row[:-1]): row.value for row in kept}
    return [
        Difference(Row(*row), wanted.get(row, 0), found.get(row, 0))
        for row in sorted(wanted.keys() | found.keys())
        if wanted.get(row, 0) != found.get(row, 0)
    ]


def _by_row(steps: Steps) -> dict[_Key, int]:
    rows: defaultdict[_Key, int] = defaultdict(int)
    for (node, kind, tally, counts_for, day), step in steps.items():
        year, month, one_day = _periods(day)
        rows[node, "y", year, tally, counts_for, kind] += step
        rows[node, "m", month, tally, counts_for, kind] += step
        rows[node, "d", one_day, tally, counts_for, kind] += step
    return rows


@lru_cache(maxsize=8192)
def _periods(day: date) -> tuple[int, int, int]:
    """The year, month and day as periods: 2026, 202603 and 20260315."""
    month = day.year * 100 + day.month
    return day.year, month, month * 100 + day.day


def _up_to(day: date) -> tuple[_Stretch, ...]:
    """The rows that make up all days to the end of `day`: whole years, then months of its year, then days."""
    after = day + timedelta(days=1)
    month = after.year * 100 + after.month
    stretches = (
        _Stretch("y", 0, after.year - 1),
        _Stretch("m", after.year * 100 + 1, month - 1),
        _Stretch("d", month * 100 + 1, month * 100 + after.day - 1),
    )
    return tuple(stretch for stretch in stretches if stretch.first <= stretch.last)


def _pieces(stretches: Collection[_Stretch]) -> list[_Stretch]:
    """The same periods, cut so that no two overlap: each row is read once, however many days it counts for."""
    found: list[_Stretch] = []
    for grain in sorted({stretch.grain for stretch in stretches}):
        cuts = {stretch.first for stretch in stretches if stretch.grain == grain}
        cuts |= {stretch.last + 1 for stretch in stretches if stretch.grain == grain}
        cut = [_Stretch(grain, first, after - 1) for first, after in pairwise(sorted(cuts))]
        found += [piece for piece in cut if any(stretch.holds(piece) for stretch in stretches)]
    return found


_ADD = text(
    "INSERT INTO totals (node_id, grain, period, tally, counts_for, kind, value) "
    "VALUES (:node_id, :grain, :period, :tally, :counts_for, :kind, :value) "
    "ON CONFLICT (node_id, grain, period, tally, counts_for, kind) DO UPDATE SET value = totals.value + excluded.value"
)
