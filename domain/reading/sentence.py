"""An answer about a number, taken apart: the numbers in it, the words around them, what makes it doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.reading.lexicon import Lexicon
from domain.reading.numerals import (
    NUMERALS,
    Part,
    Role,
    Values,
    is_bare_scale,
    literal,
    literal_values,
    starts_number,
    values,
)
from domain.reading.results import LONGEST, Problem
from domain.reading.surroundings import SURROUNDINGS, Around
from domain.reading.tokens import Kind, Token, tokens

_HOMOGRAPHS = {"nam", "sau", "tam"}  # năm, nam; sáu, sau; tám, tạm
_NOT_ONE = {"so", "vai", "it", "hai"}  # "một số", "một vài", "một ít"
_PERIODS = {"nam", "thang", "quy", "ky", "tuan", "dot", "lan"}
_FOLLOWS = {  # of words spelled alike (một, mốt; mười, mươi), which one is meant after what
    Role.UNIT: {Role.DIGIT, Role.TENS, Role.DOZEN},
    Role.TENS: {Role.DIGIT, Role.LITERAL},
}
_LONGEST_NUMBER = 24
_MOST_NUMBERS = 8
_VAGUE_SIGNS = frozenset("~≈<>≤≥±+?")
_RANGE_SIGNS = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens `start` to `end` (exclusive). No values: its digits are grouped wrongly."""

    start: int
    end: int
    values: Values
    bare_scale: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The pieces of an answer, its numbers, and the roles of the words that belong to none."""

    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...]
    roles: Mapping[int, frozenset[Around]]

    def has(self, *roles: Around) -> bool:
        """Whether a word outside the numbers can have one of these roles."""
        return any(found & set(roles) for found in self.roles.values())

    def role_at(self, place: int) -> frozenset[Around]:
        """The roles of the word there; empty for numbers, signs and unknown words."""
        return self.roles.get(place, frozenset())

    def signs(self) -> Iterator[tuple[int, str]]:
        """The signs outside the numbers, with their places."""
        return ((i, token.text) for i, token in enumerate(self.tokens) if token.kind is Kind.SIGN)

    def doubt(self) -> Problem | None:
        """What makes the numbers of this answer doubtful, whatever they count; None for nothing."""
        if self.has(Around.CORRECTION):
            return Problem.CORRECTED
        if self._is_range():
            return Problem.RANGE
        if self._is_vague():
            return Problem.VAGUE
        if self.has(Around.NEGATION):
            return Problem.NEGATED
        if self._is_negative():
            return Problem.NEGATIVE
        return Problem.AMBIGUOUS if self._has_homograph() else None

    def has_other_words(self) -> bool:
        """Whether there are words or signs whose part in the answer is not known."""
        unknown = any(
            token.kind is Kind.WORD and place not in self.roles and not self._in_number(place)
            for place, token in enumerate(self.tokens)
        )
        return unknown or any(
            sign in "%‰=&@$\\^|" or (sign == "/" and self.tokens[place - 1].key != "d") for place, sign in self.signs()
        )

    def is_date_like(self) -> bool:
        """Whether a number may be part of a date: "5/2", "ngày 5", "tháng 5"."""
        return any(
            self._sign_between(a, b) == "/" for a, b in zip(self.numbers, self.numbers[1:], strict=False)
        ) or any(
            Around.DATE in self.role_at(number.start - 1) or self.tokens[number.start - 1].key == "thang"
            for number in self.numbers
            if number.start
        )

    def _is_range(self) -> bool:
        pairs = list(zip(self.numbers, self.numbers[1:], strict=False))
        return bool(pairs) and (
            self.has(Around.RANGE) or any(self._sign_between(a, b) in _RANGE_SIGNS for a, b in pairs)
        )

    def _is_vague(self) -> bool:
        return (
            self.has(Around.VAGUE, Around.RANGE)
            or any(number.bare_scale or self.is_some(number) for number in self.numbers)
            or any(sign in _VAGUE_SIGNS for _, sign in self.signs())
        )

    def _is_negative(self) -> bool:
        for number in self.numbers:
            before = self.tokens[number.start - 1] if number.start else None
            if before and (before.key == "am" or before.text in {"-", "–", "—", "−"}):
                return True
        return False

    def _has_homograph(self) -> bool:
        """An undecorated "sau" beside other words may be "later" as well as six."""
        for number in self.numbers:
            token = self.tokens[number.start]
            if number.end - number.start == 1 and token.text in _HOMOGRAPHS:
                others = [roles for place, roles in self.roles.items() if place != number.end]
                if Around.NOUN not in self.role_at(number.end) and any(Around.POLITE not in r for r in others):
                    return True
        return False

    def is_some(self, number: Number) -> bool:
        """Whether this "một" is that of "một số người", some people."""
        after = self.tokens[number.end].key if number.end < len(self.tokens) else ""
        return number.end - number.start == 1 and self.tokens[number.start].key == "mot" and after in _NOT_ONE

    def _sign_between(self, a: Number, b: Number) -> str | None:
        between = self.tokens[a.end : b.start]
        return between[0].text if len(between) == 1 and between[0].kind is Kind.SIGN else None

    def _in_number(self, place: int) -> bool:
        return any(number.start <= place < number.end for number in self.numbers)


def parse(text: str, extra: Lexicon[Part] = NUMERALS) -> Sentence | Problem:
    """Take `text` apart; `extra` knows the number words that this kind of answer may have."""
    if len(text) > LONGEST:
        return Problem.TOO_LONG
    found = tokens(text, extra, SURROUNDINGS)
    if not found:
        return Problem.EMPTY
    numbers = tuple(_numbers(found, extra))
    inside = {place for number in numbers for place in range(number.start, number.end)}
    return Sentence(tuple(found), numbers, dict(_roles(found, inside)))


def _roles(found: Sequence[Token], inside: set[int]) -> Iterator[tuple[int, frozenset[Around]]]:
    for place, token in enumerate(found):
        if token.kind is not Kind.WORD or place in inside:
            continue
        if _is_this_period(found, place) or (place and _is_this_period(found, place - 1)):
            yield place, frozenset({Around.POLITE})
        elif _is_comrade(found, place):
            yield place, frozenset({Around.NOUN})
        elif roles := SURROUNDINGS.meanings(token.text):
            yield place, frozenset(roles)


def _is_this_period(found: Sequence[Token], place: int) -> bool:
    """Whether "năm nay" or "đợt này" begins there."""
    return found[place].key in _PERIODS and place + 1 < len(found) and found[place + 1].key == "nay"


def _is_comrade(found: Sequence[Token], place: int) -> bool:
    """Whether "đồng chí" or "đ/c" begins there; "đồng" and "đ" alone are money."""
    after = [token.key for token in found[place + 1 : place + 3]]
    return (found[place].key == "dong" and after[:1] == ["chi"]) or (
        found[place].key == "d" and (after[:1] == ["c"] or after == ["/", "c"])
    )


def _numbers(found: Sequence[Token], words: Lexicon[Part]) -> Iterator[Number]:
    place = runs = 0
    while place < len(found) and runs < _MOST_NUMBERS:
        parts = [] if _is_this_period(found, place) else _run(found[place:], words)
        if not parts:
            place += 1
            continue
        used, result = _longest(parts)
        runs += 1
        if used:
            yield Number(place, place + used, result, is_bare_scale(parts[:used]))
        place += used or 1


def _run(found: Sequence[Token], words: Lexicon[Part]) -> list[Part]:
    """The parts of number that stand together at the beginning of `found`."""
    parts: list[Part] = []
    for token in found:
        part = _part(token, words, parts[-1] if parts else None)
        if part is None or not (parts or starts_number(part)):
            break
        parts.append(part)
        if len(parts) == _LONGEST_NUMBER:
            break
    return parts


def _part(token: Token, words: Lexicon[Part], before: Part | None) -> Part | None:
    if token.kind is Kind.NUMBER:
        return literal(token.text)
    if token.kind is Kind.SIGN:
        return None
    meanings = words.meanings(token.text)
    following = [part for part in meanings if before and before.role in _FOLLOWS.get(part.role, ())]
    leading = [part for part in meanings if part.role not in _FOLLOWS]
    return next(iter(following or leading or meanings), None)


def _longest(parts: Sequence[Part]) -> tuple[int, Values]:
    """How many parts from the beginning are one number, and its values."""
    for used in range(len(parts), 0, -1):
        if result := values(parts[:used]):
            return used, result
    return (1, literal_values(parts[0].literal)) if parts[0].role is Role.LITERAL else (0, ())
