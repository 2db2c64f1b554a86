"""Reading who is not like the others: "truong mau 12 xuat sac; cong ty 03 khong hoan thanh; bo truong mau 05"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from domain.reading.choices import Option, match_choice
from domain.reading.fold import clean, fold
from domain.reading.results import Understood
from domain.reading.unions import N, called


class Puzzle(StrEnum):
    """Why a piece was not understood."""

    NO_UNION = "no_union"
    SEVERAL_UNIONS = "several_unions"
    NO_OPTION = "no_option"
    """It is not said, or not clear, what the union is to get."""
    NO_AMOUNT = "no_amount"
    """It is not said, or not clear, how much the union is to get."""


@dataclass(frozen=True, slots=True)
class Apart(Generic[N]):
    """One union, and the id of the option that it gets instead of the one of all others; None: it is left out."""

    union: N
    option: str | None


@dataclass(frozen=True, slots=True)
class NotClear:
    """A piece that was not understood. `found` is how many unions it may mean."""

    words: str
    puzzle: Puzzle
    found: int


_LEFT_OUT = (
    "khong xep loai",
    "khong tinh",
    "leave out",
    "loai ra",
    "bo qua",
    "bo ra",
    "without",
    "except",
    "tru",
    "bo",
)
_BETWEEN = frozenset(["dat", "xep", "loai", "la", "thi", "duoc", "muc"])


def read_exceptions(lines: Iterable[str], unions: Sequence[N], options: Sequence[Option]) -> list[Apart[N] | NotClear]:
    """What each piece says; pieces end with a line, a semicolon or a comma. A number never chooses an option."""
    return [read for line in lines for piece in line.split(";") for read in _pieces(piece, unions, options)]


def _pieces(piece: str, unions: Sequence[N], options: Sequence[Option]) -> Iterator[Apart[N] | NotClear]:
    """The piece as a whole, whose name may hold a comma, or else what stands between commas."""
    whole = _read(piece, unions, options)
    if isinstance(whole, Apart) or "," not in piece:
        parts = [whole]
    else:
        parts = [_read(part, unions, options) for part in piece.split(",")]
    yield from (part for part in parts if part is not None)


def _read(piece: str, unions: Sequence[N], options: Sequence[Option]) -> Apart[N] | NotClear | None:
    """None for a piece without words."""
    said = clean(piece).split()
    if not fold(piece):
        return None
    unclear: NotClear | None = None
    for place in range(1, len(said)):
        reading = match_choice(" ".join(said[place:]), options, numbers={})
        found = _called(said[:place], unions)
        if isinstance(reading, Understood) and len(found) == 1:
            return Apart(found[0], reading.value)
        if isinstance(reading, Understood) and unclear is None:
            puzzle = Puzzle.SEVERAL_UNIONS if found else Puzzle.NO_UNION
            unclear = NotClear(clean(piece), puzzle, len(found))
        elif not isinstance(reading, Understood) and reading.readings and len(found) == 1:
            return NotClear(clean(piece), Puzzle.NO_OPTION, 1)
    return _left_out(piece, unions) or unclear or _without_option(piece, unions)


def _called(said: Sequence[str], unions: Sequence[N]) -> list[N]:
    """The unions meant by the words, without a "đạt" or "xếp loại" behind the name."""
    found = called(" ".join(said), unions)
    if not found and len(said) > 1 and fold(said[-1]) in _BETWEEN:
        return _called(said[:-1], unions)
    return found


def _left_out(piece: str, unions: Sequence[N]) -> Apart[N] | NotClear | None:
    folded = fold(piece)
    for phrase in _LEFT_OUT:
        match = re.fullmatch(f"{phrase} (.+)|(.+) {phrase}", folded)
        if match is None:
            continue
        found = called(match[1] or match[2], unions)
        if len(found) == 1:
            return Apart(found[0], None)
        return NotClear(clean(piece), Puzzle.SEVERAL_UNIONS if found else Puzzle.NO_UNION, len(found))
    return None


def _without_option(piece: str, unions: Sequence[N]) -> NotClear:
    found = called(piece, unions)
    return NotClear(clean(piece), Puzzle.NO_OPTION if found else Puzzle.NO_UNION, len(found))
