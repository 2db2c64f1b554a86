"""`/tiendo` of the province: one full year against ten years of the same mix, and beside it adding up the facts.

The work of a whole turn is measured, from the message to what is to be said: all indicators of the plan, and each of
them for every union that is asked about it. Both databases are asked on one day, the last of the ten years.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import func, select

from bench.adding_up import added_up
from bench.results import Result
from bot import program
from bot.sample import making, table
from bot.sample.desks import Desk
from bot.sample.making import make_sample
from bot.sample.units import seats
from bot.sample.year import reports_of
from domain.access import Role
from domain.plan import Plan, load_plan, plan_path
from handlers import registry
from handlers.house import House
from handlers.incoming import Came, Incoming
from handlers.turn import take_turn
from locales import plain
from storage import appointments, bulk, chats, figures, migrate, officers, tables, units
from storage.database import Database, Tx, opened

assert registry.__all__, "the commands are registered by importing their modules"

NOW = datetime(2030, 12, 31, 5, 0, tzinfo=UTC)
PLAN: Plan = load_plan(plan_path("kontum-66"))
YEARS = range(2021, 2031)
TURNS = 200
SPANS = (
    "2030-12",
    "2030-q4",
    "2030-h2",
    "2029-02",
    "2025-q2",
    "2023-h1",
    "2021",
    "2021-2025",
    "2021-2030",
    "nk-2023-2028",
)
"""Months, quarters, halves, years, phases and terms, present and past."""
A_SPAN, COLD = 20, 20
LISTS = 3
"""So often each indicator is listed for all its unions."""
NAIVE_TURNS = 5
HOUSE = House(plan=PLAN, sample=True, contact="")


@dataclass(frozen=True, slots=True)
class Timed:
    """How long something took, in milliseconds."""

    p50: float
    p95: float

    @staticmethod
    def of(seconds: list[float]) -> Timed:
        return Timed(median(seconds) * 1000, quantiles(seconds, n=20)[-1] * 1000)


async def measure() -> list[Result]:
    """The table of this benchmark. The two databases are asked in turn, so that a busy machine is fair to both."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "one.db", Path(folder) / "ten.db"]
        with Progress(console=Console(stderr=True), transient=True) as bar:
            for file, years in zip(files, (YEARS[-1:], YEARS), strict=True):
                await make(file, years, bar)
        async with opened(f"sqlite:///{files[0]}") as one, opened(f"sqlite:///{files[1]}") as ten:
            program.settle()
            turns = [(await turn_of(one), await turn_of(ten)) for _ in range(TURNS)]
            spans = {code: [await ten.write(partial(_span, code=code)) for _ in range(A_SPAN)] for code in SPANS}
            lists = [await ten.write(partial(_list, code=one.code)) for one in PLAN.indicators for _ in range(LISTS)]
            naive = [(await _naive_of(one), await _naive_of(ten)) for _ in range(NAIVE_TURNS)]
            reports = await _reports(one), await _reports(ten)
        cold = [await _cold(files[1]) for _ in range(COLD)]
    first, last = (Timed.of(list(times)) for times in zip(*turns, strict=True))
    slowest = max(spans, key=lambda code: Timed.of(spans[code]).p95)
    slow_first, slow_last = (Timed.of(list(times)) for times in zip(*naive, strict=True))
    return [
        _line("one full year", first, reports[0]),
        _line("ten years", last, reports[1]),
        _line(f"the slowest of {len(SPANS)} periods ({slowest}), ten years", Timed.of(spans[slowest]), reports[1]),
        _line("on a database just opened, ten years", Timed.of(cold), reports[1]),
        _listed(Timed.of(lists)),
        Result("/tiendo: ten years ÷ one, p95", f"{last.p95 / first.p95:.2f}×", "at most 1.5×"),
        Result("adding up the facts instead, one year", f"p50 {slow_first.p50:.0f} ms"),
        Result("adding up the facts instead, ten years", f"p50 {slow_last.p50:.0f} ms"),
        Result("adding up ÷ /tiendo, ten years, p50", f"{slow_last.p50 / last.p50:.0f}×"),
    ]


async def make(file: Path, years: range, bar: Progress) -> None:
    """A database of the sample province with the reports of these years, and a leader of the province in a chat."""
    await migrate.upgrade(f"sqlite:///{file}")
    async with opened(f"sqlite:///{file}") as database:
        await database.write(lambda tx: _fill(tx, years, bar))
        await database.write(appoint)


