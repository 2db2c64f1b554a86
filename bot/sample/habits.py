"""How the sample's unions behave through a year: rates, seasons, and how late their chairs report."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from random import Random

from locales import ZONE

GROSS = 1.9
"""People admitted for each one that the quota asks for: losses eat up most of them."""
LOSSES = {"hcsn": 0.021, "dnnn": 0.03, "nnn": 0.09, "snncl": 0.06, "nd": 0.08}
"""The share of members that leaves in a year: retirement and streamlining here, changing jobs there."""
MOVING = 0.004
"""The share of members of public units that transfers elsewhere in a year, teachers in August above all."""
HARDSHIP = 0.04
"""The share of members that falls into hardship in a year."""

#        Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
ADMITTING = (3, 2, 8, 8, 16, 9, 8, 7, 9, 11, 12, 7)
LEAVING = (9, 5, 8, 7, 8, 12, 10, 9, 7, 8, 7, 10)
TRANSFERRING = (2, 2, 4, 4, 4, 10, 22, 34, 10, 4, 2, 2)
VISITING = (14, 9, 8, 7, 8, 7, 11, 7, 8, 8, 8, 5)
TALKING = (1, 1, 6, 20, 24, 14, 5, 4, 6, 9, 7, 3)
ALL_YEAR = (4, 4, 8, 9, 10, 9, 9, 9, 9, 10, 11, 8)
JANUARY = (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
SPRING = (35, 30, 25, 10, 0, 0, 0, 0, 0, 0, 0, 0)
SCHOOL_YEAR = (0, 0, 0, 0, 0, 0, 0, 0, 55, 40, 5, 0)
HALF_YEARLY = (0, 0, 0, 0, 0, 50, 0, 0, 0, 0, 0, 50)
TET = (60, 30, 0, 0, 6, 0, 0, 0, 0, 0, 0, 4)
GRADING = (70, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
ACCOUNTS = (10, 30, 50, 10, 0, 0, 0, 0, 0, 0, 0, 0)
YEARS_END = (0, 0, 0, 0, 4, 8, 6, 4, 6, 12, 25, 35)
QUARTERS = ((3, 25, 0.3), (6, 25, 0.55), (9, 25, 0.8), (12, 10, 1.0))
"""Month and day as of which work is summed up, and how much of the year's is done by then."""
SKIPPED = 0.15
"""The share of quarters in which a union sums nothing up."""

SILENT = 0.05
"""The share of unions that report nothing but their headcount."""
CORRECTED, SENT_TWICE = 0.04, 0.03
_DELAYS = ((0, 3), (4, 8), (9, 15))
"""Days from the event to the report: on time, late, and only after a reminder from above."""
_DELAY_WEIGHTS = (68, 17, 10)
LATEST = 15
"""Within so many days all of it is reported."""


def day_in_season(random: Random, year: int, season: tuple[int, ...]) -> date:
    """A day of the year, drawn by the weights of its months; not the first, whose headcounts hold at its end."""
    month = random.choices(range(1, 13), season)[0]
    return date(year, month, random.randint(2, 28))


def reported(random: Random, day: date) -> datetime:
    """When a chair reports what happened on a day."""
    return moment(random, day + timedelta(days=random.randint(*random.choices(_DELAYS, _DELAY_WEIGHTS)[0])))


def moment(random: Random, day: date) -> datetime:
    """A minute of the day at which somebody reports: from seven in the morning to nine in the evening."""
    return datetime.combine(day, time(7), ZONE) + timedelta(minutes=random.randint(0, 14 * 60))


def poisson(random: Random, mean: float) -> int:
    """How often something happens that happens `mean` times on average."""
    happened, left = 0, random.random()
    while left > math.exp(-mean):
        happened += 1
        left *= random.random()
    return happened


def among(random: Random, people: int, share: float) -> int:
    """How many of some people have a property that a share of all has."""
    return sum(random.random() < share for _ in range(people))
