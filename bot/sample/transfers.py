"""Transfers of the sample: one union reports who leaves, the other takes the report over a few days later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from bot.sample.filed import Filed
from bot.sample.habits import MOVING, TRANSFERRING, day_in_season, moment, poisson, reported
from bot.sample.table import SEED
from bot.sample.units import Seat

OUTSIDE = 0.08
"""The share of transfers that leave the province."""
TAKEN_OVER = 0.85


def transfers(seats: Sequence[Seat], year: int) -> list[Filed]:
    """The year's transfers between those of the unions that are public; a receiver has room among its workers."""
    random = Random(f"{SEED} transfers {year}")
    public = {seat.place: seat.unit for seat in seats if seat.unit.kind == "hcsn"}
    places = list(public)
    room = {place: unit.workers - unit.members for place, unit in public.items()}
    made: list[Filed] = []
    for sender, unit in public.items():
        for _ in range(poisson(random, MOVING * unit.members)):
            receiver = random.choice(places)
            leaves = random.random() < OUTSIDE
            if not leaves and (receiver == sender or room[receiver] < 1):
                continue
            day = day_in_season(random, year, TRANSFERRING)
            answers = {"moved": 1, "day": day.isoformat()}
            sent = Filed(
                unit=sender,
                form="chuyen-di",
                answers=answers,
                day=day,
                sent=reported(random, day),
                other_end=None if leaves else receiver,
            )
            made.append(sent)
            if not leaves and random.random() < TAKEN_OVER:
                room[receiver] -= 1
                taken = moment(random, sent.sent.date() + timedelta(days=random.randint(1, 12)))
                made.append(_taken_over(sent, receiver, taken))
    return made


def _taken_over(sent: Filed, receiver: int, at: datetime) -> Filed:
    return Filed(
        unit=receiver,
        form="chuyen-den",
        answers=sent.answers,
        day=sent.day,
        sent=at,
        other_end=sent.unit,
        takes_over=sent,
    )
