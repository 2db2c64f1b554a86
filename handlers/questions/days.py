"""Questions that are answered by a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from domain.reading import Option, Problem, Reading, Side, Unclear, Understood, read_day
from handlers.incoming import Incoming
from handlers.questions.question import Question
from locales import _, day


@dataclass(frozen=True, kw_only=True)
class Day(Question[date]):
    """A day: of a fact (never in the future), to come, or either; `side` says which.

    `earliest` is the first day that makes sense, such as the founding of the unit.
    """

    today: date
    side: Side = Side.PASSED
    earliest: date | None = None

    def options(self) -> Sequence[Option]:
        """The two days that most reports are of."""
        if self.side is not Side.PASSED:
            return ()
        yesterday = self.today - timedelta(days=1)
        return (
            Option(self.today.isoformat(), str(_("Today"))),
            Option(yesterday.isoformat(), str(_("Yesterday"))),
        )

    @property
    def numbers_choose(self) -> bool:
        """A bare number may be a day of the month: it never chooses."""
        return False

    def read(self, incoming: Incoming, today: date) -> Reading[date]:
        """See `Question.read`."""
        reading = read_day(incoming.text, today, self.side)
        if self.earliest is None:
            return reading
        named = (reading.value,) if isinstance(reading, Understood) else reading.readings
        possible = tuple(day for day in named if day >= self.earliest)
        if named and not possible:
            return Unclear(Problem.TOO_EARLY, details={"day": named[0], "earliest": self.earliest})
        return replace(reading, readings=possible) if isinstance(reading, Unclear) else reading

    def keep(self, value: date) -> str:
        """See `Question.keep`."""
        return value.isoformat()

    def restore(self, kept: Any) -> date:
        """See `Question.restore`."""
        return date.fromisoformat(kept)

    def say(self, value: date) -> str:
        """See `Question.say`."""
        return day(value)
