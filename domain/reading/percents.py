"""Reading a share as people say it: "95,5%", "chín mươi lăm phần trăm"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from domain.reading.answers import says_none
from domain.reading.lexicon import word_list
from domain.reading.numerals import NUMERALS
from domain.reading.results import LONGEST, Problem, Reading, Unclear, Understood
from domain.reading.sentence import Sentence, parse
from domain.reading.surroundings import SURROUNDINGS, Around
from domain.reading.tokens import Token, tokens

HUNDRED = 100 * 100
"""100 % as it is kept: in hundredths of a percent."""
LARGEST_PERCENT = 10 * HUNDRED
"""Above 1.000 % a share is a slip of the finger."""

_WORDS = word_list("phần trăm tỷ tỉ lệ")
_PERCENT = ("phan", "tram")
_SHARE = {("ty", "le"), ("ti", "le")}
_ALLOWED = {Around.POLITE, Around.NOUN, Around.VERB}


def read_percent(text: str) -> Reading[int]:
    """A share in hundredths of a percent: "95", "95%", "95,5 %" (9550), "chín mươi lăm phần trăm"; "không" is 0.

    "0,95" without a percent sign is asked about (0,95 % or 95 %), and so is more than 100 %.
    """
    if says_none(text):
        return Understood(0)
    if len(text) > LONGEST:
        return Unclear(Problem.TOO_LONG)
    pieces = tokens(text, NUMERALS, SURROUNDINGS, _WORDS)
    pairs = list(pairwise(piece.key for piece in pieces))
    said_percent = any(piece.text == "%" for piece in pieces) or _PERCENT in pairs
    sentence = parse(" ".join(_number_alone(pieces, pairs)))
    if isinstance(sentence, Problem):
        return Unclear(Problem.NOT_A_NUMBER if pieces else sentence)
    numbers = sentence.numbers[::-1] if sentence.has(Around.CORRECTION) else sentence.numbers
    shares = list(dict.fromkeys(value * 100 for number in numbers for value in number.values))
    if not said_percent:
        shares = _with_decimal_shares(shares)
    possible = tuple(dict.fromkeys(_nearest(share for share in shares if share <= LARGEST_PERCENT)))
    problem = _problem(sentence, shares, possible)
    return Understood(possible[0]) if problem is None else Unclear(problem, possible[:4])


def _number_alone(pieces: Sequence[Token], pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The pieces of an answer without "%", "phần trăm" and "tỷ lệ", of which parts look like numbers."""
    for place, piece in enumerate(pieces):
        beside = pairs[max(place - 1, 0) : place + 1]
        if piece.text != "%" and not any(pair == _PERCENT or pair in _SHARE for pair in beside):
            yield piece.text


def _with_decimal_shares(shares: Sequence[Fraction]) -> list[Fraction]:
    """A bare number between 0 and 1 may be the share itself as well as so many percent."""
    found: list[Fraction] = []
    for share in shares:
        found.extend((share * 100, share) if 0 < share < 100 else (share,))
    return found


def _nearest(shares: Iterable[Fraction]) -> Iterator[int]:
    """The hundredths of a percent on both sides of each share."""
    for share in shares:
        yield floor(share)
        yield ceil(share)


def _problem(sentence: Sentence, shares: Sequence[Fraction], possible: Sequence[int]) -> Problem | None:
    if not sentence.numbers:
        return Problem.VAGUE if sentence.has(Around.VAGUE) else Problem.NOT_A_NUMBER
    if any(not number.values for number in sentence.numbers):
        return Problem.BAD_GROUPING
    if problem := sentence.doubt():
        return problem
    if len(sentence.numbers) > 1:
        return Problem.SEVERAL_NUMBERS
    if not possible:
        return Problem.TOO_LARGE
    within = [share for share in shares if share <= LARGEST_PERCENT]
    if len(within) > 1:
        return Problem.AMBIGUOUS
    if within[0].denominator != 1:
        return Problem.TOO_PRECISE
    if within[0] > HUNDRED:
        return Problem.ABOVE_ALL
    strange = any(not roles & _ALLOWED for roles in sentence.roles.values())
    return Problem.OTHER_WORDS if strange or sentence.has_other_words() else None
