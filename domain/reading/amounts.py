"""Reading who gets how much: "dak ha 35; sa thay 20", "mau 12: 80%", "bo mau 05"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic

from domain.reading.exceptions import NotClear, Puzzle
from domain.reading.fold import clean, fold
from domain.reading.results import Reading, Understood
from domain.reading.unions import N, called, folded, plain


@dataclass(frozen=True, slots=True)
class Gets(Generic[N]):
    """One union and what it gets; None: it gets nothing."""

    union: N
    amount: int | None


ReadAmount = Callable[[str], Reading[int]]
"""How the amount itself is read: as a count, as a share, as money."""

_JOINT = re.compile(r"\s*(?:[:=→]|->)\s*")
_COMMA = re.compile(r",\s*(?=[^\W\d])")
"""A comma between two pieces: one before a digit may be the comma of a decimal."""
_NOTHING = ("khong giao", "thu hoi", "bo ra", "take back", "nothing", "bo")
_BETWEEN = frozenset(["giao", "la", "len", "xuong", "con", "thanh", "duoc", "gets", "to"])


def read_amounts(lines: Iterable[str], unions: Sequence[N], read: ReadAmount) -> list[Gets[N] | NotClear]:
    """What each piece says; pieces end with a line, a semicolon, or a comma before a word.

    A number that may belong to the name as well as be the amount ("truong 12" where there is a "Trường 12") is not
    taken: it is asked about.
    """
    return [found for line in lines for piece in line.split(";") for found in _pieces(piece, unions, read)]


def _pieces(piece: str, unions: Sequence[N], read: ReadAmount) -> Iterator[Gets[N] | NotClear]:
    """The piece as a whole, whose name may hold a comma, or else what stands between commas."""
    whole = _read(piece, unions, read)
    parts = [whole] if isinstance(whole, Gets) else [_read(part, unions, read) for part in _COMMA.split(piece)]
    yield from (part for part in parts if part is not None)


def _read(piece: str, unions: Sequence[N], read: ReadAmount) -> Gets[N] | NotClear | None:
    """None for a piece without words."""
    if not fold(piece):
        return None
    words = clean(piece)
    meant: list[Gets[N]] = []
    alike = 0
    for name, amount in _ways_to_part(words):
        reading = read(amount)
        if not isinstance(reading, Understood):
            continue
        named = _called(name.split(), unions)
        if len(named) == 1:
            meant += [gets for gets in (Gets(named[0], reading.value),) if gets not in meant]
        alike = alike or len(named)
    if _is_name(words, unions) or len(meant) > 1:
        return NotClear(words, Puzzle.NO_AMOUNT, 1)
    if meant:
        return meant[0]
    if (nothing := _gets_nothing(words, unions)) is not None:
        return nothing
    if alike:
        return NotClear(words, Puzzle.SEVERAL_UNIONS, alike)
    return NotClear(words, Puzzle.NO_AMOUNT, 1) if _names_one(words, unions) else NotClear(words, Puzzle.NO_UNION, 0)


def _ways_to_part(words: str) -> Iterator[tuple[str, str]]:
    """The name and the amount: on both sides of a colon, else wherever there is a space."""
    sides = _JOINT.split(words)
    if len(sides) == 2 and all(sides):
        yield sides[0], sides[1]
        return
    said = words.split()
    yield from ((" ".join(said[:place]), " ".join(said[place:])) for place in range(1, len(said)))


def _called(said: Sequence[str], unions: Sequence[N]) -> list[N]:
    """The unions meant by the words, without a "giao" or "là" behind the name."""
    found = called(" ".join(said), unions)
    if not found and len(said) > 1 and fold(said[-1]) in _BETWEEN:
        return _called(said[:-1], unions)
    return found


def _gets_nothing(words: str, unions: Sequence[N]) -> Gets[N] | NotClear | None:
    for phrase in _NOTHING:
        match = re.fullmatch(f"{phrase} (.+)|(.+) {phrase}", fold(words))
        if match is None:
            continue
        found = called(match[1] or match[2], unions)
        if len(found) == 1:
            return Gets(found[0], None)
        if found:
            return NotClear(words, Puzzle.SEVERAL_UNIONS, len(found))
    return None


def _is_name(words: str, unions: Sequence[N]) -> bool:
    """Whether all the words, the number too, can be those of a union's name."""
    if _JOINT.search(words):
        return False
    said = Counter(map(plain, fold(words).split()))
    return any(said <= Counter(map(plain, folded(union.name).split())) for union in unions)


def _names_one(words: str, unions: Sequence[N]) -> bool:
    """Whether the words, or those before the last one, name a union, so that only the amount is in doubt."""
    said = words.split()
    return any(_called(said[:place], unions) for place in range(len(said), 0, -1))
