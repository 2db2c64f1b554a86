"""A form that is filled and not sent yet, beside what is known of its unit: what checks look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from domain.facts import Fact
from domain.facts_of import Answers, said_of, stated_of
from domain.known import Known
from domain.plan import Form, Plan
from domain.reading.fold import fold


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A filled form that is not sent yet, about a unit of a kind, of which something is known.

    `day` is that of the report: when it happened, or as of when it is stated. `now` and `today` are those of sending.
    `order` is the number it will have, as far as that is known.
    """

    plan: Plan
    form: Form
    kind: str
    answers: Answers
    day: date
    now: datetime
    today: date
    known: Known
    order: int = 0

    @cached_property
    def said(self) -> tuple[Fact, ...]:
        """The facts of the form's own questions, without levels stated besides."""
        return said_of(self.plan, self.form, self.answers, reported_for=self.day, known_at=self.now, order=self.order)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All facts of the report."""
        stated = stated_of(self.plan, self.answers, reported_for=self.day, known_at=self.now, order=self.order)
        return (*self.said, *stated)

    @property
    def decision(self) -> str:
        """The number of the decision, folded; "" where none was given."""
        given = self.answers.get("decision")
        return fold(given) if given else ""

    def amount(self, measure: str) -> int:
        """What the form says of a measure, 0 where it says nothing."""
        return sum(fact.number for fact in self.said if fact.measure == measure)

    def key_of(self, measure: str) -> str:
        """The question that a measure takes its number from; "" where the form does not ask for it."""
        return next((rule.question or "" for rule in self.form.facts if rule.measure == measure), "")
