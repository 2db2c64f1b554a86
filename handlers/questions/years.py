"""Questions that are answered by a statistical year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.reading import Option, Problem, Reading, Unclear, read_year
from handlers.incoming import Incoming
from handlers.questions.question import Question


@dataclass(frozen=True, kw_only=True)
class Year(Question[int]):
    """A year from `first` to `last`. This year, the one before and the next are offered."""

    this_year: int
    first: int
    last: int

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        near = (self.this_year, self.this_year - 1, self.this_year + 1)
        return [Option(str(year), str(year)) for year in near if self.holds(year)]

    def read(self, incoming: Incoming, today: date) -> Reading[int]:
        """See `Question.read`."""
        reading = read_year(incoming.text, self.this_year)
        named = reading.readings if isinstance(reading, Unclear) else (reading.value,)
        possible = tuple(year for year in named if self.holds(year))
        if named and not possible:
            return Unclear(Problem.YEAR_OUTSIDE, details={"earliest": str(self.first), "latest": str(self.last)})
        return replace(reading, readings=possible) if isinstance(reading, Unclear) else reading

    def restore(self, kept: Any) -> int:
        """See `Question.restore`; a tap is kept as the option's id."""
        return int(kept)

    def holds(self, kept: Any) -> bool:
        """See `Question.holds`."""
        return self.first <= int(kept) <= self.last

    def say(self, value: int) -> str:
        """See `Question.say`."""
        return str(value)
