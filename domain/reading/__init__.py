"""Reading what Vietnamese officers type: any diacritics or none, words or digits, asked about when unclear."""

from __future__ import annotations

from domain.reading.answers import read_yes_no, says_unknown
from domain.reading.choices import Option, match_choice, match_choices
from domain.reading.controls import Control, read_control
from domain.reading.days import Side, read_day
from domain.reading.fold import clean, fold
from domain.reading.money import read_money
from domain.reading.numbers import read_count
from domain.reading.percents import HUNDRED, read_percent
from domain.reading.periods import PeriodFound, PeriodKind, PeriodWords, read_period
from domain.reading.personal_data import PersonalData, find_personal_data
from domain.reading.questions import asked_about
from domain.reading.results import Problem, Reading, Unclear, Understood
from domain.reading.unions import called
from domain.reading.women import CountWithWomen, read_count_with_women
from domain.reading.years import read_year

__all__ = [
    "HUNDRED",
    "Control",
    "CountWithWomen",
    "Option",
    "PeriodFound",
    "PeriodKind",
    "PeriodWords",
    "PersonalData",
    "Problem",
    "Reading",
    "Side",
    "Unclear",
    "Understood",
    "asked_about",
    "called",
    "clean",
    "find_personal_data",
    "fold",
    "match_choice",
    "match_choices",
    "read_control",
    "read_count",
    "read_count_with_women",
    "read_day",
    "read_money",
    "read_percent",
    "read_period",
    "read_year",
    "read_yes_no",
    "says_unknown",
]
