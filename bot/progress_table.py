"""The figures of a unit as the command line prints them: a table for people, JSON for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rich.table import Table

from bot.ready import Ready, ready
from bot.settings import load
from domain.plan import Indicator
from domain.progress import Figure, Span, span_of
from handlers.progress import figure_words as words
from locales import number, plain, signed, use
from storage import figures, units
from storage.units import Unit

DAYS = ("%Y-%m-%d", "%d/%m/%Y")


class Refused(Exception):
    """What was asked for is not there; the message is one sentence that says so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The figures of a unit on a day. `span` is the period where one was asked for."""

    unit: Unit
    on: date
    span: Span | None
    figures: list[Figure]

    def as_json(self) -> dict[str, Any]:
        """As other programs read it; docs/progress.md explains every field."""
        period = {} if self.span is None else {"period": self.span.code}
        return {
            "unit": self.unit.code,
            "on": self.on.isoformat(),
            **period,
            "indicators": [figure.as_json() for figure in self.figures],
        }


async def ask(code: str, on: str | None, indicator: str | None, period: str | None) -> Asked:
    """Read the figures: on the day given, else today or the last day of the period given; of one indicator, else of
    all. Raises `Refused`.
    """
    async with ready(load()) as house:
        span = None if period is None else _span(house, period)
        day = min(house.today, span.last_day if span is not None else date.max) if on is None else day_named(on)
        if span is not None and day < span.first_day:
            raise Refused(f"The period “{span.code}” had not begun on {day}.")
        chosen = None if indicator is None else [_indicator(house, indicator)]
        async with house.database.read() as tx:
            unit = await units.by_code(tx, code, day)
            if unit is None:
                raise Refused(f"There is no unit with the code “{code}” on {day}.")
            top, over = unit.parent_id is None, day < house.today
            found = await figures.of_unit(
                tx, house.plan, unit.id, day, top=top, indicators=chosen, span=span, over=over and span is not None
            )
        return Asked(unit, day, span, found)


def _span(house: Ready, code: str) -> Span:
    span = span_of(house.plan, code)
    if span is None:
        raise Refused(f"“{code}” is no period, such as 2026, 2026-10, 2026-q4, 2026-h2 or the code of a phase.")
    return span


def day_named(given: str) -> date:
    """The day that was typed. Raises `Refused`."""
    for form in DAYS:
        try:
            return datetime.strptime(given, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    raise Refused(f"“{given}” is not a day, such as 2026-11-22.")


def _indicator(house: Ready, code: str) -> Indicator:
    try:
        return house.plan.indicator(code)
    except KeyError:
        raise Refused(f"The plan “{house.plan.code}” has no indicator with the code “{code}”.") from None


def table_of(asked: Asked) -> Table:
    """The figures as people read them on a terminal."""
    table = Table(
        title=f"{asked.unit.name}, {asked.on if asked.span is None else f'{asked.span.code}, {asked.on}'}",
        title_justify="left",
    )
    for column in ("indicator", "value", "goal", "missing", "reported", "status"):
        table.add_column(column, overflow="fold")
    with use("en"):
        for figure in asked.figures:
            table.add_row(*_cells(figure))
    return table


def _cells(figure: Figure) -> tuple[str, ...]:
    goal = "" if figure.goal is None else words.goal(figure, figure.goal)
    reported = f"{figure.coverage.answered}/{figure.coverage.expected}"
    missing = "" if figure.missing is None else number(figure.missing)
    within = [] if figure.within is None else [f"{signed(figure.within)} in the period"]
    value = [_value(figure), *within, *map(plain, words.units_below(figure))]
    value += [f"{code}: {number(amount)}" for code, amount in figure.beside]
    if figure.indicator.of_last_year:
        value.insert(0, f"{figure.year}:")
    return figure.code, "\n".join(value), goal, missing, reported, figure.status.value


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "unknown"
    if figure.numerator is not None and figure.denominator:
        return plain(words.share(figure.numerator, figure.denominator, words.unit_of(figure)))
    return f"{number(int(figure.value))} {words.unit_of(figure)}"
