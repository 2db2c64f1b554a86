"""Locking a round: its figures stay as they were submitted, whatever is corrected later (numbers.md 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import Row, func, select, update

from domain.calendar.rounds import Round, round_of
from domain.plan import Plan
from domain.progress import Figure, span_of
from storage import figures, many, units
from storage.calendar import rounds as kept
from storage.database import Tx
from storage.tables import locked_figures, rounds, submissions

AT_ONCE = 200
"""So many units' figures are in memory together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A figure as it was submitted. `numerator` is the value itself where there is no denominator, None: unknown."""

    indicator: str
    numerator: int | None
    denominator: int | None
    answered: int
    expected: int
    locked_at: datetime

    @property
    def value(self) -> int | Fraction | None:
        """The value: a whole number, a share, or None where it is unknown."""
        if self.numerator is None or self.denominator is None:
            return self.numerator
        return Fraction(self.numerator, self.denominator) if self.denominator else None


async def lock_due(tx: Tx, plan: Plan, today: date, now: datetime) -> list[Round]:
    """Lock the rounds whose time is over, and freeze again what was opened and closed since; the rounds locked now."""
    locked = []
    for one in await kept.running(tx, plan):
        last = max((await kept.last_due(tx, one.code)).values(), default=one.locks)
        if today > max(one.locks, last):
            await _lock(tx, plan, one, now)
            locked.append(one)
    await _lock_again(tx, plan, now)
    return locked


async def _lock(tx: Tx, plan: Plan, one: Round, now: datetime) -> None:
    below = set(await tx.scalars(select(submissions.c.unit_id).where(submissions.c.round == one.code)))
    above = set(await tx.scalars(select(submissions.c.superior_id).where(submissions.c.round == one.code).distinct()))
    province = await units.top(tx, one.cut_off)
    top = {province.id} if province is not None else set[int]()
    others = (below | {unit_id for unit_id in above if unit_id is not None}) - top
    await _freeze(tx, plan, one, sorted(others), now, top=False)
    await _freeze(tx, plan, one, sorted(top), now, top=True)
    await tx.execute(update(rounds).where(rounds.c.code == one.code).values(locked_at=now))
    await tx.execute(update(submissions).where(submissions.c.round == one.code).values(locked_at=now))


async def _lock_again(tx: Tx, plan: Plan, now: datetime) -> None:
    """What a superior opened after the lock is frozen again once it has been closed; the first figures stay, too."""
    asked = (
        select(submissions.c.round, submissions.c.unit_id)
        .join(rounds, rounds.c.code == submissions.c.round)
        .where(rounds.c.locked_at.is_not(None), submissions.c.locked_at.is_(None), submissions.c.closed_at.is_not(None))
    )
    for code, unit_id in (await tx.execute(asked)).all():
        if (one := round_of(plan, code)) is not None:
            await _freeze(tx, plan, one, [unit_id], now, top=False)
        row = update(submissions).where(submissions.c.round == code, submissions.c.unit_id == unit_id)
        await tx.execute(row.values(locked_at=now))


async def _freeze(tx: Tx, plan: Plan, one: Round, unit_ids: list[int], now: datetime, *, top: bool) -> None:
    span = span_of(plan, one.code) if one.phase is not None else None
    for first in range(0, len(unit_ids), AT_ONCE):
        some = unit_ids[first : first + AT_ONCE]
        found = await figures.of_units(tx, plan, some, one.cut_off, top=top, span=span)
        await many.insert_rows(tx, locked_figures, _COLUMNS, _rows(one.code, found, now))


def _rows(code: str, found: Mapping[int, Iterable[Figure]], now: datetime) -> list[many.Row]:
    rows: list[many.Row] = []
    for unit_id, some in found.items():
        for figure in some:
            coverage = figure.coverage
            rows.append((code, unit_id, figure.code, now, *_parts(figure), coverage.answered, coverage.expected))
    return rows


def _parts(figure: Figure) -> tuple[int | None, int | None]:
    """What stands above and below the line; of a whole number itself and nothing."""
    if figure.denominator is not None or figure.value is None:
        return figure.numerator, figure.denominator
    return figure.value.numerator, None if figure.value.denominator == 1 else figure.value.denominator


async def frozen(tx: Tx, code: str, unit_id: int) -> dict[str, Frozen]:
    """The figures of a unit as they were submitted in the round, by indicator; after a second lock those of that."""
    latest = (
        select(func.max(locked_figures.c.locked_at))
        .where(locked_figures.c.round == code, locked_figures.c.unit_id == unit_id)
        .scalar_subquery()
    )
    asked = select(locked_figures).where(
        locked_figures.c.round == code, locked_figures.c.unit_id == unit_id, locked_figures.c.locked_at == latest
    )
    return {row.indicator: _frozen(row) for row in await tx.execute(asked)}


def _frozen(row: Row[tuple[object, ...]]) -> Frozen:
    return Frozen(
        indicator=row.indicator,
        numerator=row.numerator,
        denominator=row.denominator,
        answered=row.answered,
        expected=row.expected,
        locked_at=row.locked_at,
    )


_COLUMNS = ("round", "unit_id", "indicator", "locked_at", "numerator", "denominator", "answered", "expected")
