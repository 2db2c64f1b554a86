"""The columns of a flat list of quotas, and what may stand in their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.importing.columns import Columns
from bot.importing.sheet import Cell
from domain.assigning import FINEST_SHARE, period_of
from domain.plan import Indicator, Plan
from domain.progress import Period, year_period
from domain.progress.readings import COUNTS
from domain.reading.fold import fold

QUOTAS = Columns(
    {
        "unit": ("unit", "unit code", "code", "ma", "ma don vi", "ma cong doan", "ma cdcs"),
        "indicator": ("indicator", "indicator code", "chi tieu", "ma chi tieu", "ten chi tieu"),
        "period": ("period", "year", "phase", "ky", "nam", "giai doan", "thoi ky"),
        "amount": ("amount", "quota", "value", "so giao", "muc giao", "so luong", "chi tieu giao", "giao"),
        "decision": ("decision", "decision number", "quyet dinh", "so qd", "so quyet dinh"),
        "decided": ("decided", "decision date", "date", "ngay", "ngay qd", "ngay quyet dinh", "ngay giao"),
        "reason": ("reason", "why", "ly do", "ghi chu"),
    },
    ("unit", "indicator", "period", "amount", "decision", "decided"),
    "docs/quotas.md",
)

WITHDRAWN = ("withdraw", "withdrawn", "rut", "thu hoi", "bai bo")
"""What stands in the cell of an amount, folded, where the quota is taken back."""

_WHOLE = re.compile(r"\d{1,16}|\d{1,3}(?:([.,\u00a0 ])\d{3})(?:\1\d{3}){0,4}")
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*(%?)")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it was read; `value` None takes the quota back."""

    value: Fraction | None


def read_indicator(plan: Plan, cell: Cell) -> Indicator:
    """An indicator, from its code or its name in either language. Raises ValueError with what was expected."""
    words = fold(str(cell))
    for indicator in plan.indicators:
        if words in (indicator.code, fold(indicator.code), fold(indicator.name.vi), fold(indicator.name.en)):
            if not indicator.quota_at:
                raise ValueError(f"the plan has no quotas of “{indicator.code}”")
            return indicator
    raise ValueError(f"“{cell}” is no indicator of the plan: expected a code, such as {_example(plan)}")


def read_period(plan: Plan, cell: Cell) -> Period:
    """A statistical year or a phase, from its number, its code or its name. Raises ValueError."""
    words = fold(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
    for phase in plan.phases:
        if words in (fold(phase.code), fold(phase.name.vi), fold(phase.name.en)):
            return Period(phase.first_day, phase.last_day, phase.code)
    number = words.removeprefix("nam ")
    if number.isascii() and number.isdigit() and len(number) == 4 and int(number) in range(1000, 9999):
        year = year_period(plan, int(number))
        if period_of(plan, year.first_day, year.last_day) is not None:
            return year
    phases = ", ".join(phase.code for phase in plan.phases)
    years = f"{plan.year_of(plan.starts)} to {plan.year_of(plan.ends)}"
    raise ValueError(f"“{cell}” is no period: expected a year ({years}) or a phase ({phases})")


def read_amount(indicator: Indicator, cell: Cell) -> Amount:
    """How much is given: a whole number, or a share (75 %, 0,75, or 75); or a word that takes it back.

    A number up to 1 is a share, one above is in percent. Raises ValueError.
    """
    if isinstance(cell, str) and fold(cell) in WITHDRAWN:
        return Amount(None)
    shares = indicator.formula.kind not in COUNTS
    value = _number(cell, shares=shares) if not isinstance(cell, (bool, date)) else None
    if value is None:
        expected = "a share such as 75% or 0,75" if shares else "a whole number such as 28 or 1.234"
        raise ValueError(f"“{cell}” is no amount of “{indicator.code}”: expected {expected}, or “thu hồi”")
    return Amount(value)


def _number(cell: str | float | None, *, shares: bool) -> Fraction | None:
    if isinstance(cell, (int, float)):
        value = Fraction(str(cell))
        if shares:
            value = value if value <= 1 else value / 100
            return value if (value * FINEST_SHARE).denominator == 1 else None
        return value if value.denominator == 1 else None
    if cell is None:
        return None
    if not shares:
        match = _WHOLE.fullmatch(cell)
        return Fraction(re.sub(r"\D", "", cell)) if match else None
    match = _SHARE.fullmatch(cell)
    if match is None:
        return None
    value = Fraction(f"{match[1]}.{match[2] or 0}")
    return value / 100 if match[3] or value > 1 else value


def _example(plan: Plan) -> str:
    return next((one.code for one in plan.indicators if one.quota_at), "none, as the plan has no quotas")
