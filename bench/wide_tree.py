"""`/tiendo` of a union with 120.000 units, 340 of them directly below it, beside the sample's 918 units.

Every unit has stated its numbers, and one in twelve has reported something else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import Progress

from bench.results import Result
from bench.tiendo import NOW, PLAN, YEARS, Timed, appoint, make, turn_of
from bot import program
from bot.sample.table import PROVINCE
from storage import bulk, meta, migrate, tree
from storage.bulk import Past
from storage.database import Tx, opened
from storage.reports import NewReport

UNITS, SUPERIORS = 120_000, 340
KINDS = ("hcsn", "hcsn", "hcsn", "nnn", "nnn", "dnnn")
YEAR = YEARS[-1]
TURNS = 40


async def measure() -> list[Result]:
    """The table of this benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        wide, sample = Path(folder) / "wide.db", Path(folder) / "sample.db"
        with Progress(console=Console(stderr=True), transient=True) as bar:
            await make(sample, YEARS[-1:], bar)
        await migrate.upgrade(f"sqlite:///{wide}")
        async with opened(f"sqlite:///{wide}") as large, opened(f"sqlite:///{sample}") as small:
            await large.write(_fill)
            await large.write(appoint)
            program.settle()
            turns = [(await turn_of(small), await turn_of(large)) for _ in range(TURNS)]
    few, many = (Timed.of(list(times)) for times in zip(*turns, strict=True))
    return [
        Result(f"/tiendo of {UNITS} units", f"p50 {many.p50:.1f} ms, p95 {many.p95:.1f} ms", "p95 at most 200 ms"),
        Result("/tiendo of the sample's units", f"p50 {few.p50:.1f} ms, p95 {few.p95:.1f} ms"),
        Result("many ÷ few, p95", f"{many.p95 / few.p95:.1f}×"),
    ]


async def _fill(tx: Tx) -> None:
    random = Random(66)
    await meta.put(tx, "plan", PLAN.code)
    ids = await tree.found_many(tx, PLAN, list(_units(random)), now=NOW)
    officer = await bulk.nobody(tx, "Bench", NOW)
    said = [one for code, unit_id in ids.items() if code.startswith("u") for one in _said(unit_id, officer, random)]
    await bulk.record_many(tx, PLAN, said)


def _units(random: Random) -> Iterator[tree.NewUnit]:
    new = partial(tree.NewUnit, first_day=date(2020, 1, 1))
    yield new(code=PROVINCE[0], name=PROVINCE[1], kind="tinh", parent=None)
    for place in range(SUPERIORS):
        yield new(code=f"s{place}", name=f"LĐLĐ Mẫu {place:03}", kind="cttt", parent=PROVINCE[0])
    for place in range(UNITS - SUPERIORS - 1):
        kind, superior = random.choice(KINDS), f"s{random.randrange(SUPERIORS)}"
        yield new(code=f"u{place}", name=f"CĐCS Mẫu {place:06}", kind=kind, parent=superior)


def _said(unit_id: int, officer_id: int, random: Random) -> Iterator[Past]:
    about = partial(_past, unit_id, officer_id)
    members = random.randint(5, 60)
    yield about("so-luong", date(YEAR, 1, 1), members=_people(members), workers=_people(80))
    if not unit_id % 12:
        yield about("ket-nap", date(YEAR, 6, 1), admitted=_people(random.randint(1, 5)))
        yield about("tuyen-truyen", date(YEAR, 6, 1), briefed=random.randint(1, members))


def _past(unit_id: int, officer_id: int, form: str, day: date, **answers: object) -> Past:
    new = NewReport(
        unit_id=unit_id, form=form, answers=answers | {"day": day.isoformat()}, day=day, officer_id=officer_id
    )
    return Past(new=new, at=NOW)


def _people(total: int) -> dict[str, int | None]:
    return {"total": total, "women": None}
