"""What reading a person's words comes to: understood, or unclear with what to ask next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")

LONGEST = 500
"""Answers longer than this many characters are not read at all."""


class Problem(StrEnum):
    """Why an answer was not taken as it stands. A key for a sentence, never a sentence."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    BAD_GROUPING = "bad_grouping"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    NEGATIVE = "negative"
    NEGATED = "negated"
    VAGUE = "vague"
    RANGE = "range"
    SEVERAL_NUMBERS = "several_numbers"
    CORRECTED = "corrected"
    COUNT_OR_DATE = "count_or_date"
    OTHER_WORDS = "other_words"
    AMBIGUOUS = "ambiguous"
    UNSURE_OF_UNIT = "unsure_of_unit"
    MORE_WOMEN_THAN_PEOPLE = "more_women_than_people"
    SUM_DIFFERS = "sum_differs"
    TOTAL_MISSING = "total_missing"
    NOT_A_DAY = "not_a_day"
    NO_SUCH_DAY = "no_such_day"
    SEVERAL_DAYS = "several_days"
    LUNAR = "lunar"
    WEEKDAY_DIFFERS = "weekday_differs"
    IN_THE_FUTURE = "in_the_future"
    IN_THE_PAST = "in_the_past"
    TOO_EARLY = "too_early"
    NOT_A_YEAR = "not_a_year"
    YEAR_OUTSIDE = "year_outside"
    TOO_PRECISE = "too_precise"
    ABOVE_ALL = "above_all"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_AN_OPTION = "not_an_option"
    NOT_TOGETHER = "not_together"
    NOT_A_PICTURE = "not_a_picture"
    PERSONAL_DATA = "personal_data"


@dataclass(frozen=True, slots=True)
class Understood(Generic[T]):
    """The words have one sensible meaning."""

    value: T


@dataclass(frozen=True, slots=True)
class Unclear(Generic[T]):
    """The words are asked about.

    `readings` are what they may have meant, the likeliest first, to be offered as choices;
    `details` are the words and values that the sentence to the person mentions.
    """

    problem: Problem
    readings: tuple[T, ...] = ()
    details: Mapping[str, str | int | date] = field(default_factory=dict)


Reading = Understood[T] | Unclear[T]
