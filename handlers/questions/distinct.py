"""How many different people of a union so far this year, out of its headcount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.reading import Option, Reading, Understood, fold, read_count
from handlers.incoming import Incoming
from handlers.questions.question import Question
from locales import _, number

ALL = "all"
_ALL_OF_THEM = frozenset({"tat ca", "het", "tat", "toan bo", "all"})


@dataclass(frozen=True, kw_only=True)
class DistinctPeople(Question[int]):
    """A number of people, or all of the `base` there are."""

    base: int

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        return (Option(ALL, str(_("All of them ({n})", n=number(self.base)))),)

    @property
    def numbers_choose(self) -> bool:
        """A number is the answer itself."""
        return False

    def read(self, incoming: Incoming, today: date) -> Reading[int]:
        """See `Question.read`."""
        if fold(incoming.text) in _ALL_OF_THEM:
            return Understood(self.base)
        return read_count(incoming.text)

    def restore(self, kept: Any) -> int:
        """See `Question.restore`; a tap is kept as the option's id."""
        return self.base if kept == ALL else int(kept)

    def say(self, value: int) -> str:
        """See `Question.say`."""
        return number(value)
