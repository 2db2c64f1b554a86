"""What a plan aims for: indicators, the formula of each, and goals with their dates."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field

from domain.plan.levels import Level
from domain.plan.words import Code, Entry, Words


def _exact(value: object) -> Fraction:
    return Fraction(str(value))


Exact = Annotated[Fraction, BeforeValidator(_exact)]
"""A goal as an exact fraction: `"0.70"` or `570`."""


class FormulaKind(StrEnum):
    """How an indicator is computed from totals. Percentages are never averaged."""

    SUM = "sum"
    """A flow added up over the year."""
    LEVEL = "level"
    """A level on the day."""
    NET = "net"
    """Growth of a level over a period: level at its end less level the evening before it began."""
    SHARE_OF_UNITS = "share-of-units"
    """Units that answered yes ÷ units to which the question applies; silent ones stay below the line."""
    SHARE_OF_PEOPLE = "share-of-people"
    """A running count ÷ the stated headcount of all units in scope."""
    DECLARED_SHARE = "declared-share"
    """One flow, running count or amount ÷ another of the same year, over the units that declared."""
    COMBINED = "combined"
    """The numerators of several declared shares ÷ their denominators."""
    DENSITY = "density"
    """One level ÷ another, over the units whose two numbers are both known."""
    PER_UNIT = "per-unit"
    """A flow ÷ the number of units in the tree on any day of the year so far."""
    NARRATIVE = "narrative"
    """No number: told, not counted."""


class Formula(Entry):
    """A formula over measures.

    `numerator` is the measure counted (the answer, for a share of units). `denominator` names the
    level or flow below the line; `denominator_for` overrides it for a unit kind (an occupational union
    has members as its base), as `numerator_for` does for the measure of a level or a density. `parts` are the
    indicators that a combined share adds up. `each_at_least` (declared shares of running amounts): the units whose
    own share is smaller are counted. `also` (shares of units): a unit must say yes to this answer, too, wherever the
    parameter `also_if` is not 0.
    """

    kind: FormulaKind
    numerator: Code | None = None
    numerator_for: dict[str, Code] = Field(default_factory=dict)
    denominator: Code | None = None
    denominator_for: dict[str, Code] = Field(default_factory=dict)
    parts: tuple[Code, ...] = ()
    each_at_least: Exact | None = None
    also: Code | None = None
    also_if: Code | None = None

    def top_of(self, unit_kind: str) -> str | None:
        """The measure above the line for units of `unit_kind`."""
        return self.numerator_for.get(unit_kind, self.numerator)

    def base_of(self, unit_kind: str) -> str | None:
        """The measure below the line for units of `unit_kind`."""
        return self.denominator_for.get(unit_kind, self.denominator)


class Goal(Entry):
    """One goal with its dates: yearly (`first_year`–`last_year`) or a milestone (`by`).

    `value` is a count of people or units, or a share (0.70). `since` is the first day that a milestone
    of a growth counts from. `top_only`: the goal is the province's own; units below have one only by quota.
    """

    value: Exact
    first_year: int | None = None
    last_year: int | None = None
    by: date | None = None
    since: date | None = None
    top_only: bool = False


class Season(StrEnum):
    """Against what part of the year a value is compared."""

    LINEAR = "linear"
    """Grows through the year: compared with the share of the year that has passed."""
    ONCE_A_YEAR = "once-a-year"
    """Due in a month of the year: on time until then, late after it."""
    ALWAYS = "always"
    """Must hold on every day."""


class Indicator(Entry):
    """One indicator of the plan, with the clause it comes from.

    `beside` are measures shown with it on its own screen. `top_only`: it is the province's own and shown nowhere below.
    `of_last_year`: it becomes known in the year after; the last completed year is shown, and `due_month` lies
    in the year after that. `survey`: the figure is the latest survey, said with its date. `told_by` is the form whose
    words are the whole of a narrative. `quota_at` are the levels whose units may be given a quota of it.
    """

    code: Code
    name: Words
    clause: str
    department: Code
    scope: tuple[Code, ...]
    formula: Formula
    goals: tuple[Goal, ...] = ()
    season: Season = Season.LINEAR
    due_month: int = Field(default=12, ge=1, le=12)
    """The month in which a once-a-year duty falls due."""
    support: bool = False
    """A supporting figure without a colour of its own: shown after the indicators that have goals."""
    unit: Words
    """What is counted: "người", "đơn vị"."""
    beside: tuple[Code, ...] = ()
    top_only: bool = False
    of_last_year: bool = False
    survey: bool = False
    told_by: Code | None = None
    forecast: bool = True
    """Whether what a count will come to may be forecast: not where a few large reports make most of it."""
    quota_at: tuple[Level, ...] = ()
