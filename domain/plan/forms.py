"""What a chair is asked: forms, their questions, and which facts the answers become."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from domain.facts import Answer
from domain.plan.words import Code, Entry, Words


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
    CHOICE = "choice"
    MULTI_CHOICE = "multi-choice"
    TEXT = "text"
    """Free text, at most 500 characters, never with personal data."""
    UNIT = "unit"
    """Another union of the federation, or "outside the province"."""
    PHOTO = "photo"
    """Evidence: a picture."""


class FormOption(Entry):
    """One choice of a question. `words` are further ways to type it."""

    id: Code
    name: Words
    words: tuple[str, ...] = ()


class When(Entry):
    """A condition on an earlier answer: the question is asked only where it holds."""

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
    a unit kind to the level that is its headcount; `"*"` stands for all others. `women_may_be_unknown`: of a
    number of people the women among them may be left out.
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
    base: dict[str, Code] = Field(default_factory=dict)


class FactRule(Entry):
    """How an answer becomes a fact.

    `value` names the number: a question, or `question.total` / `question.women` of a PEOPLE question.
    For a measure of kind ANSWER `value` names a choice, and `answers` maps its options to
    `yes`, `not_yet`, `no`, `not_applicable`. `day` names the day's question; where that question was not asked,
    or none is named, the fact is of the day of reporting.
    """

    measure: Code
    value: str
    answers: dict[str, Answer] = Field(default_factory=dict)
    day: Code | None = None


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

    `words` are what officers type to open it ("kn", "ket nap"). `group` is its place in the menu.
    `takes_over` names the form with which the unit at the other end takes this report over (transfers).
    """

    code: Code
    group: Code
    name: Words
    words: tuple[str, ...] = ()
    for_kinds: tuple[Code, ...]
    questions: tuple[Question, ...] = Field(min_length=1)
    facts: tuple[FactRule, ...] = ()
    checks: tuple[Check, ...] = ()
    takes_over: Code | None = None

    def question(self, key: str) -> Question:
        """The question with `key`. Raises KeyError where the form has none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)
