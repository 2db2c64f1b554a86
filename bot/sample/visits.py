"""Visits to members in hardship: how many fell into it, and how many of them were visited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from bot.sample.filed import Filed
from bot.sample.habits import HARDSHIP, VISITING, day_in_season, poisson, reported
from bot.sample.table import SEED
from bot.sample.units import Seat


def visits(seat: Seat, year: int) -> Iterator[Filed]:
    """What a chair reports in a year; some say that there was nothing to report."""
    random = Random(f"{SEED} {seat.unit.code} visits {year}")
    happened = poisson(random, HARDSHIP * seat.unit.members / 1.3)
    days = {day_in_season(random, year, VISITING) for _ in range(happened)}
    for day in sorted(days):
        fallen = 1 + poisson(random, 0.3)
        visited = fallen if random.random() < 0.93 else fallen - 1
        yield _visit(random, seat, day, fallen, visited)
    quiet = date(year, 6, 25)
    if all(day > quiet for day in days) and random.random() < 0.6:
        yield _visit(random, seat, quiet, 0, 0)


def _visit(random: Random, seat: Seat, day: date, fallen: int, visited: int) -> Filed:
    answers = {"hardship": fallen, "visited": visited, "day": day.isoformat()}
    return Filed(unit=seat.place, form="tham-hoi", answers=answers, day=day, sent=reported(random, day))
