"""The reporting rounds of a plan on their days: "the round of March 2026", "the year 2026"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.calendar.telling import follows_flows
from domain.days import ONE_DAY, after_months
from domain.plan import Every, Form, Level, Phase, Plan, ReportingRound, RoundDay

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
"""As quarters are numbered in Vietnamese papers."""
_PARTS = {Every.MONTH: 12, Every.QUARTER: 4, Every.HALF: 2, Every.NINE_MONTHS: 1, Every.YEAR: 1}


@dataclass(frozen=True, slots=True)
class Round:
    """A reporting round on its days, before any of them is moved.

    `code` names it: "2026-03", "2026-q1", "2026-h1", "2026-9m", "2026", or the code of a phase or term. `number` says
    which month of the calendar, or which quarter or half of the statistical year `year`, it is. The days of the plan
    file are told from its `last_day`.
    """

    kind: ReportingRound
    code: str
    year: int
    number: int
    last_day: date
    phase: Phase | None = None

    @property
    def opens(self) -> date:
        """The day on which it is laid down who is expected."""
        return self._on(self.kind.opens)

    @property
    def cut_off(self) -> date:
        """The day up to whose end the figures are taken."""
        return self._on(self.kind.cut_off)

    @property
    def locks(self) -> date:
        """The last day on which its figures follow what comes in."""
        return self._on(self.kind.locks)

    def due(self, level: Level) -> date | None:
        """The day by which units of the level send, as the plan says it; None where they are not expected."""
        said = self.kind.due.get(level)
        return None if said is None else self._on(said)

    def say(self, language: str) -> str:
        """What it is called."""
        phase = self.phase.name.say(language) if self.phase is not None else ""
        roman = ROMAN.get(self.number, "")
        return self.kind.name.say(language).format(number=self.number, roman=roman, year=self.year, phase=phase)

    def _on(self, said: RoundDay) -> date:
        year = self.last_day.year + said.next_year
        month = said.month or self.last_day.month
        return date(year, month, min(said.day, monthrange(year, month)[1]))


def rounds_of(plan: Plan, year: int) -> Iterator[Round]:
    """All rounds that belong to the statistical year: those of phases and terms to the one in which they end."""
    for kind in plan.rounds:
        if kind.every in (Every.PHASE, Every.TERM):
            for phase in plan.phases:
                if phase.term is (kind.every is Every.TERM) and plan.year_of(phase.last_day) == year:
                    yield Round(kind, phase.code, year, 1, phase.last_day, phase)
            continue
        for part in range(1, _PARTS[kind.every] + 1):
            found = _part(plan, kind, year, part)
            if not kind.numbers or found.number in kind.numbers:
                yield found


def rounds_between(plan: Plan, first_day: date, last_day: date) -> list[Round]:
    """The rounds that are open on any of these days, those with the earlier cut-off first."""
    years = range(plan.year_of(first_day) - 1, plan.year_of(last_day) + 2)
    found = (one for year in years for one in rounds_of(plan, year))
    return sorted((one for one in found if one.opens <= last_day and one.locks >= first_day), key=_by_cut_off)


def round_of(plan: Plan, code: str) -> Round | None:
    """The round with this code; None for what is no code of one."""
    years = {plan.year_of(phase.last_day) for phase in plan.phases if phase.code == code}
    if code[:4].isdigit():
        years.add(int(code[:4]))
    # The months of a statistical year may lie in two years of the calendar.
    near = {other for year in years for other in (year, year + 1) if date.min.year < other < date.max.year}
    return next((one for year in sorted(near) for one in rounds_of(plan, year) if one.code == code), None)


def asked_before(plan: Plan, asked: Round, form: str) -> list[Round]:
    """The rounds with the latest cut-off before this one's in which the form was expected."""
    earlier = [
        one
        for year in (asked.year - 1, asked.year)
        for one in rounds_of(plan, year)
        if form in one.kind.forms and one.cut_off < asked.cut_off
    ]
    latest = max((one.cut_off for one in earlier), default=None)
    return [one for one in earlier if one.cut_off == latest]


def told_from(plan: Plan, asked: Round, form: Form) -> date:
    """The first day from which a report of the form is one for this round.

    That after the last cut-off at which the form was expected before; of amounts and answers of a year not before the
    year began.
    """
    year = plan.first_day_of(asked.year)
    before = asked_before(plan, asked, form.code)
    first = before[0].cut_off + ONE_DAY if before else year
    return first if follows_flows(plan, form) else max(first, year)


def _part(plan: Plan, kind: ReportingRound, year: int, part: int) -> Round:
    start = plan.first_day_of(year)
    months = {Every.NINE_MONTHS: 9}.get(kind.every, 12 // _PARTS[kind.every])
    first = after_months(start, (part - 1) * months)
    last_day = after_months(start, part * months) - ONE_DAY
    match kind.every:
        case Every.MONTH:
            return Round(kind, f"{first:%Y-%m}", year, first.month, last_day)
        case Every.QUARTER:
            return Round(kind, f"{year:04}-q{part}", year, part, last_day)
        case Every.HALF:
            return Round(kind, f"{year:04}-h{part}", year, part, last_day)
        case Every.NINE_MONTHS:
            return Round(kind, f"{year:04}-9m", year, part, last_day)
        case _:
            return Round(kind, f"{year:04}", year, part, last_day)


def _by_cut_off(one: Round) -> tuple[date, str]:
    return one.cut_off, one.code
