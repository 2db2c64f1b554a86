"""Ways to draw an answer. Each gives a function that draws one, from the unit and from the answers before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from bot.sample.habits import among
from bot.sample.unions import Union

Value = TypeVar("Value")
ByKind = Mapping[str, Value]
"""A value for each kind of unit; `"*"` stands for all others."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A unit fills in a form about something that happened on a day, and counts for a year."""

    random: Random
    unit: Union
    year: int
    day: date
    answers: Mapping[str, Any]


Draw = Callable[[Occasion], Any]
"""Draws one answer; None where it stays open."""


def of_kind(values: ByKind[Value], kind: str) -> Value:
    """The value for units of a kind."""
    return values[kind] if kind in values else values["*"]


def number(least: int, most: int) -> Draw:
    """A number between two, both included."""
    return lambda at: at.random.randint(least, most)


def part(whole: str, least: float, most: float, *, step: int = 1) -> Draw:
    """A number in steps: a share, between two, of the unit's `members` or `workers` or of an earlier answer.

    An amount of money for each person is such a share, too.
    """
    return lambda at: int(at.random.uniform(least, most) * _amount(at, whole) / step) * step


def people(whole: str, least: float, most: float) -> Draw:
    """So many people, and the women among them."""
    count = part(whole, least, most)

    def drawn(at: Occasion) -> dict[str, int]:
        total = count(at)
        return {"total": total, "women": among(at.random, total, at.unit.women / at.unit.members)}

    return drawn


def some_of(whole: str, chance: float) -> Draw:
    """How many of those counted in an earlier answer did what one does with this chance."""
    return lambda at: among(at.random, _amount(at, whole), chance)


def one_of(weights: Mapping[Any, float]) -> Draw:
    """One option, text or number, by their weights."""
    return lambda at: at.random.choices(list(weights), list(weights.values()))[0]


def any_of(*values: str) -> Draw:
    """One option or text; all are equally likely."""
    return lambda at: at.random.choice(values)


def by_kind(draws: ByKind[Draw]) -> Draw:
    """What a unit of its kind draws."""
    return lambda at: of_kind(draws, at.unit.kind)(at)


def last_year(at: Occasion) -> int:
    """The year before: what is completed is graded, settled and published."""
    return at.year - 1


def paper(of: str) -> Draw:
    """The number of a paper, such as a decision. It goes up through the year: of one day, one number."""
    return lambda at: f"{at.day.timetuple().tm_yday}/{of}"


def day_before(most: int) -> Draw:
    """A day at the most so many days before."""
    return lambda at: (at.day - timedelta(days=at.random.randint(0, most))).isoformat()


def held(chance: ByKind[float], least_workers: int = 0) -> Draw:
    """Whether something was held; it need not be where there are fewer workers."""

    def drawn(at: Occasion) -> str:
        if at.unit.workers < least_workers:
            return "exempt"
        return "held" if at.random.random() < of_kind(chance, at.unit.kind) else "not-yet"

    return drawn


def _amount(at: Occasion, whole: str) -> int:
    given = at.answers[whole] if whole in at.answers else getattr(at.unit, whole)
    return int(given["total"] if isinstance(given, dict) else given)
