"""The figures of a round as they were submitted, with what they would be now: `tiendo progress --as-locked`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from rich.table import Table

from bot.progress_table import Refused
from bot.ready import ready
from bot.settings import load
from domain.calendar.rounds import Round, round_of
from domain.plan import FormulaKind, Indicator
from domain.progress import Figure, span_of
from locales import local, number, percent, signed, use
from storage import figures, units
from storage.calendar.locking import Frozen, frozen
from storage.units import Unit


@dataclass(frozen=True, slots=True)
class Locked:
    """A unit's figures of a round: as they were submitted at `at`, and as they are known to have been today."""

    unit: Unit
    round: Round
    at: datetime
    submitted: Mapping[str, Frozen]
    living: Mapping[str, Figure]
    indicators: Sequence[Indicator]

    def as_json(self) -> dict[str, Any]:
        """As other programs read it: `submitted` and `living` values, shares as fractions of 1, unknown as None."""
        return {
            "unit": self.unit.code,
            "round": self.round.code,
            "on": self.round.cut_off.isoformat(),
            "locked_at": local(self.at).isoformat(),
            "indicators": [
                {
                    "code": one.code,
                    "submitted": _plain(self.submitted[one.code].value),
                    "numerator": self.submitted[one.code].numerator,
                    "denominator": self.submitted[one.code].denominator,
                    "coverage": {
                        "answered": self.submitted[one.code].answered,
                        "expected": self.submitted[one.code].expected,
                    },
                    "living": _plain(self.living[one.code].value),
                }
                for one in self.indicators
            ],
        }


async def ask(code: str, round_code: str, indicator: str | None) -> Locked:
    """Read what was frozen. Raises `Refused` where there is no such round, unit or indicator, or it is not locked."""
    async with ready(load()) as house:
        asked = round_of(house.plan, round_code)
        if asked is None:
            raise Refused(f"“{round_code}” is no round of the plan, such as 2026-10, 2026-q3, 2026-h1 or 2026.")
        async with house.database.read() as tx:
            unit = await units.by_code(tx, code, asked.cut_off)
            if unit is None:
                raise Refused(f"There is no unit with the code “{code}” on {asked.cut_off}.")
            submitted = await frozen(tx, asked.code, unit.id)
            if not submitted:
                raise Refused(f"The round “{asked.code}” is not locked for “{code}”: nothing is frozen yet.")
            chosen = [one for one in house.plan.indicators if one.code in submitted]
            if indicator is not None:
                chosen = [one for one in chosen if one.code == indicator]
                if not chosen:
                    raise Refused(f"The round “{asked.code}” has no indicator with the code “{indicator}”.")
            span = span_of(house.plan, asked.code) if asked.phase is not None else None
            living = await figures.of_unit(
                tx,
                house.plan,
                unit.id,
                asked.cut_off,
                top=unit.parent_id is None,
                indicators=chosen,
                span=span,
            )
        at = next(iter(submitted.values())).locked_at
        return Locked(unit, asked, at, submitted, {one.code: one for one in living}, chosen)


def table_of(locked: Locked) -> Table:
    """As people read it on a terminal: what was submitted, what it is now, and what was added since."""
    table = Table(
        title=f"{locked.unit.name}, {locked.round.say('en')}, figures up to {locked.round.cut_off}, "
        f"locked {local(locked.at):%Y-%m-%d %H:%M}",
        title_justify="left",
    )
    for column in ("indicator", "submitted", "reported", "known now", "added since"):
        table.add_column(column, overflow="fold")
    with use("en"):
        for one in locked.indicators:
            was, now = locked.submitted[one.code], locked.living[one.code]
            table.add_row(
                one.name.say("en"),
                _value(one, was.numerator, was.denominator),
                f"{was.answered}/{was.expected}",
                _value(one, *_parts(now)),
                _added(was, now),
            )
    return table


def _parts(figure: Figure) -> tuple[int | None, int | None]:
    if figure.denominator is not None:
        return figure.numerator, figure.denominator
    return None if figure.value is None else int(figure.value), None


def _value(indicator: Indicator, numerator: int | None, denominator: int | None) -> str:
    if numerator is None:
        return "—"
    if denominator is None:
        return number(numerator)
    is_share = denominator and indicator.formula.kind is not FormulaKind.PER_UNIT
    share = f" ({percent(Fraction(numerator, denominator))})" if is_share else ""
    return f"{number(numerator)}/{number(denominator)}{share}"


def _added(was: Frozen, now: Figure) -> str:
    """What came after the lock: living − submitted, of a share above the line."""
    numerator, _denominator = _parts(now)
    if was.numerator is None or numerator is None:
        return "" if was.numerator == numerator else "known now"
    return "" if numerator == was.numerator else signed(numerator - was.numerator)


def _plain(value: int | Fraction | None) -> int | float | None:
    return float(value) if isinstance(value, Fraction) else value
