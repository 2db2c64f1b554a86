"""Tallies of answers: how many units say yes, not yet, no, or that a question does not apply to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import zip_longest
from operator import eq

from domain.days import ONE_DAY
from domain.facts import Answer, Fact
from domain.plan import Measure, Plan
from domain.tallies.eligible import EXEMPT, applying, first_year
from domain.tallies.levels import Level
from domain.tallies.steps import StepBuilder
from domain.tallies.timeline import Timeline

States = Timeline[str | None]
"""What a unit says over the days, None while it is silent."""


def add_answers(
    builder: StepBuilder, plan: Plan, measure: Measure, answers: Sequence[Fact], levels: Mapping[str, Level]
) -> None:
    """`m:yes`, `m:not_yet`, `m:no`, `m:not_applicable`, `m:ended`: the units by their state, by the year it is for.

    Of an answer that belongs to no year also `m:renewing`, the units that are negotiating, whatever they count as, and
    `m:exempt`, those to which it does not apply as far as that is computed. Where units must have an age,
    `m:eligible` counts them by the first year for which they have it, and answers for earlier years do not count.
    """
    if measure.of_years:
        eligible_from = first_year(plan, measure, builder.history)
        if eligible_from is not None:
            builder.follow(f"{measure.code}:eligible", eligible_from, Timeline(1))
        for year, states in states_of_years(measure, answers).items():
            if eligible_from is None or year >= eligible_from:
                _count(builder, measure.code, year, states)
        return
    states = applying(plan, measure, builder.history, latest_states(measure, answers), levels)
    _count(builder, measure.code, 0, states)
    builder.follow(f"{measure.code}:renewing", 0, Timeline(0, ((fact.day, _renews(fact)) for fact in answers)))


def add_both(builder: StepBuilder, code: str, states: Mapping[int, States], further: Mapping[int, States]) -> None:
    """The same tallies under an indicator's own code, where a yes takes a yes to a further question of the year."""
    for year, said in states.items():
        pairs = said.beside(further.get(year, Timeline(None)))
        _count(builder, code, year, pairs.map(_both))


def _both(said: tuple[str | None, str | None]) -> str | None:
    return Answer.NOT_YET if said[0] == Answer.YES and said[1] != Answer.YES else said[0]


def _count(builder: StepBuilder, code: str, year: int, states: States) -> None:
    """One tally for each state."""
    for state in (*(answer for answer in Answer if answer is not Answer.RENEWING), EXEMPT):
        builder.follow(f"{code}:{state}", year, states.map(partial(eq, state)).map(int))


def states_of_years(measure: Measure, answers: Sequence[Fact]) -> dict[int, States]:
    """What the unit says for each year, from the days of its answers on, also after the year's end.

    The latest one holds; where the measure says so, a yes stays a yes, and "not applicable" stays unless a yes comes.
    """
    of_year: defaultdict[int, list[tuple[date, str | None]]] = defaultdict(list)
    for fact in answers:
        said = of_year[fact.counts_for]
        held = said[-1][1] if said else None
        lasting = [answer for answer in (Answer.YES, Answer.NOT_APPLICABLE) if answer in (held, fact.answer)]
        said.append((fact.day, lasting[0] if lasting and measure.holds == "year" else _without_renewing(fact.answer)))
    return {year: Timeline(None, said) for year, said in of_year.items()}


def latest_states(measure: Measure, answers: Sequence[Fact]) -> States:
    """What the unit says by its latest answer, however old.

    A yes holds until its end. A unit that is negotiating keeps the yes until then and for the days of grace after it,
    whenever it said so; later, or without an earlier yes, it counts as not yet. Any other answer ends a yes early.
    """
    said: list[tuple[date, str | None]] = []
    held: Fact | None = None
    for fact, following in zip_longest(answers, answers[1:]):
        if fact.answer is not Answer.RENEWING:
            held = fact if fact.answer is Answer.YES else None
        days = {fact.day}
        if held is not None and held.until is not None:
            over = held.until + ONE_DAY
            days |= {over, over + timedelta(days=measure.grace_days)}
        lasts = [day for day in sorted(days) if fact.day <= day and (following is None or day < following.day)]
        said.extend((day, _state(measure, held, fact.answer, day)) for day in lasts)
    return Timeline(None, said)


def _state(measure: Measure, held: Fact | None, latest: Answer, day: date) -> Answer:
    """The state on the day of a unit whose last yes was `held`, and that said `latest` after it or with it."""
    if held is None:
        return _without_renewing(latest)
    if held.until is None or day <= held.until:
        return Answer.YES
    if latest is not Answer.RENEWING:
        return Answer.ENDED
    return Answer.YES if day <= held.until + timedelta(days=measure.grace_days) else Answer.NOT_YET


def _without_renewing(answer: Answer) -> Answer:
    return Answer.NOT_YET if answer is Answer.RENEWING else answer


def _renews(fact: Fact) -> int:
    return int(fact.answer is Answer.RENEWING)
