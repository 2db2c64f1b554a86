"""Judging the lines of a file, each as a conversation would after all lines before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.loading.head import Head, Heads, Refused
from bot.loading.lines import Line
from bot.loading.wording import mistake_of
from domain.facts import Fact
from domain.findings import LATELY, Duplicate, Filled, Finding, HeadcountGap, findings, measures_needed
from domain.known import Known, Reported
from domain.plan import Check, Plan
from domain.units import UnitHistory
from domain.validity import Mistake, Occasion, judged_answers
from storage import facts, repeats
from storage.database import Tx

SHOWN = 100
"""So many mistakes are kept word for word; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A line that is right, as it will be kept. `reporter` is the unit whose office reports.

    `repeats` is the place of the line, among those that are right, that it was accepted to repeat.
    """

    unit_id: int
    reporter_id: int
    form: str
    answers: dict[str, Any]
    day: date
    kept: tuple[dict[str, Any], ...]
    repeats: int | None
    facts: tuple[Fact, ...]


@dataclass(slots=True)
class Verdict:
    """What became of a file's lines. `seen` is the newest act of the audit when it was given."""

    seen: int = 0
    lines: int = 0
    right: list[Loaded] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    mistaken: int = 0
    """How many mistakes there are, those included that were not kept word for word."""


class Judge:
    """Judges lines in their order.

    `units` are all units by code. The reports of the file are told from those there are by their numbers, which are
    `first` and up.
    """

    def __init__(self, plan: Plan, units: Mapping[str, UnitHistory], first: int, now: datetime, today: date) -> None:
        self.verdict = Verdict()
        self._plan = plan
        self._units = units
        self._first = first
        self._now = now
        self._today = today
        self._heads = Heads(plan, units, today)
        self._known: dict[int, Known] = {}
        self._needed = _measures(plan)
        self._lines: list[int] = []

    async def meet(self, tx: Tx, lines: Sequence[Line]) -> None:
        """Read what is known of the units that these lines are about, if that was not done before."""
        subjects = {code for line in lines if isinstance(code := line.content.get("subject"), str)}
        new = [self._units[code].unit for code in subjects & self._units.keys()]
        new = [unit for unit in new if unit not in self._known]
        if not new:
            return
        self._known |= await facts.known(tx, self._plan, new, self._needed)
        asking = [form.code for form in self._plan.forms if Check.DUPLICATE in form.checks]
        for unit, report in await repeats.reported(tx, self._plan, new, asking, self._now - LATELY, decided=True):
            self._known[unit].remember(report)

    def judge(self, line: Line) -> None:
        """Take a line in. Its unit must have been met."""
        self.verdict.lines += 1
        if line.problem is not None:
            self._complain(line, [Mistake("", line.problem)])
            return
        try:
            head = self._heads.read(line.content)
        except Refused as refused:
            self._complain(line, refused.mistakes)
            return
        occasion = Occasion(
            plan=self._plan,
            form=head.form,
            unit=head.unit,
            kind=head.stay.kind,
            day=head.day,
            today=self._today,
            known=self._known[head.unit.unit],
            units=self._units,
        )
        answers, wrong = judged_answers(head.answers, occasion, head.offered)
        mistakes = head.mistakes + [Mistake(f"answers.{one.field}", one.says) for one in wrong]
        if mistakes:
            self._complain(line, mistakes)
            return
        self._check(line, head, occasion, answers)

    def _check(self, line: Line, head: Head, at: Occasion, answers: dict[str, Any]) -> None:
        filled = Filled(
            plan=self._plan,
            form=head.form,
            kind=at.kind,
            answers=answers,
            day=at.day,
            now=self._now,
            today=self._today,
            known=at.known,
            order=self._first + len(self._lines),
        )
        mistakes = [
            Mistake("answers", f"“{fact.measure}” would count on {fact.day}, when the unit did not exist")
            for fact in filled.facts
            if fact.day != at.day and at.unit.stay_on(fact.day) is None
        ]
        kept, repeats = self._settle(head, filled, mistakes)
        at.known.learn(filled.facts)
        if Check.DUPLICATE in head.form.checks:
            at.known.remember(
                Reported(
                    report_id=filled.order,
                    form=head.form.code,
                    made_at=self._now,
                    decision=filled.decision,
                    figures=filled.facts,
                )
            )
        self._lines.append(line.number)
        if mistakes:
            self._complain(line, mistakes)
        elif not self.verdict.mistaken:
            loaded = Loaded(
                unit_id=at.unit.unit,
                reporter_id=head.reporter.unit,
                form=head.form.code,
                answers=answers,
                day=at.day,
                kept=kept,
                repeats=repeats,
                facts=filled.facts,
            )
            self.verdict.right.append(loaded)

    def _settle(
        self, head: Head, filled: Filled, mistakes: list[Mistake]
    ) -> tuple[tuple[dict[str, Any], ...], int | None]:
        """What is kept of findings that the line accepts, and the line that it repeats; the others are mistakes."""
        kept: list[dict[str, Any]] = []
        repeats = None
        for finding in findings(filled):
            if finding.check not in head.accept or finding.kept is None:
                mistakes.append(mistake_of(finding, self._named(finding)))
                continue
            if isinstance(finding, HeadcountGap) and head.reason is None:
                mistakes.append(Mistake("reason", f"accepting “{finding.check.value}” takes a reason"))
            entry = finding.kept | ({"reason": head.reason} if head.reason is not None else {})
            if isinstance(finding, Duplicate) and finding.report.report_id >= self._first:
                repeats, entry["report"] = finding.report.report_id - self._first, None
            kept.append(entry)
        return tuple(kept), repeats

    def _named(self, finding: Finding) -> str:
        """The report that a duplicate repeats, in words."""
        if not isinstance(finding, Duplicate):
            return ""
        number = finding.report.report_id
        return f"line {self._lines[number - self._first]}" if number >= self._first else f"report {number:04}"

    def _complain(self, line: Line, mistakes: Sequence[Mistake]) -> None:
        verdict = self.verdict
        verdict.right.clear()
        verdict.mistaken += len(mistakes)
        for field_, says in mistakes[: max(0, SHOWN - len(verdict.mistakes))]:
            verdict.mistakes.append(
                f"Line {line.number}: {field_}: {says}" if field_ else f"Line {line.number}: {says}"
            )


def _measures(plan: Plan) -> frozenset[str]:
    """The measures that checks look at, and the headcounts that people are counted out of, with what moves them."""
    codes = frozenset[str]().union(*(measures_needed(plan, form) for form in plan.forms))
    bases = {base for form in plan.forms for asked in form.questions for base in asked.base.values()}
    moved = {flow for base in bases for flow in (*plan.measure(base).raised_by, *plan.measure(base).lowered_by)}
    return codes | bases | moved
