"""What was set for branches of the tree: days off and on, due days, pauses, greetings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from domain.calendar.branch import Branch, Setting, SettingKind
from domain.plan import Level
from storage import audit, units
from storage.database import Tx
from storage.tables import calendar_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSetting:
    """Something to be set for a unit and all below it; what the fields mean says `domain.calendar.branch.Setting`."""

    unit_id: int
    kind: SettingKind
    first_day: date
    last_day: date
    why: str
    round: str | None = None
    level: Level | None = None
    days: int | None = None


async def add(tx: Tx, new: NewSetting, officer_id: int | None, now: datetime) -> int:
    """Set it from now on; its id. `officer_id`: None for the command line."""
    values = asdict(new)
    made = insert(calendar_entries).values(**values, officer_id=officer_id, made_at=now)
    number = int((await tx.execute(made.returning(calendar_entries.c.id))).scalar_one())
    await audit.write(tx, officer_id, "calendar.set", f"calendar:{number}", values, now)
    return number


async def take_back(tx: Tx, number: int, officer_id: int | None, now: datetime) -> bool:
    """Let a setting hold no longer; False where it did not."""
    gone = update(calendar_entries).where(calendar_entries.c.id == number, calendar_entries.c.taken_back_at.is_(None))
    if not (await tx.execute(gone.values(taken_back_at=now))).rowcount:
        return False
    await audit.write(tx, officer_id, "calendar.taken_back", f"calendar:{number}", {}, now)
    return True


async def everything(tx: Tx) -> list[Setting]:
    """All settings that hold or will hold, the latest first."""
    asked = select(calendar_entries).where(calendar_entries.c.taken_back_at.is_(None))
    return [_setting(row) for row in await tx.execute(asked.order_by(calendar_entries.c.id.desc()))]


async def branch_of(tx: Tx, unit_id: int, on: date) -> Branch:
    """What holds for a unit."""
    return (await branches_of(tx, {unit_id}, on))[unit_id]


async def branches_of(tx: Tx, unit_ids: Collection[int], on: date) -> dict[int, Branch]:
    """What holds for each of the units, as the tree stands on the day."""
    known = await everything(tx)
    if not known:
        plain = Branch()
        return dict.fromkeys(unit_ids, plain)
    above = await _parents(tx, unit_ids, on)
    return {unit_id: Branch(_nearest_first(known, _path(above, unit_id))) for unit_id in unit_ids}


async def _parents(tx: Tx, unit_ids: Collection[int], on: date) -> dict[int, int | None]:
    """The parents of the units and of all above them."""
    found: dict[int, int | None] = {}
    asked = set(unit_ids)
    while asked:
        places = await units.places(tx, asked, on)
        found |= {unit_id: places[unit_id].parent_id if unit_id in places else None for unit_id in asked}
        asked = {parent for parent in found.values() if parent is not None} - found.keys()
    return found


def _path(above: Mapping[int, int | None], unit_id: int) -> list[int]:
    path = [unit_id]
    while (parent := above.get(path[-1])) is not None:
        path.append(parent)
    return path


def _nearest_first(known: Iterable[Setting], path: list[int]) -> list[Setting]:
    return sorted((one for one in known if one.unit_id in path), key=lambda one: path.index(one.unit_id))


def _setting(row: Row[Any]) -> Setting:
    return Setting(
        id=row.id,
        unit_id=row.unit_id,
        kind=SettingKind(row.kind),
        first_day=row.first_day,
        last_day=row.last_day,
        why=row.why,
        round=row.round,
        level=None if row.level is None else Level(row.level),
        days=row.days,
    )


async def greeting_on(tx: Tx, day: date) -> list[int]:
    """The units for whose branches a greeting goes out on the day."""
    known = await everything(tx)
    return [one.unit_id for one in known if one.kind is SettingKind.GREETING and one.first_day <= day <= one.last_day]
