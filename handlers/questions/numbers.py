"""Questions that are answered by a number: counts, people with the women among them, amounts of money, shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from domain import reading
from domain.limits import MOST
from domain.reading import (
    HUNDRED,
    Problem,
    Reading,
    Unclear,
    Understood,
    read_count,
    read_count_with_women,
    read_money,
    read_percent,
)
from handlers.incoming import Incoming
from handlers.questions.question import Question
from locales import _, money, number, percent

People = reading.CountWithWomen


@dataclass(frozen=True, kw_only=True)
class Count(Question[int]):
    """A whole number from `at_least` to `at_most`. `too_many` explains the upper limit where it has a reason."""

    at_least: int = 0
    at_most: int = MOST
    too_many: Markup | None = None

    @property
    def numbers_choose(self) -> bool:
        """A number is the answer itself."""
        return False

    def read(self, incoming: Incoming, today: date) -> Reading[int]:
        """See `Question.read`."""
        said = read_count(incoming.text)
        if isinstance(said, Understood) and not self.at_least <= said.value <= self.at_most:
            problem = Problem.TOO_LARGE if said.value > self.at_most else Problem.TOO_SMALL
            limit = self.at_most if said.value > self.at_most else self.at_least
            return Unclear(problem, details={"number": said.value, "limit": limit})
        return said

    def holds(self, kept: Any) -> bool:
        """See `Question.holds`."""
        return self.at_least <= self.restore(kept) <= self.at_most

    def explain(self, unclear: Unclear[int], words: str) -> Markup:
        """See `Question.explain`; above the limit, with the limit's own reason."""
        if unclear.problem is Problem.TOO_LARGE and self.too_many is not None:
            return self.too_many
        return super().explain(unclear, words)

    def say(self, value: int) -> str:
        """See `Question.say`."""
        return number(value)


@dataclass(frozen=True, kw_only=True)
class CountWithWomen(Question[People]):
    """A number of people in which the women may be said at once: "5 nguoi nu 2"."""

    @property
    def numbers_choose(self) -> bool:
        """A number is the answer itself."""
        return False

    def read(self, incoming: Incoming, today: date) -> Reading[People]:
        """See `Question.read`."""
        said = read_count_with_women(incoming.text)
        if isinstance(said, Understood) and said.value.total > MOST:
            return Unclear(Problem.TOO_LARGE, details={"number": said.value.total, "limit": MOST})
        return said

    def keep(self, value: People) -> dict[str, int | None]:
        """See `Question.keep`."""
        return {"total": value.total, "women": value.women}

    def restore(self, kept: Any) -> People:
        """See `Question.restore`."""
        return People(kept["total"], kept["women"])

    def say(self, value: People) -> str:
        """See `Question.say`."""
        if value.women is None:
            return number(value.total)
        return str(_("{total} (women {women})", total=number(value.total), women=number(value.women)))


@dataclass(frozen=True, kw_only=True)
class Money(Question[int]):
    """An amount in đồng."""

    @property
    def numbers_choose(self) -> bool:
        """A number is the answer itself."""
        return False

    def read(self, incoming: Incoming, today: date) -> Reading[int]:
        """See `Question.read`."""
        return read_money(incoming.text)

    def say(self, value: int) -> str:
        """See `Question.say`."""
        return money(value)


@dataclass(frozen=True, kw_only=True)
class Percent(Question[int]):
    """A share, in hundredths of a percent."""

    @property
    def numbers_choose(self) -> bool:
        """A number is the answer itself."""
        return False

    def read(self, incoming: Incoming, today: date) -> Reading[int]:
        """See `Question.read`."""
        return read_percent(incoming.text)

    def say(self, value: int) -> str:
        """See `Question.say`; both decimals, as they were typed."""
        return percent(Fraction(value, HUNDRED), most_decimals=2)
