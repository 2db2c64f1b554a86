"""Quotas: one split over 1.000 unions, and `tiendo quotas import` of 120.000 lines beside a bare insert of its rows."""

from __future__ import annotations

import asyncio
import csv
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench.commands import PLAN, found_sample, inserted, rows_of, run
from bench.results import Result
from bot.sample.units import seats
from domain.assigning import takes_quota
from domain.progress.readings import COUNTS
from domain.splitting import Method, split
from storage import assigning, bulk, migrate, tree, units
from storage.bulk import Past
from storage.database import Tx, opened
from storage.reports import NewReport

LINES = 120_000
CHILDREN = 1_000
TIMES = 10
TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
TABLES = ("quotas", "audit")
HEADER = ("unit", "indicator", "period", "amount", "decision", "decided", "reason")


async def measure() -> list[Result]:
    """The table of this benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        splits, names = await _splits(Path(folder) / "wide.db")
        ours, bare, lines = Path(folder) / "ours.db", Path(folder) / "bare.db", Path(folder) / "quotas.csv"
        await found_sample(ours)
        shutil.copy(ours, bare)
        _write(lines)
        seconds, memory = await asyncio.to_thread(run, ours, "quotas", "import", str(lines), "--yes")
        rows = rows_of(ours, TABLES)
        bare_seconds = inserted(bare, rows)
    return [
        Result(f"a quota split over {CHILDREN} unions, each way", f"{splits * 1000:.0f} ms", "at most 1000 ms"),
        Result("the split ÷ reading the unions alone", f"{splits / names:.1f}×"),
        Result(f"tiendo quotas import of {LINES} lines", f"{seconds:.1f} s", "at most 10 s"),
        Result("the import ÷ bare insert of the same rows", f"{seconds / bare_seconds:.1f}×"),
        Result("peak memory of the import", f"{memory / 2**20:.0f} MB", "at most 300 MB"),
    ]


async def _splits(file: Path) -> tuple[float, float]:
    """Median seconds of a whole split, from the database to the parts, and of reading the unions alone."""
    await migrate.upgrade(f"sqlite:///{file}")
    async with opened(f"sqlite:///{file}") as database:
        await database.write(_found_wide)
        async with database.read() as tx:
            superior = next(unit for unit in await units.search(tx, "rong", TODAY, 9) if unit.kind == "cttt")
            ways = [method for method in Method if method is not Method.TYPED]
            splits = [await _timed(partial(_split, tx, superior.id, ways[turn % len(ways)])) for turn in range(TIMES)]
            names = [await _timed(partial(units.children, tx, superior.id, TODAY)) for _turn in range(TIMES)]
    return median(splits), median(names)


async def _split(tx: Tx, superior: int, method: Method) -> None:
    children = await assigning.children(tx, PLAN, superior, "doan-vien-tang", *YEAR, TODAY)
    assert len(children) == CHILDREN
    assert sum(split(5_700, assigning.weights(method, children))) == 5_700
    assert sum(split(5_700, assigning.weights(Method.EVENLY, children))) == 5_700


async def _found_wide(tx: Tx) -> None:
    """One superior with a thousand unions that have stated their numbers and admitted some in the year before."""
    random = Random(66)
    new = partial(tree.NewUnit, first_day=date(2020, 1, 1))
    rows = [
        new(code="t", name="LĐLĐ tỉnh", kind="tinh", parent=None),
        new(code="rong", name="LĐLĐ huyện Rộng", kind="cttt", parent="t"),
        *(new(code=f"u{n}", name=f"CĐCS Mẫu {n:04}", kind="nnn", parent="rong") for n in range(CHILDREN)),
    ]
    ids = await tree.found_many(tx, PLAN, rows, now=NOW)
    officer = await bulk.nobody(tx, "Bench", NOW)
    said = []
    for n in range(CHILDREN):
        about = partial(_said, ids[f"u{n}"], officer)
        members, workers = ({"total": number, "women": None} for number in (random.randint(5, 200), 250))
        said.append(about("so-luong", date(2025, 1, 1), members=members, workers=workers))
        said.append(about("ket-nap", date(2025, 6, 1), admitted={"total": random.randint(1, 9), "women": None}))
    await bulk.record_many(tx, PLAN, said)


def _said(unit_id: int, officer_id: int, form: str, day: date, **answers: Any) -> Past:
    given = answers | {"day": day.isoformat()}
    return Past(new=NewReport(unit_id=unit_id, form=form, answers=given, day=day, officer_id=officer_id), at=NOW)


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def _write(file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(islice(_lines(), LINES))


def _lines() -> Iterator[tuple[str, ...]]:
    """Every quota that could be given in the sample, year after year, then phase after phase."""
    random = Random(66)
    periods = [*map(str, range(PLAN.year_of(PLAN.starts), PLAN.year_of(PLAN.ends) + 1)), *(p.code for p in PLAN.phases)]
    for period in periods:
        for unit in (seat.unit for seat in seats() if seat.superior != seat.place):
            for aim in (one for one in PLAN.indicators if takes_quota(PLAN, one, unit.kind)):
                amount = str(random.randint(1, 99)) if aim.formula.kind in COUNTS else "100%"
                yield unit.code, aim.code, period, amount, f"{random.randint(1, 40)}/QĐ", "2026-01-05", ""
