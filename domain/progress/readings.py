"""What a formula measured, before any goal."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from domain.plan import FormulaKind

COUNTS = frozenset({FormulaKind.SUM, FormulaKind.LEVEL, FormulaKind.NET})
"""The kinds whose values and goals are whole numbers; those of all others are shares."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the expected units have answered."""

    answered: int
    expected: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what the share of units can still end: what said yes, and what has not said a final no."""

    lower: Fraction
    upper: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The units in scope by their answer. `ended`: said yes once, and what they had has expired.

    `renewing` are those of them that are negotiating the next, `exempt` those to which the question does not apply by
    their numbers; neither are a further part of the whole.
    """

    yes: int
    not_yet: int
    no: int
    not_applicable: int
    ended: int
    silent: int
    renewing: int = 0
    exempt: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What a growth is made of; all parts together are the growth.

    `flows` holds each flow that moves the level, by its measure's code, those that lower it as negative numbers; but
    not those that reorganise.
    `adjusted`: differences between a statement and the flows that a chair kept with a reason.
    `reorganised`: members that came or went with a whole unit, or by a decision about units.
    """

    flows: tuple[tuple[str, int], ...]
    adjusted: int
    reorganised: int

    @property
    def moved(self) -> bool:
        """Whether anybody came or went. Where nobody did, the units may just not have reported."""
        return bool(self.adjusted or self.reorganised or any(people for _flow, people in self.flows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured.

    `value` is a whole number for the kinds in `COUNTS`, an exact share for others, None where it is unknown or
    there is nothing to divide by. `among_answered` is the share among the units that have answered.
    `units_meeting`: units with at least one, of an indicator per unit. `units_below`: units whose own share is smaller
    than each one's should be. `beside`: what is shown with it, by the measure's code: of flows and running counts the
    year's amount, of levels that of the day, of answers the units that say yes.
    """

    value: int | Fraction | None
    coverage: Coverage
    numerator: int | None = None
    denominator: int | None = None
    bounds: Bounds | None = None
    units_meeting: int | None = None
    units_below: int | None = None
    beside: tuple[tuple[str, int], ...] = ()
    among_answered: Fraction | None = None
    answers: Answers | None = None
    growth: Growth | None = None

    @property
    def counted(self) -> int | Fraction | None:
        """What goals are compared with: the value, but a growth without what came or went with whole units."""
        if self.growth is None or self.value is None:
            return self.value
        return self.value - self.growth.reorganised

    def missing_to(self, goal: int | Fraction) -> int | None:
        """The smallest whole number of people, units or đồng that reaches the goal; 0 where it is reached.

        Of a share it is on the present denominator.
        """
        if self.counted is None:
            return None
        if self.numerator is None or self.denominator is None:
            return max(0, ceil(goal - self.counted))
        return max(0, ceil(goal * self.denominator) - self.numerator)
