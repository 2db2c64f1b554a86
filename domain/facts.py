"""Facts: the numbers and answers that reports contribute, each with its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Answer(StrEnum):
    """A unit's answer, the strongest first. Silence, the further state, is the absence of a fact."""

    YES = "yes"
    RENEWING = "renewing"
    """What it had runs out or has run out, and it is negotiating the next: not yet, but for the days of grace."""
    NOT_YET = "not_yet"
    """Open until the period locks: the unit may still say yes."""
    NO = "no"
    """Final: answered, and no longer within the upper bound."""
    NOT_APPLICABLE = "not_applicable"
    ENDED = "ended"
    """Said yes once, and what it had has expired: answered, and it may still become a yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one report says of one measure of its subject unit.

    `day` is when it happened (for a level or running count: as of when it is stated, at the day's end).
    `counts_for` is the statistical year it is for. `value` is a number for flows, levels and running counts,
    else an answer. `until` is the last day on which a latest answer holds. `known_at` (aware) and `order`, the
    report's number, decide between two statements of one day: the one known later wins.
    """

    measure: str
    day: date
    counts_for: int
    value: int | Answer
    known_at: datetime
    order: int
    until: date | None = None

    @property
    def number(self) -> int:
        """The value of a flow, level or running count. Raises TypeError for an answer."""
        if isinstance(self.value, Answer):
            raise TypeError(f"{self.measure} of {self.day} is an answer, not a number")
        return self.value

    @property
    def answer(self) -> Answer:
        """The value of an answer. Raises TypeError for a number."""
        if not isinstance(self.value, Answer):
            raise TypeError(f"{self.measure} of {self.day} is a number, not an answer")
        return self.value
