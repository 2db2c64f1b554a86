"""The ledger as it is looked at: by indicator and period, and of each unit what stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from domain.assigning import held
from domain.plan import Indicator, Plan
from storage import quotas
from storage.database import Tx
from storage.quotas import Entry


@dataclass(frozen=True)
class Topic:
    """All entries that were decided by a day about one indicator and period, the oldest first."""

    indicator: Indicator
    first_day: date
    last_day: date
    entries: tuple[Entry, ...]

    def of(self, unit_id: int) -> list[Entry]:
        """The entries of one unit, the one that stands last."""
        return self._by_unit.get(unit_id, [])

    @cached_property
    def _by_unit(self) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda one: (one.quota.decided, one.quota.known_at, one.id)):
            found.setdefault(entry.quota.unit, []).append(entry)
        return found

    def standing(self, unit_id: int) -> Entry | None:
        """The entry that stands, be it a quota or one that takes it back; None where there never was one."""
        return next(reversed(self.of(unit_id)), None)

    @property
    def id(self) -> int:
        """An entry that names the topic in a button: ids fit into one, whatever the plan calls its phases."""
        return self.entries[-1].id

    def has(self, entry_id: int) -> bool:
        """Whether the entry is one of the topic's."""
        return any(entry.id == entry_id for entry in self.entries)


async def topics(tx: Tx, plan: Plan, unit_ids: Sequence[int], on: date) -> list[Topic]:
    """What units were given by the day: the latest periods first, indicators as in the plan.

    Indicators that the plan no longer has are left out.
    """
    known = {indicator.code: indicator for indicator in plan.indicators}
    places = {code: place for place, code in enumerate(known)}
    grouped: dict[tuple[str, date, date], list[Entry]] = {}
    for entry in await quotas.entries(tx, unit_ids):
        quota = entry.quota
        if quota.indicator in known and quota.decided <= on:
            grouped.setdefault((quota.indicator, quota.first_day, quota.last_day), []).append(entry)
    found = [Topic(known[code], first, last, tuple(entries)) for (code, first, last), entries in grouped.items()]
    return sorted(found, key=lambda one: (-one.first_day.toordinal(), one.last_day, places[one.indicator.code]))


def before(entries: Iterable[Entry], entry: Entry) -> Fraction | None:
    """What the unit had been given when the entry was made, None where that was nothing."""
    quota = entry.quota
    same = [
        other.quota
        for other in entries
        if other.id < entry.id
        and (other.quota.unit, other.quota.indicator) == (quota.unit, quota.indicator)
        and (other.quota.first_day, other.quota.last_day) == (quota.first_day, quota.last_day)
    ]
    return held(same, quota.decided, quota.decided).then
