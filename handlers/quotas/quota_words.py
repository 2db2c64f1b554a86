"""The words a quota is put into: how much, of what, for which period, by which decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Protocol

from markupsafe import Markup

from domain.assigning import period_of
from domain.plan import FormulaKind, Indicator, Plan
from domain.progress.periods import Period
from domain.quotas import Quota
from domain.reading import HUNDRED
from handlers.progress.figure_words import lowered
from handlers.progress.spot import short
from handlers.quotas.proposal import Line, is_share, to_int
from handlers.saying import lines
from locales import _, current, day, ngettext, number, percent, plain

LISTED = 8
"""So many lines are listed in a message; of more it is said how many there are."""


def named(indicator: Indicator) -> str:
    """What the indicator is called."""
    return indicator.name.say(current())


def amount(indicator: Indicator, hundredths_or_count: int | None) -> str:
    """An amount as a line holds it, without its unit: 35, or 80%; "not given" where it is None."""
    if hundredths_or_count is None:
        return str(_("not given"))
    if not is_share(indicator):
        return number(hundredths_or_count)
    if hundredths_or_count % 100 == 0:
        return f"{number(hundredths_or_count // 100)}%"
    return percent(Fraction(hundredths_or_count, HUNDRED), most_decimals=2)


def with_unit(indicator: Indicator, hundredths_or_count: int | None) -> str:
    """An amount with what is counted: 35 people; a share stands by itself."""
    if hundredths_or_count is None or is_share(indicator):
        return amount(indicator, hundredths_or_count)
    return f"{number(hundredths_or_count)} {indicator.unit.say(current())}"


def of_entry(indicator: Indicator, quota: Quota) -> str:
    """The amount of an entry of the ledger, with what is counted."""
    return with_unit(indicator, to_int(indicator, quota.amount))


def measured(plan: Plan, indicator: Indicator) -> Markup | None:
    """Whether losses count against it (numbers.md 20); None where that is no question."""
    kind, numerator = indicator.formula.kind, indicator.formula.numerator
    if kind is FormulaKind.NET:
        return _("net: losses are taken off")
    if kind is FormulaKind.SUM and any(numerator in measure.raised_by for measure in plan.measures):
        return _("gross: losses are not taken off")
    if kind is FormulaKind.LEVEL:
        return _("the number at the end of the period")
    return None


def concerns_joining(plan: Plan, indicator: Indicator) -> bool:
    """Whether it counts people who join, so that there must be so many who are not yet members."""
    kind, numerator = indicator.formula.kind, indicator.formula.numerator
    if kind is FormulaKind.NET:
        return True
    return kind is FormulaKind.SUM and any(numerator in measure.raised_by for measure in plan.measures)


class Dated(Protocol):
    """What is of a period: the period itself, or a quota."""

    @property
    def first_day(self) -> date:
        """The first day of the period."""

    @property
    def last_day(self) -> date:
        """The last day of the period."""


def titled(plan: Plan, indicator: Indicator, of: Dated) -> Markup:
    """What is assigned, and for when: "Net growth of membership, year 2026"."""
    return _("{indicator}, {period}", indicator=named(indicator), period=period_said(plan, of))


def period_said(plan: Plan, of: Dated) -> str:
    """A year or a phase as it stands inside a sentence; the days of one that the plan no longer has."""
    period = period_of(plan, of.first_day, of.last_day)
    if period is None:
        return plain(_("{first} to {last}", first=day(of.first_day), last=day(of.last_day)))
    if period.phase is None:
        return plain(_("year {year}", year=plan.year_of(period.first_day)))
    return lowered(next(phase.name.say(current()) for phase in plan.phases if phase.code == period.phase))


def period_id(plan: Plan, period: Period) -> str:
    """What names a period in a button: "2026", or the code of a phase."""
    return period.phase or str(plan.year_of(period.first_day))


def decision_said(decision: str, decided: date) -> Markup:
    """By which decision, of which day."""
    return _("decision {decision} of {day}", decision=decision, day=day(decided))


def change_said(indicator: Indicator, line: Line) -> Markup:
    """A line that is to change: what the union gets, and instead of what."""
    if line.given is None:
        return _("• {name}: {amount}", name=short(line.name), amount=amount(indicator, line.amount))
    if line.amount is None:
        return _("• {name}: taken back (was {before})", name=short(line.name), before=amount(indicator, line.given))
    return _(
        "• {name}: from {before} to {amount}",
        name=short(line.name),
        before=amount(indicator, line.given),
        amount=amount(indicator, line.amount),
    )


def first_ones(said: Sequence[Markup]) -> Markup:
    """The first lines below each other, and how many more there are."""
    rows = list(said[:LISTED])
    if len(said) > LISTED:
        rows.append(ngettext("and {n} more line", "and {n} more lines", len(said) - LISTED))
    return lines(rows)
