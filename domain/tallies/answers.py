"""Tallies of answers: how many units say yes, not yet, no, or that a question does not apply to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import zip_longest
from operator import eq

from domain.days import ONE_DAY
from domain.facts import Answer, Fact
from domain.tallies.steps import StepBuilder
from domain.tallies.timeline import Timeline

ENDED = "ended"
"""The state of a unit whose latest answer held until a day that has passed: answered, and no longer anything else."""


def add_answers_of_years(builder: StepBuilder, code: str, answers: Sequence[Fact]) -> None:
    """`m:yes`, `m:not_yet`, `m:no`, `m:not_applicable`, by the year that the answers are for.

    Within a year a yes stays a yes, and "not applicable" stays unless a yes comes. An answer counts for its year
    from its own day on, also after the year's end.
    """
    of_year: defaultdict[int, list[tuple[date, str | None]]] = defaultdict(list)
    for fact in answers:
        said = of_year[fact.counts_for]
        held = said[-1][1] if said else None
        lasting = [answer for answer in (Answer.YES, Answer.NOT_APPLICABLE) if answer in (held, fact.answer)]
        said.append((fact.day, lasting[0] if lasting else fact.answer))
    for year, said in of_year.items():
        _count(builder, code, year, Timeline(None, said))


def add_latest_answers(builder: StepBuilder, code: str, answers: Sequence[Fact]) -> None:
    """The same tallies without years, of the latest answer; after its last day the unit counts in `m:ended`."""
    said: list[tuple[date, str | None]] = []
    for fact, following in zip_longest(answers, answers[1:]):
        said.append((fact.day, fact.answer))
        if fact.until is not None:
            ends = max(fact.day, fact.until + ONE_DAY)
            if following is None or ends < following.day:
                said.append((ends, ENDED))
    _count(builder, code, 0, Timeline(None, said))


def _count(builder: StepBuilder, code: str, year: int, states: Timeline[str | None]) -> None:
    for state in (*Answer, ENDED):
        builder.follow(f"{code}:{state}", year, states.map(partial(eq, state)).map(int))
