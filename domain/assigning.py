"""What may be assigned: the rules that every entry of the ledger of quotas keeps, whoever enters it and however."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from domain.limits import MOST
from domain.plan import Indicator, Level, Plan
from domain.progress.periods import Period, period_between
from domain.progress.readings import COUNTS
from domain.quotas import Quota, in_force

LONGEST_DECISION = 120
"""So many characters the number of a decision has at the most."""
MOST_DONG = 10**15 - 1
"""An amount of money has at most 15 digits, as everywhere."""
FINEST_SHARE = 10_000
"""A share is given in hundredths of a percent."""


class Refusal(StrEnum):
    """Why a quota cannot be assigned."""

    NOT_BELOW = "not_below"
    """The unit does not stand directly below the one that assigns."""
    UNIT_GONE = "unit_gone"
    """The unit is not there today."""
    NOT_AT_LEVEL = "not_at_level"
    """Units of this level or kind take no quota of the indicator."""
    NO_SUCH_PERIOD = "no_such_period"
    """The days are neither a statistical year within the plan nor one of its phases."""
    NO_DECISION = "no_decision"
    """The number of the decision is missing, or longer than 120 characters."""
    DECIDED_LATER = "decided_later"
    """The decision bears a day that has not come yet."""
    REASON_NEEDED = "reason_needed"
    """It changes a quota that is in force, or sets a share lower than the plan does, and no reason is given."""
    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    """A number with a fraction, or a share that is finer than a hundredth of a percent."""
    TOO_LARGE = "too_large"
    """More than 999.999 people or units, than 15 digits of đồng, or than 100 %."""
    CHANGED_MEANWHILE = "changed_meanwhile"
    """The ledger has entries that the person had not seen."""
    NOTHING_CHANGES = "nothing_changes"
    """All of it is in force already."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is in force of a unit for an indicator and period: on the day of a new decision, and today."""

    then: Fraction | None
    now: Fraction | None


def held(earlier: Sequence[Quota], decided: date, today: date) -> Held:
    """What the earlier entries, all of one unit, indicator and period, have in force."""
    if not earlier:
        return Held(None, None)
    return Held(*(next((one.amount for one in in_force(earlier, day)), None) for day in (decided, today)))


def changes(quota: Quota, before: Held) -> bool:
    """Whether the entry changes what is in force from its decision on. A 0 where nothing was given changes nothing."""
    return quota.amount != before.then and not (before.then is None and not quota.amount)


def refusal_of(plan: Plan, quota: Quota, kind: str, before: Held, today: date) -> Refusal | None:
    """Why the quota cannot be assigned to a unit of the kind, as far as the quota itself says; None where it can."""
    indicator = plan.indicator(quota.indicator)
    level = plan.unit_kind(kind).level
    if not takes_quota(plan, indicator, kind):
        return Refusal.NOT_AT_LEVEL
    if period_of(plan, quota.first_day, quota.last_day) is None:
        return Refusal.NO_SUCH_PERIOD
    if not 0 < len(quota.decision) <= LONGEST_DECISION:
        return Refusal.NO_DECISION
    if quota.decided > today:
        return Refusal.DECIDED_LATER
    if (wrong := _wrong_amount(plan, indicator, quota.amount)) is not None:
        return wrong
    if quota.reason or not changes(quota, before):
        return None
    amends = before.then is not None or before.now is not None
    return Refusal.REASON_NEEDED if amends or _lowers(plan, indicator, quota, top=level is Level.PROVINCE) else None


def takes_quota(plan: Plan, indicator: Indicator, kind: str) -> bool:
    """Whether units of the kind may be given a quota: by their level, and with somebody in scope at it or below.

    The province's own is never among `quota_at`: it can have one of every indicator that has quotas at all.
    """
    return _takes_quota(plan, indicator.code, kind)


@lru_cache(maxsize=1024)
def _takes_quota(plan: Plan, code: str, kind: str) -> bool:
    indicator, level = plan.indicator(code), plan.unit_kind(kind).level
    at_level = bool(indicator.quota_at) if level is Level.PROVINCE else level in indicator.quota_at
    return at_level and not {kind, *plan.kinds_below(kind)}.isdisjoint(indicator.scope)


@lru_cache(maxsize=1024)
def period_of(plan: Plan, first_day: date, last_day: date) -> Period | None:
    """The year within the plan or the phase with these days; None for any others."""
    if not plan.starts <= last_day or not first_day <= plan.ends:
        return None
    try:
        return period_between(plan, first_day, last_day)
    except ValueError:
        return None


def threshold(plan: Plan, indicator: Indicator, last_day: date, *, top: bool) -> Fraction | None:
    """The share that the plan sets by itself for a period that ends on the day; None for counts, and without a goal.

    The goal of its last year, else the next milestone, else what is to be kept up of the last one.
    """
    if indicator.formula.kind in COUNTS:
        return None
    year = plan.year_of(last_day)
    goals = [goal for goal in indicator.goals if top or not goal.top_only]
    for goal in goals:
        if goal.by is None and (goal.first_year or year) <= year <= (goal.last_year or year):
            return goal.value
    ends = sorted((goal.by or _end(plan, goal.last_year or year), goal.value) for goal in goals)
    to_come = [value for by, value in ends if by >= last_day]
    return to_come[0] if to_come else ends[-1][1] if ends else None


def _end(plan: Plan, year: int) -> date:
    return date.fromordinal(plan.first_day_of(year + 1).toordinal() - 1)


def _wrong_amount(plan: Plan, indicator: Indicator, amount: Fraction | None) -> Refusal | None:
    if amount is None:
        return None
    counts = indicator.formula.kind in COUNTS
    if amount < 0:
        return Refusal.NEGATIVE
    if amount > (_most(plan, indicator) if counts else 1):
        return Refusal.TOO_LARGE
    if (amount if counts else amount * FINEST_SHARE).denominator != 1:
        return Refusal.NOT_WHOLE
    return None


def _most(plan: Plan, indicator: Indicator) -> int:
    counted = indicator.formula.numerator
    return MOST_DONG if counted is not None and plan.measure(counted).money else MOST


def _lowers(plan: Plan, indicator: Indicator, quota: Quota, *, top: bool) -> bool:
    own = threshold(plan, indicator, quota.last_day, top=top)
    return own is not None and quota.amount is not None and quota.amount < own
