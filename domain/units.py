"""Where a unit stood on which day: the tree has dates, and nothing in it is ever deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

FROM_REORGANISATION = "from_reorganisation"
"""The trait of a unit that came from a split or a merger of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A stretch of days in which a unit had one kind and one place in the tree.

    `first_day` belongs to it, `end` does not (None: still so): nothing is dated on a closing day.
    `path` holds the ids of the nodes that count the unit: itself, then each unit above it, the province last.
    `traits` are what is known of the unit besides, by name.
    """

    first_day: date
    end: date | None
    kind: str
    path: tuple[int, ...]
    traits: Mapping[str, Any] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        """Whether the stay holds on `day`."""
        return self.first_day <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHistory:
    """All stays of a unit in order of days, without gaps: from its founding to its closing, if it closed."""

    unit: int
    stays: tuple[Stay, ...]

    @property
    def founded(self) -> date:
        """The first day of the unit."""
        return self.stays[0].first_day

    @property
    def closed(self) -> date | None:
        """The first day without the unit, or None while it exists."""
        return self.stays[-1].end

    def stay_on(self, day: date) -> Stay | None:
        """Where the unit stood on `day`; None before its founding and from its closing on."""
        for stay in self.stays:
            if stay.covers(day):
                return stay
        return None
