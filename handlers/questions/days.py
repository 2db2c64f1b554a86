"""Questions that are answered by a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.reading import Option, Problem, Reading, Unclear, Understood, read_day
from handlers.incoming import Incoming
from handlers.questions.question import Question
from locales import _, day


@dataclass(frozen=True, kw_only=True)
class Day(Question[date]):
    """A day: of a fact (never in the future) or, where `planned`, to come.

    `earliest` is the first day that makes sense, such as the founding of the unit.
    """

    today: date
    planned: bool = False
    earliest: date | None = None

    def options(self) -> Sequence[Option]:
        """The two days that most reports are of."""
        if self.planned:
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
        reading = read_day(incoming.text, today, planned=self.planned)
        if isinstance(reading, Understood) and self.earliest is not None and reading.value < self.earliest:
            return Unclear(Problem.TOO_EARLY, details={"day": reading.value, "earliest": self.earliest})
        return reading

    def keep(self, value: date) -> str:
        """See `Question.keep`."""
        return value.isoformat()

    def restore(self, kept: Any) -> date:
        """See `Question.restore`."""
        return date.fromisoformat(kept)

    def say(self, value: date) -> str:
        """See `Question.say`."""
        return day(value)
