"""What units do again every year: how many of them, when, and what they report of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from bot.sample.cases import looked_after
from bot.sample.drawing import ByKind, Draw, Occasion, of_kind
from bot.sample.filed import Filed, with_slips
from bot.sample.filling import filled
from bot.sample.habits import ALL_YEAR, QUARTERS, SKIPPED, day_in_season, poisson, reported
from bot.sample.table import SEED
from bot.sample.unions import Union
from bot.sample.units import Seat
from domain.plan import Form, MeasureKind, Plan

SCHOOL = "Trường"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A habit of filling in a form. `answers` says how they are drawn; any other is drawn by its type.

    `kinds` are the kinds of units that have it (none named: all that the form asks), and with `schools` only schools,
    or only units that are none. `share` of them report it in a year, `times` on average, in months weighed by `season`;
    of these `early` do it in the December before. `in_quarters`: it is summed up four times a year instead, and the
    numbers drawn are those of the year's end. `slips`: the answer in which people mistake a number.
    """

    form: str
    answers: Mapping[str, Draw] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    schools: bool | None = None
    share: ByKind[float] = field(default_factory=lambda: {"*": 1.0})
    times: float = 1
    season: tuple[int, ...] = ALL_YEAR
    early: float = 0
    in_quarters: bool = False
    slips: str | None = None


def happened(plan: Plan, routine: Routine, seat: Seat, year: int) -> Iterator[Filed]:
    """What the unit reports of it in a year, or what its superior does where the form is for that."""
    form, unit = plan.form(routine.form), seat.unit
    if not _has(unit, routine, form):
        return
    random = Random(f"{SEED} {unit.code} {form.code} {year}")
    if random.random() >= of_kind(routine.share, unit.kind):
        return
    if routine.in_quarters:
        yield from _in_quarters(
            plan, form, routine.answers, Occasion(random, unit, year, date(year, 12, 31), {}), seat.place
        )
        return
    # What is decided about many unions is decided for all of them on one day.
    when = Random(f"{SEED} {unit.superior} {form.code} {year}") if form.from_above else random
    for day in sorted({_day(when, routine, year) for _ in range(1 + poisson(random, routine.times - 1))}):
        at = Occasion(random, unit, year, day, {})
        sent = reported(when, day)
        answers = filled(form.questions, routine.answers, at)
        one = Filed(
            unit=seat.place,
            form=form.code,
            answers=answers,
            day=_day_of(answers, sent.date()),
            sent=sent,
            office=seat.superior if form.from_above else None,
        )
        if form.opens_case:
            yield looked_after(form, routine.answers, one, at, seat.superior)
        elif routine.slips is not None:
            yield from with_slips(random, one, routine.slips)
        else:
            yield one


def _has(unit: Union, routine: Routine, form: Form) -> bool:
    fits = routine.schools is None or routine.schools is (SCHOOL in unit.name)
    return fits and unit.kind in (routine.kinds or form.for_kinds)


def _day(random: Random, routine: Routine, year: int) -> date:
    if random.random() < routine.early:
        return date(year - 1, 12, random.randint(2, 28))
    return day_in_season(random, year, routine.season)


def _day_of(answers: Mapping[str, Any], sent: date) -> date:
    return date.fromisoformat(answers["day"]) if "day" in answers else sent


def _in_quarters(plan: Plan, form: Form, draws: Mapping[str, Draw], at: Occasion, place: int) -> Iterator[Filed]:
    """What is summed up since the beginning of the year at the end of each quarter; some are left out."""
    by_the_end = filled(form.questions, draws, at)
    growing = {rule.question for rule in form.facts if plan.measure(rule.measure).kind is MeasureKind.RUNNING}
    for month, day_of_month, done in QUARTERS:
        if at.random.random() < SKIPPED:
            continue
        day = date(at.year, month, day_of_month)
        so_far = {key: int(by_the_end[key] * done) for key in growing if key in by_the_end}
        answers = by_the_end | so_far | {"day": day.isoformat()}
        yield Filed(unit=place, form=form.code, answers=answers, day=day, sent=reported(at.random, day))
