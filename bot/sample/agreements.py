"""Collective agreements of the sample: in force when the year begins, running out and made again in it, or missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.sample.filed import Filed
from bot.sample.habits import reported
from bot.sample.table import SEED
from bot.sample.units import Seat
from domain.days import after_months

FORM = "thoa-uoc"
IN_FORCE = {"dnnn": 0.84, "nnn": 0.58, "snncl": 0.40}
"""The share of eligible unions with an agreement in force when the year begins."""
LEAST_WORKERS = 10
MONTHS = 36
"""Agreements are made for three years, the longest time that the law allows."""
OTHERWISE = {"none": 0.4, "negotiating": 0.2, "expired": 0.15, None: 0.25}
"""What unions without one say of it; None: nothing."""
MADE_NEW = 0.15
"""The share of these that make one in the year."""
AT_THE_END = {"renewal": 0.65, "negotiating": 0.15, "expired": 0.1, None: 0.1}
"""What follows when one runs out."""


def agreements(seat: Seat, year: int) -> Iterator[Filed]:
    """What a chair reports of the union's agreement in a year."""
    if seat.unit.kind not in IN_FORCE:
        return
    random = Random(f"{SEED} {seat.unit.code} agreement {year}")
    asked = date(year, 1, random.randint(4, 25))
    if seat.unit.workers < LEAST_WORKERS:
        yield _said(random, seat, asked, status="exempt")
    elif random.random() < IN_FORCE[seat.unit.kind]:
        signed = date(year, 1, 1) - timedelta(days=random.randint(15, 1060))
        effective = signed + timedelta(days=random.randint(0, 14))
        yield _signed(random, seat, asked, signed, effective, making="new")
        yield from _at_its_end(random, seat, after_months(effective, MONTHS), year)
    else:
        status = _drawn(random, OTHERWISE)
        if status is not None:
            yield _said(random, seat, asked, status=status)
        if random.random() < MADE_NEW:
            signed = date(year, random.randint(3, 11), random.randint(2, 28))
            yield _signed(random, seat, signed, signed, signed, making="new")


def _at_its_end(random: Random, seat: Seat, end: date, year: int) -> Iterator[Filed]:
    """`end` is the first day without the agreement."""
    what = _drawn(random, AT_THE_END)
    if end.year != year or what is None:
        return
    if what == "renewal":
        signed = end - timedelta(days=random.randint(0, 12))
        yield _signed(random, seat, max(signed, date(year, 2, 1)), signed, end, making=what)
    else:
        yield _said(random, seat, max(end + timedelta(days=random.randint(0, 30)), date(year, 2, 1)), status=what)


def _signed(random: Random, seat: Seat, asked: date, signed: date, effective: date, *, making: str) -> Filed:
    answers = {"signed": signed.isoformat(), "effective": effective.isoformat(), "months": MONTHS, "making": making}
    return _said(random, seat, asked, status="in-force", **answers)


def _said(random: Random, seat: Seat, asked: date, **answers: Any) -> Filed:
    sent = reported(random, asked)
    return Filed(unit=seat.place, form=FORM, answers=answers, day=sent.date(), sent=sent)


def _drawn(random: Random, weights: dict[str | None, float]) -> str | None:
    return random.choices(list(weights), list(weights.values()))[0]
