"""The value of a number written in digits, in Vietnamese words, or in both ("1 tỷ 2", "hai mươi lăm").

Spoken Vietnamese drops the last unit: "một trăm hai" is 120, "5 triệu 2" is 5.200.000. Where the short
form and the literal sum are both usual ("một trăm năm": 105 or 150), both values are returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from domain.reading.lexicon import Lexicon

Values = tuple[Fraction, ...]

MOST_DIGITS = 15


class Role(Enum):
    """What a part of a number does."""

    ZERO = 0
    DIGIT = 1
    UNIT = 2  # only after tens or in a short form: mốt, tư, lăm
    TEN = 3
    TENS = 4
    DOZEN = 5  # chục: ten, or tens
    SCALE = 6
    LINK = 7  # linh, lẻ
    HALF = 8
    LITERAL = 9


@dataclass(frozen=True, slots=True)
class Part:
    """One word or run of digits of a number. `five` marks "năm", which also means "year"."""

    role: Role
    value: Fraction = Fraction(0)
    five: bool = False
    literal: str = ""


def _digit(value: int) -> Part:
    return Part(Role.DIGIT, Fraction(value))


def scale(value: int) -> Part:
    """The word for a power of ten from a hundred up."""
    return Part(Role.SCALE, Fraction(value))


NUMBER_WORDS: dict[str, Part] = {
    "không": Part(Role.ZERO),
    "một": _digit(1),
    "hai": _digit(2),
    "ba": _digit(3),
    "bốn": _digit(4),
    "năm": Part(Role.DIGIT, Fraction(5), five=True),
    "sáu": _digit(6),
    "bảy": _digit(7),
    "bẩy": _digit(7),
    "tám": _digit(8),
    "chín": _digit(9),
    "mốt": Part(Role.UNIT, Fraction(1)),
    "tư": Part(Role.UNIT, Fraction(4)),
    "lăm": Part(Role.UNIT, Fraction(5), five=True),
    "nhăm": Part(Role.UNIT, Fraction(5), five=True),
    "mười": Part(Role.TEN, Fraction(10)),
    "mươi": Part(Role.TENS, Fraction(10)),
    "hăm": Part(Role.TEN, Fraction(20)),
    "băm": Part(Role.TEN, Fraction(30)),
    "chục": Part(Role.DOZEN, Fraction(10)),
    "trăm": scale(100),
    "nghìn": scale(1000),
    "ngàn": scale(1000),
    "triệu": scale(10**6),
    "tỷ": scale(10**9),
    "tỉ": scale(10**9),
    "linh": Part(Role.LINK),
    "lẻ": Part(Role.LINK),
    "rưỡi": Part(Role.HALF),
    "rưởi": Part(Role.HALF),
}

NUMERALS = Lexicon(NUMBER_WORDS)

_STARTERS = {Role.DIGIT, Role.TEN, Role.DOZEN, Role.SCALE, Role.LITERAL}


def literal(digits: str) -> Part:
    """A run of digits with its points and commas."""
    return Part(Role.LITERAL, literal=digits)


def starts_number(part: Part) -> bool:
    """Whether a number can begin with this part ("linh", "lăm" and "rưỡi" only go on)."""
    return part.role in _STARTERS


def literal_values(digits: str) -> Values:
    """What digits with points and commas can mean; several for "1,234", none when the grouping is broken.

    A point groups thousands (1.234), a comma is the decimal sign (12,5); a point before one or two last
    digits is a decimal sign too, and a comma before three may be a foreign thousands sign.
    """
    if len(digits) > 2 * MOST_DIGITS:
        return ()
    if digits.isdecimal():
        return (Fraction(int(digits)),)
    joined = Fraction(int(re.sub(r"[.,]", "", digits)))
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+|[1-9]\d{0,2}(,\d{3}){2,}", digits):
        return (joined,)
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        return joined, joined / 1000
    match = re.fullmatch(r"(\d+|[1-9]\d{0,2}(?:\.\d{3})+),(\d+)|(\d+|[1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,2})", digits)
    if match is None:
        return ()
    return (joined / 10 ** len(match[2] or match[4]),)


def values(parts: Sequence[Part]) -> Values:
    """Every value that `parts` can have, the likeliest first; none when they are not one number."""
    scales = [part.value for part in parts if part.role is Role.SCALE]
    if not scales:
        return _below_hundred(parts)
    highest = max(scales)
    at = next(i for i, part in enumerate(parts) if part.role is Role.SCALE and part.value == highest)
    heads = values(parts[:at]) if at else (Fraction(1),)
    tails = _tails(parts[at + 1 :], highest)
    return _unique(head * highest + tail for head in heads for tail in tails)


def is_bare_scale(parts: Sequence[Part]) -> bool:
    """Whether this is only "chục", "trăm", "nghìn" …: said of a round guess as well as of exactly one."""
    return len(parts) == 1 and parts[0].role in {Role.SCALE, Role.DOZEN}


def _tails(tail: Sequence[Part], above: Fraction) -> Values:
    """What follows the scale word `above`."""
    if not tail:
        return (Fraction(0),)
    first = tail[0]
    if len(tail) == 1 and first.role is Role.HALF:
        return (above / 2,)
    if len(tail) == 1 and first.role in {Role.DIGIT, Role.UNIT}:
        return (above / 10 * first.value, first.value) if first.five else (above / 10 * first.value,)
    if len(tail) == 1 and first.role is Role.LITERAL and first.literal.isdecimal():
        return _literal_tail(first.literal, above)
    if first.role is Role.LINK:
        sums = values(tail[1:])
        return sums if above <= 1000 else _unique((*sums, *_in_thousands(sums, above)))
    sums = tuple(value for value in values(tail) if value < above)
    if above == 1000 and len(tail) == 2 and not any(part.role is Role.SCALE for part in tail):
        if tail[0].role is Role.DIGIT and tail[1].role in {Role.DIGIT, Role.UNIT}:
            return _unique((*sums, *(value * 10 for value in sums)))
        return sums
    if above > 1000 and first.role is not Role.ZERO:
        return _unique((*sums, *_in_thousands(sums, above)))
    return sums


def _in_thousands(sums: Values, above: Fraction) -> Values:
    """The reading of "một triệu hai trăm" as a million and two hundred thousand."""
    return tuple(value * above / 1000 for value in sums if value < 1000)


def _literal_tail(digits: str, above: Fraction) -> Values:
    """In "5tr2" and "5tr250" the digits go on after the scale; two digits may be tens of the next one too."""
    number = Fraction(int(digits))
    if above == 100:
        short = (number * 10, number) if digits == "5" else (number * 10,)
        return short if len(digits) == 1 else (number,) if len(digits) == 2 else ()
    if len(digits) > 3:
        return (number,) if number < above else ()
    places = number * above / 10 ** len(digits)
    return (places, number * above / 1000) if len(digits) == 2 else (places,)


def _below_hundred(parts: Sequence[Part]) -> Values:
    match [part.role for part in parts]:
        case [Role.LITERAL]:
            return literal_values(parts[0].literal)
        case [Role.ZERO | Role.DIGIT | Role.TEN | Role.DOZEN]:
            return () if parts[0].value > 10 else (parts[0].value,)
        case [Role.DOZEN, Role.HALF]:
            return (Fraction(15),)
        case [Role.TEN | Role.DOZEN, Role.DIGIT | Role.UNIT]:
            return _with_unit(parts[0].value, parts[1])
        case [Role.DIGIT | Role.LITERAL, Role.TENS | Role.DOZEN, *rest]:
            return _tens(parts[0], rest, parts)
        case [Role.DIGIT, Role.UNIT]:
            return (parts[0].value * 10 + parts[1].value,)
        case [Role.DIGIT, Role.DIGIT]:
            return _unique((parts[0].value * 10 + parts[1].value, parts[0].value, parts[1].value))
    return ()


def _tens(first: Part, rest: Sequence[Role], parts: Sequence[Part]) -> Values:
    heads = literal_values(first.literal) if first.role is Role.LITERAL else (first.value,)
    if len(heads) != 1 or not 1 <= heads[0] <= 9:
        return ()
    tens = heads[0] * 10
    match list(rest):
        case []:
            return (tens,)
        case [Role.HALF] if parts[1].role is Role.DOZEN:
            return (tens + 5,)
        case [Role.DIGIT | Role.UNIT]:
            return _with_unit(tens, parts[2])
    return ()


def _with_unit(tens: Fraction, unit: Part) -> Values:
    """Tens and a unit: "hai mươi năm" is twenty-five written without care, and twenty years."""
    total = tens + unit.value
    return (total, tens) if unit.five and unit.role is Role.DIGIT else (total,)


def _unique(found: Iterable[Fraction]) -> Values:
    return tuple(dict.fromkeys(found))
