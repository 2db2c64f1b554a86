"""The verdict on a file of units beside what the database holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.importing.columns import find_header
from bot.importing.judging import judge_tree
from bot.importing.rows import Row, read_rows
from bot.importing.sheet import FileProblem, read_sheet
from domain.plan import Level, Plan
from locales import local
from storage import units
from storage.database import Tx
from storage.units import Unit


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows of a file with their verdicts, and the titles of columns that are not used."""

    rows: list[Row]
    unused: tuple[str, ...]

    @property
    def new(self) -> int:
        """How many units are to be founded."""
        return sum(not row.there for row in self.rows)

    @property
    def there(self) -> int:
        """How many units are in the database already."""
        return sum(row.there for row in self.rows)

    @property
    def headcounts(self) -> int:
        """How many of the new units state a headcount."""
        return sum(row.counted and not row.there for row in self.rows)


def judge_file(path: Path, known: Sequence[Unit], plan: Plan, now: datetime) -> Judged:
    """Read and judge the file beside the units that the database holds. Raises `FileProblem`."""
    lines = read_sheet(path)
    header = find_header(lines)
    today = local(now).date()
    rows = read_rows(lines, header, plan, today)
    if not rows:
        raise FileProblem(f"{path} has no rows below its header.")
    provinces = [row.kind for row in rows if row.kind and plan.unit_kind(row.kind).level is Level.PROVINCE]
    if not provinces and not any(unit.parent_id is None for unit in known):
        kinds = ", ".join(kind.code for kind in plan.unit_kinds if kind.level is Level.PROVINCE)
        raise FileProblem(f"{path} has no province: add a row of the kind {kinds}, without a superior.")
    judge_tree(rows, known, plan, today)
    return Judged(rows, header.unused)


async def known_units(tx: Tx, now: datetime) -> list[Unit]:
    """Every unit of today."""
    today = local(now).date()
    top = await units.top(tx, today)
    return [] if top is None else [top, *await units.descendants(tx, top.id, today)]
