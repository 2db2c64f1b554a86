"""What the quotas of a file would change, and entering them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from bot.importing.sheet import FileProblem
from bot.quota_files.given import Given
from domain.assigning import LONGEST_DECISION, Refusal, period_of
from domain.plan import Plan
from domain.progress.readings import COUNTS
from domain.quotas import Quota
from locales import number
from storage import quotas
from storage.assigning import Verdict, assign_all, judged
from storage.database import Tx

SHOWN = 20
"""So many changes are printed one by one."""

EXPECTED = {
    Refusal.NOT_BELOW: "no unit above it could assign to it",
    Refusal.UNIT_GONE: "the unit is not there today",
    Refusal.NOT_AT_LEVEL: "units of its level or kind take no quota of “{indicator}”",
    Refusal.NO_SUCH_PERIOD: "{first_day} to {last_day} is neither a year of the plan nor one of its phases",
    Refusal.NO_DECISION: f"the number of the decision is missing: expected at most {LONGEST_DECISION} characters",
    Refusal.DECIDED_LATER: "the decision of {decided} has not come yet",
    Refusal.REASON_NEEDED: "it changes a quota in force, or sets a share below the plan's: a reason is needed",
    Refusal.NEGATIVE: "the amount is below 0",
    Refusal.NOT_WHOLE: "the amount is finer than a whole number, or a hundredth of a percent",
    Refusal.TOO_LARGE: "the amount is too large",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """The quotas of a file, each with what would become of it, and all mistakes as sentences.

    `changing` are the positions of those that change something.
    """

    given: Given
    verdicts: list[Verdict]
    mistakes: list[str]
    changing: list[int]


async def judge(tx: Tx, plan: Plan, given: Given, today: date) -> Judged:
    """Hold the quotas against the tree and the ledger of today. Raises `FileProblem` for a sheet that is outdated."""
    if given.basis is not None and given.basis < await _newest(tx, given):
        raise FileProblem("Quotas of these units were assigned since the sheet was made: get a new sheet.")
    verdicts = await judged(tx, plan, given.quotas, today, own=True)
    mistakes = [
        f"{place}: {EXPECTED[verdict.refusal].format(**_words(quota))}."
        for place, quota, verdict in zip(given.places, given.quotas, verdicts, strict=True)
        if verdict.refusal is not None
    ]
    changing = [at for at, verdict in enumerate(verdicts) if verdict.changes]
    return Judged(given, verdicts, given.mistakes + mistakes, changing)


async def _newest(tx: Tx, given: Given) -> int:
    """The newest entry of the ledger for the units of a sheet, which is of one indicator and period."""
    units = [quota.unit for quota in given.quotas]
    about = {(quota.indicator, quota.first_day, quota.last_day) for quota in given.quotas}
    return max([await quotas.newest(tx, units, *one) for one in about], default=0)


async def enter(tx: Tx, plan: Plan, of: Judged, now: datetime, today: date) -> int:
    """Enter what was judged right, and say how many entries that makes.

    Raises `QuotaProblem` where the tree or the ledger have changed since it was judged.
    """
    return len(await assign_all(tx, plan, of.given.quotas, None, now, today=today, own=True, seen=of.verdicts))


def differences(plan: Plan, of: Judged, codes: dict[int, str]) -> Iterator[str]:
    """What would change: summed up by indicator and period, then the first lines. `codes` are those of the units."""
    groups: defaultdict[tuple[str, date, date], list[int]] = defaultdict(list)
    given, verdicts = of.given.quotas, of.verdicts
    for at in of.changing:
        groups[given[at].indicator, given[at].first_day, given[at].last_day].append(at)
    for (indicator, first_day, last_day), places in sorted(groups.items()):
        new = sum(verdicts[at].before is None for at in places)
        withdrawn = sum(given[at].amount is None for at in places)
        sums = ""
        if plan.indicator(indicator).formula.kind in COUNTS:
            before = sum((verdicts[at].before or Fraction(0) for at in places), Fraction(0))
            after = sum((given[at].amount or Fraction(0) for at in places), Fraction(0))
            sums = f"; together {_count(before)} → {_count(after)}"
        amended = len(places) - new - withdrawn
        named = name_of_period(plan, first_day, last_day)
        yield f"{indicator}, {named}: {new} new, {amended} changed, {withdrawn} withdrawn{sums}"
    for at in of.changing[:SHOWN]:
        quota = given[at]
        named = f"{codes[quota.unit]}, {quota.indicator}, {name_of_period(plan, quota.first_day, quota.last_day)}"
        change = " → ".join(said_amount(plan, quota.indicator, value) for value in (verdicts[at].before, quota.amount))
        yield f"  {of.given.places[at]}: {named}: {change}"
    if len(of.changing) > SHOWN:
        yield f"  … and {len(of.changing) - SHOWN} more."
    same = len(of.verdicts) - len(of.changing)
    if same:
        yield f"{same} change nothing: they are in force already, or give 0 where nothing was given."


def name_of_period(plan: Plan, first_day: date, last_day: date) -> str:
    """A period in a word: 2026, or the code of a phase; its days where the plan has no such period any more."""
    period = period_of(plan, first_day, last_day)
    if period is None:
        return f"{first_day} to {last_day}"
    return period.phase or str(plan.year_of(first_day))


def said_amount(plan: Plan, indicator: str, amount: Fraction | None) -> str:
    """An amount as people read it: 1,234 or 75%; "none" where nothing is given."""
    if amount is None:
        return "none"
    return _count(amount) if plan.indicator(indicator).formula.kind in COUNTS else f"{float(amount * 100):g}%"


def _count(amount: Fraction) -> str:
    return number(int(amount))


def _words(quota: Quota) -> dict[str, object]:
    days = {key: f"{getattr(quota, key):%d/%m/%Y}" for key in ("first_day", "last_day", "decided")}
    return {"indicator": quota.indicator, **days}
