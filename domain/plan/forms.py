"""What a chair is asked: forms, their questions, and which facts the answers become."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from domain.facts import Answer
from domain.plan.words import Code, Entry, Words

TAKEN_UP, OUTCOME, CLOSED = "taken-on", "outcome", "closed-on"
"""The questions of a superior's part that are called so in every plan: of taking a case up, and of closing it."""


class QuestionType(StrEnum):
    """What kind of answer a question takes, and so how typed words are read."""

    COUNT = "count"
    """A whole number from 0 up."""
    PEOPLE = "people"
    """A number of people and the women among them: "5", "5 nguoi nu 2"."""
    DISTINCT_PEOPLE = "distinct-people"
    """How many different people of the unit so far this year, out of its stated headcount."""
    MONEY = "money"
    """An amount in đồng."""
    DAY = "day"
    """The day something happened, never in the future."""
    PLANNED_DAY = "planned-day"
    """The day something is planned for, never in the past."""
    ANY_DAY = "any-day"
    """A day that may have passed or be to come: when an agreement takes effect, when a unit closes."""
    YEAR = "year"
    """The statistical year something is for; a school year is named by the year in which it starts."""
    PERCENT = "percent"
    """A share as people say it, "95,5%": kept in hundredths of a percent (9550)."""
    CHOICE = "choice"
    MULTI_CHOICE = "multi-choice"
    TEXT = "text"
    """Free text, at most 500 characters, never with personal data."""
    UNIT = "unit"
    """Another union of the federation, or "outside the province"."""
    PHOTO = "photo"
    """Evidence: a picture."""


class FormOption(Entry):
    """One choice of a question. `words` are further ways to type it.

    `urgent`: a case that is so answered stands first in the list. `alone` (multi-choice only): it cannot be chosen
    together with another ("not yet", "none of these").
    """

    id: Code
    name: Words
    words: tuple[str, ...] = ()
    urgent: bool = False
    alone: bool = False


class When(Entry):
    """A condition on an earlier answer: that it was given at all, and where more is said, what it must be."""

    question: Code
    is_in: tuple[str, ...] = ()
    """Choices that fulfil the condition."""
    above: int | None = None
    """A count above this number fulfils it."""


class Question(Entry):
    """One question of a form.

    `label` names the answer at the review; `ask` is the question itself; `hint` an example or help.
    A question with `details` is optional and asked only behind "add details".
    `at_most` names an earlier count that this one cannot exceed. `base` (distinct people only) maps
    a unit kind to the level that is its headcount; `"*"` stands for all others; its sentence can hold that number and
    its name as `{base}` and `{what}`. `women_may_be_unknown`: of a
    number of people the women among them may be left out. `may_be_unknown`: a question of the main path that can
    be answered with "not known". `for_kinds`: only unions of these kinds are asked (none named: all that the form is
    for). `private`: the words are seen by their author and by those who give legal advice, and shown nowhere else.
    """

    key: Code
    type: QuestionType
    label: Words
    ask: Words
    hint: Words | None = None
    options: tuple[FormOption, ...] = ()
    when: When | None = None
    details: bool = False
    at_most: Code | None = None
    women_may_be_unknown: bool = False
    may_be_unknown: bool = False
    for_kinds: tuple[Code, ...] = ()
    private: bool = False
    base: dict[str, Code] = Field(default_factory=dict)


class FactRule(Entry):
    """How an answer becomes a fact.

    `value` names the number: a question, or `question.total` / `question.women` of a PEOPLE question; instead of it
    `amount` is the number itself (one case opened). For a measure of kind ANSWER `value` names a choice, and `answers`
    maps its options to `yes`, `renewing`, `not_yet`, `no`, `not_applicable`, `ended`; of several chosen the strongest
    counts, in this order. `when`: there is a fact only where the condition holds.

    `day` names the day's question; where that question was not asked, or none is named, the fact is of the day of
    reporting. `counts_for` names the question that says which year it is for: a YEAR question, or a day whose year it
    is; without it that is the year of the fact's own day. An answer that holds for a time ends with the day of the
    question `until`, or `months` (a count) after its own day.
    """

    measure: Code
    value: str | None = None
    amount: int | None = None
    answers: dict[str, Answer] = Field(default_factory=dict)
    day: Code | None = None
    counts_for: Code | None = None
    until: Code | None = None
    months: Code | None = None
    when: When | None = None

    @property
    def question(self) -> str | None:
        """The key of the question that the value is taken from; None for a fixed amount."""
        return None if self.value is None else self.value.partition(".")[0]


class Difference(Entry):
    """A number that follows from two others and is shown, not asked: arrears are what is due less what was paid."""

    label: Words
    of: Code
    less: Code


class TreeEvent(StrEnum):
    """What sending a form does to the tree of unions, beside being a report."""

    FOUND = "found"
    """A union is founded, with its first members. What such a form asks: `domain.plan.events`."""
    END = "end"
    """A union is dissolved, merged into another one, or handed over to another superior."""


class Check(StrEnum):
    """Cross-checks that a form can ask for, beyond those each question makes by itself."""

    DUPLICATE = "duplicate"
    """The same unit, day and numbers, or the same decision number, reported before."""
    HEADCOUNT_GAP = "headcount-gap"
    """A stated level that does not fit the last statement and the flows since."""
    MEMBERS_ABOVE_WORKERS = "members-above-workers"
    """More members than workers after the report: today's number of workers is asked for."""
    RUNNING_COUNT_FALLS = "running-count-falls"
    """A lower number of different people than stated before in the same year."""
    MORE_VISITED_THAN_IN_HARDSHIP = "more-visited-than-in-hardship"
    """Over the year so far more members visited than fell into hardship."""


class Form(Entry):
    """One form: what is asked, of which unit kinds, and what it becomes.

    `words` are what officers type to open it ("kn", "ket nap"). `group` is its place in the menu. `activity` is the
    kind of activity of the plan that it records. `sets` name question sets of the plan that are asked after its own.
    `takes_over` names the form with which the unit at the other end takes this report over (transfers).

    `from_above`: it is filled by an officer of a superior union about a union below (grades), never by the union
    itself. `in_bulk`: the same answers can be given for many unions in one conversation, with exceptions.
    `nothing` are the answers that say that nothing of it happened; the days that it asks are put in beside them.
    `follow_up` are the questions of the superior's part: a form that has them opens a case, which is taken up, handed
    on and closed. `urgent`: the officers above are told at once, whatever the hour. `event`: what it does to the tree.
    """

    code: Code
    group: Code
    name: Words
    words: tuple[str, ...] = ()
    activity: Code | None = None
    for_kinds: tuple[Code, ...]
    questions: tuple[Question, ...] = Field(min_length=1)
    sets: tuple[Code, ...] = ()
    follow_up: tuple[Question, ...] = ()
    facts: tuple[FactRule, ...] = ()
    checks: tuple[Check, ...] = ()
    differences: tuple[Difference, ...] = ()
    takes_over: Code | None = None
    from_above: bool = False
    in_bulk: bool = False
    urgent: bool = False
    event: TreeEvent | None = None
    nothing: dict[Code, Any] = Field(default_factory=dict)

    def question(self, key: str) -> Question:
        """The question with `key`, be it of the follow-up. Raises KeyError where the form has none."""
        for question in (*self.questions, *self.follow_up):
            if question.key == key:
                return question
        raise KeyError(key)

    @property
    def opens_case(self) -> bool:
        """Whether a report of this form is a case that officers above take up and close."""
        return bool(self.follow_up)
