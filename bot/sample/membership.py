"""How the membership of the sample's unions changes in a year: headcounts, admissions, losses, transfers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from random import Random

from bot.sample import habits
from bot.sample.filed import Filed, with_slips
from bot.sample.habits import LATEST, among, day_in_season, moment, poisson, reported
from bot.sample.table import SEED, SUPERIORS
from bot.sample.transfers import transfers
from bot.sample.unions import Union
from bot.sample.units import Seat

BATCH = 2.5
"""People admitted together, on average."""
NUMBERS = {"ket-nap": "admitted", "doan-vien-giam": "lost"}
"""The answers in which people make slips, by form."""


def membership(seats: Sequence[Seat], silent: Collection[Seat], year: int) -> Iterator[Filed]:
    """The headcount of every union as the year begins, and what changes it of those that are not silent."""
    moved = transfers([seat for seat in seats if seat not in silent], year)
    expected = _expected_admissions([seat.unit for seat in seats])
    for seat in seats:
        place, union = seat.place, seat.unit
        random = Random(f"{SEED} {union.code} {year}")
        yield headcount(place, union, date(year, 1, 1), random)
        if seat in silent:
            continue
        flows = [one for one in moved if one.unit == place]
        flows += _losses(random, place, union, year)
        flows += list(_admissions(random, place, union, expected[place], year=year, others=flows))
        for one in flows:
            yield from with_slips(random, one, NUMBERS[one.form]) if one.form in NUMBERS else [one]


def headcount(place: int, union: Union, day: date, random: Random) -> Filed:
    """What the union states of its members and workers as of a day, within a week after it."""
    answers = {
        "day": day.isoformat(),
        "members": {"total": union.members, "women": union.women},
        "workers": {"total": union.workers, "women": union.women_workers},
    }
    sent = moment(random, day + timedelta(days=random.randint(0, 7)))
    return Filed(unit=place, form="so-luong", answers=answers, day=day, sent=sent)


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
        yield Filed(unit=place, form="doan-vien-giam", answers=answers, day=day, sent=reported(random, day))


def _admissions(
    random: Random, place: int, union: Union, mean: float, *, year: int, others: Sequence[Filed]
) -> Iterator[Filed]:
    """Admissions in batches; there are never more members than workers, whatever else happened before."""
    planned = sorted(
        (day_in_season(random, year, habits.ADMITTING), 1 + poisson(random, BATCH - 1))
        for _ in range(poisson(random, mean / BATCH))
    )
    admitted = sum(max(_growth(one), 0) for one in others)
    for number, (day, wanted) in enumerate(planned, start=1):
        # Who has left makes room once it must have been reported.
        left = sum(min(_growth(one), 0) for one in others if one.day < day - timedelta(days=LATEST))
        people = min(wanted, union.workers - union.members - left - admitted)
        if people <= 0:
            continue
        admitted += people
        women = among(random, people, union.women / union.members)
        answers = {"admitted": {"total": people, "women": women}, "day": day.isoformat()}
        if random.random() < 0.3:
            answers |= {"place": "existing", "decision": f"{number:02}/QĐ-CĐCS"}
        yield Filed(unit=place, form="ket-nap", answers=answers, day=day, sent=reported(random, day))


def _growth(flow: Filed) -> int:
    if flow.form == "doan-vien-giam":
        return -int(flow.answers["lost"])
    moved = int(flow.answers["moved"])
    return moved if flow.form == "chuyen-den" else -moved
