"""What the unions of the sample report in a year, drawn from the seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from bot.sample import habits
from bot.sample.filed import Filed, until, with_slips
from bot.sample.habits import among, day_in_season, moment, poisson, reported
from bot.sample.table import SEED, SUPERIORS
from bot.sample.transfers import transfers
from bot.sample.unions import Union

QUARTERS = ((3, 25, 0.3), (6, 25, 0.55), (9, 25, 0.8), (12, 10, 1.0))
"""Month and day as of which briefings are summed up, and how much of the year's work is done by then."""
BATCH = 2.5
"""People admitted together, on average."""


def reports_of(unions: Sequence[Union], year: int, now: datetime) -> list[Filed]:
    """Everything reported in the year up to the moment, in the order of sending: the same for the same seed."""
    made: list[Filed] = []
    silent = Random(f"{SEED} silent {year}")
    talkative = [silent.random() >= habits.SILENT for _ in unions]
    moved = transfers(unions, talkative, year)
    quotas = _expected_admissions(unions)
    for place, union in enumerate(unions):
        random = _random(union, year)
        made.append(headcount(place, union, date(year, 1, 1), random))
        if not talkative[place]:
            continue
        flows = [one for one in moved if one.union == place]
        flows += _losses(random, place, union, year)
        flows += list(_admissions(random, place, union, quotas[place], year=year, others=flows))
        for one in flows:
            made += with_slips(random, one, NUMBERS[one.form]) if one.form in NUMBERS else [one]
        made += _briefings(random, place, union, year)
        made += _visits(random, place, union, year)
        made += _dialogue(random, place, union, year)
    return until(made, now)


NUMBERS = {"ket-nap": "admitted", "doan-vien-giam": "lost"}
"""The answers in which people make slips, by form."""


def headcount(place: int, union: Union, day: date, random: Random) -> Filed:
    """What the union states of its members and workers as of a day, within a week after it."""
    answers = {
        "day": day.isoformat(),
        "members": {"total": union.members, "women": union.women},
        "workers": {"total": union.workers, "women": union.women_workers},
    }
    sent = moment(random, day + timedelta(days=random.randint(0, 7)))
    return Filed(union=place, form="so-luong", answers=answers, day=day, sent=sent)


def _expected_admissions(unions: Sequence[Union]) -> list[float]:
    """How many people each union admits in a year on average: where workers are no members, and where many leave."""
    room = [union.workers - union.members + habits.LOSSES[union.kind] * union.members for union in unions]
    of_superior: defaultdict[str, float] = defaultdict(float)
    for union, weight in zip(unions, room, strict=True):
        of_superior[union.superior] += weight
    quota = {superior.code: superior.quota for superior in SUPERIORS}
    return [
        habits.GROSS * quota[union.superior] * weight / of_superior[union.superior]
        for union, weight in zip(unions, room, strict=True)
    ]


def _losses(random: Random, place: int, union: Union, year: int) -> Iterator[Filed]:
    for _ in range(poisson(random, habits.LOSSES[union.kind] * union.members / 1.2)):
        day = day_in_season(random, year, habits.LEAVING)
        retires = random.random() < (0.75 if union.kind == "hcsn" else 0.1)
        answers = {
            "lost": 2 if random.random() < 0.2 else 1,
            "reason": "retired" if retires else "left-work",
            "day": day.isoformat(),
        }
        yield Filed(union=place, form="doan-vien-giam", answers=answers, day=day, sent=reported(random, day))


def _admissions(
    random: Random, place: int, union: Union, mean: float, *, year: int, others: Sequence[Filed]
) -> Iterator[Filed]:
    """Admissions in batches; there are never more members than workers, whatever else happened before."""
    planned = sorted(
        (day_in_season(random, year, habits.ADMITTING), 1 + poisson(random, BATCH - 1))
        for _ in range(poisson(random, mean / BATCH))
    )
    admitted = 0
    for number, (day, wanted) in enumerate(planned, start=1):
        before = sum(_growth(one) for one in others if one.day < day)
        gains = sum(max(_growth(one), 0) for one in others if one.day >= day)
        people = min(wanted, union.workers - union.members - before - gains - admitted)
        if people <= 0:
            continue
        admitted += people
        women = among(random, people, union.women / union.members)
        answers = {"admitted": {"total": people, "women": women}, "day": day.isoformat()}
        if random.random() < 0.3:
            answers |= {"place": "existing", "decision": f"{number:02}/QĐ-CĐCS"}
        yield Filed(union=place, form="ket-nap", answers=answers, day=day, sent=reported(random, day))


def _growth(flow: Filed) -> int:
    if flow.form == "doan-vien-giam":
        return -int(flow.answers["lost"])
    moved = int(flow.answers["moved"])
    return moved if flow.form == "chuyen-den" else -moved


def _briefings(random: Random, place: int, union: Union, year: int) -> Iterator[Filed]:
    people = union.members if union.kind == "nd" else union.workers
    by_the_end = random.uniform(*habits.BRIEFED) * people
    for month, day_of_month, done in QUARTERS:
        if random.random() < 0.15:
            continue
        day = date(year, month, day_of_month)
        answers = {"briefed": round(by_the_end * done), "day": day.isoformat()}
        yield Filed(union=place, form="tuyen-truyen", answers=answers, day=day, sent=reported(random, day))


def _visits(random: Random, place: int, union: Union, year: int) -> Iterator[Filed]:
    days = [
        day_in_season(random, year, habits.VISITING)
        for _ in range(poisson(random, habits.HARDSHIP * union.members / 1.3))
    ]
    for day in days:
        fallen = 1 + poisson(random, 0.3)
        visited = fallen if random.random() < 0.93 else fallen - 1
        yield _visit(random, place, day, fallen, visited)
    quiet = date(year, 6, 25)
    if all(day > quiet for day in days) and random.random() < 0.6:
        yield _visit(random, place, quiet, 0, 0)


def _visit(random: Random, place: int, day: date, fallen: int, visited: int) -> Filed:
    answers = {"hardship": fallen, "visited": visited, "day": day.isoformat()}
    return Filed(union=place, form="tham-hoi", answers=answers, day=day, sent=reported(random, day))


def _dialogue(random: Random, place: int, union: Union, year: int) -> Iterator[Filed]:
    if union.kind not in habits.DIALOGUE:
        return
    asked = moment(random, date(year, 6, 20) + timedelta(days=random.randint(0, 15)))
    answer = Filed(union=place, form="doi-thoai", answers={"status": "not-yet"}, day=asked.date(), sent=asked)
    if union.workers < 10:
        yield replace(answer, answers={"status": "exempt"})
    elif random.random() < habits.DIALOGUE[union.kind]:
        day = day_in_season(random, year, habits.TALKING)
        held = {
            "status": "held",
            "day": day.isoformat(),
            "kind": "periodic" if random.random() < 0.85 else "on-request",
        }
        yield replace(answer, answers=held, day=day, sent=reported(random, day))
    elif random.random() < 0.6:
        yield answer


def _random(union: Union, year: int) -> Random:
    """One for each union and year, so that what one of them does changes nothing for the others."""
    return Random(f"{SEED} {union.code} {year}")