async def turn_of(database: Database) -> float:
    """Seconds that a leader's `/tiendo` takes."""
    return await database.write(_turn)


async def _naive_of(database: Database) -> float:
    async with database.read() as tx:
        return await _naive(tx)


async def _reports(database: Database) -> int:
    async with database.read() as tx:
        return (await tx.execute(select(func.count()).select_from(tables.reports))).scalar_one()


async def _fill(tx: Tx, years: range, bar: Progress) -> None:
    """The sample province with the reports of these years, the last one being that of `NOW`."""
    task = bar.add_task("", total=None)

    def on_progress(what: str, done: int, of: int) -> None:
        bar.update(task, description=f"{len(years)} years: {what}", completed=done, total=of)

    await make_sample(tx, PLAN, next(iter(table.PRESETS)), NOW, on_progress)
    ids = {row.code: row.id for row in await tx.execute(select(tables.units))}
    held = {row.unit_id: row for row in await tx.execute(select(tables.appointments))}
    made = seats()
    offices = [held[ids[seat.unit.code]] for seat in made]
    desks = [Desk(office.unit_id, office.officer_id, office.id) for office in offices]
    for year in years[:-1]:
        past = making.past(reports_of(PLAN, made, year, NOW), desks)
        await bulk.record_many(tx, PLAN, past, partial(on_progress, f"Reports of {year}"))
    bar.remove_task(task)


async def appoint(tx: Tx) -> None:
    """Let a leader of the province write from a chat."""
    officer_id = await officers.create(tx, "Lãnh đạo", "vi", "1", NOW)
    top = await units.top(tx, NOW.date())
    assert top is not None
    await appointments.appoint(
        tx, officer_id=officer_id, unit_id=top.id, role=Role.PROVINCIAL_LEADER, department=None, actor=None, now=NOW
    )
    chat = await chats.add(tx, "telegram", "1", NOW)
    await chats.assign(tx, chat.id, officer_id)


async def _turn(tx: Tx) -> float:
    message = Incoming(inbox_id=1, channel="telegram", address="1", came=Came.TEXT, text="/tiendo")
    began = time.perf_counter()
    done = await take_turn(tx, HOUSE, message, NOW)
    took = time.perf_counter() - began
    assert table.PROVINCE[1] in plain(done.said[0].text)
    return took


async def _list(tx: Tx, code: str) -> float:
    """The first page of an indicator of all units that are asked about it."""
    return await _walk(tx, f"{PLAN.year_of(NOW.date())} {code} a", PLAN.indicator(code).name.vi)


async def _span(tx: Tx, code: str) -> float:
    """The province's screen of a period."""
    return await _walk(tx, code, table.PROVINCE[1])


async def _walk(tx: Tx, rest: str, expected: str) -> float:
    """A screen of the province, as a button leads to it."""
    top = await units.top(tx, NOW.date())
    assert top is not None
    text = f"/td {top.id} {rest}"
    message = Incoming(inbox_id=1, channel="telegram", address="1", came=Came.TEXT, text=text)
    began = time.perf_counter()
    done = await take_turn(tx, HOUSE, message, NOW)
    took = time.perf_counter() - began
    assert expected in plain(done.said[0].text)
    return took


async def _cold(file: Path) -> float:
    """The first turn on connections that have asked nothing yet."""
    async with opened(f"sqlite:///{file}") as database:
        return await turn_of(database)


async def _naive(tx: Tx) -> float:
    today = NOW.date()
    began = time.perf_counter()
    added = await added_up(tx, PLAN.first_day_of(today.year), today)
    took = time.perf_counter() - began
    top = await units.top(tx, today)
    assert top is not None
    same = [PLAN.indicator(code) for code in added]
    for figure in await figures.of_unit(tx, PLAN, top.id, today, top=True, indicators=same):
        value, below = added[figure.code]
        shown = figure.value if figure.numerator is None else figure.numerator
        assert (shown, below or figure.denominator) == (value, figure.denominator), figure.code
    return took


def _line(what: str, timed: Timed, reports: int) -> Result:
    what = f"/tiendo with {len(PLAN.indicators)} indicators, {what} ({reports} reports)"
    return Result(what, f"p50 {timed.p50:.1f} ms, p95 {timed.p95:.1f} ms", "p95 at most 50 ms")


def _listed(timed: Timed) -> Result:
    what = f"one indicator of all {len(seats())} units, ten years"
    return Result(what, f"p50 {timed.p50:.1f} ms, p95 {timed.p95:.1f} ms", "p95 at most 200 ms")
