"""Reading amounts of money in đồng."""

from __future__ import annotations

from fractions import Fraction

from domain.reading.answers import says_none
from domain.reading.lexicon import Lexicon
from domain.reading.numerals import NUMBER_WORDS, scale
from domain.reading.results import Problem, Reading, Unclear, Understood
from domain.reading.sentence import Number, Sentence, parse
from domain.reading.surroundings import Around

LARGEST_AMOUNT = 10**13
SMALLEST_PLAIN_AMOUNT = 1000
"""Below this an amount without a unit is asked about: nobody counts single đồng."""

_MONEY_WORDS = Lexicon(
    NUMBER_WORDS
    | {
        "k": scale(1000),
        "ng": scale(1000),
        "tr": scale(10**6),
        "trđ": scale(10**6),
        "củ": scale(10**6),
    }
)
_ALLOWED = {Around.POLITE, Around.NOUN, Around.VERB, Around.MONEY}


def read_money(text: str) -> Reading[int]:
    """An amount in đồng: "5tr2" is 5.200.000, "500k" 500.000, "1,2 tỷ" 1.200.000.000; "không" is 0.

    A bare number under 1.000 is Unclear, with thousands, millions and đồng as readings.
    """
    if says_none(text):
        return Understood(0)
    sentence = parse(text, _MONEY_WORDS)
    if isinstance(sentence, Problem):
        return Unclear(sentence)
    numbers = list(sentence.numbers)
    if sentence.has(Around.CORRECTION):
        numbers.reverse()
    offered = tuple(dict.fromkeys(amount for number in numbers for amount in _amounts(sentence, number)))[:4]
    problem = _problem(sentence)
    return Understood(offered[0]) if problem is None else Unclear(problem, offered)


def _problem(sentence: Sentence) -> Problem | None:
    numbers = sentence.numbers
    if not numbers:
        return Problem.VAGUE if sentence.has(Around.VAGUE) else Problem.NOT_A_NUMBER
    if any(number.values and number.values[0] > LARGEST_AMOUNT for number in numbers):
        return Problem.TOO_LARGE
    if any(not number.values for number in numbers):
        return Problem.BAD_GROUPING
    if problem := sentence.doubt():
        return problem
    if len(numbers) > 1:
        return Problem.SEVERAL_NUMBERS
    amounts = _amounts(sentence, numbers[0])
    if _lacks_unit(sentence, numbers[0]):
        return Problem.UNSURE_OF_UNIT
    if not amounts:
        return Problem.NOT_WHOLE
    if len(amounts) > 1 or any(value.denominator != 1 for value in numbers[0].values):
        return Problem.AMBIGUOUS
    return Problem.OTHER_WORDS if _has_strange_words(sentence) else None


def _amounts(sentence: Sentence, number: Number) -> list[int]:
    """The whole amounts that `number` can be. Of several, those not in thousands are nobody's amount."""
    if _lacks_unit(sentence, number):
        scaled = [value * unit for unit in (1000, 10**6, 1) for value in number.values]
        return [int(amount) for amount in scaled if amount.denominator == 1]
    whole = [int(value) for value in number.values if value.denominator == 1 and value <= LARGEST_AMOUNT]
    return [amount for amount in whole if amount % 1000 == 0] or whole


def _lacks_unit(sentence: Sentence, number: Number) -> bool:
    """Whether the amount is under 1.000 and neither đồng nor a thousand or million was said."""
    if not number.values or not Fraction(0) < number.values[0] < SMALLEST_PLAIN_AMOUNT:
        return False
    return Around.MONEY not in sentence.role_at(number.end)


def _has_strange_words(sentence: Sentence) -> bool:
    return sentence.has_other_words() or any(not roles & _ALLOWED for roles in sentence.roles.values())
