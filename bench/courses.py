"""How counts of the sample went through ten years, month by month: what forecasts are tried out on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from bench import tiendo
from bench.tiendo import PLAN, YEARS
from domain.plan import Level
from domain.progress import figure, needed, year_span
from domain.progress.forecast import can_be_forecast
from storage import totals, units
from storage.database import Database, opened
from storage.forecasting import count_of
from storage.units import Unit

INDICATORS = [one for one in PLAN.indicators if can_be_forecast(one.model_copy(update={"forecast": True}))]
"""Also those that the plan keeps from being forecast: the tables say why."""
EVERY = 10
"""Of the grassroots unions one in so many is looked at."""
UNEVEN = (Fraction(70, 100), Fraction(85, 100), Fraction(1), Fraction(115, 100), Fraction(130, 100))
"""By one of these a whole year of a unit is made weaker or stronger, in years that are less alike than the sample's."""


@dataclass(frozen=True, slots=True)
class Course:
    """What a count was at the end of each month of a year, and since which month (from 0) it was known."""

    counts: list[int]
    known_since: int

    @property
    def whole(self) -> int:
        """What it came to."""
        return self.counts[-1]


@dataclass(frozen=True, slots=True)
class Case:
    """A count of a unit: its courses in the years of which it was known in the end."""

    level: Level
    indicator: str
    unit: int
    courses: dict[int, Course]

    def less_alike(self) -> Case:
        """The same with years that went better or worse as a whole."""
        random = Random(f"less alike {self.unit} {self.indicator}")
        factors = {year: random.choice(UNEVEN) for year in self.courses}
        courses = {
            year: replace(course, counts=[round(count * factors[year]) for count in course.counts])
            for year, course in self.courses.items()
        }
        return replace(self, courses=courses)


async def courses_of_sample() -> list[Case]:
    """Every count that adds up over a year, of a database that is made for it: that takes minutes."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ten.db"
        with Progress(console=Console(stderr=True), transient=True) as bar:
            await tiendo.make(file, YEARS, bar)
        async with opened(f"sqlite:///{file}") as database:
            return await _read(database)


async def _read(database: Database) -> list[Case]:
    found: defaultdict[tuple[Level, str, int], dict[int, Course]] = defaultdict(dict)
    async with database.read() as tx:
        top = await units.top(tx, date(YEARS[0], 1, 1))
        assert top is not None
        some = list(_looked_at([top, *await units.descendants(tx, top.id, date(YEARS[0], 1, 1))]))
        for year in YEARS:
            span = year_span(PLAN, year)
            days = [date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13)]
            wanted = [needed(PLAN, day, top=False, indicators=INDICATORS, span=span) for day in days]
            all_days = sorted({day for one in wanted for day in one.days})
            sums = await totals.sums(tx, [unit.id for unit in some], all_days, wanted[-1].tallies)
            for unit in some:
                for one in INDICATORS:
                    seen = [figure(PLAN, one, sums[unit.id], day, top=False, span=span) for day in days]
                    known = [count_of(figure) is not None for figure in seen]
                    if known[-1]:
                        course = Course([int(figure.counted or 0) for figure in seen], known.index(True))
                        found[PLAN.unit_kind(unit.kind).level, one.code, unit.id][year] = course
    return [Case(*key, courses) for key, courses in found.items()]


def _looked_at(all_units: Iterable[Unit]) -> Iterator[Unit]:
    """All units above others, and some of the grassroots unions."""
    for place, unit in enumerate(all_units):
        if PLAN.unit_kind(unit.kind).level is not Level.GRASSROOTS or place % EVERY == 0:
            yield unit
