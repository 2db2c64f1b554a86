"""`python -m bench.backtest`: what forecasts would have said of ten years of the sample, and how often they were right.

Each year is left out in turn and forecast, on the last day of each month, from those of the others that lie nearest.
The tables stand in docs/forecast.md.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median

from rich.console import Console
from rich.table import Table

from bench.courses import Case, courses_of_sample
from bench.tiendo import PLAN
from domain.plan import FormulaKind, Level
from domain.progress.forecast import MOST_YEARS, WIDENED, Past, forecast

RULES = {"as in former years": Fraction(0), "by this year's pace": Fraction(1), "both, by the time passed": None}
"""How much of this year's pace is believed; None: as much as has passed of the year, which is the rule."""
COLUMNS = ("cases", "shown", "in the range", "mistake", "of the year", "range, to each side")


@dataclass(slots=True)
class Score:
    """How forecasts went: how many there could have been, how many held, how far off they were, and how wide."""

    cases: int = 0
    held: int = 0
    mistakes: list[int] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    reaches: list[float] = field(default_factory=list)

    def row(self) -> Sequence[str]:
        """The figures of a line: medians, and shares of what the year came to."""
        shown = len(self.mistakes)
        if not shown:
            return str(self.cases), "0%"
        return (
            str(self.cases),
            f"{shown / self.cases:.0%}",
            f"{self.held / shown:.0%}",
            f"{median(self.mistakes):.0f}",
            f"{median(self.shares):.1%}",
            f"{median(self.reaches):.1%}",
        )


Scores = Mapping[tuple[str, ...], Score]


def tables(found: Sequence[Case]) -> Iterator[Table]:
    """How forecasts went by indicator and level, for each number of former years, and by other rules beside ours."""
    for most in sorted(WIDENED, reverse=True):
        scores: defaultdict[tuple[str, ...], Score] = defaultdict(Score)
        for case in found:
            _judge(scores[case.indicator, case.level.value], case, most)
        yield _table(f"from {most} former years", ("indicator", "level"), scores)
    by_rule: defaultdict[tuple[str, ...], Score] = defaultdict(Score)
    for case in found:
        if case.level is not Level.GRASSROOTS and PLAN.indicator(case.indicator).formula.kind is FormulaKind.SUM:
            for years, lived in (("of the sample", case), ("less alike", case.less_alike())):
                for rule, believed in RULES.items():
                    _judge(by_rule[years, rule], lived, MOST_YEARS, believed)
    yield _table("sums, of the province and of unions directly below it, by rule", ("years", "rule"), by_rule)


def _judge(score: Score, case: Case, most: int, believed: Fraction | None = None) -> None:
    """Forecast each year at each month's end from the `most` nearest others."""
    for year, course in case.courses.items():
        others = sorted(case.courses.keys() - {year}, key=lambda other: (abs(other - year), other))[:most]
        if len(others) < most:
            continue
        for month in range(course.known_since, len(course.counts) - 1):
            score.cases += 1
            pasts = [Past(other, case.courses[other].counts[month], case.courses[other].whole) for other in others]
            passed = Fraction(month + 1, len(course.counts)) if believed is None else believed
            said = forecast(course.counts[month], pasts, passed)
            if said is not None:
                usual = max(abs(course.whole), 1)
                score.held += said.low <= course.whole <= said.high
                score.mistakes.append(abs(said.value - course.whole))
                score.shares.append(abs(said.value - course.whole) / usual)
                score.reaches.append((said.high - said.low) / 2 / usual)


def _table(title: str, keys: tuple[str, str], scores: Scores) -> Table:
    table = Table(*keys, *COLUMNS, title=title, title_justify="left")
    for key, score in sorted(scores.items()):
        table.add_row(*key, *score.row())
    return table


def main() -> int:
    """Print the tables."""
    for table in tables(asyncio.run(courses_of_sample())):
        Console(width=130).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
