"""Reporting rounds: when figures are taken, who sends what by which day, and when they are locked."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from domain.plan.levels import Level
from domain.plan.words import Code, Entry, Words


class Every(StrEnum):
    """Of what there is a round."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine-months"
    YEAR = "year"
    PHASE = "phase"
    TERM = "term"


class RoundDay(Entry):
    """A day of a round: of the round's last month, or of `month` in the same year (`next_year`: in the one after).

    A day that the month does not have is its last.
    """

    day: int = Field(ge=1, le=31)
    month: int | None = Field(default=None, ge=1, le=12)
    next_year: bool = False


class ReportingRound(Entry):
    """One kind of reporting round (kỳ báo cáo).

    `name` may hold {number} or {roman}, and {year}; or {phase}. `numbers` are the months, quarters or halves of the
    year that have one (none named: all of them). On the day `opens` it is laid down which units are expected; figures
    are taken as of the end of the day `cut_off`; a unit of a level sends by its `due` day, and is not expected where
    its level has none; after the day `locks` the figures stay as submitted. `forms` are what is expected in it, each of
    the units that are asked it at all.
    """

    code: Code
    every: Every
    name: Words
    numbers: tuple[int, ...] = ()
    opens: RoundDay
    cut_off: RoundDay
    due: dict[Level, RoundDay] = Field(min_length=1)
    locks: RoundDay
    forms: tuple[Code, ...] = ()
