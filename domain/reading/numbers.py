"""Reading how many: counts, alone or with the women among them."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from domain.reading.answers import says_none
from domain.reading.results import Problem, Reading, Unclear, Understood
from domain.reading.sentence import Number, Sentence, parse
from domain.reading.surroundings import Around

LARGEST_COUNT = 999_999_999

_SHORT_SCALES = {"k": 1000, "tr": 10**6, "cu": 10**6, "t": 10**9}


def read_count(text: str) -> Reading[int]:
    """A whole number of people or things, 0 to 999.999.999; "không", "k", "không phát sinh" are 0.

    Words of politeness and the thing counted may stand around it ("dạ 5 đồng chí ạ"). Whatever is vague,
    twofold or not whole is Unclear, with the nearest numbers as readings.
    """
    if says_none(text):
        return Understood(0)
    sentence = parse(text)
    if isinstance(sentence, Problem):
        return Unclear(sentence)
    problem = count_problem(sentence)
    offered = count_readings(sentence)
    if problem is Problem.COUNT_OR_DATE:
        offered = offered[:1]
    return Understood(offered[0]) if problem is None else Unclear(problem, offered)


def count_readings(sentence: Sentence) -> tuple[int, ...]:
    """The whole numbers that the answer may have meant; after a correction the last comes first."""
    numbers = [number for number in sentence.numbers if not sentence.is_some(number)]
    if sentence.has(Around.CORRECTION):
        numbers.reverse()
    found = [value for number in numbers for value in _whole(sentence, number)]
    return tuple(dict.fromkeys(value for value in found if 0 <= value <= LARGEST_COUNT))[:4]


def count_problem(sentence: Sentence) -> Problem | None:
    """Why the answer is not one plain count; None when it is."""
    numbers = sentence.numbers
    if not numbers:
        return Problem.VAGUE if sentence.has(Around.VAGUE) else Problem.NOT_A_NUMBER
    if any(not number.values for number in numbers):
        return _broken(sentence, numbers)
    if any(number.values[0] > LARGEST_COUNT for number in numbers):
        return Problem.TOO_LARGE
    if sentence.is_date_like():
        return Problem.COUNT_OR_DATE
    if problem := sentence.doubt():
        return problem
    if len(numbers) > 1:
        return Problem.SEVERAL_NUMBERS
    if len(numbers[0].values) > 1 or _short_scale(sentence, numbers[0]):
        return Problem.AMBIGUOUS
    if numbers[0].values[0].denominator != 1:
        return Problem.NOT_WHOLE
    allowed = {Around.POLITE, Around.NOUN, Around.VERB, Around.WOMEN}
    strange = any(not roles & allowed for roles in sentence.roles.values())
    return Problem.OTHER_WORDS if strange or sentence.has_other_words() else None


def _broken(sentence: Sentence, numbers: tuple[Number, ...]) -> Problem:
    digits = max(sum(c.isdecimal() for c in sentence.tokens[n.start].text) for n in numbers if not n.values)
    return Problem.TOO_LARGE if digits > len(str(LARGEST_COUNT)) else Problem.BAD_GROUPING


def _whole(sentence: Sentence, number: Number) -> list[int]:
    """The whole numbers nearest to each value of `number`."""
    if not number.values:
        digits = "".join(c for c in sentence.tokens[number.start].text if c.isdecimal())
        return [int(digits)] if len(digits) <= len(str(LARGEST_COUNT)) else []
    whole = [int(value) for value in number.values if value.denominator == 1]
    if scale := _short_scale(sentence, number):
        return [int(value * scale) for value in number.values] + whole
    return whole or _rounded(number.values[0])


def _rounded(value: Fraction) -> list[int]:
    return [floor(value), ceil(value)]


def _short_scale(sentence: Sentence, number: Number) -> int | None:
    """The scale that a letter after the number may stand for: "5k", "5tr"."""
    after = sentence.tokens[number.end : number.end + 1]
    return _SHORT_SCALES.get(after[0].text) if after else None
