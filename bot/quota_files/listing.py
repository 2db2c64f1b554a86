"""The quotas of a unit and of those directly below it, as the command line prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rich.table import Table

from bot.quota_files.entering import name_of_period, said_amount
from domain.plan import FormulaKind, Plan
from domain.quotas import in_force
from locales import local
from storage import quotas, units
from storage.database import Tx
from storage.quotas import Entry
from storage.units import Unit

MEASURED = {
    FormulaKind.SUM: "gross: all that came",
    FormulaKind.NET: "net: what came less what went",
    FormulaKind.LEVEL: "level: how many there are",
}
"""What a quota measures, in words; one of any other formula is a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry of the ledger with the codes of its units. `holds`: it is what is in force on the day asked about."""

    unit: str
    given_by: str
    entry: Entry
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The entries of a unit and of the units directly below it that are listed, the own ones first."""

    plan: Plan
    unit: Unit
    on: date
    lines: list[Line]

    def as_json(self) -> dict[str, Any]:
        """As other programs read it; docs/quotas.md explains every field."""
        return {
            "unit": self.unit.code,
            "on": self.on.isoformat(),
            "quotas": [self._entry(line) for line in self.lines],
        }

    def table(self) -> Table:
        """As people read it on a terminal."""
        table = Table(title=f"{self.unit.name}, {self.on}", title_justify="left")
        for column in ("unit", "indicator", "measures", "period", "amount", "decision", "by", "entered", "received"):
            table.add_column(column, overflow="fold")
        for line in self.lines:
            quota, entry = line.entry.quota, line.entry
            amount = "withdrawn" if quota.amount is None else said_amount(self.plan, quota.indicator, quota.amount)
            table.add_row(
                line.unit,
                quota.indicator,
                measured(self.plan, quota.indicator),
                name_of_period(self.plan, quota.first_day, quota.last_day),
                amount if line.holds or quota.amount is None else f"({amount})",
                "\n".join(filter(None, (f"{quota.decision}, {quota.decided:%d/%m/%Y}", quota.reason))),
                line.given_by,
                f"{local(quota.known_at):%d/%m/%Y}",
                "" if entry.acknowledged_at is None else f"{local(entry.acknowledged_at):%d/%m/%Y}",
            )
        return table

    def _entry(self, line: Line) -> dict[str, Any]:
        quota, entry = line.entry.quota, line.entry
        return {
            "id": entry.id,
            "unit": line.unit,
            "indicator": quota.indicator,
            "measures": self.plan.indicator(quota.indicator).formula.kind.value,
            "from": quota.first_day.isoformat(),
            "to": quota.last_day.isoformat(),
            "amount": None if quota.amount is None else _plain(quota.amount.numerator, quota.amount.denominator),
            "in_force": line.holds,
            "decision": quota.decision,
            "decided": quota.decided.isoformat(),
            "given_by": line.given_by,
            "reason": quota.reason,
            "known_at": quota.known_at.isoformat(),
            "photo": quota.photo,
            "received_at": None if entry.acknowledged_at is None else entry.acknowledged_at.isoformat(),
        }


def measured(plan: Plan, indicator: str) -> str:
    """What a quota of the indicator measures, in words: net or gross follows from the indicator."""
    return MEASURED.get(plan.indicator(indicator).formula.kind, "share")


async def listing(
    tx: Tx, plan: Plan, unit: Unit, on: date, *, known: datetime | None = None, history: bool = False
) -> Listing:
    """What is in force on the day, of the unit and of each directly below it; with `history` every entry.

    `known` asks for what was known at that moment.
    """
    below = await units.children(tx, unit.id, on)
    codes = {one.id: one.code for one in (unit, *below)}
    aims = {indicator.code: place for place, indicator in enumerate(plan.indicators)}
    ledger = await quotas.entries(tx, codes)
    holding = set(in_force((entry.quota for entry in ledger), on, known))
    shown = [
        entry
        for entry in ledger
        if entry.quota.indicator in aims
        and (entry.quota in holding or (history and (known is None or entry.quota.known_at <= known)))
    ]
    for giver in {entry.quota.given_by for entry in shown} - codes.keys():
        codes[giver] = await units.code(tx, giver)
    lines = [
        Line(
            unit=codes[entry.quota.unit],
            given_by=codes[entry.quota.given_by],
            entry=entry,
            holds=entry.quota in holding,
        )
        for entry in _sorted(shown, [unit, *below], aims)
    ]
    return Listing(plan=plan, unit=unit, on=on, lines=lines)


def _sorted(shown: Sequence[Entry], order: Sequence[Unit], aims: Mapping[str, int]) -> list[Entry]:
    places = {unit.id: place for place, unit in enumerate(order)}

    def key(entry: Entry) -> tuple[Any, ...]:
        quota = entry.quota
        return places[quota.unit], aims[quota.indicator], quota.last_day, quota.first_day, entry.id

    return sorted(shown, key=key)


def _plain(numerator: int, denominator: int) -> int | float:
    return numerator if denominator == 1 else numerator / denominator
