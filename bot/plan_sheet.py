"""A plan as a person reads it: who is asked what, what is counted of it, and what is aimed for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.plan import FactRule, Form, Formula, FormulaKind, Goal, Indicator, Plan, Question, Season
from domain.plan.words import Words

INDENT = "    "


def sheet(plan: Plan, language: str) -> Iterator[str]:
    """The plan line by line, with its names in `language`."""
    yield from _Sheet(plan, language).lines()


class _Sheet:
    def __init__(self, plan: Plan, language: str) -> None:
        self._plan = plan
        self._language = language

    def lines(self) -> Iterator[str]:
        plan = self._plan
        month, first = plan.statistical_year_starts
        yield f"{self._say(plan.name)} ({plan.number}), {_day(plan.issued)}: code {plan.code}, version {plan.version}"
        yield f"From {_day(plan.starts)} to {_day(plan.ends)}; a statistical year begins on {first:02}/{month:02}."
        yield from self._list("Departments", ((one.code, self._say(one.name)) for one in plan.departments))
        kinds = ((one.code, f"{self._say(one.name)} ({one.level.value})") for one in plan.unit_kinds)
        yield from self._list("Kinds of unions", kinds)
        phases = (
            (one.code, f"{self._say(one.name)}: {_day(one.first_day)} to {_day(one.last_day)}") for one in plan.phases
        )
        yield from self._list("Phases", phases)
        yield from self._list("Numbers that the province decides", ((k, str(v)) for k, v in plan.parameters.items()))
        yield from self._forms()
        yield from self._activities()
        yield from self._indicators()

    def _say(self, words: Words) -> str:
        return words.say(self._language)

    def _list(self, title: str, rows: Iterator[tuple[str, str]]) -> Iterator[str]:
        yield ""
        yield title
        for code, said in rows:
            yield f"{INDENT}{code}: {said}"

    def _forms(self) -> Iterator[str]:
        yield ""
        yield f"Forms ({len(self._plan.forms)})"
        for group in self._plan.groups:
            yield f"{INDENT}{self._say(group.name)}"
            for form in self._plan.forms:
                if form.group == group.code:
                    yield from self._form(form)

    def _form(self, form: Form) -> Iterator[str]:
        marks = [
            *(["filled by the superior union"] if form.from_above else []),
            *(["for many unions at once"] if form.in_bulk else []),
            *(["a case"] if form.opens_case else []),
            *(["told at once"] if form.urgent else []),
        ]
        yield f"{INDENT * 2}{form.code}: {self._say(form.name)} ({', '.join((*form.for_kinds, *marks))})"
        main = [question for question in form.questions if not question.details]
        for number, question in enumerate(main, 1):
            yield f"{INDENT * 3}{number}. {self._question(question)}"
        for title, further in (
            ("details", [question for question in form.questions if question.details]),
            ("then the superior", form.follow_up),
        ):
            if further:
                yield f"{INDENT * 3}{title}: {'; '.join(self._say(question.label) for question in further)}"
        for fact in form.facts:
            yield f"{INDENT * 3}→ {self._fact(form, fact)}"

    def _question(self, question: Question) -> str:
        said = f"{self._say(question.ask)} [{question.type.value}]"
        if question.options:
            said += f" {' / '.join(self._say(option.name) for option in question.options)}"
        if question.for_kinds:
            said += f" (only {', '.join(question.for_kinds)})"
        if question.when is not None:
            said += f" ({self._when(question.when.question, question.when.is_in, question.when.above)})"
        return said

    def _when(self, question: str, is_in: tuple[str, ...], above: int | None) -> str:
        if above is not None:
            return f"if {question} is above {above}"
        return f"if {question} is {' or '.join(is_in)}" if is_in else f"if {question} was answered"

    def _fact(self, form: Form, fact: FactRule) -> str:
        said = self._say(self._plan.measure(fact.measure).name)
        if fact.answers:
            names = {option.id: self._say(option.name) for option in form.question(fact.question or "").options}
            said += ": " + ", ".join(f"{names[option]} = {answer.value}" for option, answer in fact.answers.items())
        elif fact.amount is not None:
            said += f": {fact.amount}"
        if fact.when is not None:
            said += f", {self._when(fact.when.question, fact.when.is_in, fact.when.above)}"
        return said

    def _activities(self) -> Iterator[str]:
        yield ""
        yield f"Kinds of activity ({len(self._plan.activities)})"
        for activity in self._plan.activities:
            forms = ", ".join(form.code for form in self._plan.forms if form.activity == activity.code)
            yield f"{INDENT}{activity.code}: {self._say(activity.name)} [{activity.department}] in {forms}"

    def _indicators(self) -> Iterator[str]:
        yield ""
        yield f"Indicators ({len(self._plan.indicators)})"
        for one in self._plan.indicators:
            yield f"{INDENT}{one.code}: {self._say(one.name)} (clause {one.clause}, {one.department})"
            yield f"{INDENT * 2}{self._formula(one.formula)}, asked of {', '.join(one.scope)}; {_season(one)}"
            for goal in one.goals:
                yield f"{INDENT * 2}goal {self._goal(one, goal)}"

    def _formula(self, formula: Formula) -> str:
        if formula.kind is FormulaKind.COMBINED:
            return f"{formula.kind.value}: {' + '.join(formula.parts)}"
        above = self._measure(formula.numerator, formula.numerator_for)
        below = self._measure(formula.denominator, formula.denominator_for)
        said = f"{formula.kind.value}: {above}" if above else formula.kind.value
        return f"{said} ÷ {below}" if below else said

    def _measure(self, code: str | None, for_kinds: dict[str, str]) -> str:
        if code is None:
            return ""
        others = "".join(f", {kind}: {self._say(self._plan.measure(one).name)}" for kind, one in for_kinds.items())
        return self._say(self._plan.measure(code).name) + others

    def _goal(self, indicator: Indicator, goal: Goal) -> str:
        share = goal.value.denominator != 1 or indicator.formula.denominator is not None
        amount = f"{float(goal.value * 100):g} %" if share or goal.value == 1 else f"{int(goal.value)}"
        if indicator.formula.kind is FormulaKind.PER_UNIT:
            amount = f"{float(goal.value):g} a unit"
        where = ", of the province alone" if goal.top_only else ""
        if goal.by is not None:
            since = f", counted from {_day(goal.since)}" if goal.since is not None else ""
            return f"{amount} by {_day(goal.by)}{since}{where}"
        return f"{amount} every year from {goal.first_year} to {goal.last_year or self._plan.ends.year}{where}"


def _season(indicator: Indicator) -> str:
    match indicator.season:
        case Season.LINEAR:
            said = "grows through the year"
        case Season.ALWAYS:
            said = "holds on every day"
        case Season.ONCE_A_YEAR:
            said = f"due in month {indicator.due_month}" + (" of the year after" if indicator.of_last_year else "")
    return said + (", without a colour of its own" if indicator.support else "")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
